"""The hierarchy of an index: its groups of indicators, with weights and directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from resilience.scoring.direction import DIRECTIONS


class StructureError(ValueError):
    """The hierarchy contradicts itself; the message says where and what is allowed."""


class Group(NamedTuple):
    """The children of one parent: positions ``start:stop`` among their level's codes."""

    parent: str
    start: int
    stop: int


@dataclass(frozen=True, eq=False)
class Structure:
    """A checked hierarchy; make it with :func:`structure`.

    `table` has one row per element, indexed by code: level (1 is the indicators), parent (empty at
    the top), direction (of indicators), weight (relative among siblings), and whatever else was
    given. Rows are ordered by level, with siblings together in the order of their parents.
    """

    table: pd.DataFrame

    @cached_property
    def _spans(self) -> dict[int, slice]:
        rows = self.table["level"].to_numpy()
        levels, starts = np.unique(rows, return_index=True)  # rows are ordered by level
        stops = [*starts[1:].tolist(), len(rows)]
        spans = zip(levels.tolist(), starts.tolist(), stops, strict=True)
        return {level: slice(start, stop) for level, start, stop in spans}

    @cached_property
    def _codes(self) -> list[str]:
        return self.table.index.tolist()

    @property
    def depth(self) -> int:
        """The number of levels, the indicators' included."""
        return max(self._spans)

    @property
    def indicators(self) -> list[str]:
        """The codes of the indicators."""
        return self.codes(1)

    @property
    def aggregates(self) -> list[str]:
        """The codes of everything above the indicators."""
        return self._codes[self.span(1).stop :]

    @property
    def directions(self) -> list[str]:
        """The direction of each indicator."""
        return self.table.loc[self.table["level"] == 1, "direction"].tolist()

    @property
    def weights(self) -> np.ndarray:
        """The weight of each element, in the table's order."""
        return self.table["weight"].to_numpy(dtype=float)

    def codes(self, level: int) -> list[str]:
        """Return the codes of one level, none if there is no such level."""
        return self._codes[self._spans.get(level, slice(0))]

    def span(self, level: int) -> slice:
        """Return the positions of one level's rows in the table."""
        return self._spans[level]

    def groups(self, level: int) -> list[Group]:
        """Return the groups of siblings at a level, in the order of their parents' codes."""
        parents = self.table["parent"].to_numpy(dtype=object)[self.span(level)]
        starts = [0, *np.flatnonzero(parents[1:] != parents[:-1]) + 1]
        stops = [*starts[1:], len(parents)]
        return [
            Group(str(parents[start]), int(start), int(stop))
            for start, stop in zip(starts, stops, strict=True)
        ]

    @cached_property
    def _ancestors(self) -> list[list[str]]:
        """Each indicator with its ancestors, level by level."""
        parent = dict(zip(self._codes, self.table["parent"], strict=True))
        found = [[code] for code in self.indicators]
        for _ in range(2, self.depth + 1):
            for path in found:
                path.append(parent[path[-1]])
        return found

    def lineage(self) -> pd.DataFrame:
        """Return each indicator's ancestors: one row per indicator, one column per level."""
        return pd.DataFrame(self._ancestors, columns=range(1, self.depth + 1))

    def members(self, code: str) -> list[str]:
        """Return the indicators under an element (itself, if it is one)."""
        return [path[0] for path in self._ancestors if code in path]

    def effective_weights(self, weights: pd.Series | None = None) -> pd.Series:
        """Return each element's share of the whole: ``w / sum(w)`` of siblings, times the parent's.

        The shares of each level sum to 1. `weights` replace the structure's.
        """
        own = self.table["weight"] if weights is None else weights[self.table.index]
        keys = [self.table["level"], self.table["parent"]]
        effective = own / own.groupby(keys, sort=False).transform("sum")
        for level in range(self.depth - 1, 0, -1):
            rows = self.table.index[self.span(level)]
            parents = self.table.loc[rows, "parent"]
            effective.loc[rows] *= effective.loc[parents].to_numpy()
        return effective.rename("effective_weight")

    def with_weights(self, weights: Mapping[str, float] | pd.Series) -> Structure:
        """Return the structure with other weights for the codes that are named.

        Raises
        ------
        StructureError
            If a code is unknown or a weight is invalid.
        """
        unknown = sorted(set(weights.keys()) - set(self.table.index))
        if unknown:
            raise StructureError(f"weights: codes {unknown} are not in the structure")
        own = dict(zip(self._codes, self.table["weight"], strict=True)) | dict(weights)
        given = pd.Series([own[code] for code in self._codes], self.table.index)
        table = self.table.assign(weight=pd.to_numeric(given, errors="coerce"))
        _check_weights(table)
        return Structure(table)

    def without(self, codes: Iterable[str]) -> Structure:
        """Return the structure without these indicators, nor groups that are left empty."""
        table = self.table.drop(index=list(codes))
        for level in range(2, self.depth + 1):
            empty = (table["level"] == level) & ~table.index.isin(table["parent"])
            table = table[~empty]
        return structure(table)


def structure(table: pd.DataFrame) -> Structure:
    """Check a hierarchy and put it in order.

    Parameters
    ----------
    table
        Indexed by code, with the columns level (1 for indicators, then consecutive), parent (empty
        or null at the top, of which there may be several), weight, direction (only read for
        indicators). Further columns are kept.

    Raises
    ------
    StructureError
        For duplicate codes, missing columns, gaps in the levels, unknown parents (orphans), cycles,
        a parent that is not exactly one level up, groups without children, unknown directions,
        weights that are missing, negative or sum to zero among siblings.
    """
    needed = ["level", "parent", "weight", "direction"]
    if missing := [name for name in needed if name not in table.columns]:
        raise StructureError(f"structure: columns {missing} are missing, needed are {needed}")
    if table.empty:
        raise StructureError("structure: there are no rows, at least one indicator is needed")
    table = table.set_axis([str(code) for code in table.index])
    if repeated := table.index[table.index.duplicated()].unique().tolist():
        raise StructureError(f"structure: codes {repeated} appear more than once")
    parent = table["parent"].astype(object).where(table["parent"].notna(), "").astype(str)
    table = table.assign(
        level=_levels(table), parent=parent, weight=pd.to_numeric(table["weight"], errors="coerce")
    )
    _check_parents(table)
    _check_directions(table)
    table = _in_order(table)
    _check_weights(table)
    return Structure(table)


def _levels(table: pd.DataFrame) -> pd.Series:
    levels = pd.to_numeric(table["level"], errors="coerce")
    wrong = table.index[~(levels >= 1) | (levels % 1 != 0)].tolist()
    if wrong:
        raise StructureError(f"structure: the level of {wrong} must be a whole number from 1 up")
    present = sorted(int(level) for level in levels.unique())
    if present != list(range(1, len(present) + 1)):
        raise StructureError(f"structure: levels must be consecutive from 1, found {present}")
    return levels.astype(int)


def _check_parents(table: pd.DataFrame) -> None:
    parent = dict(zip(table.index, table["parent"], strict=True))
    level = dict(zip(table.index, table["level"], strict=True))
    for code in parent:
        path = [code]
        while parent.get(path[-1]):
            path.append(parent[path[-1]])
            if path[-1] in path[:-1]:
                raise StructureError(f"structure: the parents run in a cycle: {' -> '.join(path)}")
    orphans = [code for code, above in parent.items() if above and above not in parent]
    if orphans:
        raise StructureError(
            f"structure: the parents of {orphans} ({sorted({parent[one] for one in orphans})}) are "
            "not in the table; add them or correct the name"
        )
    top = max(level.values())
    for code in parent:
        if not parent[code] and level[code] != top:
            raise StructureError(
                f"structure: {code} at level {level[code]} has no parent; only level {top} may"
            )
        if parent[code] and level[parent[code]] != level[code] + 1:
            raise StructureError(
                f"structure: {code} at level {level[code]} has its parent {parent[code]} at level "
                f"{level[parent[code]]}, it must be exactly one level up"
            )
    parents = set(parent.values())
    childless = [one for one in parent if level[one] > 1 and one not in parents]
    if childless:
        raise StructureError(f"structure: groups {childless} have no children; remove them")


def _check_directions(table: pd.DataFrame) -> None:
    direction = table.loc[table["level"] == 1, "direction"]
    wrong = direction[~direction.isin(DIRECTIONS)]
    if len(wrong):
        raise StructureError(
            f"structure: direction of {wrong.index.tolist()}: found {wrong.unique().tolist()}, "
            f"allowed are {list(DIRECTIONS)}"
        )


def _check_weights(table: pd.DataFrame) -> None:
    weight = table["weight"]
    wrong = table.index[~np.isfinite(weight) | (weight < 0)].tolist()
    if wrong:
        raise StructureError(f"structure: the weight of {wrong} must be a number of at least 0")
    sums = table.groupby(["level", "parent"], sort=False)["weight"].sum()
    for level, parent in sums.index[sums == 0]:
        where = f"the children of {parent}" if parent else f"the elements of level {level}"
        raise StructureError(f"structure: the weights of {where} sum to zero")


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Order rows by level, siblings together in the order of their parents."""
    top = int(table["level"].max())
    levels = [table[table["level"] == top]]
    for level in range(top - 1, 0, -1):
        rows = table[table["level"] == level]
        place = {code: position for position, code in enumerate(levels[0].index)}
        order = np.argsort(rows["parent"].map(place).to_numpy(), kind="stable")
        levels.insert(0, rows.iloc[order])
    return pd.concat(levels)
