"""What a map or comparison shows: an indicator or a score, in one period and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from resilience.i18n import Lang, number, quantity, t


def years_text(oldest: object, newest: object) -> str:
    """Return ``2021–2024``, ``2022`` or an empty text."""
    if oldest != oldest or oldest is None:
        return ""
    return str(newest) if oldest == newest else f"{oldest}–{newest}"


@dataclass(frozen=True, eq=False)
class Measure:
    """An indicator, or the score of a theme or a capacity, of one period.

    Parameters
    ----------
    label, unit, decimals
        Name, unit and digits on screen.
    period
        The year shown.
    values
        ``ags, name, value, low, high, period, quality, note`` of all areas in that period.
    every_year
        The same of all periods.
    group_id
        The theme or capacity whose score is shown; for an indicator, its theme.
    indicator_id
        Empty for a score.
    reasons
        Why published values were corrected, by the id of the correction.
    noise
        What an indicator declares about its noise: ``counted``, ``complete``, ``unknown``.
    """

    label: str
    unit: str
    decimals: int
    period: str
    lang: Lang
    values: pd.DataFrame
    every_year: pd.DataFrame
    group_id: str
    indicator_id: str
    reasons: dict[str, str]
    noise: str = ""

    def number(self, value: float) -> str:
        """Return a value as printed, without unit."""
        return number(value, self.decimals, self.lang)

    def year(self, area: Mapping[Any, Any]) -> str:
        """Return the year of an area's value; for a score, its inputs' years and its coverage."""
        if self.indicator_id:
            return str(area["period"])
        years = years_text(area["oldest"], area["newest"])
        share = number(100 * area["coverage"], 0, self.lang)
        return t(self.lang, "map.years_and_coverage", years=years, share=share)

    def quantity(self, value: float) -> str:
        """Return a value as printed, with unit."""
        return quantity(value, self.decimals, self.unit, self.lang)
