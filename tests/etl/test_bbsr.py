"""BBSR transfer keys: hundreds, years from the titles, and sums for the areas above."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl import areas, bbsr
from etl.keys import SUMMED, area_key, kept_with_sums

ELEVEN = [
    "05111000",
    *(f"05158{town:03d}" for town in (4, 8, 12, 16, 20, 24, 26, 28, 32, 36)),
]

TITLES = [
    "Gemeinden\n 31.12.2020",
    "Gemeindename 2020",
    "flächen-\nproportionaler\nUmsteige-schlüssel",
    "bevölkerungs- \nproportionaler \nUmsteige- \nschlüssel",
    "beschäftigten- \nproportionaler \nUmsteige- \nschlüssel",
    "Fläche am 31.12.2020 in km²",
    "Bevölkerung am 31.12.2020 in 100",
    "sozialvers.pflichtig Beschäftigte am Arbeitsort am 30.6.2020 in 100",
    "Gemeinden\n 31.12.2021",
    "Gemeindename 2021",
]
ROWS_2020: list[list[Any]] = [
    TITLES,
    [5111000.0, "Düsseldorf, Stadt", 1.0, 1.0, 1.0, 217.41, 6205.2, 4295.1, 5111000.0, "x"],
    [9671456.0, "Rohrbrunner Forst", 0.01, 1.0, 1.0, 0.3903, 0.0, 0.0, 9671157.0, "Weibersbrunn"],
    [9671456.0, "Rohrbrunner Forst", 0.49, 1.0, 1.0, 19.1247, 0.0, 0.0, 9671160.0, "Dammbach"],
]
ROW_2021: list[Any] = [
    5111000.0,
    "Düsseldorf, Stadt",
    1.0,
    1.0,
    1.0,
    217.41,
    6194.77,
    4353.17,
    5111000.0,
    "x",
]


def test_figures_in_hundreds_become_counts_and_a_divided_municipality_counts_once() -> None:
    found = bbsr.read_sheet(ROWS_2020, "2020")
    jobs = found[found.series == "jobs_at_workplace_bbsr"].set_index("ags")
    assert jobs.value["05111000"] == 429510
    assert list(jobs.index) == ["05111000", "09671456"]
    assert set(found.period) == {"2020"}
    assert set(found.note) == {bbsr.ROUNDED}


def test_two_decimals_of_a_hundred_are_exact() -> None:
    found = bbsr.read_sheet([TITLES, ROW_2021], "2021")
    assert set(found.note) == {""}
    assert set(found.value) == {619477.0, 435317.0}


def test_a_sheet_without_a_known_column_is_refused() -> None:
    with pytest.raises(ValueError, match=r"sheet 2023: no column titled like .* found \['Kreise"):
        bbsr.read_sheet([["Kreise", "Name"], [5158.0, "Mettmann"]], "2023")


def counts(value: float = 1.0) -> pd.DataFrame:
    """Return a made-up count of one for every municipality of the state."""
    towns = sorted(areas.table().query("level == 'municipality'").ags)
    rows = {"series": "made_up", "ags": towns, "period": "2022", "value": 1.0}
    frame = pd.DataFrame(rows)
    frame.loc[frame.ags == "05158020", "value"] = value
    return frame


def test_sums_for_the_areas_above_are_marked() -> None:
    found = kept_with_sums(counts()).set_index("ags")
    assert found.value[["05158", "05", "DG"]].tolist() == [10, 396, 396]
    assert found.note[["05158", "05", "DG"]].tolist() == [SUMMED] * 3
    assert found.note["05158020"] == ""


def test_no_sum_without_all_its_parts() -> None:
    missing_row = counts().query("ags != '05158020'")
    missing_figure = counts(float("nan"))
    for frame in (missing_row, missing_figure):
        assert not kept_with_sums(frame).ags.isin(["05158", "05", "DG"]).any()


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("DG000000", "DG"),
        ("05000000", "05"),
        ("05158000", "05158"),
        ("05111000", "05111000"),
        ("05158020", "05158020"),
        ("05334002", "05334002"),
    ],
)
def test_eight_digits_become_the_key_of_the_area(printed: str, key: str) -> None:
    assert area_key(printed) == key


def test_whole_file(publisher_files: Path) -> None:
    found = bbsr.read(publisher_files)
    shape = found.groupby(["series", "period"]).ags.nunique()
    # no jobs of 2022 in the file
    assert shape.to_dict() == {
        ("jobs_at_workplace_bbsr", "2020"): 429,
        ("jobs_at_workplace_bbsr", "2021"): 429,
        ("population_bbsr", "2020"): 429,
        ("population_bbsr", "2021"): 429,
        ("population_bbsr", "2022"): 429,
    }
    values = found.set_index(["series", "period", "ags"]).value
    assert values["population_bbsr", "2022", "05158028"] == 87388
    assert values["jobs_at_workplace_bbsr", "2021", "05158026"] == 16721
    assert values["population_bbsr", "2022", "05"] == 18139116
    assert values["population_bbsr", "2022", "DG"] == 18139116  # the excerpt has no other state
    assert set(ELEVEN) <= set(found.ags)
    assert found.value.min() > 0
