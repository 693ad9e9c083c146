"""A city's parts: values of every level, points on a scale of their own, and who is alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from resilience.analysis.inequality import dissimilarity, gini, theil, theil_parts
from resilience.warehouse.comparable_areas import similar

CITY = "municipality"
COVERED = 0.9
"""Share of the weight that must be known before a value of a larger part is given."""
DERIVED = "derived from smaller parts"
"""Note of a value that the publisher does not print."""
UNCOVERED = "too little of it known"
"""Note where it is less."""
SCALED = 30
"""Parts with a value from which their distribution makes a scale."""
ENDS = (0.05, 0.95)
"""Quantiles of the parts at 0 and 100 points."""
ALIKE, IN_COMMON = 5, 3
"""Similar parts that are named, and features that two parts must have in common."""
UNEQUAL = 10
"""Parts with a value from which inequality is measured."""


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
        """Return what is declared of an indicator, see `queries.part_indicators`."""
        (row,) = self.indicators[self.indicators["indicator_id"] == indicator_id].to_dict("records")
        return {str(name): value for name, value in row.items()}

    def level_of(self, ags: str) -> str:
        """Return the level of an area."""
        return self._level_of[ags]

    def chain(self, ags: str) -> list[str]:
        """Return an area and those it lies in, the city first."""
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
        own = self.values[self.values["indicator_id"] == indicator_id]
        known = set(own.loc[own["value"].notna(), "level"])
        return [level for level in self.levels["level"] if level in known]

    def finest(self, indicator_id: str) -> pd.DataFrame:
        """Return the values of an indicator's smallest parts."""
        own = self.values[self.values["indicator_id"] == indicator_id]
        return own[own["level"] == self.levels_with(indicator_id)[-1]]

    def scale(self, indicator_id: str) -> tuple[float, float] | None:
        """Return the values at both ends of the scale, the lower one first.

        None where nothing is judged, or there are fewer than `SCALED` parts with a value.
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
        """Return the parts of the same level that are most alike in how people live there."""
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

    A value the publisher prints is taken as it is. Where it prints none of a larger part, the
    smaller ones make it: counts add up, rates are weighed. Such a value is of quality E, and is
    given only where smaller parts with at least `COVERED` of the weight have one.

    Parameters
    ----------
    areas, levels, indicators, figures
        See `queries.parts` and the other queries of that module.
    """
    kept = areas[areas["level"].isin([CITY, *levels["level"]])]
    order = [CITY, *levels["level"]]
    parts = Parts(kept, levels, indicators, pd.DataFrame())
    above = pd.DataFrame(
        [{parts.level_of(one): one for one in parts.chain(ags)} for ags in kept["ags"]],
        index=pd.Index(kept["ags"]),
    ).reindex(columns=order)
    level_of = kept.set_index("ags")["level"]
    by_id = dict(list(figures.groupby("indicator_id")))
    found = [
        _values(declared, by_id[declared["indicator_id"]], above, level_of)
        for declared in indicators.to_dict("records")
    ]
    names = kept.set_index("ags")["name"]
    values = pd.concat(found, ignore_index=True)
    values.insert(2, "name", values["ags"].map(names))
    return Parts(kept, levels, indicators, values)


def _values(
    declared: Mapping[Any, Any],
    figures: pd.DataFrame,
    above: pd.DataFrame,
    level_of: pd.Series,
) -> pd.DataFrame:
    """Return an indicator's values of all levels; ``above`` is per area its area of each level."""
    order = list(above.columns)
    told = figures[figures["role"] != "weight"]
    is_rate = bool((told["role"] == "rate").any())
    factor = 1.0 if is_rate else float(declared["factor"])
    printed = _summed(told)
    finest = max((order.index(level_of[ags]) for ags in printed.index), default=0)
    weight = _summed(figures[figures["role"] == "weight"])["value"]
    basis = _at(weight, above, level_of, order[finest])
    top = printed["value"].reindex(basis.index)
    amount = top * basis if is_rate else top
    tables = []
    for level in order[: finest + 1]:
        areas = level_of.index[level_of == level]
        group = above.loc[basis.index, level]
        both = amount.notna() & basis.notna()
        known = basis.where(both).groupby(group).sum()
        whole = basis.groupby(group).sum()
        made = factor * amount.where(both).groupby(group).sum() / known.where(known > 0)
        made = made.where((known >= COVERED * whole) & (level != order[finest])).reindex(areas)
        size = whole.reindex(areas)
        table = pd.DataFrame({"level": level, "weight": size.where(size > 0), "value": made})
        table["quality"] = made.notna().map({True: "E", False: "O"})
        unknown = "" if level == order[finest] else UNCOVERED
        table["note"] = made.notna().map({True: DERIVED, False: unknown})
        own = printed.loc[printed.index.isin(areas)]
        parts = table["weight"].reindex(own.index)
        below = 1.0 if is_rate else weight.reindex(own.index).fillna(parts)
        table.loc[own.index, ["quality", "note"]] = own[["quality", "note"]]
        table.loc[own.index, "value"] = factor * own["value"] / below
        tables.append(table.rename_axis("ags").reset_index())
    period = str(told["period"].max()) if len(told) else ""
    found = pd.concat(tables).assign(indicator_id=declared["indicator_id"], period=period)
    lost = found["value"].isna() & ~found["quality"].isin(["O", "M", "Q"])
    found.loc[lost, "quality"] = "O"
    columns = ["indicator_id", "ags", "level", "period", "value", "weight", "quality", "note"]
    return found[columns]


def _summed(figures: pd.DataFrame) -> pd.DataFrame:
    """Return ``value, quality, note`` per area, series added up; null where one is missing."""
    count = figures["series_id"].nunique()
    by_area = figures.groupby("ags")
    value = by_area["value"].sum(min_count=max(count, 1))
    return pd.DataFrame(
        {"value": value, "quality": by_area["quality"].max(), "note": by_area["note"].max()}
    )


def _at(weight: pd.Series, above: pd.DataFrame, level_of: pd.Series, level: str) -> pd.Series:
    """Return the weights of a level's areas, added up from smaller ones where none is printed."""
    areas = level_of.index[level_of == level]
    printed = weight.reindex(areas)
    smaller = weight[weight.index.isin(above.index)]
    smaller = smaller[~smaller.index.isin(areas) & above.loc[smaller.index, level].notna()]
    summed = smaller.groupby(above.loc[smaller.index, level]).sum(min_count=1)
    return printed.fillna(summed.reindex(areas))


def inequality(parts: Parts) -> pd.DataFrame:
    """Return how unequal the smallest parts are, per indicator with enough of them.

    Columns ``indicator_id, level, n, gini, theil, between, within, dissimilarity``: between and
    within the largest parts, null where these are the smallest; dissimilarity only of shares whose
    weight is just what they are a share of.
    """
    return pd.DataFrame(
        [
            {"indicator_id": row["indicator_id"], **measures}
            for row in parts.indicators.to_dict("records")
            for measures in _measures(parts, row)
        ]
    )


def _measures(parts: Parts, declared: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    known = known_parts(parts, declared["indicator_id"])
    if len(known) < UNEQUAL or known["value"].min() < 0 or not known["value"].any():
        return
    values, weights = (known[name].to_numpy(dtype=float) for name in ("value", "weight"))
    between, within = np.nan, np.nan
    if (known["ags"] != known["group"]).all():
        between, within = theil_parts(values, weights, known["group"].to_numpy(dtype=str))
    apart = np.nan
    if declared["share_of_weight"]:
        apart = dissimilarity(weights * values / 100, weights * (1 - values / 100))
    yield {
        "level": known["level"].iloc[0],
        "n": len(known),
        "gini": gini(values, weights),
        "theil": theil(values, weights),
        "between": between,
        "within": within,
        "dissimilarity": apart,
    }


def known_parts(parts: Parts, indicator_id: str) -> pd.DataFrame:
    """Return the smallest parts that have a value and a weight, with the largest part as group."""
    if not parts.levels_with(indicator_id):
        return parts.values.iloc[:0].assign(group="")
    known = parts.finest(indicator_id).dropna(subset=["value", "weight"])
    return known.assign(group=[parts.chain(ags)[1] for ags in known["ags"]])


def inside_largest(parts: Parts, indicator_id: str) -> pd.DataFrame:
    """Return how unequal the smallest parts are inside each of the largest.

    Columns ``ags, name, n, mean, gini, theil``; the measures are null with fewer than three parts.
    """
    known = known_parts(parts, indicator_id)
    names, rows = parts.areas.set_index("ags")["name"], []
    for group, own in known[known["ags"] != known["group"]].groupby("group"):
        values, weights = (own[name].to_numpy(dtype=float) for name in ("value", "weight"))
        measured = len(own) > 2 and values.min() >= 0 and values.sum() > 0
        rows.append(
            {
                "ags": group,
                "name": names[str(group)],
                "n": len(own),
                "mean": float(np.average(values, weights=weights)),
                "gini": gini(values, weights) if measured else np.nan,
                "theil": theil(values, weights) if measured else np.nan,
            }
        )
    return pd.DataFrame(rows, columns=["ags", "name", "n", "mean", "gini", "theil"])
