"""The area table as bundled, and how it is made."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from etl import areas
from resilience.model.region import load_regions, resolve

REGIONS = areas.FOLDER.parent / "regions"

ELEVEN = {
    "05111000": ("Düsseldorf", 217.41, 631217),
    "05158004": ("Erkrath", 26.88, 43801),
    "05158008": ("Haan", 24.19, 30558),
    "05158012": ("Heiligenhaus", 27.52, 26590),
    "05158016": ("Hilden", 25.95, 55689),
    "05158020": ("Langenfeld (Rheinland)", 41.15, 59908),
    "05158024": ("Mettmann", 42.56, 39197),
    "05158026": ("Monheim am Rhein", 23.05, 43524),
    "05158028": ("Ratingen", 88.74, 87513),
    "05158032": ("Velbert", 74.90, 82462),
    "05158036": ("Wülfrath", 32.27, 21009),
}


@pytest.fixture(scope="module")
def bundled() -> pd.DataFrame:
    return areas.table().set_index("ags")


def test_every_level_is_complete(bundled: pd.DataFrame) -> None:
    assert bundled.level.value_counts().to_dict() == {
        "municipality": 396,
        "quarter": 171,
        "district": 50,
        "ward": 10,
        "county": 31,
        "state": 1,
        "country": 1,
    }
    assert bundled.index.is_unique
    assert set(bundled.boundary_date) == {date(2024, 12, 31)}


@pytest.mark.parametrize("ags", ELEVEN)
def test_the_eleven_cities_are_as_the_register_prints_them(bundled: pd.DataFrame, ags: str) -> None:
    city = bundled.loc[ags]
    assert (city.short_name, city.area_km2, city.population) == ELEVEN[ags]


def test_register_name_is_kept_and_only_shortened_for_display(bundled: pd.DataFrame) -> None:
    assert bundled.name["05158004"] == "Erkrath, Fundort des Neanderthalers, Stadt"


def test_county_and_town_of_one_name_differ_on_screen(bundled: pd.DataFrame) -> None:
    assert bundled.name["05158"] == "Mettmann"
    assert bundled.short_name["05158"] == "Kreis Mettmann"
    assert bundled.short_name["05158024"] == "Mettmann"


def test_sums_over_municipalities(bundled: pd.DataFrame) -> None:
    towns = bundled[bundled.level == "municipality"]
    county = towns[towns.parent_ags == "05158"]
    assert len(county) == 10
    assert bundled.population["05158"] == county.population.sum() == 490251
    assert bundled.area_km2["05158"] == pytest.approx(407.21)
    assert bundled.population["05"] == towns.population.sum() == 18190422
    assert bundled.population["DG"] == 84669326


def test_parents_lead_to_the_country(bundled: pd.DataFrame) -> None:
    assert bundled.parent_ags["05111000-011001"] == "05111000-011"
    assert bundled.parent_ags["05111000-011"] == "05111000-01"
    assert bundled.parent_ags["05111000-01"] == "05111000"
    assert bundled.parent_ags["05111000"] == "05"
    assert bundled.parent_ags["05158020"] == "05158"
    assert bundled.parent_ags["05158"] == "05"
    assert bundled.parent_ags["05"] == "DG"
    assert pd.isna(bundled.parent_ags["DG"])
    below = bundled[bundled.level.isin(areas.BELOW_CITY)]
    assert set(below.parent_ags) <= set(bundled.index)


def test_types_of_cities(bundled: pd.DataFrame) -> None:
    assert bundled.city_type.value_counts().to_dict() == {
        "medium_town": 183,
        "small_town": 183,
        "large_city": 30,
    }
    assert bundled.city_type["05111000"] == bundled.peer_kind["05111000"] == "large_city"
    assert (bundled.peer_kind == "large_city").sum() == 30
    assert bundled.city_type["05158036"] == "medium_town"
    assert bundled.regiostar7["05111000"] == 71
    assert bundled.degree_of_urbanisation["05158026"] == 2
    towns = bundled[bundled.level == "municipality"]
    assert towns[["regiostar7", "degree_of_urbanisation", "ars"]].notna().all(axis=None)


def test_keys_hold_no_part_of_a_city() -> None:
    keys = areas.keys()
    assert len(keys) == 429
    assert {"DG", "05", "05158", "05111000"} <= keys
    assert not any("-" in key for key in keys)


def test_boroughs_are_the_22_county_boroughs_without_the_city_of_aachen() -> None:
    boroughs = areas.boroughs()
    assert len(boroughs) == 22
    assert "05111" in boroughs
    assert "05334" not in boroughs


def test_area_of_districts_adds_up_to_the_city(bundled: pd.DataFrame) -> None:
    for level in areas.BELOW_CITY:
        total = bundled.area_km2[bundled.level == level].sum()
        assert total == pytest.approx(bundled.area_km2["05111000"], rel=0.001)


def test_regions_have_known_members_and_peers(bundled: pd.DataFrame) -> None:
    regions = load_regions(REGIONS)
    table = areas.table()
    sets = {region.id: resolve(region, regions, table).set_index("ags") for region in regions}
    assert {name: (rows.role == "member").sum() for name, rows in sets.items()} == {
        "ihk-duesseldorf": 11,
        "kreis-mettmann": 10,
        "nrw-mittelstaedte": 183,
        "nrw-grossstaedte": 30,
        "nrw": 396,
        "neuss-moenchengladbach": 9,
        "ruhr": 53,
    }
    for rows in sets.values():
        assert set(rows.index) <= set(bundled.index)
    first = sets["ihk-duesseldorf"]
    assert set(first.index[first.role == "member"]) == set(ELEVEN)
    assert set(first.index[first.pilot]) == {"05111000", "05158020", "05158032"}
    assert [region.id for region in regions if region.selectable] == [
        "ihk-duesseldorf",
        "kreis-mettmann",
        "neuss-moenchengladbach",
        "ruhr",
    ]


def made_up_register() -> pd.DataFrame:
    """Return two towns at the class limits and one in another state, as a register gives them."""
    return pd.DataFrame(
        {
            "level": ["state", "county", "municipality", "municipality", "municipality"],
            "text_code": [None, 43, 63, 63, 61],
            "ags": ["05", "05158", "05158004", "05158008", "01001000"],
            "ars": ["05", "05158", "051580004004", "051580008008", "010010000000"],
            "name": ["Land", "Kreis", "A, Stadt", "B", "C, Stadt"],
            "area_km2": [None, None, 1.25, 2.5, 4.0],
            "population": [None, None, 20000, 19999, 7],
            "degree_of_urbanisation": [None, None, 1, 2, 3],
        }
    )


def test_build_from_a_small_register(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {**areas.settings()["kept"], "counties": ["05158"]}
    monkeypatch.setattr(areas, "settings", lambda: {"kept": kept})
    district = gpd.GeoDataFrame(
        {"ags": ["05158004-1"], "name": [""], "parent_ags": ["05158004"]},
        geometry=[box(0, 0, 1000, 500)],
        crs=25832,
    )
    regiostar = pd.DataFrame({"ags": ["05158004"], "rt7": [73]})
    layers = {"district": district, "quarter": district.iloc[:0]}
    table = areas.area_table(
        made_up_register(), date(2030, 1, 1), date(2028, 12, 31), regiostar, layers
    ).set_index("ags")

    assert list(table.index) == ["05", "05158", "05158004", "05158004-1", "05158008", "DG"]
    assert table.city_type["05158004"] == "medium_town"
    assert table.city_type["05158008"] == "small_town"
    assert set(table.peer_kind) == {"town"}
    assert pd.isna(table.regiostar7["05158008"])
    assert table.area_km2["05158"] == 3.75
    assert table.population["DG"] == 40006
    assert table.population_period["DG"] == table.population_period["05158004"] == "2028"
    assert pd.isna(table.population_period["05158004-1"])
    assert table.area_km2["05158004-1"] == 0.5
    assert table.name["05158004-1"] == "1"
