"""Values, codebook, quality letters and sources as one workbook for spreadsheet programs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from resilience.export.citation import Build, citation, known_on
from resilience.export.csv import as_printed
from resilience.export.tables import FileTable, column_about, tables, type_of
from resilience.i18n import Lang, t
from resilience.text.tables import Column

MEASURED = ("value", "low", "high", "median", "before")
"""Columns printed with the decimals of the row's indicator."""

_DECIMALS = {"score": 1, "position": 1}
WIDTHS = {"string": 18, "number": 12, "integer": 10, "boolean": 10, "date": 12}
_WIDE = 60
"""Maximum column width in characters; longer texts wrap."""


def workbook_bytes(
    region: str,
    lang: Lang,
    build: Build,
    values: pd.DataFrame,
    codebook: pd.DataFrame,
    register: pd.DataFrame,
) -> bytes:
    """Return the workbook; the same build gives the same bytes.

    Parameters
    ----------
    region
        Name of the areas that the values belong to.
    build, values, codebook, register
        See `queries.build`, `queries.export_values`, `queries.codebook` and
        `queries.source_register`.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False})
    created = pd.Timestamp(build["built_at"]).to_pydatetime()
    book.set_properties({"title": t(lang, "data.title"), "created": created})
    _read_me(book, region, lang, build, register)
    decimals = dict(zip(codebook["indicator_id"], codebook["decimals"], strict=True))
    for table in tables(values, codebook, register):
        write_sheet(book, table, decimals, lang)
    book.close()
    return file.getvalue()


def table_xlsx(rows: pd.DataFrame, columns: Sequence[Column], title: str, source: str) -> bytes:
    """Return a table on screen as a workbook, under its title and above its source."""
    file, table = io.BytesIO(), as_printed(rows, columns)
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    sheet.write_string(0, 0, title, bold)
    for place, name in enumerate(table):
        longest = max([len(str(name)), *table[name].astype("str").str.len()])
        sheet.set_column(place, place, min(longest + 2, _WIDE))
        sheet.write_string(2, place, str(name), bold)
        for row, value in enumerate(table[name].tolist(), start=3):
            _write(sheet, row, place, value, None)
    sheet.write_string(len(table) + 4, 0, source)
    sheet.freeze_panes(3, 1)
    book.close()
    return file.getvalue()


def _read_me(book: Workbook, region: str, lang: Lang, build: Build, register: pd.DataFrame) -> None:
    sheet = book.add_worksheet(t(lang, "data.sheet_read_me"))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines = {
        "data.row_title": t(lang, "data.title"),
        "data.row_areas": region,
        "data.row_build": f"{build['build_id']} ({known_on(build, lang)})",
        "data.row_citation": citation(build, register, region, lang),
        "data.row_missing": t(lang, "data.missing"),
        "data.row_licence": t(lang, "data.licence"),
    }
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 110)
    for row, (word, text) in enumerate(lines.items()):
        sheet.write_string(row, 0, t(lang, word), bold)
        sheet.write_string(row, 1, str(text), wrapped)


def write_sheet(book: Workbook, table: FileTable, decimals: dict[str, int], lang: Lang) -> None:
    """Write a table as a sheet: values with their indicator's decimals, headings with comments."""
    sheet = book.add_worksheet(t(lang, f"data.sheet_{table.name}"))
    frame = table.frame
    rows, columns = frame.shape
    head = book.add_format({"bold": True, "bg_color": "#dbe7f0", "bottom": 1, "valign": "top"})
    formats = _Formats(book)
    kinds = {name: type_of(frame[name]) for name in frame}
    digits = [decimals[name] for name in frame["indicator_id"]] if "value" in frame else []
    for place, name in enumerate(frame):
        longest = max([len(str(name)) + 4, *frame[name].astype("str").str.len().head(2000)])
        width = min(longest + 2, _WIDE) if kinds[name] == "string" else WIDTHS[kinds[name]]
        own = formats.of(kinds[name], _DECIMALS.get(str(name)), long=width == _WIDE)
        sheet.set_column(place, place, width, own)
        sheet.write_string(0, place, str(name), head)
        sheet.write_comment(0, place, column_about(str(name), lang), {"author": "", "x_scale": 2})
        measured = name in MEASURED and bool(digits)
        for row, value in enumerate(frame[name].tolist(), start=1):
            if measured:
                own = formats.of("number", digits[row - 1])
            _write(sheet, row, place, value, own)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_letter(columns)}{rows + 1}"})


def _write(sheet: Worksheet, row: int, place: int, value: object, own: Format | None) -> None:
    """Write a cell in its own type; a missing value stays an empty cell."""
    if value is None or value is pd.NA or value is pd.NaT or value != value or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, own)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value, own)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, place, value, own)
    else:
        sheet.write_string(row, place, str(value), own)


def _letter(columns: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(columns - 1))


class _Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, int | None, bool], Format] = {}

    def of(self, kind: str, decimals: int | None = None, long: bool = False) -> Format:
        """Return the format of a kind of value; numbers with fixed decimals or general."""
        key = (kind, decimals, long)
        if key not in self.made:
            signs = {"string": "@", "integer": "0", "date": "yyyy-mm-dd"}
            if decimals is not None:
                signs["number"] = "#,##0" + ("." + "0" * decimals if decimals else "")
            look = {"num_format": signs.get(kind, "General"), "valign": "top", "text_wrap": long}
            self.made[key] = self.book.add_format(look)
        return self.made[key]
