"""Reading of publishers' answers: the common result, keys, text and tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from etl import areas
from etl.territory import TerritoryError, under_todays_keys
from etl.tidy import municipality_key

ARS_DIGITS = 12


class LayoutError(ValueError):
    """Raised where an answer has an unexpected layout; one sentence says where."""


class Reading(NamedTuple):
    """Figures of one answer.

    Attributes
    ----------
    rows
        ``series, ags, period, category, value`` and, where known, ``quality``, ``note`` and
        ``dash``: whether the publisher printed ``-``.
    published_on
        Date of the figures as the publisher prints it.
    """

    rows: pd.DataFrame
    published_on: date | None = None


def area_keys(printed: pd.Series) -> pd.Series:
    """Return keys of the area table for printed regional keys, of 2, 3, 5, 8 or 12 digits.

    A key of 12 digits is the longer one with the association in the middle. Keys given up stay, for
    `kept` to judge by the period.
    """
    boroughs = areas.boroughs()
    short = printed.where(printed.str.len() != ARS_DIGITS, printed.str[:5] + printed.str[-3:])
    return short.map(lambda key: municipality_key(key, boroughs))


def kept(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of areas that are known, under today's keys, see `etl.territory`.

    Raises
    ------
    LayoutError
        A figure of an area of after it was dissolved.
    """
    try:
        return under_todays_keys(rows)
    except TerritoryError as error:
        raise LayoutError(str(error)) from error


def member(path: Path, ending: str) -> bytes:
    """Return the content of the one file in an archive whose name ends in ``ending``, in any case.

    Raises
    ------
    LayoutError
        The archive is damaged, or holds no such file or several.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(ending.lower())]
            if len(names) != 1:
                raise LayoutError(
                    f"{path.name}: expected one file that ends in {ending!r}, found "
                    f"{', '.join(names) or 'none'}; the publisher changed the archive."
                )
            return archive.read(names[0])
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise LayoutError(f"{path.name}: the archive is damaged; fetch it again.") from error


def text(raw: bytes, where: str, *encodings: str) -> str:
    """Return bytes as text in the first encoding that fits.

    Raises
    ------
    LayoutError
        None fits, or the text holds characters typical of a wrong encoding.
    """
    for encoding in encodings:
        try:
            out = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search("Ã|\x00", out):
            return out
    raise LayoutError(
        f"{where}: not written in {' or '.join(encodings)}; find out the encoding before use."
    )


def header_of(column: Mapping[str, Any], found: Sequence[str], where: str) -> str:
    """Return under which of its names a column of a card stands in a file.

    ``header`` is one name, or a list where the publisher renamed the column: each edition is read
    by the first name that it has.

    Raises
    ------
    LayoutError
        It has none of them; the names found are told, the nearest first.
    """
    told = column["header"]
    names = [told] if isinstance(told, str) else list(told)
    there = next((name for name in names if name in found), None)
    if there is None:
        near = get_close_matches(names[-1], found, n=1)
        held = ", ".join(map(repr, dict.fromkeys([*near, *found[:12]])))
        raise LayoutError(
            f"{where}: no column {names[-1]!r}; found {held}. If the publisher renamed it, add the "
            "new name to header on the card, which may be a list."
        )
    return there


def table(content: str, where: str, needed: set[str], separator: str = ";") -> pd.DataFrame:
    """Return a CSV with a header row, all cells as text.

    Raises
    ------
    LayoutError
        It is empty or lacks a needed column; the message names the columns found.
    """
    try:
        rows = pd.read_csv(io.StringIO(content), sep=separator, dtype="str", keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise LayoutError(f"{where}: is not a table of columns ({error}).") from error
    rows.columns = rows.columns.str.strip()
    if missing := sorted(needed - set(rows.columns)):
        raise LayoutError(
            f"{where}: column {missing[0]!r} is missing; found {', '.join(rows.columns[:12])}. "
            "If the publisher renamed it, correct the source's card."
        )
    if rows.empty:
        raise LayoutError(f"{where}: holds a header and no row; nothing was changed.")
    return rows
