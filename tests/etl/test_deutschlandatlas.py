"""Deutschlandatlas: two layouts, keys without zeros, years, and columns that repeat old figures."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from etl import bbsr, deutschlandatlas, gv_isys, localzero
from etl.deutschlandatlas import (
    ATLAS_COLUMNS,
    ATLAS_FILES,
    EARLIER,
    NEWER,
    REPEATED,
    combine_editions,
    observations,
)

ELEVEN = [
    "05111000",
    *(f"05158{town:03d}" for town in (4, 8, 12, 16, 20, 24, 26, 28, 32, 36)),
]

# Real lines, shortened to some columns.
GEM_2026: list[list[Any]] = [
    ["Deutschlandatlas_GEM1222_b: 13 Indikatoren auf Gemeindeebene", "", "", ""],
    ["zur Inhaltsübersicht", "", "", ""],
    ["Deutschlandatlas_GEM1222_b: Indikatoren auf Gemeindeebene", "", "", ""],
    [
        "GKZ1222",
        "Gemeindename",
        "Indikatorkürzel: p_freibad \n\nPkw-Fahrzeit zum nächsten Natur- oder Freibad im Jahr 2024",
        "Indikatorkürzel: p_sek_1 \n\nSchule der Sekundarstufe I in den Jahren 2021-24 in Minuten",
    ],
    [5111000.0, "Düsseldorf, Stadt", 8.21, 4.97],
    [5113000.0, "Essen, Stadt", -9999.0, 5.5],
    [16077052.0, "Windischleuba", 10.47, 8.56],
    ["Ende der Tabelle.", "", "", ""],
]
GEM_2024: list[list[Any]] = [
    ["GKZ1222", "Gemeindename", "bev_dicht", "st_einnkr"],
    [5158028.0, "Ratingen, Stadt", 984.76, 2531.85],
    [16077052.0, "Windischleuba", 91.37, 1116.3],
]
KRS_2026: list[list[Any]] = [
    [
        "KRS12224",
        "Kreisname",
        "Indikatorkürzel: hh_veink\n\nVerfügbares Einkommen je Einwohner im Jahr 2023 in 1.000 €",
        "Indikatorkürzel: preis_miet\n\nWiedervermietungsmieten im Jahr 2023 in € je m²",
    ],
    [5111000.0, "Düsseldorf, Stadt", 33.17, "11,50 und mehr"],
    [5158000.0, "Mettmann", 31.01, "8,50 bis unter 10,00"],
    [5154000.0, "Kleve", 25.96, "7,00 bis unter 8,50"],
]


def test_the_key_is_padded_and_the_last_line_ignored() -> None:
    found = observations(GEM_2026, "Deutschlandatlas_GEM1222")
    assert set(found.ags) == {"05111000", "05113000"}


def test_minus_9999_is_missing() -> None:
    found = observations(GEM_2026, "Deutschlandatlas_GEM1222").set_index(["series", "ags"])
    assert pd.isna(found.value["car_minutes_to_outdoor_pool", "05113000"])
    assert found.note["car_minutes_to_outdoor_pool", "05113000"] == "no figure"
    assert found.value["car_minutes_to_outdoor_pool", "05111000"] == 8.21


def test_minus_99999_of_the_tax_capacity_is_missing() -> None:
    rows: list[list[Any]] = [GEM_2024[0], [5158028.0, "Ratingen, Stadt", 984.76, -99999.0]]
    found = observations(rows, "Deutschlandatlas_GEM1222").set_index("series")
    assert pd.isna(found.value["tax_capacity_per_person"])


def test_of_a_span_of_years_the_last_counts() -> None:
    found = observations(GEM_2026, "Deutschlandatlas_GEM1222")
    assert set(found.period) == {"2024"}


def test_an_edition_without_years_takes_them_from_its_overview() -> None:
    found = observations(GEM_2024, "Deutschlandatlas_GEM1222").set_index("series")
    assert found.period["population_density"] == "2022"
    assert found.value["population_density"] == 984.76


def test_counties_and_boroughs_units_and_classes() -> None:
    found = observations(KRS_2026, "Deutschlandatlas_KRS1224")
    assert set(found.series) == {"disposable_income_per_person_atlas"}
    known = found.set_index("ags").value.to_dict()
    assert known == {"05111000": 33170, "05154": 25960, "05158": 31010}


@pytest.mark.parametrize(
    ("keys", "sheet"),
    [
        ([51580028.0, 160775052.0], "Deutschlandatlas_VBGEM1222"),
        (["05158028", 16077952.0], "Deutschlandatlas_VBGEM1219"),
        ([5158028.0, 16077052.0], "Deutschlandatlas_GEM1222"),
    ],
)
def test_keys_of_associations_and_municipalities(keys: list[object], sheet: str) -> None:
    rows: list[list[Any]] = [
        ["VBG1222", "Gemeindeverbandsname", "pendel"],
        *([key, "", 15.64] for key in keys),
    ]
    assert list(observations(rows, sheet).ags) == ["05158028"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"head": "Gemeinde"}, "no header row"),
        ({"title": "Indikatorkürzel: bev_neu\n\nim Jahr 2024"}, "unknown column 'bev_neu'"),
        ({"title": "Indikatorkürzel: p_apo\n\nPkw-Fahrzeit in Minuten"}, "no year known"),
        ({"title": "grusi_w"}, "no year known"),
        ({"value": "unter 5"}, "'unter 5' found among the figures"),
    ],
)
def test_what_cannot_be_understood_is_refused(change: dict[str, str], message: str) -> None:
    rows: list[list[Any]] = [
        [change.get("head", "GKZ1222"), "Gemeindename", change.get("title", "p_apo")],
        [5158028.0, "Ratingen, Stadt", change.get("value", 3.44)],
    ]
    with pytest.raises(ValueError, match=message):
        observations(rows, "Deutschlandatlas_GEM1222")


def edition(**columns: tuple[str, float]) -> pd.DataFrame:
    """Return a made-up edition of one town: series = (period, value)."""
    rows = [(series, "05158028", period, value, "") for series, (period, value) in columns.items()]
    return pd.DataFrame(rows, columns=["series", "ags", "period", "value", "note"])


def balances(period: str) -> dict[str, tuple[str, float]]:
    return dict.fromkeys(REPEATED, (period, 12.3))


def test_the_newer_edition_counts_for_the_same_year_and_the_earlier_adds_years() -> None:
    newer = edition(rent=("2022", 7.78), density=("2024", 1007.0), **balances("2024"))
    earlier = edition(rent=("2022", 7.812), density=("2022", 984.8), **balances("2022"))
    found = combine_editions(newer, earlier).set_index(["series", "period"]).value.to_dict()
    assert found == {
        ("rent", "2022"): 7.78,
        ("density", "2024"): 1007.0,
        ("density", "2022"): 984.8,
        **{(series, "2022"): 12.3 for series in REPEATED},
    }


@pytest.mark.parametrize(
    ("newer", "earlier", "kept"),
    [(0.11, 0.1058, 0.1058), (0.1058, 0.11, 0.1058), (6.7, 6.65, 6.65), (0.11, 0.1158, 0.11)],
)
def test_a_newer_edition_that_only_rounds_does_not_replace_digits(newer, earlier, kept) -> None:
    tables = [
        edition(power=("2023", value), **balances(year)).assign(snapshot=name)
        for value, year, name in ((newer, "2024", "new"), (earlier, "2022", "old"))
    ]
    found = combine_editions(*tables)
    (row,) = found[found.series == "power"].to_dict("records")
    assert row["value"] == kept
    assert row["snapshot"] == ("old" if kept == earlier else "new")


def test_old_figures_under_a_new_year_are_refused() -> None:
    newer = edition(turnout=("2025", 80.1), **balances("2024"))
    earlier = edition(turnout=("2021", 80.1), **balances("2022"))
    with pytest.raises(ValueError, match=r"turnout.* under a new year"):
        combine_editions(newer, earlier)


def test_a_column_that_no_longer_repeats_is_noticed() -> None:
    newer = edition(
        internal_migration_balance=("2024", 4.0), external_migration_balance=("2024", 12.3)
    )
    with pytest.raises(ValueError, match="correct REPEATED"):
        combine_editions(newer, edition(**balances("2022")))


@pytest.fixture(scope="module")
def whole(publisher_files: Path) -> pd.DataFrame:
    return deutschlandatlas.read(publisher_files)


MUNICIPAL_TREND = {
    "population_density": ["2022", "2024"],
    "population_change_5y": ["2022", "2024"],
    "car_minutes_to_charging_normal": ["2023", "2024"],
    "car_minutes_to_charging_fast": ["2023", "2024"],
    "car_minutes_to_pharmacy": ["2020", "2024"],
    "tax_capacity_per_person": ["2022", "2023"],
    "broadband_50_share": ["2022", "2023"],
    "broadband_1000_share": ["2022", "2023"],
    "commuting_distance": ["2022", "2023"],
}


def test_thirty_municipal_series_and_nine_with_a_second_year(whole: pd.DataFrame) -> None:
    towns = whole.groupby(["series", "period"]).ags.nunique()
    municipal = towns[towns == 396].reset_index()
    assert municipal.series.nunique() == 30
    years = municipal.groupby("series").period.apply(list)
    assert years[years.str.len() > 1].to_dict() == MUNICIPAL_TREND


def test_all_eleven_cities_have_every_municipal_figure(whole: pd.DataFrame) -> None:
    municipal = whole.groupby("series").filter(lambda rows: rows.ags.nunique() == 396)
    cities = municipal[municipal.ags.isin(ELEVEN)]
    assert set(cities.groupby(["series", "period"]).ags.nunique()) == {11}
    assert cities.value.notna().all()


def test_county_series_stand_with_the_county_and_the_boroughs(whole: pd.DataFrame) -> None:
    county = whole.groupby("series").filter(lambda rows: rows.ags.nunique() != 396)
    assert set(county.groupby(["series", "period"]).ags.nunique()) == {53}
    assert {"05158", "05111000"} <= set(county.ags)
    assert not county.ags.str.fullmatch("05158...").any()


def test_known_figures(whole: pd.DataFrame) -> None:
    value = whole.set_index(["series", "period", "ags"]).value
    assert value["population_density", "2022", "05158028"] == 984.76
    assert value["population_density", "2024", "05111000"] == 2845.71
    assert value["tax_capacity_per_person", "2022", "05158026"] == 7983.73
    assert value["tax_capacity_per_person", "2023", "05158026"] == 11086
    assert value["broadband_1000_share", "2023", "05158020"] == 73.68
    assert value["car_minutes_to_pharmacy", "2024", "05158036"] == 5.0
    assert value["rent_existing_per_m2", "2022", "05158016"] == 7.79
    assert value["internal_migration_balance", "2022", "05111000"] == -34.97


def test_migration_headed_2024_is_not_stored_as_2024(
    publisher_files: Path, whole: pd.DataFrame
) -> None:
    book = CalamineWorkbook.from_path(publisher_files / ATLAS_FILES[NEWER])
    header = book.get_sheet_by_name("Deutschlandatlas_KRS1222").to_python()[3]
    headed = {str(cell).split()[1]: "im Jahr 2024" in str(cell) for cell in header[2:]}
    assert headed["bev_binw"]
    assert headed["bev_ausw"]
    migration = whole[whole.series.isin(REPEATED)]
    assert set(migration.period) == {"2022"}
    assert set(migration.snapshot) == {EARLIER}


def test_missing_figures_are_exactly_three_outdoor_pools(whole: pd.DataFrame) -> None:
    missing = whole[whole.value.isna()]
    assert set(missing.series) == {"car_minutes_to_outdoor_pool"}
    assert sorted(missing.ags) == ["05113000", "05366040", "05554048"]
    assert set(missing.quality) == {"O"}


def test_shares_are_shares(whole: pd.DataFrame) -> None:
    shares = whole[whole.series.str.contains("_share|vacancy|turnout")]
    over = shares[~shares.value.between(0, 100)]
    assert set(over.series) <= {
        "childcare_3_to_5_share"
    }  # children in March, population in December
    assert over.value.between(100, 110).all()
    assert whole[whole.series.str.contains("minutes")].value.dropna().between(0.5, 70).all()


def test_population_change_of_the_earlier_edition_is_2017_to_2022(
    publisher_files: Path, whole: pd.DataFrame
) -> None:
    """The years of that edition are typed from its overview; this one can be recomputed."""
    register = gv_isys.register(publisher_files / "gv_isys" / "31122017_Auszug_GV.xlsx").rows
    start = register[register.level == "municipality"].set_index("ags").population.astype(float)
    update = bbsr.read(publisher_files).query("series == 'population_bbsr' and period == '2022'")
    end = update.set_index("ags").value
    change = whole.query("series == 'population_change_5y' and period == '2022'")
    printed = change.set_index("ags").value
    recomputed = ((end - start) / 5 / start * 100)[printed.index]
    assert len(printed) == 396
    assert (recomputed - printed).abs().max() <= 0.005 + 1e-9


def test_land_without_extraction_is_less_than_settlement_and_transport(
    publisher_files: Path, whole: pd.DataFrame
) -> None:
    """Why the card of LocalZero says that its settlement area includes extraction land."""
    land = localzero.read(publisher_files).query("series == 'land_use' and period == '2021'")
    county = land[land.ags == "05158"].set_index("category").value
    atlas = whole.set_index(["series", "period", "ags"]).value
    built = (county.settlement + county.transport) / county[""] * 100
    assert built - atlas["settlement_transport_share", "2022", "05158"] == pytest.approx(
        0.54, abs=0.01
    )


def test_every_column_has_a_series_of_the_card() -> None:
    path = Path(__file__).parents[2] / "data" / "sources" / "deutschlandatlas.toml"
    card = tomllib.loads(path.read_text(encoding="utf-8"))
    assert {row["id"] for row in card["series"]} == {
        column.series for column in ATLAS_COLUMNS.values()
    }
