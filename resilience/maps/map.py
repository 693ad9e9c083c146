"""The thematic layer of a map: values, classes and legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import pandas as pd

from resilience.charts.style import MISSING_FILL, MISSING_LINE
from resilience.i18n import t
from resilience.maps.change import Change
from resilience.maps.classes import Classes, Way, score_classes, value_classes
from resilience.model.measure import Measure
from resilience.model.provenance import Provenance
from resilience.text.sentences import map_sentence


@dataclass(frozen=True, eq=False)
class Layer:
    """The data that a map of a region shows.

    Parameters
    ----------
    measure
        The indicator or score.
    members
        ``ags, name, value, period`` and further columns of each member, see `drawn`.
    classes
        Breaks and colours of the values.
    direction
        Which direction is better, as a phrase.
    provenance
        Provenance of the values.
    base
        The measure itself, where `measure` is a distance from a median.
    areas
        Name for the members, if not cities.
    others
        The peers on the scale of the members' values, if there are any: their columns, and
        ``told``, the value shown in their hover text.
    """

    measure: Measure
    members: pd.DataFrame
    classes: Classes
    direction: str
    provenance: Provenance
    base: Measure | None = None
    areas: str = ""
    others: pd.DataFrame | None = None

    @cached_property
    def sentence(self) -> str:
        """What the map shows, for screen readers and for reports."""
        return map_sentence(self.measure, self.members)

    def legend(self, title: bool = True) -> str:
        """Return the legend as HTML, with a title unless that is shown elsewhere."""
        missing = bool(self.members["value"].isna().any())
        return legend_html(self.measure, self.classes, self.direction, missing, title)


def drawn(measure: Measure, members: pd.DataFrame) -> pd.DataFrame:
    """Return ``ags, name`` of the members with the data shown of each; the value may be missing."""
    own = members[["ags", "name"]].merge(measure.values.drop(columns="name"), on="ags", how="left")
    own["quality"] = own["quality"].fillna("O")
    return own


def classes_of(measure: Measure, areas: pd.Series, way: Way = "quantile") -> Classes:
    """Return the classes of a measure, the same for all years between two breaks.

    They come from the values of the given areas in all those years; see `value_classes`.
    """
    if not measure.indicator_id and way == "quantile":
        return score_classes()
    own = comparable_years(measure)
    own = own[own["ags"].isin(areas)]
    return value_classes(own["value"].to_numpy(dtype=float), way)


def comparable_years(measure: Measure) -> pd.DataFrame:
    """Return the rows of the years that no break separates from the one shown."""
    rows = measure.every_year
    if not measure.indicator_id:
        return rows
    breaks = rows.loc[rows["quality"] == "B", "period"]
    since = breaks[breaks <= measure.period].max()
    until = breaks[breaks > measure.period].min()
    if since == since:
        rows = rows[rows["period"] >= since]
    if until == until:
        rows = rows[rows["period"] < until]
    return rows


def title_of(measure: Measure) -> str:
    """Return the title of a map: what it shows, unit and year."""
    is_score = not measure.indicator_id and not isinstance(measure, Change)
    word = "map.legend_score" if is_score else "map.legend_title"
    return t(measure.lang, word, what=measure.label, unit=measure.unit, period=measure.period)


def break_note(first: Measure, second: Measure, breaks: Sequence[str]) -> str:
    """Return a note that two years of an indicator are not comparable, empty if they are."""
    start, end = sorted((first.period, second.period))
    between = sorted({period for period in breaks if start < period <= end})
    if not between:
        return ""
    return t(first.lang, "map.broken", start=start, end=end, breaks=", ".join(between))


def legend_html(
    measure: Measure,
    classes: Classes,
    direction: str,
    has_missing: bool,
    title: bool = True,
) -> str:
    """Return the legend: what is mapped, unit and year as title, a swatch per class, "no data".

    The direction is printed, never coloured: dark means a high value, whether good or not. The
    entry for missing areas is always present; it says whether any is on the map.

    Parameters
    ----------
    title
        Whether it has a title; without one, its entries are in rows below a titled map.
    """
    lang = measure.lang
    entries = [
        (f"background:{colour}", label)
        for colour, label in zip(classes.colours, classes.labels(lang), strict=True)
    ][::-1]
    hatch = f"repeating-linear-gradient(135deg,{MISSING_FILL} 0 4px,{MISSING_LINE} 4px 5.5px)"
    suffix = "" if has_missing else f" {t(lang, 'missing.none_here')}"
    entries.append((f"background:{hatch}", t(lang, "missing.no_data") + suffix))
    items = "".join(
        f'<li><span aria-hidden="true" style="{style}"></span><span>{escape(label)}</span></li>'
        for style, label in entries
    )
    heading = f"<p><b>{escape(title_of(measure))}</b></p>" if title else ""
    return (
        f'<section aria-label="{escape(t(lang, "map.legend"))}" class="legend'
        f'{"" if title else " flat"}">{heading}<ul>{items}</ul><p>{escape(direction)}</p></section>'
    )
