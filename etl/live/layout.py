"""Reading of publishers' answers: the common result, keys, text and tables."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from etl import areas
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

    A key of 12 digits is the full regional key with the association in the middle. A former key
    becomes today's where only the key changed.
    """
    boroughs, former = areas.boroughs(), areas.former_keys()
    short = printed.where(printed.str.len() != ARS_DIGITS, printed.str[:5] + printed.str[-3:])
    return short.replace(former).map(lambda key: municipality_key(key, boroughs))


def kept(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of known areas."""
    return rows[rows["ags"].isin(areas.keys())]


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
