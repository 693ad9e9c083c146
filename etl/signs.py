"""Printed figures of official statistics -> value, quality letter and note.

The only place that defines what a printed sign means. An unknown sign raises, so that a person
classifies it.
"""

from __future__ import annotations

import math
import re

import pandas as pd

Meaning = tuple[float, str, str]
"""Value, quality letter, note."""

SIGNS: dict[str, Meaning] = {
    "-": (0.0, "A", ""),  # nothing there: an exact zero
    ".": (math.nan, "Q", "unknown or secret"),
    "x": (math.nan, "M", "no statement makes sense"),
    "X": (math.nan, "M", "no statement makes sense"),
    "/": (math.nan, "O", "too uncertain"),
    "...": (math.nan, "O", "later"),
    "…": (math.nan, "O", "later"),
    "-9999": (math.nan, "O", "no figure"),
}
"""A cell that holds a sign instead of a figure."""

LETTERS: dict[str, tuple[str, str]] = {
    "": ("A", ""),
    "p": ("P", "provisional"),
    "r": ("A", "revised"),
    "s": ("E", "estimated"),
    "e": ("A", ""),  # final
}
"""The letter after a figure -> quality letter, note."""

BRACKETED = "U"
"""Quality of a figure in brackets, ``(12)``: of limited reliability."""

_FIGURE = {
    decimal: re.compile(
        rf"([+-]?(?:[1-9]\d{{0,2}}(?:\{group}\d{{3}})+|\d+)(?:\{decimal}\d+)?)\s*([a-z]?)",
        re.ASCII,
    )
    for decimal, group in ((",", "."), (".", ","))
}


def figures(text: pd.Series, where: str) -> pd.DataFrame:
    """Return the values that a column prints in German number format.

    The comma is the decimal sign and the point groups thousands: ``1.234`` is 1234. A printed
    ``0`` (rounds to zero) and ``-`` (nothing there) are both the number zero.

    Parameters
    ----------
    text
        One printed figure or sign per row; the index names the rows in errors.
    where
        File and column, for errors.

    Returns
    -------
    pandas.DataFrame
        ``value`` (float), ``quality``, ``note``, with the index of ``text``.

    Raises
    ------
    ValueError
        A cell is neither a figure nor a known sign; the message names it and its rows.
    """
    printed = text.astype("str").fillna("").str.strip()
    meanings = {cell: meaning(cell) for cell in printed.unique()}
    for cell, found in meanings.items():
        if found is None:
            rows = ", ".join(map(str, printed.index[printed == cell][:5]))
            raise ValueError(
                f"{where}: unknown sign {cell!r} in {(printed == cell).sum()} cells, rows {rows}. "
                f"Known are figures such as 1.234,5 with or without one of {''.join(LETTERS)}, "
                f"figures in brackets, and the signs {' '.join(SIGNS)}. Find out what the "
                "publisher means by it and add it to etl/signs.py."
            )
    return pd.DataFrame(
        [meanings[cell] for cell in printed],
        columns=["value", "quality", "note"],
        index=text.index,
    ).astype({"value": "float64", "quality": "str", "note": "str"})


def meaning(cell: str, decimal: str = ",") -> Meaning | None:
    """Return the meaning of a printed cell, None if it is unknown.

    Parameters
    ----------
    decimal
        ``","`` if ``1.234,5`` stands for 1234.5, ``"."`` if ``1,234.5`` does.
    """
    if cell in SIGNS:
        return SIGNS[cell]
    bracketed = re.fullmatch(r"\(\s*(.*?)\s*\)", cell)
    figure = _FIGURE[decimal].fullmatch(bracketed[1] if bracketed else cell)
    if figure is None or figure[2] not in LETTERS or (bracketed and figure[2]):
        return None
    group = "." if decimal == "," else ","
    value = float(figure[1].replace(group, "").replace(decimal, "."))
    return (value, BRACKETED, "") if bracketed else (value, *LETTERS[figure[2]])
