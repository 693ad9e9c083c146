"""Workbooks of publishers: finding a sheet, and the text of its cells."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from etl.live.layout import LayoutError


def rows_of_sheet(book: bytes, where: str, name: str) -> list[list[Any]]:
    """Return the rows of the first sheet whose name, without blanks, begins with ``name``.

    Raises
    ------
    LayoutError
        It is no workbook, or has no such sheet; the message names the sheets found.
    """
    try:
        opened = CalamineWorkbook.from_filelike(io.BytesIO(book))
        names = [one for one in opened.sheet_names if one.replace(" ", "").startswith(name)]
        if names:
            return opened.get_sheet_by_name(names[0]).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise LayoutError(f"{where}: is no workbook that can be read; fetch it again.") from error
    held = ", ".join(opened.sheet_names)
    raise LayoutError(f"{where}: no sheet {name!r}; found {held}.")


def cell_text(row: list[Any], place: int) -> str:
    """Return a cell's text on one line: whole numbers without decimals, empty if there is none."""
    cell = row[place] if len(row) > place else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else " ".join(str(cell).split())
