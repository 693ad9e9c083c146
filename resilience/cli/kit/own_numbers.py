"""The figures of an analyst's table: the decimal sign, and the meaning of each cell."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from etl.signs import LETTERS, SIGNS, Meaning, meaning
from resilience.cli.kit.own_file import Cell, plain

_DECIMALS = {"comma": ",", "point": "."}
"""Values of ``--decimal``."""

_ALLOWED = (
    "a figure such as 1234,5 or 1234.5, with or without a letter "
    f"({', '.join(filter(None, LETTERS))}) or brackets; a sign ({' '.join(SIGNS)}); or nothing"
)

_BLANK = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_SPACED = re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:{_BLANK}\d{{3}})+(?:[.,]\d+)?", re.ASCII)


class WrongCell(ValueError):
    """A cell that is not a figure, or ambiguous; ``at`` is its position, the message the reason."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


def read_values(cells: Sequence[Cell], decimal: str | None) -> tuple[list[Meaning], str]:
    """Return value, quality and note of each cell, and the word for the decimal sign.

    The sign is never guessed: it is the one with which all cells are figures. Where that holds for
    both and the results differ (``1.234`` alone), it must be given. The word is ``""`` where no
    cell needs one.

    Parameters
    ----------
    cells
        All figures of a file, in one notation.
    decimal
        ``comma`` or ``point``, None if not given.

    Raises
    ------
    WrongCell
        A cell that is neither a figure nor a known sign, a mix of notations, or an ambiguous one.
    """
    texts = [_text(cell) for cell in cells]
    readings = {word: [_read(text, sign) for text in texts] for word, sign in _DECIMALS.items()}
    commas, points = readings["comma"], readings["point"]
    for at, text in enumerate(texts):
        if commas[at] is None and points[at] is None:
            raise WrongCell(at, f"found {text!r}, allowed is {_ALLOWED}")
    if decimal is not None:
        return _told(readings[decimal], texts, decimal), decimal
    differ = [at for at in range(len(texts)) if not _same(commas[at], points[at])]
    if not differ:
        return [found for found in commas if found is not None], ""
    only_point = next((at for at in differ if commas[at] is None), None)
    only_comma = next((at for at in differ if points[at] is None), None)
    if only_point is None and only_comma is None:
        raise WrongCell(differ[0], _both_possible(texts[differ[0]], commas, points, differ[0]))
    if only_point is not None and only_comma is not None:
        first, second = sorted((only_comma, only_point))
        raise WrongCell(
            second,
            f"found {texts[second]!r} and before it {texts[first]!r}, one with a decimal comma and "
            "one with a decimal point; write all figures of the file in one way",
        )
    word = "comma" if only_point is None else "point"
    return _told(readings[word], texts, word), word


def _told(readings: list[Meaning | None], texts: list[str | float], decimal: str) -> list[Meaning]:
    for at, found in enumerate(readings):
        if found is None:
            raise WrongCell(
                at,
                f"found {texts[at]!r}, which is no figure with a decimal {decimal}, as --decimal "
                "says; leave the option out, or mend the cell",
            )
    return [found for found in readings if found is not None]


def _text(cell: Cell) -> Cell:
    """Return a cell as `etl.signs` expects it: no blanks between thousands, a plain minus."""
    if isinstance(cell, float):
        return cell
    text = cell.replace("\N{MINUS SIGN}", "-")
    return re.sub(_BLANK, "", text) if _SPACED.fullmatch(text) else text


def _read(cell: Cell, sign: str) -> Meaning | None:
    if isinstance(cell, str):
        found = (math.nan, "O", "") if cell == "" else meaning(cell, sign)
    else:
        found = SIGNS.get(plain(cell), (cell, "A", "")) if math.isfinite(cell) else None
    return None if found is None or math.isinf(found[0]) else found


def _same(left: Meaning | None, right: Meaning | None) -> bool:
    if left is None or right is None:
        return left is right
    return left[0] == right[0] or (math.isnan(left[0]) and math.isnan(right[0]))


def _both_possible(
    text: Cell, commas: list[Meaning | None], points: list[Meaning | None], at: int
) -> str:
    comma, point = commas[at], points[at]
    assert comma is not None
    assert point is not None
    return (
        f"found {text!r}, which is {comma[0]:.15g} with a decimal comma and {point[0]:.15g} with a "
        "decimal point, and no other figure tells which; add --decimal comma or --decimal point"
    )
