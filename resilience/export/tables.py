"""The tables that go into files: their columns, types and keys, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from resilience.i18n import LANGS, Lang, t

LETTER_ORDER = ("A", "P", "E", "B", "U", "I", "O", "M", "Q")
Type = Literal["string", "number", "integer", "boolean", "date"]


@dataclass(frozen=True)
class FileTable:
    """A table of a file.

    Parameters
    ----------
    name
        ``values``, ``codebook``, ``quality`` or ``sources``; stem of its file in a package.
    frame
        Its rows; missing is null.
    key
        Columns that identify a row.
    """

    name: str
    frame: pd.DataFrame
    key: tuple[str, ...]


def tables(values: pd.DataFrame, codebook: pd.DataFrame, register: pd.DataFrame) -> list[FileTable]:
    """Return values, codebook, quality letters and sources, in reading order.

    Parameters
    ----------
    values, codebook, register
        See `queries.export_values`, `queries.codebook` and `queries.source_register`.
    """
    return [
        FileTable("values", values, ("indicator_id", "ags", "period")),
        FileTable("codebook", codebook, ("indicator_id",)),
        FileTable("quality", letters(), ("quality",)),
        FileTable("sources", register, ("source_id",)),
    ]


def letters() -> pd.DataFrame:
    """Return what each quality letter means, in both languages."""
    rows = [
        {
            "quality": letter,
            **{f"label_{lang}": t(lang, f"quality.{letter}") for lang in LANGS},
            **{f"about_{lang}": t(lang, f"quality_about.{letter}") for lang in LANGS},
        }
        for letter in LETTER_ORDER
    ]
    return pd.DataFrame(rows)


def column_about(column: str, lang: Lang) -> str:
    """Return what a column holds; ``label_de`` is a ``label`` in one language."""
    base, _, suffix = column.rpartition("_")
    if suffix not in LANGS:
        return t(lang, f"column.{column}")
    return f"{t(lang, f'column.{base}')} ({t(lang, f'data.in_{suffix}')})"


def type_of(column: pd.Series) -> Type:
    """Return what kind of values a column holds."""
    if pd.api.types.is_bool_dtype(column):
        return "boolean"
    if pd.api.types.is_integer_dtype(column):
        return "integer"
    if pd.api.types.is_float_dtype(column):
        return "number"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    return "string"
