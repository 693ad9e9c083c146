"""Whether a target is being reached, by the published rule of the federal indicator report.

The rule is that of the Federal Statistical Office for the German Sustainable Development Strategy
("Status der Indikatoren", dns-indikatoren.de/status): the mean of the last five yearly changes is
extrapolated to the target year; a value to be kept each year, and a direction without a number, are
judged by the last value and by changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from resilience.model.time_series import newest_stretch

YEARS_NEEDED = 5
"""Minimum number of yearly values without a break for a verdict; the federal rule requires four."""
POINTS = 6
"""Maximum number of newest values whose changes are averaged."""
OLDEST = 2
"""Maximum age of the newest value in years."""
NEARLY, OFF = 0.05, 0.20
"""Shares of the distance to the target that may be missed for the first and second verdict."""

Verdict = Literal["on_track", "nearly", "off_track", "away"]
Reason = Literal["level", "duty", "no_number", "no_figures", "measure", "few", "old", "past"]


@dataclass(frozen=True)
class Judgement:
    """The rule's verdict on a target, or why there is none.

    Parameters
    ----------
    verdict
        From the federal report's sun to its thunderstorm; None where nothing is judged.
    reason
        Why there is no verdict.
    values
        ``period, value`` used: those after the last break.
    change
        Mean yearly change, over the values from ``since`` on.
    expected
        The value extrapolated to the target year; null where there is no extrapolation.
    """

    verdict: Verdict | None
    reason: Reason | None
    values: pd.DataFrame
    change: float = np.nan
    since: str = ""
    expected: float = np.nan


def judge(
    target: Mapping[Any, Any], values: pd.DataFrame, breaks: Sequence[str], now: int
) -> Judgement:
    """Return the rule's verdict on a target.

    Parameters
    ----------
    target
        A row of `queries.targets`.
    values
        ``period, value, note`` of the one area, in order of period; empty where there are none.
    breaks
        Periods from which values are not comparable with earlier ones.
    now
        The current year.
    """
    known = _comparable(values, breaks)
    if reason := _untold(target, known, now):
        return Judgement(None, reason, known)
    used = known.tail(POINTS)
    years = used["period"].str[:4].astype(int).to_numpy()
    figures = used["value"].to_numpy(dtype=float)
    change = float((figures[-1] - figures[0]) / (years[-1] - years[0]))
    sign = 1.0 if target["direction"] == "up" else -1.0
    since = str(used["period"].iloc[0])
    if target["value"] != target["value"]:
        last = float(figures[-1] - figures[-2])
        return Judgement(_by_direction(sign * change, sign * last), None, known, change, since)
    gap = sign * (target["value"] - figures[-1])
    if target["every_year"] or gap <= 0:
        return Judgement(_each_year(gap, sign * change), None, known, change, since)
    expected = float(figures[-1] + change * (int(target["due"][:4]) - years[-1]))
    verdict = _by_year(gap, sign * (target["value"] - expected), sign * change)
    return Judgement(verdict, None, known, change, since, expected)


def _comparable(values: pd.DataFrame, breaks: Sequence[str]) -> pd.DataFrame:
    if values.empty:
        return values
    start = newest_stretch(values["period"].tolist(), values["note"].tolist(), breaks)
    return values.iloc[start:].reset_index(drop=True)


def _untold(target: Mapping[Any, Any], known: pd.DataFrame, now: int) -> Reason | None:
    """Return the first reason why a target is not judged, None if it is."""
    own = target["label"] == "direction" or isinstance(target["ags"], str)
    linked = isinstance(target["indicator_id"], str)
    numbered = target["value"] == target["value"]
    dated = isinstance(target["due"], str)
    yearly = not known.empty and bool(known["period"].str.fullmatch(r"\d{4}").all())
    checks: list[tuple[bool, Reason]] = [
        (target["label"] == "duty", "duty"),
        (not own, "level"),
        (not (isinstance(target["series_id"], str) or linked), "no_figures"),
        (not isinstance(target["direction"], str), "no_number"),
        (numbered and not (target["every_year"] or dated), "no_number"),
        (not (isinstance(target["series_id"], str) or target["comparable"] == "same"), "measure"),
        (known.empty, "no_figures"),
        (len(known) < YEARS_NEEDED or not yearly, "few"),
        (not known.empty and int(known["period"].iloc[-1][:4]) < now - OLDEST, "old"),
        (dated and not target["every_year"] and int(str(target["due"])[:4]) < now, "past"),
    ]
    return next((reason for holds, reason in checks if holds), None)


def _by_year(gap: float, missed: float, change: float) -> Verdict:
    if change <= 0:
        return "away"
    share = missed / gap
    return "on_track" if share < NEARLY else "nearly" if share <= OFF else "off_track"


def _each_year(gap: float, change: float) -> Verdict:
    if gap <= 0:
        return "on_track" if change >= 0 else "nearly"
    return "off_track" if change >= 0 else "away"


def _by_direction(change: float, last: float) -> Verdict:
    if change > 0:
        return "on_track" if last > 0 else "nearly"
    return "off_track" if last > 0 else "away"
