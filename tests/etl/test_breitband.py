"""Breitbandatlas: known values, areas that are no towns, flags that the corrections carry."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from etl import breitband
from etl.areas import table
from resilience.model.sources import load_corrections
from resilience.settings import ROOT


@pytest.fixture(scope="module")
def frame(publisher_files: Path) -> pd.DataFrame:
    return breitband.read(publisher_files)


@pytest.mark.parametrize(
    ("series", "ags", "period", "category", "expected"),
    [
        ("broadband_50_wired_share", "05158004", "2010", "", 44),
        ("broadband_50_wired_share", "05111000", "2018", "", 97.65),
        ("gigabit_household_share", "05158004", "2020-12", "fibre", 89.36),
        ("gigabit_household_share", "05158020", "2018-12", "", 0),
        ("gigabit_household_share", "05158032", "2021-06", "cable", 52.47),
        ("gigabit_business_share", "05158026", "2021-06", "", 57.32),
    ],
)
def test_known_values(frame, series, ags, period, category, expected):
    own = frame[(frame.series == series) & (frame.ags == ags) & (frame.period == period)]
    assert own.loc[own.category == category, "value"].tolist() == [expected]


def test_districts_of_a_city_are_left_out_and_every_town_is_there(frame):
    towns = table().query("level == 'municipality' and ags.str.startswith('05')")["ags"]
    newest = frame[(frame.series == "gigabit_household_share") & (frame.period == "2021-06")]
    assert set(newest.ags) == set(towns)


def test_the_whole_reaches_no_less_than_each_technology(frame):
    wide = frame[frame.series == "gigabit_household_share"].pivot(
        index=["ags", "period"], columns="category", values="value"
    )
    assert (wide[""] >= wide[["fibre", "cable"]].max(axis=1) - 0.011).all()


def test_jumps_and_frozen_values_are_flagged_and_kept(frame):
    flags = [c for c in load_corrections(ROOT / "data" / "corrections") if c.id.startswith("fibre")]
    assert {c.action for c in flags} == {"flag"}
    for one in flags:
        own = frame[(frame.series == one.series) & (frame.ags == one.ags)]
        own = own[(own.period == one.period) & (own.category == one.category)]
        assert own.value.tolist() == [one.expected]


def test_an_unknown_kind_of_customer_stops_the_reading(tmp_path):
    path = tmp_path / "b.csv"
    path.write_text(
        "ags,period,customers,technology,min_mbit_s,share_percent\n05111000,2021-06,x,wired,1000,5\n"
    )
    with pytest.raises(ValueError, match=r"b\.csv: customers: found \['x'\], allowed are privat"):
        breitband.half_yearly(path)
