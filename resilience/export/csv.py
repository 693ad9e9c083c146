"""Data frames as CSV, in German and in international format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

import pandas as pd

from resilience.i18n import Lang
from resilience.safe_csv import csv_text
from resilience.text.tables import Column

Style = Literal["german", "international"]
_SIGNS: dict[str, tuple[str, str, str]] = {
    "german": (";", ",", "utf-8-sig"),  # German Excel needs the byte-order mark to recognise UTF-8
    "international": (",", ".", "utf-8"),
}


def csv_bytes(frame: pd.DataFrame, style: Style) -> bytes:
    """Return a table as CSV; a missing value is an empty cell, its reason is in ``quality``.

    Texts that a spreadsheet would run as a formula get an apostrophe (see `resilience.safe_csv`).

    Parameters
    ----------
    style
        ``german``: semicolon and decimal comma; ``international``: comma and decimal point.
    """
    separator, decimal, encoding = _SIGNS[style]
    text = csv_text(frame, separator=separator, decimal=decimal)
    return text.encode(encoding)


def table_csv(rows: pd.DataFrame, columns: Sequence[Column], lang: Lang) -> bytes:
    """Return a table on screen as CSV, in German style on a German page.

    Sortable numeric columns hold their numbers, all others their text as printed.
    """
    return csv_bytes(as_printed(rows, columns), "german" if lang == "de" else "international")


def as_printed(rows: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Return a table on screen under its headings: numbers in sortable columns, else text."""
    table = pd.DataFrame(index=rows.index)
    for column in columns:
        if column.numeric and column.by:
            table[column.label] = pd.to_numeric(rows[column.by])
        else:
            table[column.label] = [_plain(cell) for cell in rows[column.field]]
    return table


def file_name(title: str) -> str:
    """Return a title as a file name: lower-case letters, digits and hyphens."""
    spelt = title.lower()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelt = spelt.replace(letter, letters)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]


def _plain(cell: object) -> str:
    if isinstance(cell, tuple):
        return ", ".join(link.text for link in cell)
    return str(cell)
