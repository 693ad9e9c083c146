"""Integrated debt: municipalities with all their holdings, from the yearly workbook.

The first column's ``sheet`` is the state's sheet; ``of`` says what a series holds: ``total``,
``per_person`` and ``parts`` of the towns, ``county`` for the county's administration alone. Columns
are found by position, so a row is accepted only if its parts add up and its total divided by its
population is the printed debt per person.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from etl.live.editions import linked
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept
from etl.live.sheets import cell_text, rows_of_sheet
from resilience.model.sources import Card, Live

_LINK = r"Integrierte_Schulden[^\"']*\.xlsx"
_DATE = re.compile(r"am 31\.12\.(\d{4})")
_TOWN, _COUNTY = re.compile(r"\d{12}"), re.compile(r"\d{5}")
_NONE = ("-", "–", "")

KEY, PEOPLE, TOTAL, PER_PERSON = 0, 3, 4, 6
BUDGETS = {9: "core_budget", 11: "extra_budgets", 16: "public_enterprises"}
"""Position of a column, counted from 0 -> category; they add up to the total."""

_HEADS = {KEY: "Regionalschlüssel", PEOPLE: "Bevölkerung", TOTAL: "Schulden", PER_PERSON: "Kopf"}
_CENT, _EURO = 0.011, 1.0


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the workbook that the publisher's page links into a folder and return it."""
    address = linked(session, live.address, _LINK)
    return [session.download(address, folder / address.rsplit("/", 1)[-1])]


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return debt in EUR and EUR per person at the end of the year."""
    parts = [_read(file, live) for file in files]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _read(file: Path, live: Live) -> pd.DataFrame:
    rows = rows_of_sheet(file.read_bytes(), file.name, live.columns[0]["sheet"])
    towns = [row for row in rows if _TOWN.fullmatch(cell_text(row, KEY))]
    counties = [row for row in rows if _COUNTY.fullmatch(cell_text(row, KEY))]
    if not towns:
        raise LayoutError(f"{file.name}: no row has a key of twelve digits in column 1.")
    head = rows[: rows.index(towns[0])]
    for place, word in _HEADS.items():
        above = "".join(cell_text(row, place) for row in head).replace("- ", "")
        if word not in above:
            raise LayoutError(
                f"{file.name}: above column {place + 1} stands {above!r}, expected {word!r}; "
                "the layout changed."
            )
    dated = _DATE.search(" ".join(cell_text(row, 0) for row in head))
    if dated is None:
        raise LayoutError(f"{file.name}: no title says 'am 31.12.' and a year.")
    numbers = _numbers(towns, file.name)
    _believe(numbers, file.name)
    made = {
        "total": numbers[["ags"]].assign(value=numbers[TOTAL]),
        "per_person": numbers[["ags"]].assign(value=numbers[PER_PERSON]),
        "parts": numbers.rename(columns=BUDGETS).melt(
            "ags", list(BUDGETS.values()), var_name="category"
        ),
        "county": _numbers(counties, file.name)[["ags", TOTAL]].rename(columns={TOTAL: "value"}),
    }
    out = [made[column["of"]].assign(series=column["series"]) for column in live.columns]
    found = pd.concat(out, ignore_index=True).assign(period=dated[1])
    return found.assign(category=found["category"].fillna(""))


def _numbers(rows: list[list[Any]], where: str) -> pd.DataFrame:
    found: dict[Any, Any] = {"ags": area_keys(pd.Series([cell_text(row, KEY) for row in rows]))}
    for place in (PEOPLE, TOTAL, PER_PERSON, *BUDGETS):
        cells = pd.Series([cell_text(row, place).strip("{}").replace(" ", "") for row in rows])
        value = pd.to_numeric(cells.mask(cells.isin(_NONE), "0"), errors="coerce")
        if value.isna().any():
            wrong = cells[value.isna()].iloc[0]
            raise LayoutError(f"{where}: unknown sign {wrong!r} in column {place + 1}.")
        found[place] = value.astype("float64").round(2)
    return pd.DataFrame(found)


def _believe(numbers: pd.DataFrame, where: str) -> None:
    parts = (numbers[[*BUDGETS]].sum(axis=1) - numbers[TOTAL]).abs() > _EURO
    heads = (numbers[TOTAL] / numbers[PEOPLE] - numbers[PER_PERSON]).abs() > _CENT
    for wrong, what in ((parts, "its parts"), (heads, "debt per person")):
        if wrong.any():
            raise LayoutError(
                f"{where}: the total of {numbers['ags'][wrong].iloc[0]} does not go with {what}; "
                "the columns moved."
            )
