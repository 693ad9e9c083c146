"""Parts of sentences that read well in both languages, whatever their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from resilience.i18n import Lang, number, quantity, t
from resilience.model.measure import Measure

RELATION = re.compile(r"(?:^|\s)(je|per|seit|since)\s.*$")
"""Pattern of the reference in a unit, such as per inhabitant."""

MOST_LINES = 6
"""Number of lines below a title that can be taken in at a glance."""


def listed(names: Sequence[str], lang: Lang) -> str:
    """Return ``A``, ``A und B`` or ``A, B und C``.

    >>> listed(["Haan", "Hilden", "Velbert"], "de")
    'Haan, Hilden und Velbert'
    """
    *first, last = names
    return t(lang, "overview.and").join(filter(None, (", ".join(first), last)))


def counted(key: str, n: int, lang: Lang, **values: object) -> str:
    """Return the wording for none, for one or for several of ``key_none``, ``_one``, ``_many``."""
    which = {0: "none", 1: "one"}.get(n, "many")
    return t(lang, f"{key}_{which}", n=number(n, 0, lang), **values)


def some(lines: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """Return as many lines as can be taken in, and the number of the others."""
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    rest = len(lines) - MOST_LINES + 1
    return (*lines[: MOST_LINES - 1], t(lang, "story.more", n=number(rest, 0, lang)))


def brief_quantity(measure: Measure, value: float) -> str:
    """Return a value with its unit, without what the preceding name already says.

    For ``Wohnungen je 1.000 Einwohner`` it is ``572``, not ``572 je 1.000 Einw.``.
    """
    said = RELATION.search(measure.unit)
    unit = measure.unit
    if said and f" {said[1]} " in measure.label:
        unit = unit[: said.start()]
    text = quantity(value, measure.decimals, unit, measure.lang).strip()
    return text.replace(" ", "\N{NO-BREAK SPACE}")
