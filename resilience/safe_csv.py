"""CSV whose texts a spreadsheet shows and never runs as formulas.

Texts that begin with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return get an apostrophe in
front, in cells, index and headings alike (OWASP, CSV injection). Numbers stay unchanged, even those
stored as text.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype
from pyarrow import csv

from resilience import atomic

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*(\s?%)?")


def csv_text(frame: pd.DataFrame, separator: str = ",", decimal: str = ".") -> str:
    """Return the columns of a table, without its index, as CSV; missing cells are empty."""
    shown = _shown(frame)
    return shown.to_csv(index=False, sep=separator, decimal=decimal, lineterminator="\r\n")


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table with its named index as a CSV file, texts quoted; fast for many numbers."""
    table = pa.Table.from_pandas(_shown(frame.reset_index()), preserve_index=False)
    with atomic.replacing(path) as fresh:
        csv.write_csv(table, fresh)


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    shown = frame.copy(deep=False)
    for place in range(shown.shape[1]):
        shown.isetitem(place, _column(shown.iloc[:, place]).array)
    return shown.set_axis([_cell(name) for name in shown.columns], axis=1)


def _column(column: pd.Series) -> pd.Series:
    if is_numeric_dtype(column.dtype) or is_datetime64_any_dtype(column.dtype):
        return column
    changed = {text: _cell(text) for text in column.dropna().unique() if _cell(text) != text}
    return column.astype("object").replace(changed) if changed else column


def _cell(cell: object) -> object:
    if isinstance(cell, str) and FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
