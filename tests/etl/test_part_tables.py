"""Figures of the parts of cities: keys, reasons for gaps, rounding, and faults told by place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl import areas, parts
from resilience.model.parts import NoFigure, PartTable
from resilience.model.sources import Card, Series, Snapshot

CITY = "05111000"
TABLE = PartTable(
    "made_up-1",
    {"bezirk": "ward", "stadt": "municipality"},
    {"leute": "people", "anteil": "share"},
    NoFigure("Q", "secret or zero"),
    apart={"03": NoFigure("M", "no inhabitants")},
)
SNAPSHOT = Snapshot("made_up-1", "a.csv", "folder", "", date(2025, 3, 1), date(2024, 12, 31))
SERIES = (
    Series("people", "", "", "persons", "count", 1),
    Series("share", "", "", "%", "rate", 1),
)
CARD = Card("made_up", *[""] * 12, snapshots=(SNAPSHOT,), series=SERIES)
HEAD = "file,variable,district_level,district_id,year,value\n"


def figures(path: Path, rows: str, table: PartTable = TABLE) -> pd.DataFrame:
    file = path / "a.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    found = parts.observations_of_parts(file, CITY, table, CARD)
    return found.set_index(["series", "ags"])


ROWS = """\
x,leute,bezirk,01,2021,12
x,leute,bezirk,02,2021,9
x,leute,stadt,,2021,40
x,leute,stadtteil,011,2021,7
x,anteil,bezirk,01,2021,4.5
x,anderes,bezirk,01,2021,1
"""


def test_parts_and_their_city_have_keys_of_the_area_table(tmp_path):
    found = figures(tmp_path, ROWS)
    assert found["value"]["people", f"{CITY}-01"] == 12
    assert found["value"]["people", CITY] == 40
    assert found["value"]["share", f"{CITY}-01"] == 4.5
    assert f"{CITY}-011" not in found.index.get_level_values("ags")  # no level that is declared
    assert set(found["period"]) == {"2021"}


def test_what_is_not_printed_stands_as_missing_with_its_reason(tmp_path):
    found = figures(tmp_path, ROWS)
    wards = areas.table().query("level == 'ward'").ags
    for series in ("people", "share"):
        assert set(wards) <= set(found.loc[series].index)
    empty, secret = found.loc["people", f"{CITY}-03"], found.loc["share", f"{CITY}-02"]
    assert (empty["quality"], empty["note"]) == ("M", "no inhabitants")
    assert (secret["quality"], secret["note"]) == ("Q", "secret or zero")
    assert pd.isna(empty["value"])
    assert pd.isna(secret["value"])


def test_a_table_declared_as_rounded_must_be(tmp_path):
    rounded = replace(TABLE, rounded_to=3)
    good = ROWS.replace(",40", ",39")
    assert figures(tmp_path, good, rounded)["value"]["share", f"{CITY}-01"] == 4.5  # no count
    with pytest.raises(ValueError, match=r"a\.csv: people of 05111000: found 40, .*multiples of 3"):
        figures(tmp_path, ROWS, rounded)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("x,leute,bezirk,01,2021,3\n", r"a\.csv: variable: found no \['anteil'\]"),
        (ROWS + "x,leute,bezirk,77,2021,3\n", r"a\.csv: district_id: .*no \['05111000-77'\]"),
        (ROWS + "x,leute,bezirk,04,,3\n", r"a\.csv: leute of 04: no year"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_place(tmp_path, rows, message):
    with pytest.raises(ValueError, match=message):
        figures(tmp_path, rows)


def test_bundled_figures_of_the_smallest_parts_say_why_one_is_missing():
    rows = pd.read_parquet(parts.DATA / "observations" / "duesseldorf_quartiersatlas.parquet")
    rows = rows.set_index(["series", "ags"])
    people = rows.loc["duesseldorf_population"]
    assert len(people) == 171
    assert people["value"].sum() == 643_753
    assert people["quality"][f"{CITY}-071009"] == "M"
    poverty = rows.loc["duesseldorf_child_poverty_rate"]
    assert (poverty["quality"] == "Q").sum() == 9
    assert poverty.loc[poverty["quality"] == "Q", "value"].isna().all()
