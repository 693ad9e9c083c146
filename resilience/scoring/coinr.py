"""Reads COINr's two input tables (``iData``, ``iMeta``) unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from resilience.scoring.direction import DIRECTIONS
from resilience.scoring.reading import MISSING, numbers, read_text
from resilience.scoring.structure import Structure, StructureError, structure

DATA_COLUMNS = {"unit": "uCode", "name": "uName", "period": "Time"}
STRUCTURE_COLUMNS = {
    "code": "iCode",
    "name": "iName",
    "level": "Level",
    "parent": "Parent",
    "direction": "Direction",
    "weight": "Weight",
    "type": "Type",
    "denominator": "Denominator",
    "target": "Target",
}
_TYPES = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
_SIGNS = {1.0: "higher_is_better", -1.0: "lower_is_better"}


@dataclass(frozen=True, eq=False)
class Inputs:
    """The two tables: indicator `values` by unit (and period), `other` columns, the `structure`.

    Rows of `values` and `other` are units, or (unit, period) where a unit has several rows; the
    index is named after the columns it comes from.
    """

    values: pd.DataFrame
    other: pd.DataFrame
    structure: Structure

    @property
    def is_panel(self) -> bool:
        """Whether rows are units in periods."""
        return self.values.index.nlevels == 2


def read_tables(
    data: Path, structure_table: Path, columns: Mapping[str, str] | None = None
) -> Inputs:
    """Read a data and a structure table from CSV files (see :mod:`~resilience.scoring.reading`).

    Parameters
    ----------
    data
        One row per unit (or unit and period): ``uCode``, optional ``uName`` and ``Time``,
        indicators, denominators, groups.
    structure_table
        One row per element: ``iCode``, ``Level``, ``Parent``, ``Direction`` (-1, 1, or a word of
        :data:`~resilience.scoring.direction.DIRECTIONS`), ``Weight``, ``Type``; further columns are
        kept.
    columns
        Other names of these columns: ``unit``, ``name``, ``period`` of the data; ``code``,
        ``level``, ``parent``, ``direction``, ``weight``, ``type``, ... of the structure.

    Raises
    ------
    ValueError
        If columns are missing, codes repeat, or a value is not a finite number; the message says
        where.
    """
    columns = dict(columns or {})
    if unknown := sorted(set(columns) - set(DATA_COLUMNS) - set(STRUCTURE_COLUMNS)):
        allowed = sorted({*DATA_COLUMNS, *STRUCTURE_COLUMNS})
        raise ValueError(f"columns: found {unknown}, allowed are {allowed}")
    hierarchy, kinds = _read_structure(structure_table, columns)
    names = {role: columns.get(role, default) for role, default in DATA_COLUMNS.items()}
    text = read_text(data)
    if names["unit"] not in text:
        raise ValueError(f"{data.name}: there is no column {names['unit']} with the units' codes")
    if absent := [code for code in hierarchy.indicators if code not in text]:
        raise ValueError(f"{data.name}: there are no columns for the indicators {absent}")
    if (text[names["unit"]] == "").any():
        line = int(np.flatnonzero(text[names["unit"]] == "")[0]) + 2
        raise ValueError(f"{data.name}: line {line} has no unit code in {names['unit']}")
    keys = _keys(text, names, data.name)
    numeric = [*hierarchy.indicators, *(c for c in kinds if kinds[c] == "Denominator")]
    if absent := [code for code in numeric if code not in text]:
        raise ValueError(f"{data.name}: there are no columns for the denominators {absent}")
    table = pd.DataFrame({code: numbers(text[code], data.name) for code in numeric})
    table.index = keys
    rest = [c for c in text if c not in numeric and c not in (names["unit"], names["period"])]
    other = text[rest].set_axis(keys)
    other = other.mask(other.isin(MISSING)).rename(columns={names["name"]: "name"})
    other = other.join(table.drop(columns=hierarchy.indicators))
    return Inputs(table[hierarchy.indicators], other, hierarchy)


def read_like(path: Path, values: pd.DataFrame) -> pd.DataFrame:
    """Read a CSV file with the units and indicators of a table, such as bounds of intervals.

    Indicators without a column are null throughout. Raises ValueError if a unit is missing or a
    value is not a finite number.
    """
    text = read_text(path)
    unit = values.index.name
    if unit not in text:
        raise ValueError(f"{path.name}: there is no column {unit} with the units' codes")
    text = text.set_index(unit)
    if absent := sorted(set(values.index) - set(text.index)):
        raise ValueError(f"{path.name}: there are no rows for {absent}")
    known = [code for code in values.columns if code in text]
    table = pd.DataFrame({code: numbers(text[code], path.name) for code in known})
    return table.reindex(index=values.index, columns=values.columns)


def _keys(text: pd.DataFrame, names: Mapping[str, str], file: str) -> pd.Index:
    """Return the units as index, with their periods if a unit has several rows."""
    units: pd.Index = pd.Index(text[names["unit"]])
    if units.has_duplicates and names["period"] in text:
        periods = numbers(text[names["period"]], file)
        if periods.isna().any():
            line = int(np.flatnonzero(periods.isna())[0]) + 2
            raise ValueError(f"{file}: line {line} has no period in {names['period']}")
        if (periods % 1 == 0).all():
            periods = periods.astype(int)
        units = pd.MultiIndex.from_arrays([units, periods])
    if units.has_duplicates:
        twice = units[units.duplicated()].unique().tolist()
        raise ValueError(f"{file}: rows {twice} appear more than once")
    return units


def _read_structure(path: Path, columns: Mapping[str, str]) -> tuple[Structure, dict[str, str]]:
    names = {columns.get(role, default): role for role, default in STRUCTURE_COLUMNS.items()}
    table = read_text(path).rename(columns=names)
    needed = ["code", "level", "parent", "direction", "weight"]
    if absent := [role for role in needed if role not in table]:
        shown = [columns.get(role, STRUCTURE_COLUMNS[role]) for role in absent]
        raise StructureError(f"{path.name}: there are no columns {shown}")
    table = table.mask(table.isin(MISSING))
    if "type" not in table:
        kinds = {True: "Other", False: "Indicator"}
        table["type"] = table["level"].isna().map(kinds)
        table.loc[table["code"].isin(table["parent"]), "type"] = "Aggregate"
    wrong = sorted(set(table["type"].dropna()) - set(_TYPES))
    if wrong or table["type"].isna().any():
        raise StructureError(f"{path.name}: found Type {wrong or 'empty'}, allowed are {_TYPES}")
    table = table.set_index("code")
    elements = table["type"].isin(["Indicator", "Aggregate"])
    ends = table[elements].copy()
    ends["direction"] = [_direction(word) for word in ends["direction"]]
    known = ends["direction"].isin([*DIRECTIONS, "nan"])
    if wrong := ends.index[~known].tolist():
        found = table.loc[wrong[0], "direction"]
        raise StructureError(
            f"{path.name}: direction of {wrong}: found {found!r}, allowed are 1 (higher is "
            f"better), -1 (lower is better) or a word of {', '.join(DIRECTIONS)}"
        )
    for name in ends.columns.difference([*STRUCTURE_COLUMNS, "Unit"]):
        found = pd.to_numeric(ends[name], errors="coerce")
        if (found.notna() == ends[name].notna()).all():
            ends[name] = found
    if "target" in ends:
        ends["target"] = numbers(ends["target"].fillna(""), path.name)
    checked = structure(ends)
    kind, level = checked.table["type"], checked.table["level"]
    if misplaced := kind.index[(kind == "Indicator") != (level == 1)].tolist():
        raise StructureError(
            f"{path.name}: {misplaced}: Indicators, and only they, stand at level 1; correct Level "
            "or Type"
        )
    others = table[~elements]
    return checked, dict(zip(others.index, others["type"], strict=True))


def _direction(word: object) -> str:
    try:
        return _SIGNS.get(float(str(word)), str(word))
    except ValueError:
        return str(word)
