"""A theme field inverted, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resilience.analysis.kopfstand import Move, Worst
from resilience.analysis.what_if import ThemeScore
from resilience.i18n import Lang, change_unit, number, quantity, signed, t
from resilience.text.figures import interval_text
from resilience.text.provenance import period_text


def worst_text(found: Worst | None, told: Mapping[Any, Any], peers: str, lang: Lang) -> str:
    """Return a city's value, the worst among its peers and the distance, or that there is none."""
    if found is None:
        return t(lang, "kopfstand.no_worst", indicator=told["label"])
    decimals, unit = int(told["decimals"]), told["unit"]
    own = quantity(found.own, decimals, unit, lang)
    if found.low == found.low:
        own += f" ({interval_text(found.low, found.high, decimals, lang)})"
    gap = abs(found.own - found.worst)
    words = {
        "indicator": told["label"],
        "own": own,
        "worst": quantity(found.worst, decimals, unit, lang),
        "gap": quantity(gap, decimals, change_unit(unit, lang), lang),
        "n": number(found.n, 0, lang),
        "peers": peers,
        "year": period_text(found.period, lang),
    }
    return t(lang, f"kopfstand.worst_{'apart' if found.certain else 'near'}", **words)


def move_text(
    word: str,
    move: Move,
    told: Mapping[Any, Any],
    scores: tuple[ThemeScore, ThemeScore],
    peers: str,
    lang: Lang,
) -> str:
    """Return a move with the current and the resulting score, both with their intervals.

    Parameters
    ----------
    word
        ``cost`` or ``lever``.
    """
    decimals, (before, after) = int(told["decimals"]), scores
    words = {
        "indicator": told["label"],
        "own": number(move.own, decimals, lang),
        "value": quantity(move.value, decimals, told["unit"], lang),
        "year": period_text(move.period, lang),
        "points": signed(move.points, 1, lang),
        "before": _score(before, lang),
        "after": _score(after, lang),
        "peers": peers,
        "n": number(move.n, 0, lang),
    }
    apart = after.high < before.low or after.low > before.high
    text = t(lang, f"kopfstand.{word}", **words)
    return text if apart else f"{text} {t(lang, 'kopfstand.not_apart')}"


def _score(one: ThemeScore, lang: Lang) -> str:
    if one.score != one.score:
        return t(lang, "missing.no_score")
    ends = {end: number(getattr(one, end), 0, lang) for end in ("low", "high")}
    return t(lang, "scenarios.span", value=number(one.score, 0, lang), **ends)
