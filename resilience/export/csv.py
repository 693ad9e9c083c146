"""Data frames as CSV, as Germans and as everybody else writes it."""

from __future__ import annotations

from typing import Literal

import pandas as pd

Style = Literal["german", "international"]
SIGNS: dict[str, tuple[str, str, str]] = {
    "german": (";", ",", "utf-8-sig"),  # Excel in German needs the mark to see UTF-8
    "international": (",", ".", "utf-8"),
}


def csv_bytes(frame: pd.DataFrame, style: Style) -> bytes:
    """Return a table as CSV; a missing value is an empty cell, its reason stands in ``quality``.

    Parameters
    ----------
    style
        ``german``: semicolon and decimal comma; ``international``: comma and decimal point.
    """
    separator, decimal, encoding = SIGNS[style]
    text = frame.to_csv(index=False, sep=separator, decimal=decimal, lineterminator="\r\n")
    return text.encode(encoding)
