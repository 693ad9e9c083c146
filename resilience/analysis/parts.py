"""A city's parts: values of every level, points on a scale of their own, similar parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from resilience.warehouse.comparable_areas import similar

CITY = "municipality"
COVERED = 0.9
"""Share of the weight that must be known for a value of a larger part."""
DERIVED = "derived from smaller parts"
"""Note on a value computed from smaller parts."""
UNCOVERED = "too little of it known"
"""Note where less of the weight is known."""
SCALED = 30
"""Minimum number of parts with a value for a scale from their distribution."""
ENDS = (0.05, 0.95)
"""Quantiles of the parts at 0 and 100 points."""
ALIKE, IN_COMMON = 5, 3
"""Number of similar parts named, and of features that two parts must both have."""


@dataclass(frozen=True, eq=False)
class Parts:
    """A city and its parts with the values of its indicators.

    Parameters
    ----------
    areas
        ``ags, name, level, parent_ags`` of the city and its parts.
    levels
        ``level, one, many``, the largest first.
    indicators
        See `queries.part_indicators`.
    values
        ``indicator_id, ags, name, level, period, value, weight, quality, note`` of each part and of
        the city, at every level that an indicator has; ``value`` is null where there is none.
    """

    areas: pd.DataFrame
    levels: pd.DataFrame
    indicators: pd.DataFrame
    values: pd.DataFrame

    @cached_property
    def city(self) -> str:
        """Key of the city."""
        return str(self.areas.loc[self.areas["level"] == CITY, "ags"].iloc[0])

    @cached_property
    def parents(self) -> dict[str, str]:
        """Key of the area that each part belongs to."""
        below = self.areas[self.areas["level"] != CITY]
        return dict(zip(below["ags"], below["parent_ags"], strict=True))

    @cached_property
    def _level_of(self) -> dict[str, str]:
        return dict(zip(self.areas["ags"], self.areas["level"], strict=True))

    def declared(self, indicator_id: str) -> dict[str, Any]:
        """Return the declaration of an indicator, see `queries.part_indicators`."""
        (row,) = self.indicators[self.indicators["indicator_id"] == indicator_id].to_dict("records")
        return {str(name): value for name, value in row.items()}

    def level_of(self, ags: str) -> str:
        """Return the level of an area."""
        return self._level_of[ags]

    def chain(self, ags: str) -> list[str]:
        """Return an area and those that contain it, the city first."""
        found = [ags]
        while found[0] != self.city:
            found.insert(0, self.parents[found[0]])
        return found

    def inside(self, ags: str, level: str) -> list[str]:
        """Return the parts of a level that lie in an area."""
        own = self.areas.loc[self.areas["level"] == level, "ags"]
        return [one for one in own if ags in self.chain(one)]

    def levels_with(self, indicator_id: str) -> list[str]:
        """Return the levels at which an indicator has values of parts, the largest first."""
        known = self._at_levels
        return [level for level in self.levels["level"] if (indicator_id, level) in known]

    def finest(self, indicator_id: str) -> pd.DataFrame:
        """Return the values of an indicator's smallest parts."""
        return self._at_levels[indicator_id, self.levels_with(indicator_id)[-1]]

    @cached_property
    def _at_levels(self) -> dict[tuple[str, str], pd.DataFrame]:
        """Values per indicator and level, where any is known."""
        grouped = self.values.groupby(["indicator_id", "level"], sort=False)
        return {
            (str(one), str(level)): rows
            for (one, level), rows in grouped
            if rows["value"].notna().any()
        }

    def scale(self, indicator_id: str) -> tuple[float, float] | None:
        """Return the values at the two ends of an indicator's scale, the lower one first.

        None without a direction, or with fewer than `SCALED` parts with a value.
        """
        known = self.finest(indicator_id)["value"].dropna()
        if self.declared(indicator_id)["direction"] == "context" or len(known) < SCALED:
            return None
        low, high = known.quantile(ENDS[0]), known.quantile(ENDS[1])
        return (float(low), float(high)) if low < high else None

    def points(self, indicator_id: str, value: float) -> float:
        """Return a value's points, from 0 to 100; null without a scale."""
        ends = self.scale(indicator_id)
        if ends is None or value != value:
            return np.nan
        share = float(np.clip((value - ends[0]) / (ends[1] - ends[0]), 0, 1))
        up = self.declared(indicator_id)["direction"] == "higher_is_better"
        return 100 * (share if up else 1 - share)

    def alike(self, ags: str) -> list[str]:
        """Return the parts of the same level with the most similar living conditions."""
        level, told = self.level_of(ags), self.indicators
        features = told.loc[told["alike"], "indicator_id"]
        own = self.values[
            (self.values["level"] == level) & self.values["indicator_id"].isin(features)
        ]
        table = own.pivot(index="ags", columns="indicator_id", values="value")
        if level == CITY or ags not in table.index or len(table) < 2:
            return []
        kinds = pd.Series(level, table.index)
        found = similar(table, kinds, ALIKE, min(IN_COMMON, len(features)))
        return found.loc[found["ags"] == ags, "other"].tolist()


def parts_of(
    areas: pd.DataFrame, levels: pd.DataFrame, indicators: pd.DataFrame, figures: pd.DataFrame
) -> Parts:
    """Return a city's parts with values of all levels.

    A published value is used unchanged. Where none is published for a larger part, it is computed
    from the smaller ones: counts are added, rates averaged by weight. Such a value has quality E,
    and is given only where smaller parts with at least `COVERED` of the weight have one.

    Parameters
    ----------
    areas, levels, indicators, figures
        See `queries.parts` and the other queries of that module.
    """
    order = [CITY, *levels["level"]]
    parts = Parts(areas, levels, indicators, pd.DataFrame())
    above = {
        ags: {parts.level_of(one): one for one in parts.chain(ags) if parts.level_of(one) in order}
        for ags in areas.loc[areas["level"].isin(order), "ags"]
    }
    by_id = dict(list(figures[figures["ags"].isin(list(above))].groupby("indicator_id")))
    rows = [
        row
        for declared in indicators.to_dict("records")
        for row in _values(declared, by_id[declared["indicator_id"]], above, order)
    ]
    values = pd.DataFrame(rows)
    values.insert(2, "name", values["ags"].map(areas.set_index("ags")["name"]))
    return Parts(areas, levels, indicators, values)


def _values(
    declared: Mapping[Any, Any],
    figures: pd.DataFrame,
    above: Mapping[str, Mapping[str, str]],
    order: Sequence[str],
) -> Iterator[dict[str, Any]]:
    """Yield an indicator's values of all levels.

    Parameters
    ----------
    above
        Per area, the area of each level that contains it, itself included.
    order
        The levels, the largest first.
    """
    is_weight = figures["role"] == "weight"
    printed, weight = _summed(figures[~is_weight]), _summed(figures[is_weight])
    is_rate = bool((figures["role"] == "rate").any())
    factor = 1.0 if is_rate else float(declared["factor"])
    period = str(figures.loc[~is_weight, "period"].max())
    depth = {ags: max(map(order.index, levels)) for ags, levels in above.items()}
    finest = max(depth[ags] for ags in printed)
    top = {ags: value for ags, (value, *_) in printed.items()}
    basis = {a: _size(a, weight, above, order[finest]) for a in above if depth[a] == finest}
    sums = {ags: [0.0, 0.0, 0.0] for ags in above if depth[ags] <= finest}
    for ags, size in ((ags, size) for ags, size in basis.items() if size == size):
        amount = top.get(ags, np.nan) * (size if is_rate else 1.0)
        added = (amount, size, size) if amount == amount else (0.0, 0.0, size)
        for one in above[ags].values():
            sums[one] = [sum(pair) for pair in zip(sums[one], added, strict=True)]
    for ags, (amount, known, whole) in sums.items():
        if ags in printed:
            value, quality, note = printed[ags]
            own = 1.0 if is_rate else weight[ags][0] if ags in weight else whole
            value = factor * value / own if own else np.nan
            quality = "O" if value != value and quality not in ("O", "M", "Q") else quality
        elif depth[ags] < finest and known > 0 and known >= COVERED * whole:
            value, quality, note = factor * amount / known, "E", DERIVED
        else:
            value, quality, note = np.nan, "O", UNCOVERED if depth[ags] < finest else ""
        yield {
            "indicator_id": declared["indicator_id"],
            "ags": ags,
            "level": order[depth[ags]],
            "period": period,
            "value": value,
            "weight": whole or np.nan,
            "quality": quality,
            "note": note,
        }


def _summed(figures: pd.DataFrame) -> dict[str, tuple[float, str, str]]:
    """Return value, quality and note per area, summed over series; null where one is missing."""
    series = figures["series_id"].nunique()
    found: dict[str, tuple[float, str, str]] = {}
    counted: Counter[str] = Counter()
    columns = figures[["ags", "value", "quality", "note"]]
    for ags, value, quality, note in columns.itertuples(index=False, name=None):
        before = found.get(ags, (0.0, "", ""))
        found[ags] = (before[0] + value, max(before[1], quality), max(before[2], note))
        counted[ags] += 1
    return {
        ags: (value if counted[ags] == series else np.nan, quality, note)
        for ags, (value, quality, note) in found.items()
    }


def _size(
    ags: str,
    weight: Mapping[str, tuple[float, str, str]],
    above: Mapping[str, Mapping[str, str]],
    level: str,
) -> float:
    """Return an area's weight, summed over smaller areas where none is published."""
    if ags in weight:
        return weight[ags][0]
    smaller = [size for one, (size, *_) in weight.items() if above[one].get(level) == ags]
    known = [size for size in smaller if size == size]
    return sum(known) if known else np.nan
