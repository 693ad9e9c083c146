"""Read a table CSV of the GENESIS databases (Regionalstatistik), whatever its layout.

The date is in a title line, in the first column or across a header row; a ``-B`` table prints
county boroughs with 8 digits, the others with 5. Joint municipalities and their members have keys
of 7, 10 or 11 digits, so an unusual key must not be taken for the end of the data: the footer
begins where the publisher draws its line of underscores.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from etl.signs import figures

UNITS: dict[str, tuple[float, str]] = {
    "Anzahl": (1, "count"),
    "EUR": (1, "EUR"),
    "Tsd. EUR": (1000, "EUR"),
    "ha": (1, "ha"),
    "qkm": (1, "km2"),
    "qm": (1, "m2"),
    "1000 qm": (1000, "m2"),
    "Prozent": (1, "%"),
    "Jahre": (1, "years"),
}
"""Printed unit -> factor, unit of the value that `GenesisTable.values` returns."""

_KEY = re.compile(r"DG|\d{2,3}|\d{5,12}")  # four digits are a year
_DATE = re.compile(r"(?:(?:Jahr|Stichtag): )?(?:\d\d\.\d\d\.)?(\d{4})")
_FOOTER = "____"
_DECIMALS = 6  # 23033.8 thousand square metres are 23033800, without floating-point dust

Rows = list[list[str]]


@dataclass(frozen=True)
class Header:
    """The header of one data column: labels from top to bottom, year, printed unit."""

    path: tuple[str, ...]
    period: str  # "" where the dates are in the first column
    unit: str


@dataclass(frozen=True)
class GenesisTable:
    """One table file.

    Attributes
    ----------
    where
        File name, for errors.
    code
        Table code of the first line, such as ``12411-02-03-5``.
    published_on
        The footer's "Stand" as ISO date.
    headers
        One header per column of ``cells``.
    rows
        ``key, name, period`` of each kept data row; ``period`` as in `Header`.
    cells
        Printed text, not yet interpreted.
    """

    where: str
    code: str
    published_on: str
    headers: tuple[Header, ...]
    rows: pd.DataFrame
    cells: pd.DataFrame

    def values(self, path: tuple[str, ...]) -> pd.DataFrame:
        """Return ``key, period, value, quality, note`` of one quantity for all its dates.

        Parameters
        ----------
        path
            The header cells above the quantity from top to bottom, without empty cells, dates and
            units.

        Raises
        ------
        ValueError
            No column carries this path, or two do for the same date.
        """
        found = self._find(path)
        return pd.concat([self._column(number) for number in found], ignore_index=True)

    def unit(self, path: tuple[str, ...]) -> str:
        """Return the unit of what `values` returns."""
        return UNITS[self.headers[self._find(path)[0]].unit][1]

    def _find(self, path: tuple[str, ...]) -> list[int]:
        found = [number for number, header in enumerate(self.headers) if header.path == path]
        if not found:
            printed = [_joined(header.path) for header in self.headers]
            nearest = get_close_matches(_joined(path), printed, n=1, cutoff=0)[0]
            raise ValueError(
                f"{self.where}: no column {_joined(path)!r}; the nearest is {nearest!r}. "
                "Correct the declaration, or find out what the publisher changed."
            )
        if len({self.headers[number].period for number in found}) < len(found):
            raise ValueError(f"{self.where}: {_joined(path)!r} heads two columns of one date.")
        return found

    def _column(self, number: int) -> pd.DataFrame:
        header = self.headers[number]
        text = self.cells[number].set_axis(self.rows["key"])
        out = figures(text, f"{self.where}, column {_joined(header.path)!r}").reset_index()
        out["value"] = (out["value"] * UNITS[header.unit][0]).round(_DECIMALS)
        out.insert(1, "period", header.period or self.rows["period"])
        return out


def read_table(file: Path, keep: Container[str]) -> GenesisTable:
    """Return the rows of a table file whose regional key is in ``keep``.

    All rows of the file are checked, including those left out.

    Raises
    ------
    ValueError
        The file is no GENESIS table, has no date or two, no known unit, a text column beside the
        region's name, a row of another width, or breaks off before its footer.
    """
    where = file.name
    text = _decode(where, file.read_bytes())
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error as error:
        raise ValueError(f"{where}: no table, a quote is not closed ({error})") from error
    code = re.fullmatch(r"(?:GENESIS-)?Tabelle: (\S+)", rows[0][0]) if rows and rows[0] else None
    if code is None:
        raise ValueError(f"{where}, line 1: expected 'GENESIS-Tabelle: <code>'.")

    first = next((n for n, row in enumerate(rows) if _key_column(row) is not None), len(rows))
    key_column = _key_column(rows[first]) if first < len(rows) else None
    if key_column is None:
        raise ValueError(f"{where}: no row begins with a regional key, or with a date and a key.")
    body, footer = _split(where, rows[first:], key_column)
    kept = [row for row in body if row[key_column] in keep]
    return GenesisTable(
        where=where,
        code=code[1],
        published_on=_published_on(where, footer),
        headers=_headers(where, rows[:first], key_column, len(body[0])),
        rows=pd.DataFrame(
            {
                "key": [row[key_column] for row in kept],
                "name": [row[key_column + 1].strip() for row in kept],
                "period": [_year(row[0]) if key_column else "" for row in kept],
            },
            dtype="str",
        ),
        cells=pd.DataFrame(
            [row[key_column + 2 :] for row in kept],
            columns=range(len(body[0]) - key_column - 2),
            dtype="str",
        ),
    )


def _decode(where: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{where}, byte {error.start + 1}: text neither in UTF-8 nor cp1252; download the file "
            "again."
        ) from error


def _joined(path: tuple[str, ...]) -> str:
    return " > ".join(path)


def _year(text: str) -> str:
    """Return the year of a printed date, ``""`` if the text is none."""
    date = _DATE.fullmatch(text.strip())
    return date[1] if date else ""


def _key_column(row: list[str]) -> int | None:
    """Return the column of a data row's regional key: 0, or 1 after a date; None for other rows."""
    if len(row) > 2 and _KEY.fullmatch(row[0]):
        return 0
    if len(row) > 3 and _year(row[0]) and _KEY.fullmatch(row[1]):
        return 1
    return None


def _split(where: str, rows: Rows, key_column: int) -> tuple[Rows, Rows]:
    """Return data rows and footer rows; every data row is as wide as the first."""
    width = len(rows[0])
    for number, row in enumerate(rows):
        if row and row[0].startswith(_FOOTER):
            return rows[:number], rows[number:]
        if _key_column(row) != key_column or len(row) != width:
            raise ValueError(
                f"{where}, data row {number + 1}: expected a regional key in column "
                f"{key_column + 1} of {width} cells, or the footer's underscores; found "
                f"{len(row)} cells: {row[:4]}. The file may be damaged or of another layout."
            )
    raise ValueError(f"{where}: breaks off before the footer; download it again.")


def _headers(where: str, head: Rows, key_column: int, width: int) -> tuple[Header, ...]:
    """Return the header of each data column, with its date and unit."""
    titles = [row[0] for row in head if row and row[0]]
    grid = [row for row in head if row and not row[0]]
    labels = key_column + 2
    if not grid or any(len(row) != width or any(row[:labels]) for row in grid):
        raise ValueError(
            f"{where}: the header must be {width} cells wide and empty above date, key and name."
        )
    if not any(row[labels] for row in grid):
        raise ValueError(
            f"{where}: column {labels + 1} has no header: the table has a further column of text "
            "(such as religion) that this reader does not know; choose another table."
        )

    units = [""] * width
    if {cell for cell in grid[-1] if cell} <= set(UNITS):
        units = grid.pop()
    else:
        in_title = [match[1] for t in titles if (match := re.search(r"\(([^()]+)\)$", t))]
        units = [next((unit for unit in in_title if unit in UNITS), "")] * width
    if not all(units[labels:]):
        raise ValueError(
            f"{where}: no unit for every column, neither in the last header row nor in brackets "
            f"in a title. Known units: {', '.join(UNITS)}; add a new one to UNITS."
        )

    dates = [row for row in grid if all(_year(cell) for cell in row[labels:])]
    in_titles = {_year(title) for title in titles if _year(title)}
    if len(dates) + len(in_titles) + key_column != 1:
        raise ValueError(
            f"{where}: expected one place for the date; found title {sorted(in_titles)}, "
            f"{len(dates)} header rows of dates, {key_column} column of dates."
        )
    return tuple(
        Header(
            path=tuple(row[n] for row in grid if row not in dates and row[n]),
            period=_year(dates[0][n]) if dates else "".join(in_titles),
            unit=units[n],
        )
        for n in range(labels, width)
    )


def _published_on(where: str, footer: Rows) -> str:
    """Return the footer's "Stand" as ISO date."""
    for row in footer:
        if row and (stand := re.match(r"Stand: (\d\d)\.(\d\d)\.(\d{4})", row[0])):
            return f"{stand[3]}-{stand[2]}-{stand[1]}"
    raise ValueError(f"{where}: the footer has no line 'Stand: DD.MM.YYYY'; download it again.")
