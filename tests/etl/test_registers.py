"""Registers: known counts, zero beside missing, kinds of schools, sums that must hold."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from etl import registers


@pytest.fixture(scope="module")
def frame(publisher_files: Path) -> pd.DataFrame:
    return registers.read(publisher_files)


@pytest.mark.parametrize(
    ("series", "ags", "period", "category", "expected", "quality"),
    [
        ("charging_points", "05111000", "2026-04", "", 2461, "E"),
        ("charging_stations", "05158036", "2026-04", "", 15, "E"),
        ("hospital_sites", "05158026", "2020-03-08", "", 0, "A"),
        ("hospital_sites", "05158016", "2020-03-08", "", 4, "A"),
        ("rail_stations", "05158012", "2026-06", "", 0, "A"),
        ("rail_stations", "05158032", "2026-06", "", 4, "A"),
        ("schools", "05158020", "2024", "", 16, "A"),
        ("schools", "05158020", "2024", "primary", 10, "A"),
        ("pupils", "05158020", "2024", "", 6980, "E"),
        ("bicycle_accidents", "05158024", "2019", "", 12, "A"),
        ("bicycle_accidents", "05158028", "2020", "killed_or_severe", 25, "A"),
    ],
)
def test_known_counts(frame, series, ags, period, category, expected, quality):
    own = frame[(frame.series == series) & (frame.ags == ags) & (frame.period == period)]
    own = own[own.category == category]
    assert own[["value", "quality"]].to_numpy().tolist() == [[expected, quality]]


def test_schools_are_counted_for_every_town(frame):
    assert frame.loc[frame.series == "schools", "ags"].nunique() == 396


def test_kinds_of_schools_add_up(frame):
    wide = frame[frame.series == "schools"].pivot(index="ags", columns="category", values="value")
    assert (wide.drop(columns="").sum(axis=1) == wide[""]).all()


def test_an_unknown_kind_of_school_stops_the_reading(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(
        "Schuljahr,Schulform,Amtlicher Gemeindeschlüssel,Anzahl\n2024/25,Zwergschule,05158020,5\n"
    )
    with pytest.raises(ValueError, match=r"s\.csv: Schulform: found \['Zwergschule'\], known are"):
        registers.schools(path)


def test_categories_of_accidents_must_add_up(tmp_path):
    path = tmp_path / "u.csv"
    path.write_text(
        "ags,year,bicycle_accidents_injury,killed_cat1,seriously_cat2,slightly_cat3\n"
        "05158020,2019,5,0,1,3\n"
    )
    with pytest.raises(ValueError, match=r"u\.csv: categories do not add up .*'05158020', '2019'"):
        registers.bicycle_accidents(path)
