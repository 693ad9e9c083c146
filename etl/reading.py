"""Errors in reading publishers' files: which file, why, and keys that lost their leading zero."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

P = ParamSpec("P")
_T = TypeVar("_T")

ODD = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    RuntimeError,
    StopIteration,
    CalamineError,
)
"""Errors that reading a file with another layout, or no table at all, may raise."""

ARCHIVES = (".xlsx", ".zip")
_PAGE = re.compile(rb"\s*(<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", re.IGNORECASE)


def damage(path: Path) -> str | None:
    """Return in words what is wrong with a file, whatever it contains; None if nothing is."""
    with path.open("rb") as file:
        begins = file.read(1024)
    if not begins.strip():
        return "it is empty"
    if _PAGE.match(begins.removeprefix(b"\xef\xbb\xbf")):
        return "it is a web page, such as a publisher's notice, and no table"
    if path.suffix in ARCHIVES and not zipfile.is_zipfile(path):
        return f"it is no whole {path.suffix} file: another kind of file, or one that breaks off"
    return None


def of_file(read: Callable[Concatenate[Path, P], _T]) -> Callable[Concatenate[Path, P], _T]:
    """Decorate a function whose first argument is a file, so that every error names that file.

    The function then raises ValueError only: its own message if that names the file already, else
    the file, what was found and what to do.
    """

    @wraps(read)
    def reading(path: Path, /, *args: P.args, **kwargs: P.kwargs) -> _T:
        try:
            return read(path, *args, **kwargs)
        except ODD as error:
            if not path.is_file():
                raise ValueError(f"{path}: there is no such file") from error
            if path.name in str(error):
                raise ValueError(str(error)) from error
            raise ValueError(
                f"{path}: {damage(path) or _reason(error)}; download the file again, or let "
                f"etl/{read.__module__.rsplit('.', 1)[-1]}.py read its new layout"
            ) from error

    return reading


def _reason(error: Exception) -> str:
    if isinstance(error, (KeyError, AttributeError)):
        return f"a column or entry that is read is missing ({error})"
    if isinstance(error, pd.errors.EmptyDataError):
        return "it is empty"
    if isinstance(error, (IndexError, StopIteration)):
        return "it ends before its table begins, or has fewer columns than expected"
    return f"it cannot be read ({error})"


def rows_without_zero(path: Path, keys: set[str]) -> list[tuple[str, str]]:
    """Return the rows of a file that hold one of ``keys`` without its leading zero.

    Returns
    -------
    list of tuple
        Place (``row 12``, in a workbook ``sheet X, row 12``) and the key as printed.
    """
    lost = {key[1:] for key in keys if key.startswith("0")}
    if not lost:
        return []
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        return [
            (f"sheet {name}, row {number}", cell)
            for name in book.sheet_names
            for number, row in enumerate(book.get_sheet_by_name(name).to_python(), start=1)
            for cell in map(str, row)
            if cell in lost
        ]
    text = path.read_bytes().decode("utf-8", errors="replace")
    cell = re.compile(rf"(?<![\w.])({'|'.join(sorted(lost))})(?![\w.])")
    return [
        (f"row {number}", found[1])
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := cell.search(line))
    ]
