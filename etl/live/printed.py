"""Read a table CSV of the Landesdatenbank NRW: year, key, name, category, figures."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl.live.layout import LayoutError, Reading, area_keys, header_of, kept, text
from etl.signs import figures

_FOOTER = "____"
YEAR = re.compile(r"\d{4}")
LABELS = 4  # year, key, name, category


def read(path: Path, code: str, columns: tuple[dict[str, Any], ...]) -> Reading:
    """Return the series a card declares.

    Parameters
    ----------
    code
        Code of the table the file must hold.
    columns
        Per series ``series, header`` (printed above the figures), ``rows`` (printed category) and
        optionally ``category``.

    Raises
    ------
    LayoutError
        Another table or layout, a missing header or category, or a truncated file.
    ValueError
        A sign that is not classified in `etl.signs`.
    """
    where = path.name
    content = text(path.read_bytes(), where, "utf-8-sig", "cp1252")
    try:
        lines = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    except csv.Error as error:
        raise LayoutError(f"{where}: no table, a quote is not closed ({error})") from error
    first = lines[0][0] if lines and lines[0] else ""
    if first not in (f"Tabelle: {code}", f"GENESIS-Tabelle: {code}"):
        raise LayoutError(f"{where}, line 1: found {first!r}, expected 'Tabelle: {code}'.")
    end = next((n for n, row in enumerate(lines) if row and row[0].startswith(_FOOTER)), None)
    if end is None:
        raise LayoutError(f"{where}: breaks off before its footer; fetch it again.")
    body = [n for n, row in enumerate(lines[:end]) if row and YEAR.fullmatch(row[0])]
    if not body:
        raise LayoutError(f"{where}: no row begins with a year; the table is empty.")
    heads = [row for row in lines[: body[0]] if len(row) > LABELS and not any(row[:LABELS])]
    if not heads:
        raise LayoutError(f"{where}: no header row above the figures, with {LABELS} empty cells.")
    width = len(heads[0])
    damaged = [n for n in range(body[0], end) if len(lines[n]) != width]
    if damaged:
        raise LayoutError(f"{where}, line {damaged[0] + 1}: not {width} cells wide.")
    names = ["year", "key", "name", "rows", *heads[0][LABELS:]]
    rows = pd.DataFrame(lines[body[0] : end], columns=names, index=range(body[0] + 1, end + 1))
    parts = [_series(rows, column, where) for column in columns]
    return Reading(kept(pd.concat(parts, ignore_index=True)), _stand(lines[end:], where))


def _series(rows: pd.DataFrame, column: dict[str, Any], where: str) -> pd.DataFrame:
    header, category = header_of(column, list(rows.columns[LABELS:]), where), column["rows"]
    found = rows[rows["rows"].str.strip() == category]
    if found.empty:
        held = ", ".join(map(repr, rows["rows"].unique()[:8]))
        raise LayoutError(f"{where}: no rows {category!r}; found {held}. Correct the card.")
    return pd.DataFrame(
        {
            "series": column["series"],
            "category": column.get("category", ""),
            "ags": area_keys(found["key"]),
            "period": found["year"],
            **figures(found[header], f"{where}, column {header!r}"),
            "dash": found[header].str.strip().eq("-"),
        }
    )


def _stand(footer: list[list[str]], where: str) -> date:
    for row in footer:
        if row and (stand := re.match(r"Stand: (\d\d)\.(\d\d)\.(\d{4})", row[0])):
            return date(int(stand[3]), int(stand[2]), int(stand[1]))
    raise LayoutError(f"{where}: the footer has no line 'Stand: DD.MM.YYYY'; fetch it again.")
