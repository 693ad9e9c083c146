"""Gemeindeverzeichnis (GV-ISys) of the statistical offices: population and land area since 1983."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from etl.areas import former_keys, keys, settings
from etl.keys import SUMMED
from etl.reading import of_file
from etl.tidy import tidy

_SOURCE = "gv_isys"

STATES_OF_GERMANY = 16
"""Files with fewer municipalities (before 1990) cover West Germany only: no national figure."""

_LEVELS = {"10": "state", "40": "county", "60": "municipality"}
"""Record types (Satzart) read here."""

_HEADER = "Satz-art"
_DATE = re.compile(r"\d{2}\.\d{2}\.\d{4}")


@dataclass(frozen=True)
class Register:
    """One file of the register.

    ``rows`` has one row per state, county and municipality: ``level``, ``text_code``, ``ags`` (2, 5
    or 8 digits), ``ars``, ``name``, ``area_km2``, ``population``, ``degree_of_urbanisation`` (1-3);
    values a file lacks are null.
    """

    rows: pd.DataFrame
    boundary_date: date
    population_date: date


def read(root: Path) -> pd.DataFrame:
    """Return population and land area of every file in ``gv_isys``, as tidy observations.

    County, state and country are sums over the municipalities printed in the same file.
    """
    files = sorted((root / _SOURCE).glob("*.xlsx"))
    return pd.concat([observations(register(path)) for path in files], ignore_index=True)


def observations(found: Register) -> pd.DataFrame:
    """Return the tidy observations of one file: ``population_register``, ``land_area_register``.

    Raises
    ------
    ValueError
        A municipality of the state is not in the area table.
    """
    kept = settings()["kept"]
    towns = found.rows[found.rows["level"] == "municipality"].copy()
    towns["ags"] = towns["ags"].replace(former_keys())
    own = towns[towns["ags"].str.startswith(kept["state"])]
    unknown = sorted(set(own["ags"]) - keys())
    if unknown:
        raise ValueError(
            f"register of {found.boundary_date}: municipalities {unknown} are not in the area "
            "table; if only their key changed, add it to [former_keys] in data/geometry/areas.toml"
        )
    parts = {kept["state"]: own}
    counties = own.groupby(own["ags"].str[:5])
    parts |= {str(ags): part for ags, part in counties if ags in kept["counties"]}
    if (found.rows["level"] == "state").sum() == STATES_OF_GERMANY:
        parts[kept["country"]] = towns
    figures = {"population_register": "population", "land_area_register": "area_km2"}
    sums = pd.DataFrame([{"ags": a, **t[[*figures.values()]].sum()} for a, t in parts.items()])
    wide = pd.concat([own.assign(note=""), sums.assign(note=SUMMED)])
    wide = wide.rename(columns={column: series for series, column in figures.items()})
    long = wide.melt(["ags", "note"], [*figures], var_name="series")
    long["value"] = long["value"].astype("float64").round(2)
    long["period"] = str(found.population_date.year)
    return tidy(long, source=_SOURCE, snapshot=f"{_SOURCE}-{found.boundary_date}")


@of_file
def register(path: Path) -> Register:
    """Return the rows and dates of one register file, whatever its year's layout.

    The dates are those printed over the columns: file names and titles are wrong in places (the
    file named 31121998 is of 1997, the title of 1987 says 1988).

    Raises
    ------
    ValueError
        No sheet with the header row, or a column or date not found in it.
    """
    cells = _sheet(path)
    top = next(i for i, row in enumerate(cells) if str(row[0]) == _HEADER)
    labels = [[str(cell) for cell in row] for row in cells[top : top + 3]]

    def optional(line: int, label: str) -> int | None:
        return next((i for i, text in enumerate(labels[line]) if text.startswith(label)), None)

    def column(line: int, label: str) -> int:
        found = optional(line, label)
        if found is None:
            raise ValueError(f"{path.name}: no column {label!r}; found {labels[line]}")
        return found

    area, population = column(0, "Fläche"), column(1, "insgesamt")
    key = [column(1, "Land"), column(1, "RB"), column(1, "Kreis"), column(1, "Gem")]
    columns = {
        "level": 0,
        "text_code": optional(0, "Text-kenn"),
        "state": key[0],
        "region": key[1],
        "county": key[2],
        "association": optional(1, "VB"),
        "municipality": key[3],
        "name": column(0, "Gemeindename"),
        "area_km2": area,
        "population": population,
        "degree_of_urbanisation": optional(0, "Grad der Verstädterung"),
    }
    body = [row for row in cells[top + 3 :] if _code(row[0]) in _LEVELS]
    raw = pd.DataFrame(
        {n: [r[i] if i is not None else "" for r in body] for n, i in columns.items()}
    )

    rows = pd.DataFrame({"level": raw["level"].map(_code).map(_LEVELS)})
    rows["name"] = raw["name"].str.strip()
    county = raw["state"] + raw["region"] + raw["county"]
    rows["ags"] = county + raw["municipality"]
    has_ars = columns["association"] is not None
    rows["ars"] = county + raw["association"] + raw["municipality"] if has_ars else None
    for name in ("text_code", "population", "degree_of_urbanisation"):
        rows[name] = pd.to_numeric(raw[name]).astype("Int64")
    rows["area_km2"] = pd.to_numeric(raw["area_km2"])

    printed = labels[2][population] or labels[2][area]
    boundary = labels[2][column(2, "Gebietsstand")]
    return Register(_unique(rows, path), _date(boundary, path), _date(printed, path))


def _sheet(path: Path) -> list[list[object]]:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if any(str(row[0]) == _HEADER and "Gemeindename" in row for row in cells[:10]):
            return cells  # type: ignore[return-value]
    raise ValueError(
        f"{path.name}: no sheet with a header row {_HEADER!r}; is it an AuszugGV file?"
    )


def _unique(rows: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the rows without exact duplicates (Bavarian forests are printed up to 4x in 2017)."""
    once = rows.drop_duplicates(ignore_index=True)
    keys_twice = once.ags[once.ags.duplicated()].tolist()
    if keys_twice:
        raise ValueError(f"{path.name}: a key must have one row, found several for {keys_twice}")
    return once


def _code(cell: object) -> str:
    return str(cell).removesuffix(".0")


def _date(text: str, path: Path) -> date:
    found = _DATE.search(text)
    if not found:
        raise ValueError(f"{path.name}: a date is expected over the column, found {text!r}")
    return datetime.strptime(found[0], "%d.%m.%Y").date()
