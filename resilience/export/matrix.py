"""The cells of a matrix as files: one row per indicator and city, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pandas as pd
import xlsxwriter

from resilience.export.tables import FileTable
from resilience.export.xlsx import write_sheet
from resilience.i18n import Lang

MATRIX_COLUMNS = [
    "theme",
    "indicator_id",
    "label",
    "ags",
    "name",
    "period",
    "value",
    "low",
    "high",
    "unit",
    "quality",
    "note",
    "direction",
    "state",
    "position",
    "worse",
    "equal",
    "others",
    "median",
    "claim",
    "share",
    "noise",
    "since",
    "before",
    "course",
    "course_sure",
]


def matrix_frame(
    cells: pd.DataFrame, declared: pd.DataFrame, themes: Mapping[str, str], names: Mapping[str, str]
) -> pd.DataFrame:
    """Return self-contained rows of cells, with the columns `MATRIX_COLUMNS`.

    ``position`` is in percent; missing is null.

    Parameters
    ----------
    cells
        See `analysis.matrix.cells`.
    declared
        See `queries.indicators`.
    themes, names
        Names of theme fields and cities by id.
    """
    told = declared.set_index("indicator_id")[["theme_id", "label", "unit", "direction"]]
    rows = cells.join(told, on="indicator_id")
    rows = rows.assign(
        theme=rows["theme_id"].map(themes),
        name=rows["ags"].map(names),
        position=(100 * rows["position"].astype(float)).round(1),
        note=rows["note"].fillna(""),
        **{name: rows[name].astype("Int64") for name in ("worse", "equal", "others")},
        share=(100 * rows["share"].astype(float)).round(1),
        course_sure=rows["course_sure"].astype("boolean"),
    )
    return rows[MATRIX_COLUMNS].reset_index(drop=True)


def matrix_workbook(frame: pd.DataFrame, decimals: Mapping[str, int], lang: Lang) -> bytes:
    """Return a one-sheet workbook with the rows of `matrix_frame`, values with their decimals."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False})
    write_sheet(book, FileTable("matrix", frame, ("indicator_id", "ags")), dict(decimals), lang)
    book.close()
    return file.getvalue()
