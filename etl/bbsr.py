"""BBSR transfer keys for municipalities: jobs at the workplace and population, 2020-2022."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from etl.keys import kept_with_sums
from etl.reading import of_file
from etl.tidy import tidy

_SOURCE = "bbsr_transfer_keys"
SNAPSHOT = "bbsr_transfer_keys-2026-11-23"
FILE = "bbsr/ref-gemeinden-ab-2020.xlsx"

SERIES = {
    "population_bbsr": re.compile(r"Bevölkerung am 31\.12\.(\d{4})( in 100)?"),
    "jobs_at_workplace_bbsr": re.compile(
        r"sozialvers\.pflichtig Beschäftigte am Arbeitsort am 30\.6\.(\d{4})( in 100)?"
    ),
}
"""Series and the column title it is read from; the title says the year and the unit."""

ROUNDED = "rounded to tens"


def read(root: Path) -> pd.DataFrame:
    """Return jobs and population of the kept municipalities, with sums for the areas above them."""
    return tidy(kept_with_sums(_book(root / FILE)), source=_SOURCE, snapshot=SNAPSHOT)


@of_file
def _book(path: Path) -> pd.DataFrame:
    book = CalamineWorkbook.from_path(path)
    sheets = [
        read_sheet(book.get_sheet_by_name(name).to_python(skip_empty_area=False), name)
        for name in book.sheet_names
    ]
    return pd.concat(sheets, ignore_index=True)


def read_sheet(rows: list[list[Any]], name: str) -> pd.DataFrame:
    """Return ``series, ags, period, value, note`` for every municipality of one year's sheet.

    A municipality whose territory was divided has several rows with the same figures. Columns "in
    100" are in hundreds: with two decimals that is the exact count, with one it is rounded to tens.

    Raises
    ------
    ValueError
        No column of a known title.
    """
    titles = [str(cell).strip() for cell in rows[0]]
    body = pd.DataFrame(rows[1:])
    ags = body[0].map(lambda key: f"{int(key):08d}")
    found = []
    for series, pattern in SERIES.items():
        for column, match in enumerate(pattern.fullmatch(title) for title in titles):
            if match is None:
                continue
            printed = body[column].astype("float64")
            in_hundreds = bool(match[2])
            to_tens = in_hundreds and ((printed * 10).round(6) % 1 == 0).all()
            found.append(
                pd.DataFrame(
                    {
                        "series": series,
                        "ags": ags,
                        "period": match[1],
                        "value": (printed * (100 if in_hundreds else 1)).round(),
                        "note": ROUNDED if to_tens else "",
                    }
                ).drop_duplicates("ags")
            )
    if not found:
        wanted = [pattern.pattern for pattern in SERIES.values()]
        raise ValueError(f"sheet {name}: no column titled like {wanted}; found {titles}")
    return pd.concat(found, ignore_index=True)
