"""Registers: known counts, zero beside missing, kinds of schools, points in their towns."""

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
        ("bicycle_accidents", "05515000", "2019", "", 776, "A"),
        ("pupils_by_social_index", "05158020", "2024", "index_4", 2630, "E"),
        ("primary_pupils_by_social_index", "05158020", "2024", "", 2385, "E"),
        ("ets_co2", "05158036", "2021", "miner", 1691601, "A"),
        ("ets_co2", "05158020", "2021", "", 0, "A"),
        ("ets_plants", "05111000", "2018", "", 7, "A"),
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


def test_levels_of_the_social_index_add_up_to_the_pupils_of_schools_that_have_one(frame):
    for series in ("pupils_by_social_index", "primary_pupils_by_social_index"):
        own = frame[frame.series == series]
        wide = own.pivot(index="ags", columns="category", values="value")
        assert list(wide.columns) == ["", *(f"index_{n}" for n in range(1, 10))]
        assert (wide.drop(columns="").sum(axis=1) == wide[""]).all()
        pupils = frame[(frame.series == "pupils") & (frame.category == "")].set_index("ags")
        assert (wide[""] <= pupils["value"].reindex(wide.index)).all()


def test_an_unknown_level_of_the_social_index_stops_the_reading(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(
        "Schuljahr,Schulform,Amtlicher Gemeindeschlüssel,Anzahl,Sozialindex\n"
        "2024/25,Grundschule,05158020,5,10\n"
    )
    with pytest.raises(
        ValueError, match=r"s\.csv: Sozialindex: found \['10'\], allowed are 1 to 9"
    ):
        registers.schools(path)


def test_a_point_counts_in_its_municipality_and_one_abroad_nowhere(tmp_path):
    """The town hall of one town, the same point as a severe accident, and one in the sea."""
    path = tmp_path / "points.csv"
    path.write_text(
        "UKATEGORIE;XGCSWGS84;YGCSWGS84\n3;6.9461;51.1106\n2;6.9461;51.1106\n1;3.0;54.0\n"
    )
    found = registers.bicycle_accidents(path, "2020")
    langenfeld = found[found.ags == "05158020"].set_index("category").value
    assert langenfeld.to_dict() == {"": 2, "killed_or_severe": 1}
    assert found.value.sum() == 3
    assert set(found.note) == {registers.PANDEMIC}


def test_an_unknown_severity_stops_the_reading(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("UKATEGORIE;XGCSWGS84;YGCSWGS84\n4;6.9461;51.1106\n")
    with pytest.raises(ValueError, match=r"points\.csv: UKATEGORIE: found \['4'\], allowed are"):
        registers.bicycle_accidents(path, "2020")


def test_branches_of_large_emitters_must_add_up(tmp_path):
    path = tmp_path / "e.csv"
    path.write_text(
        "ags,year,chem_basic,metal_nonfe,miner_glas,other_food,co2_t_sum,count_sum,in_source\n"
        "05158020,2021,5,0,0,0,9,1,1\n"
    )
    with pytest.raises(ValueError, match=r"e\.csv: branches do not add up to co2_t_sum"):
        registers.large_emitters(path)
