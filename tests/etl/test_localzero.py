"""LocalZero: keys of all levels, blanks, units, and the year that a file's name gets wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

from etl import localzero
from etl.localzero import BLANK_ZERO, PRODUCTS

ELEVEN = [
    "05111000",
    *(f"05158{town:03d}" for town in (4, 8, 12, 16, 20, 24, 26, 28, 32, 36)),
]

PRODUCT = {product.source: product for product in PRODUCTS}

LAND_2018 = """\
ags,land_total,land_settlement,land_traffic,veg_agri,veg_forrest,veg_wood,veg_heath,veg_moor,\
veg_marsh,veg_plant_uncover_com,water_total,settlement_ghd
05000000,3411231.0,565798.0,238539.0,1614771.0,848683.0,54593.0,5010.0,1417.0,1407.0,18309.0,\
62703.0,65724.0
05111000,21741.0,9634.0,3677.0,4015.0,2520.0,281.0,,,1.0,331.0,1283.0,1084.0
05158000,40722.0,12640.0,3830.0,14751.0,7721.0,694.0,16.0,,7.0,267.0,794.0,1564.0
05158036,3227.0,906.0,211.0,1364.0,521.0,86.0,0.0,0.0,1.0,57.0,81.0,145.0
05354004,,,,,,,,,,,,
"""

BUILDINGS_2018 = """\
ags,residential_buildings_total,buildings_1flat,buildings_2flats,buildings_3flats,buildings_dorms,\
residential_buildings_area_total
DG000000,19053216,12707978,3129233,3193736,22269,3753715
05111000,71227,28551,7275,35196,205,25459.2
05154052,1000,900,60,40,,150.1
05158036,4348,2615,838,892,,925.8
"""
"""The rows 05154052 and, in its last part, 05158036 are made up."""


def table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), dtype={"ags": "str"})


def test_levels_are_told_apart() -> None:
    found = localzero.observations(table(LAND_2018), PRODUCT["localzero_land_use"])
    total = found[found.category == ""].set_index("ags").value
    assert total.to_dict() == {
        "05": 3411231,
        "05111000": 21741,
        "05158": 40722,
        "05158036": 3227,
    }


def test_a_blank_part_is_zero_where_the_others_make_up_the_total() -> None:
    found = localzero.observations(table(LAND_2018), PRODUCT["localzero_land_use"])
    found = found.set_index(["ags", "category"])
    assert found.value["05111000", "moor"] == 0
    assert found.note["05111000", "moor"] == BLANK_ZERO
    assert found.note["05158036", "moor"] == ""  # a printed zero


def test_a_blank_part_is_missing_where_something_is_left() -> None:
    found = localzero.observations(table(BUILDINGS_2018), PRODUCT["localzero_buildings"])
    dorms = found[found.category == "dorms"].set_index("ags").value
    assert dorms["05154052"] == 0
    assert pd.isna(dorms["05158036"])  # three buildings are left
    assert dorms["05111000"] == 205


def test_floor_area_is_in_square_metres() -> None:
    found = localzero.observations(table(BUILDINGS_2018), PRODUCT["localzero_buildings"])
    area = found[found.series == "residential_floor_area"].set_index("ags").value
    assert area["05111000"] == pytest.approx(25_459_200)


def test_an_undeclared_column_is_refused() -> None:
    odd = table("ags,total,male\n05158036,21009,10300\n")
    with pytest.raises(ValueError, match=r"localzero_population: columns .*male.* expected"):
        localzero.observations(odd, PRODUCT["localzero_population"])


@pytest.fixture(scope="module")
def whole(publisher_files: Path) -> pd.DataFrame:
    return localzero.read(publisher_files)


def test_every_series_has_all_areas_and_no_gap(whole: pd.DataFrame) -> None:
    areas = whole.groupby(["series", "period", "category"]).ags.agg(["nunique", set])
    assert set(areas["nunique"]) == {429}
    assert all({*ELEVEN, "05158", "05", "DG"} <= found for found in areas["set"])
    assert whole.value.notna().all()


def test_the_file_named_2024_is_the_end_of_2023(whole: pd.DataFrame) -> None:
    pv = whole[(whole.series == "renewable_capacity") & (whole.category == "pv")]
    germany = pv[pv.ags == "DG"].set_index("period").value
    assert list(germany.index) == ["2021", "2023"]
    assert germany["2023"] == pytest.approx(81.93e6, rel=1e-4)
    assert set(pv.snapshot[pv.period == "2023"]) == {"localzero_renewables-2024"}


def test_conspicuous_figures_are_as_the_file_has_them(whole: pd.DataFrame) -> None:
    value = whole.set_index(["series", "category", "period", "ags"]).value["renewable_capacity"]
    assert value["biomass", "2023", "05111000"] == pytest.approx(111101.4)
    growth = value["pv", "2023", "05158036"] / value["pv", "2021", "05158036"]
    assert growth == pytest.approx(3.7, abs=0.01)


def test_known_figures(whole: pd.DataFrame) -> None:
    value = whole.set_index(["series", "category", "period", "ags"]).value
    assert value["population_update", "", "2021", "05158004"] == 43594
    assert value["land_use", "settlement", "2018", "05158036"] == 906
    assert value["land_use", "settlement", "2021", "05158036"] == 827
    assert value["residential_buildings", "three_plus", "2021", "05158032"] == 4299
    assert value["residential_floor_area", "", "2021", "05158028"] == pytest.approx(4_219_700)


@pytest.mark.parametrize("series", ["population_update", "residential_buildings"])
def test_towns_add_up_to_the_county_exactly(whole: pd.DataFrame, series: str) -> None:
    assert_towns_add_up(whole[whole.series == series], tolerance=0)


def test_land_of_the_towns_adds_up_to_the_county_within_rounding(whole: pd.DataFrame) -> None:
    assert_towns_add_up(whole[whole.series == "land_use"], tolerance=0.5 * 11)


def assert_towns_add_up(rows: pd.DataFrame, tolerance: float) -> None:
    key = ["period", "category"]
    towns = rows[rows.ags.str.fullmatch("05158...")].groupby(key).value.agg(["sum", "size"])
    county = rows[rows.ags == "05158"].set_index(key).value
    assert set(towns["size"]) == {10}
    assert (towns["sum"] - county).abs().max() <= tolerance


def test_kinds_of_land_add_up_to_the_area_within_rounding(whole: pd.DataFrame) -> None:
    land = whole[whole.series == "land_use"].pivot(
        index=["period", "ags"], columns="category", values="value"
    )
    kinds = land.drop(columns=["", "industry_commerce"])
    assert (kinds.sum(axis=1) - land[""]).abs().max() <= 0.5 * (len(kinds.columns) + 1)
    assert (land.industry_commerce <= land.settlement).all()
