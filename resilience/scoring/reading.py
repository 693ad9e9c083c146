"""Reads CSV files with any of the usual separators and decimal signs, every cell checked."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pandas as pd

MISSING = ("", "NA", "NaN", "N/A", "null")
COMMA = r"[+-]?\d+,\d+"
POINT = r"[+-]?\d+\.\d+"
GROUPED = re.compile(r"[+-]?\d{1,3}([.,]\d{3})+")


def read_text(path: Path) -> pd.DataFrame:
    """Return a CSV file as text, with decimal points.

    The separator is whichever of comma, semicolon and tab is most frequent in the headings. Decimal
    commas are read where the separator is not a comma.

    Raises
    ------
    ValueError
        If the file cannot be read or has no rows, headings repeat, or its numbers are ambiguous;
        the message says where and what to do.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator = max(",;\t", key=file.readline().count)
            file.seek(0)
            reader = csv.reader(file, delimiter=separator)
            lines = [(reader.line_num, cells) for cells in reader if any(cells)]
    except FileNotFoundError:
        raise ValueError(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(
            f"{path.name}: cannot be read as CSV in UTF-8: {error}; save it as UTF-8"
        ) from None
    if len(lines) < 2:
        found = "there are headings but no rows" if lines else "the file is empty"
        raise ValueError(
            f"{path.name}: {found}; it needs a line of headings and one row per unit or element"
        )
    header = lines[0][1]
    for number, cells in lines:
        if len(cells) != len(header):
            raise ValueError(
                f"{path.name}: line {number} has {len(cells)} cells, the headings are "
                f"{len(header)}; write one cell per heading, texts with {separator!r} in quotes"
            )
    if repeated := sorted({name for name in header if header.count(name) > 1}):
        raise ValueError(f"{path.name}: columns {repeated} appear more than once")
    table = pd.DataFrame([cells for _, cells in lines[1:]], columns=header, dtype="str")
    return table if separator == "," else _with_points(table, path.name)


def numbers(column: pd.Series, file: str) -> pd.Series:
    """Return a column as finite numbers; raise ValueError with the line of the first other cell."""
    text = column.where(~column.isin(MISSING))
    found = pd.to_numeric(text, errors="coerce").astype(float)
    wrong = (text.notna() & found.isna()) | np.isinf(found)
    if wrong.any():
        line = int(np.flatnonzero(wrong)[0])
        hint = ""
        if re.fullmatch(COMMA, str(column.iloc[line])):
            hint = "; write decimal points, or semicolons between the columns"
        raise ValueError(
            f"{file}: column {column.name}, line {line + 2}: found {column.iloc[line]!r}, allowed "
            f"are finite numbers, or {MISSING} where a value is missing{hint}"
        )
    return found


def _with_points(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """Return a table with decimal commas turned into points, if its numbers are unambiguous."""
    commas = table.apply(lambda column: column.str.fullmatch(COMMA))
    points = table.apply(lambda column: column.str.fullmatch(POINT))
    if commas.any(axis=None) and points.any(axis=None):
        found = [_first(table, where) for where in (commas, points)]
        raise ValueError(
            f"{file}: found {found[0]} and {found[1]}; numbers need one decimal sign throughout, "
            "and nothing between thousands"
        )
    for where in (commas, points):
        cells = table.to_numpy()[where.to_numpy()]
        if len(cells) and all(map(GROUPED.fullmatch, cells)):
            sign = "," if where is commas else "."
            raise ValueError(
                f"{file}: {_first(table, where)} may be thousands or decimals; leave the sign "
                f"{sign!r} out, or write one number with more or fewer decimals (such as "
                f"1{sign}50)"
            )
    return table.where(~commas, table.apply(lambda column: column.str.replace(",", ".")))


def _first(table: pd.DataFrame, where: pd.DataFrame) -> str:
    row, column = (int(places[0]) for places in np.nonzero(where.to_numpy()))
    return f"{table.iat[row, column]!r} (column {table.columns[column]}, line {row + 2})"
