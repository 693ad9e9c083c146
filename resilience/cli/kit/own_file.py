"""The cells of an analyst's file: CSV in common encodings and separators, XLSX, ODS."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from resilience.cli.kit import KitError

Cell = str | float
"""A number of a spreadsheet is a float; anything else is text without surrounding blanks."""

SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs"}
"""Separators tried on each CSV; Excel may name another in a first line."""

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
GENESIS = re.compile(r"\s*\"?(?:GENESIS-)?Tabelle: \S+")
"""How a table file of the GENESIS databases begins."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


@dataclass(frozen=True)
class Cells:
    """The content of a file, every row as wide as the heading row.

    Attributes
    ----------
    where
        File, and sheet where there are several, for errors.
    how
        How the file was read, such as ``UTF-8, semicolons``.
    word
        What the numbers count: ``line`` of a file, ``row`` of a sheet.
    rows
        Number and cells; rows without any text are left out.
    """

    where: str
    how: str
    word: str
    head_line: int
    head: list[str]
    rows: list[tuple[int, list[Cell]]]


def plain(cell: Cell) -> str:
    """Return a cell as text; the number 2024.0 of a spreadsheet is ``2024``."""
    if isinstance(cell, str):
        return cell
    return str(int(cell)) if cell.is_integer() else repr(cell)


def is_genesis(path: Path) -> bool:
    """Return whether a file is a table file of the GENESIS databases."""
    raw = read_bytes(path)
    return not raw.startswith((_ZIP, _OLE)) and bool(GENESIS.match(decoded(path, raw)[0]))


def read_cells(path: Path, sheet: str | None, fits: Callable[[list[str]], int]) -> Cells:
    """Return the cells of a CSV, XLSX or ODS file; its first non-empty row is the heading row.

    Parameters
    ----------
    sheet
        Name of the sheet to read; needed where several are not empty.
    fits
        Returns how many columns of a heading row are known; decides between separators.

    Raises
    ------
    KitError
        A file that cannot be opened or decoded, has no rows, or has rows of different width.
    """
    raw = read_bytes(path)
    if raw.startswith((_ZIP, _OLE)) or path.suffix.lower() in WORKBOOKS:
        where, how, lines = _sheet(path, raw, sheet)
        word = "row"
    else:
        if sheet is not None:
            raise KitError(f"{path.name}: --sheet {sheet!r} was given, but a CSV has no sheets")
        where, word = path.name, "line"
        how, lines = _csv(path, raw, fits)
    filled = [(number, cells) for number, cells in lines if any(cell != "" for cell in cells)]
    if not filled:
        raise KitError(f"{where}: the file holds no text; a table with a head and rows is needed")
    head_line, top = filled[0]
    head = [plain(cell) for cell in _trimmed(top, 0)]
    if len(filled) == 1:
        raise KitError(
            f"{where}: found the head ({', '.join(head)}) and no row below it; there is nothing to "
            "take over, so nothing was written"
        )
    rows = []
    for number, cells in filled[1:]:
        row = _trimmed(cells, len(head))
        if len(row) != len(head):
            shown = " | ".join(plain(cell) for cell in row)
            raise KitError(
                f"{where}, {word} {number}: found {len(row)} cells ({shown}), but the head, "
                f"the first filled {word} ({head_line}), has {len(head)} ({', '.join(head)}); "
                "take out titles above the head, give each row as many cells as the head, an empty "
                "one where there is nothing, and put texts that hold the separator in quotes"
            )
        rows.append((number, row))
    return Cells(where, how, word, head_line, head, rows)


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises
    ------
    KitError
        It cannot be opened, or is empty.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise KitError(f"{path}: cannot be opened ({reason}); give the path of a file") from error
    if not raw:
        raise KitError(f"{path.name}: the file is empty; a table with a head and rows is needed")
    return raw


def decoded(path: Path, raw: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding: UTF-8, UTF-16 or cp1252.

    Raises
    ------
    KitError
        It is in none of them.
    """
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _decoded(path, raw[len(mark) :], codec, name), name
    if b"\0" in raw:  # UTF-16 without a mark: every other byte of plain letters is zero
        little = raw[1::2].count(0) >= raw[0::2].count(0)
        return _decoded(path, raw, "utf-16-le" if little else "utf-16-be", "UTF-16"), "UTF-16"
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded(path, raw, "cp1252", "cp1252"), "cp1252"


def _decoded(path: Path, raw: bytes, codec: str, name: str) -> str:
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        text, at = "\0", f", byte {error.start + 1}"
    else:
        at = ""
    if "\0" in text:
        raise KitError(
            f"{path.name}{at}: is not text in UTF-8, UTF-16 or cp1252 (tried last: {name}); save "
            "it again as 'CSV UTF-8', or give the XLSX or ODS file"
        )
    return text


def _trimmed(cells: list[Cell], width: int) -> list[Cell]:
    """Return cells without empty ones at the end that go beyond a width."""
    end = len(cells)
    while end > width and cells[end - 1] == "":
        end -= 1
    return cells[:end]


def _csv(
    path: Path, raw: bytes, fits: Callable[[list[str]], int]
) -> tuple[str, list[tuple[int, list[Cell]]]]:
    text, encoding = decoded(path, raw)
    if told := re.match(r"sep=([;,|\t])\r?\n", text):  # the hint that Excel writes and obeys
        separator = told[1]
        text = "\n" + text[told.end() :]
    else:
        separator = max(SEPARATORS, key=lambda sign: _fitting(text, sign, fits))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, list[Cell]]] = []
    begin = 1
    try:
        for cells in reader:
            lines.append((begin, [cell.strip() for cell in cells]))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise KitError(
            f"{path.name}, line {begin}: found a quoted cell that does not end, or has text behind "
            f"its quotes ({error}); write each quote inside a quoted cell twice"
        ) from error
    return f"{encoding}, {SEPARATORS.get(separator, repr(separator))}", lines


def _fitting(text: str, separator: str, fits: Callable[[list[str]], int]) -> tuple[int, int]:
    """Return the numbers of known and of all columns that a separator gives."""
    try:
        heads = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        head = next((cells for cells in heads if any(c.strip(";,\t ") for c in cells)), [])
    except csv.Error:
        return 0, 0
    return fits([cell.strip() for cell in head]), len(head)


def _sheet(
    path: Path, raw: bytes, wanted: str | None
) -> tuple[str, str, list[tuple[int, list[Cell]]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except CalamineError as error:
        raise KitError(
            f"{path.name}: is no XLSX, XLS or ODS file that can be read ({error}); it may be cut "
            "off, locked by a password, or a web page under this name: save it again, or as CSV"
        ) from error
    filled = [name for name, rows in sheets.items() if any(c != "" for row in rows for c in row)]
    if wanted is not None and wanted not in sheets:
        raise KitError(
            f"{path.name}: found no sheet {wanted!r}; its sheets are {', '.join(map(repr, sheets))}"
        )
    if wanted is None and len(filled) > 1:
        raise KitError(
            f"{path.name}: found {len(filled)} sheets ({', '.join(map(repr, filled))}); say which "
            "one with --sheet NAME"
        )
    name = wanted or (filled or list(sheets))[0]
    rows = [(n, [_cell(cell) for cell in row]) for n, row in enumerate(sheets[name], start=1)]
    where = f"{path.name}, sheet {name!r}" if len(sheets) > 1 else path.name
    return where, f"sheet {name!r}", rows


def _cell(cell: str | float | bool | date | time | object) -> Cell:
    """Return a spreadsheet's cell; a date becomes ``2024-01-31``."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    return str(cell).strip()
