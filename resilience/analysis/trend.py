"""One indicator over time: changes, an index, a cautious projection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from resilience.model.time_series import TimeSeries, pieces, stretches, year_of

PROJECTION_MINIMUM = 6
"""Minimum number of values without a break for a projection."""
PROJECTION_LEVEL = 0.8
"""Probability of the projection's interval."""
_AHEAD = 3.0
"""Maximum length of a projection in years; it is at most half the time span behind it."""


def change(
    values: pd.DataFrame, breaks: Sequence[str], start: str, end: str
) -> tuple[pd.DataFrame, dict[str, Literal["break", "missing"]]]:
    """Return each area's change between two periods, and why others have none.

    Parameters
    ----------
    values
        ``ags, period, value, note`` of all areas and periods.

    Returns
    -------
    changes : pandas.DataFrame
        ``ags, value`` of the areas with both values and no break between them.
    reasons : dict
        Why the other areas have none.
    """
    known = _known(values, breaks)
    first = known[known["period"] == start].set_index("ags")
    last = known[known["period"] == end].set_index("ags")
    both = first.index.intersection(last.index)
    whole = both[(first.loc[both, "stretch"] == last.loc[both, "stretch"]).to_numpy()]
    difference = last.loc[whole, "value"] - first.loc[whole, "value"]
    reasons: dict[str, Literal["break", "missing"]] = {
        str(ags): "break" if ags in both else "missing"
        for ags in values["ags"].unique()
        if ags not in whole
    }
    return difference.rename_axis("ags").reset_index(), reasons


def every_change(values: pd.DataFrame, breaks: Sequence[str]) -> np.ndarray:
    """Return the changes of all areas between all pairs of periods with no break between them."""
    known = _known(values, breaks)[["ags", "stretch", "period", "value"]]
    pairs = known.merge(known, on=["ags", "stretch"], suffixes=("_first", "_last"))
    pairs = pairs[pairs["period_first"] < pairs["period_last"]]
    return (pairs["value_last"] - pairs["value_first"]).to_numpy(dtype=float)


def indexed(
    values: pd.DataFrame, breaks: Sequence[str], base: str
) -> tuple[pd.DataFrame, dict[str, Literal["missing", "not_positive"]]]:
    """Return values as an index, 100 in the base period, and the areas that have none.

    Only values comparable with that of the base period have an index. An area with a value of zero
    or below among those has none, as ratios would be meaningless.

    Returns
    -------
    index : pandas.DataFrame
        The rows that have an index, with it as ``value``.
    reasons : dict
        Why the other areas have none.
    """
    known = _known(values, breaks)
    base_values = known.loc[known["period"] == base, ["ags", "stretch", "value"]]
    rows = known.merge(base_values, on=["ags", "stretch"], suffixes=("", "_base"))
    doubtful = set(rows.loc[rows["value"] <= 0, "ags"])
    reasons: dict[str, Literal["missing", "not_positive"]] = {}
    for ags in values["ags"].unique():
        if ags in doubtful:
            reasons[str(ags)] = "not_positive"
        elif ags not in set(rows["ags"]):
            reasons[str(ags)] = "missing"
    kept = rows[~rows["ags"].isin(doubtful)]
    return (
        kept.assign(value=100 * kept["value"] / kept["value_base"])[values.columns.to_list()],
        reasons,
    )


def limits(values: pd.Series, unit: str) -> tuple[float, float]:
    """Return the lowest and the highest possible value of an indicator.

    Parameters
    ----------
    values
        All values of all areas. Values below zero count as impossible if none was ever observed;
        likewise values above 100 % (or 1 for an index from 0 to 1).
    """
    top = {"%": 100.0, "(0–1)": 1.0}.get(unit, np.inf)
    low, high = values.min(), values.max()
    return (0.0 if low >= 0 else -np.inf, top if high <= top else np.inf)


@dataclass(frozen=True)
class Projection:
    """A straight line through the values after the last break, extrapolated.

    Parameters
    ----------
    fitted
        Both ends of the line within the years of the values, each as year and value.
    years, centre, low, high
        Projected values with the limits of their interval.
    covered
        Time span in years of the values behind it.
    n
        Number of those values.
    cut
        Whether a projected value lay outside the possible range and was clipped.
    """

    fitted: tuple[tuple[float, float], tuple[float, float]]
    years: tuple[float, ...]
    centre: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    covered: float
    n: int
    cut: bool


@dataclass(frozen=True)
class Unprojected:
    """Why there is no projection.

    Parameters
    ----------
    reason
        No value at all, too few since the last break, or values so exactly on a straight line that
        its uncertainty cannot be estimated.
    n
        Number of values since the last break.
    """

    reason: Literal["none", "few", "exact"]
    n: int


def project(
    values: pd.DataFrame,
    breaks: Sequence[str],
    step: float,
    possible: tuple[float, float] = (-np.inf, np.inf),
) -> Projection | Unprojected:
    """Extrapolate the least-squares line through an area's values after the last break.

    With n values y at times x, x̄ and Sxx = Σ(x − x̄)², the line ŷ(x) and its residual standard
    deviation s = √(Σ(y − ŷ)² / (n − 2)), a value at x₀ lies with the given probability within
    ``ŷ(x₀) ± t · s · √(1 + 1/n + (x₀ − x̄)² / Sxx)``, t being the quantile of Student's
    distribution with n − 2 degrees of freedom. This holds if the trend stays what it was and the
    deviations from it are independent and normal; in time series they rarely are, so the interval
    tends to be too narrow.

    Source: D. C. Montgomery, E. A. Peck, G. G. Vining, *Introduction to Linear Regression
    Analysis*, 5th edition, Wiley 2012, equation 2.45.

    Parameters
    ----------
    values
        ``ags, period, value, note`` of one area; missing values are left out.
    step
        Years between projected values, see `TimeSeries.step`.
    possible
        Lowest and highest possible value; projected values are clipped to them.
    """
    parts = pieces(values[values["value"].notna()], breaks)
    if not parts:
        return Unprojected("none", 0)
    x = np.array([year_of(period) for period in parts[-1]["period"]])
    y = parts[-1]["value"].to_numpy(dtype=float)
    n = len(x)
    if n < PROJECTION_MINIMUM:
        return Unprojected("few", n)
    slope, intercept = np.polynomial.polynomial.polyfit(x - x.mean(), y, 1)[::-1]
    residuals = y - intercept - slope * (x - x.mean())
    deviation = np.sqrt((residuals**2).sum() / (n - 2))
    if deviation <= 1e-9 * np.abs(y).max(initial=1e-300):
        return Unprojected("exact", n)
    reach = min(_AHEAD, (x[-1] - x[0]) / 2)
    ahead = x[-1] + step * np.arange(1, int(reach / step + 1e-9) + 1)
    centre = intercept + slope * (ahead - x.mean())
    spread = np.sqrt(1 + 1 / n + (ahead - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
    half = (
        stdtrit(n - 2, (1 + PROJECTION_LEVEL) / 2) * deviation * spread
    )  # quantile of Student's t

    def end(year: float) -> tuple[float, float]:
        value = intercept + slope * (year - x.mean())
        return float(year), float(np.clip(value, *possible))

    raw = np.array([centre, centre - half, centre + half])
    cut = np.clip(raw, *possible)
    return Projection(
        fitted=(end(x[0]), end(x[-1])),
        years=tuple(ahead.tolist()),
        centre=tuple(cut[0].tolist()),
        low=tuple(cut[1].tolist()),
        high=tuple(cut[2].tolist()),
        covered=float(x[-1] - x[0] + step),
        n=n,
        cut=bool((cut != raw).any()),
    )


def projections(history: TimeSeries) -> dict[str, Projection | Unprojected]:
    """Return each member's projection, or why it has none."""
    possible = limits(history.measure.every_year["value"], history.measure.unit)
    return {
        ags: project(
            history.known[history.known["ags"] == ags], history.breaks, history.step, possible
        )
        for ags in history.members["ags"]
    }


def _known(values: pd.DataFrame, breaks: Sequence[str]) -> pd.DataFrame:
    known = values[values["value"].notna()].sort_values(["ags", "period"])
    return known.assign(stretch=stretches(known, breaks))
