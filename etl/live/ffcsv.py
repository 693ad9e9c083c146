"""Read the flat file of the GENESIS databases (ffcsv since November 2024): one value per row."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from etl.genesis_table import UNITS
from etl.live.layout import LayoutError, Reading, area_keys, kept, member, table, text
from etl.signs import figures

HEAD = ["statistics_code", "statistics_label", "time_code", "time_label", "time"]
VARIABLE = ["variable_code", "variable_label", "variable_attribute_code"]
VARIABLE += ["variable_attribute_label"]
TAIL = ["value", "value_unit", "value_variable_code", "value_variable_label"]
QUALITY = "value_q"
REGIONS = {"DG", "DINSG", "DLAND", "REGBEZ", "KREISE", "GEMEIN"}
REGIONS_OF_CENSUS = re.compile(r"GEO[A-Z]{2}\d")
CODE = re.compile(r"[A-Z][A-Z0-9_-]*")
_PERIOD = re.compile(r"(\d{4})(-\d\d-\d\d)?")
TOTALS = ("", "INSGESAMT")


def is_ffcsv(path: Path) -> bool:
    """Return whether a file is an archive, the form in which flat files are delivered."""
    return path.read_bytes()[:2] == b"PK"


def flat_table(path: Path) -> pd.DataFrame:
    """Return the rows of a flat file, all cells as text.

    Raises
    ------
    LayoutError
        The archive is damaged, or the columns are not those of the layout.
    """
    content = text(member(path, ".csv"), path.name, "utf-8-sig")
    if content.startswith("Statistik_Code"):
        raise LayoutError(
            f"{path.name}: laid out as before November 2024 (German column names); ask for it "
            "anew with format=ffcsv."
        )
    rows = table(content, path.name, {*HEAD, *TAIL})
    variables = (len(rows.columns) - len(HEAD) - len(TAIL)) // len(VARIABLE)
    numbered = [f"{n}_{name}" for n in range(1, variables + 1) for name in VARIABLE]
    expected = [*HEAD, *numbered, *TAIL]
    if list(rows.columns) not in (expected, [*expected, QUALITY]):
        found = next(c for c in rows.columns if c not in [*expected, QUALITY])
        raise LayoutError(f"{path.name}: unknown column {found!r}; the layout changed.")
    for number in range(1, variables + 1):
        codes = rows[f"{number}_variable_code"]
        wrong = codes[~codes.str.fullmatch(CODE)]
        if len(wrong):
            raise LayoutError(
                f"{path.name}, row {wrong.index[0] + 2}: {number}_variable_code holds "
                f"{wrong.iloc[0]!r}, which is no code: the columns are shifted."
            )
    return rows


def read(path: Path, columns: tuple[dict[str, Any], ...]) -> Reading:
    """Return the series a card declares.

    Parameters
    ----------
    columns
        Per series ``series, value`` (code of the value variable), optionally ``category`` and
        ``where``: variable -> attribute code; for a variable not named, the total is read.

    Raises
    ------
    LayoutError
        A value variable is missing, or a time or unit is unknown.
    ValueError
        A sign that is not classified in `etl.signs`.
    """
    rows = flat_table(path)
    numbers = sorted({int(c.split("_")[0]) for c in rows.columns if c[0].isdigit()})
    parts = [_select(rows, numbers, column, path.name) for column in columns]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _select(
    rows: pd.DataFrame, numbers: list[int], column: dict[str, Any], where: str
) -> pd.DataFrame:
    wanted = rows["value_variable_code"] == column["value"]
    if not wanted.any():
        held = ", ".join(sorted(set(rows["value_variable_code"])))
        raise LayoutError(
            f"{where}: no figures of {column['value']!r}; it holds {held}. Correct the card."
        )
    chosen: dict[str, str] = column.get("where", {})
    printed = pd.Series("", index=rows.index)
    for number in numbers:
        variable = rows[f"{number}_variable_code"]
        attribute = rows[f"{number}_variable_attribute_code"]
        region = variable.isin(REGIONS) | variable.str.fullmatch(REGIONS_OF_CENSUS)
        printed = printed.where(~region, attribute)
        asked = variable.map(chosen)
        wanted &= region | attribute.eq(asked) | (asked.isna() & attribute.isin(TOTALS))
    found = rows[wanted & (printed != "")]
    if found.empty:
        held = ", ".join(f"{n}: {rows[f'{n}_variable_code'].iloc[0]}" for n in numbers)
        raise LayoutError(
            f"{where}: no row of {column['value']!r} is a total or what the card chooses "
            f"({chosen or 'nothing'}); variables are {held}. Correct the card."
        )
    return pd.DataFrame(
        {
            "series": column["series"],
            "category": column.get("category", ""),
            "ags": area_keys(printed[found.index]),
            "period": _periods(found["time"], where),
            **_values(found, where),
            "dash": found["value"].str.strip().eq("-"),
        }
    )


def _values(rows: pd.DataFrame, where: str) -> dict[str, pd.Series]:
    unknown = sorted(set(rows["value_unit"]) - set(UNITS))
    if unknown:
        raise LayoutError(
            f"{where}: unknown unit {unknown[0]!r}; known are {', '.join(UNITS)}. Add it to UNITS."
        )
    read = figures(rows["value"], where)
    factor = rows["value_unit"].map(lambda unit: UNITS[unit][0])
    value = (read["value"] * factor).round(6)
    return {"value": value, "quality": read["quality"], "note": read["note"]}


def _periods(time: pd.Series, where: str) -> pd.Series:
    wrong = time[~time.str.fullmatch(_PERIOD)]
    if len(wrong):
        raise LayoutError(
            f"{where}, row {wrong.index[0] + 2}: time {wrong.iloc[0]!r}; known are years and days."
        )
    return time.str[:4]
