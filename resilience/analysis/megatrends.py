"""One line of evidence for a megatrend: the development of a series in a region's cities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from resilience.analysis.city_findings import changes
from resilience.analysis.scenarios import TOO_DOUBTFUL


@dataclass(frozen=True)
class Evidence:
    """The development of a series.

    Parameters
    ----------
    start, end
        First and last period, shared by most cities; the same where there is one date only.
    before, after
        Medians of the cities counted in those periods.
    up, down, alike
        Numbers of cities that surely rose, surely fell, or did neither for sure.
    n
        Number of cities with a value in the last period.
    """

    start: str
    end: str
    before: float
    after: float
    up: int
    down: int
    alike: int
    n: int


def evidence(values: pd.DataFrame, breaks: pd.DataFrame, told: dict[Any, Any]) -> Evidence | None:
    """Return the development of an indicator's values in cities; None where none has a value.

    From the first to the last value after the last break, see `city_findings.changes`; only cities
    with the most frequent pair of periods count, and unreliable values are left out.

    Parameters
    ----------
    values
        ``indicator_id, ags, period, value, low, high, quality, note`` of the cities.
    breaks
        ``indicator_id, period``.
    told
        ``indicator_id, direction, band_low, band_high, decimals``.
    """
    values = values[values["quality"] != TOO_DOUBTFUL]
    known = values[values["value"].notna()]
    if known.empty:
        return None
    declared = pd.DataFrame([told | {"direction": "context"}])
    found = pd.concat(
        [changes(own, breaks, declared)[0] for _, own in values.groupby("ags")], ignore_index=True
    )
    if found.empty:
        end = str(known["period"].max())
        last = known[known["period"] == end]["value"]
        middle = float(last.median())
        return Evidence(end, end, middle, middle, 0, 0, 0, len(last))
    start, end = (found["start"] + " " + found["end"]).mode().iloc[0].split(" ")
    same = found[(found["start"] == start) & (found["end"] == end)]
    told_apart = same[same["judgement"] != "alike"]
    up = int((told_apart["change"] > 0).sum())
    return Evidence(
        start,
        end,
        float(same["before"].median()),
        float(same["after"].median()),
        up,
        len(told_apart) - up,
        len(same) - len(told_apart),
        len(same),
    )
