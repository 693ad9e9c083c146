"""The Regionalstatistik tables as the publisher prints them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from etl import areas, genesis
from etl.genesis_table import read_table
from resilience.model.sources import Card, load_cards

REPOSITORY = Path(__file__).resolve().parents[2]
CITY, COUNTY = "05111000", "05158"
TOWNS = [f"051580{number:02}" for number in (4, 8, 12, 16, 20, 24, 26, 28, 32, 36)]
ELEVEN = [CITY, *TOWNS]


@pytest.fixture(scope="module")
def observed(publisher_files: Path) -> pd.DataFrame:
    """All declared tables, read once."""
    return genesis.read(publisher_files)


@pytest.fixture(scope="module")
def cards() -> dict[str, Card]:
    """Cards of the declared tables by source id."""
    every = {card.source_id: card for card in load_cards(REPOSITORY / "data" / "sources")}
    return {genesis.source_id(code): every[genesis.source_id(code)] for code in genesis.TABLES}


def value(frame: pd.DataFrame, series: str, ags: str, period: str, category: str = "") -> float:
    """Return the one value of a key."""
    rows = frame[
        (frame.series == series)
        & (frame.ags == ags)
        & (frame.period == period)
        & (frame.category == category)
    ]
    assert len(rows) == 1, f"{len(rows)} rows for {series} {ags} {period} {category!r}"
    return rows.value.iloc[0]


@pytest.mark.parametrize(
    ("series", "ags", "period", "category", "expected"),
    [
        ("population_census_2011", CITY, "2011", "", 586291),
        ("population_intercensal", CITY, "2015", "", 612178),
        ("population_intercensal", CITY, "2008", "", 584217),
        ("population_intercensal", "05158020", "2015", "", 58033),
        ("population_by_age", "DG", "2015", "age_75_plus", 8999101),
        ("population_by_age", "DG", "2015", "age_0_2", 2200407),
        ("population_by_age", "DG", "2015", "", 82175684),
        ("deaths", CITY, "2015", "", 6327),
        ("deaths", "05158036", "2015", "", 288),
        ("moves_in", "DG", "2015", "age_0_17", 1063000),
        ("moves_out", "DG", "2015", "", 5283913),
        ("jobs_at_workplace", CITY, "2015", "", 388723),
        ("jobs_at_workplace", CITY, "2015", "female", 183725),
        ("jobs_at_workplace", CITY, "2015", "foreign", 46280),
        ("employees_at_residence", "05158036", "2015", "", 7843),
        ("in_commuters", CITY, "2015", "", 241482),
        ("out_commuters", "05158028", "2015", "", 21576),
        ("unemployed", CITY, "2016", "", 25299),
        ("unemployed", "05158036", "2016", "long_term", 236),
        ("dwellings_by_rooms", CITY, "2010", "rooms_1", 16527),
        ("dwellings_by_rooms", "05158028", "2010", "", 45775),
        ("dwellings_by_rooms", "05158036", "2010", "rooms_7_plus", 692),
        ("living_area_intercensal", CITY, "2010", "", 23_033_800),
        ("residential_buildings_intercensal", CITY, "2008", "dwellings_1", 23857),
        ("buildings_2011_by_construction_year", CITY, "2011", "built_before_1919", 7889),
        ("buildings_2011_by_heating", CITY, "2011", "district_heating", 5131),
        ("dwellings_2011_by_use", CITY, "2011", "vacant", 9666),
        ("dwellings_2011_by_rooms", CITY, "2011", "rooms_7_plus", 12271),
        ("land_use_2015_nomenclature", CITY, "2015", "", 21741),
        ("land_use_2015_nomenclature", CITY, "2015", "green", 1388),
        ("manufacturing_employees", "05158026", "2015", "", 3690),
        ("manufacturing_pay", "05158026", "2015", "", 284_558_000),
        ("manufacturing_plants", CITY, "2009", "", 141),
        ("overnight_stays", "05158036", "2015", "", 5243),
        ("guest_arrivals", CITY, "2015", "", 2663919),
        ("road_accidents_injury", CITY, "2015", "", 2590),
        ("road_casualties", "05158004", "2015", "injured", 146),
        ("trade_tax_revenue", CITY, "2015", "", 833_256_000),
        ("trade_tax_revenue", "05158036", "2015", "", 10_546_000),
        ("property_tax_b_rate_real_tax_comparison", "05158036", "2015", "", 465),
        ("total_income_of_taxpayers", "05158026", "2010", "", 633_645_000),
    ],
)
def test_values_as_printed(
    observed: pd.DataFrame, series: str, ags: str, period: str, category: str, expected: float
) -> None:
    assert value(observed, series, ags, period, category) == expected


def test_all_eleven_cities_stand_in_every_series_period_and_category(
    observed: pd.DataFrame,
) -> None:
    cells = observed[observed.ags.isin(ELEVEN)].groupby(["series", "period", "category"]).ags
    assert set(cells.nunique()) == {11}
    assert len(cells) == observed.groupby(["series", "period", "category"]).ngroups


def test_every_municipality_of_the_state_is_there_and_no_other_area(observed: pd.DataFrame) -> None:
    assert set(observed.ags) == areas.keys()
    towns = observed[observed.ags.str.len() == 8]
    assert set(towns.groupby(["series", "period", "category"]).ags.nunique()) == {396}


def test_the_county_borough_is_neither_lost_nor_taken_for_the_county(
    observed: pd.DataFrame,
) -> None:
    assert not observed.ags.eq("05111").any()
    assert value(observed, "population_intercensal", CITY, "2015") == 612178
    assert value(observed, "population_intercensal", COUNTY, "2015") == 483279


@pytest.mark.parametrize(
    ("series", "period", "expected"),
    [("population_intercensal", "2008", 55533), ("births", "2008", 477), ("deaths", "2008", 719)],
)
def test_a_changed_key_is_no_zero(
    observed: pd.DataFrame, series: str, period: str, expected: float
) -> None:
    # Eschweiler: 05354012 until 2009, then 05334012; each prints "-" while the other is in use.
    assert value(observed, series, "05334012", period) == expected
    assert not observed.ags.str.startswith("05354").any()


def test_no_municipality_is_without_people(observed: pd.DataFrame) -> None:
    people = observed[(observed.series == "population_intercensal") & (observed.category == "")]
    assert people.value.min() > 1000


def test_a_dash_is_a_true_zero(observed: pd.DataFrame) -> None:
    assert value(observed, "road_casualties", "05158004", "2015", "killed") == 0
    assert value(observed, "road_casualties", "05158004", "2015") == 146


def test_secret_figures_stay_gaps_with_their_reason(observed: pd.DataFrame) -> None:
    gaps = observed[observed.value.isna()]
    assert set(gaps.quality) == {"Q"}
    assert set(gaps.note) == {"unknown or secret"}
    among_eleven = gaps[gaps.ags.isin(ELEVEN)]
    assert set(among_eleven.series) == {"manufacturing_employees", "manufacturing_pay"}
    assert set(among_eleven.ags) == {"05158004", "05158024"}
    assert set(among_eleven.period) == {"2012", "2013", "2014"}
    assert value(observed, "manufacturing_plants", "05158004", "2014") == 23


@pytest.mark.parametrize(
    ("series", "tolerance"),
    [
        ("population_by_age", 0),
        ("dwellings_by_rooms", 0),
        ("dwellings_completed", 0),
        ("jobs_at_workplace", 0),
        ("in_commuters", 0),
        ("road_casualties", 0),
        ("overnight_stays", 0),
        ("unemployed", 2),  # rounded annual averages
        ("land_use_2015_nomenclature", 2),  # whole hectares
        ("trade_tax_revenue", 2000),  # whole thousand EUR
    ],
)
def test_towns_add_up_to_their_county(
    observed: pd.DataFrame, series: str, tolerance: float
) -> None:
    rows = observed[observed.series == series]
    cell = ["period", "category"]
    towns = rows[rows.ags.isin(TOWNS)].groupby(cell).value.sum()
    county = rows[rows.ags == COUNTY].set_index(cell).value
    assert len(county) > 0
    assert (towns - county).abs().max() <= tolerance


@pytest.mark.parametrize(
    "series",
    [
        "population_by_age",
        "moves_in",
        "moves_out",
        "dwellings_by_rooms",
        "dwellings_completed",
        "dwellings_permitted",
        "buildings_2011_by_heating",
        "buildings_2011_by_construction_year",
        "road_casualties",
    ],
)
def test_parts_add_up_to_the_total(observed: pd.DataFrame, series: str) -> None:
    rows = observed[observed.series == series]
    parts = rows[rows.category != ""].groupby(["ags", "period"]).value.sum()
    total = rows[rows.category == ""].set_index(["ags", "period"]).value
    pd.testing.assert_series_equal(parts, total, check_names=False, check_like=True)


def test_every_table_and_series_has_its_card(
    observed: pd.DataFrame, cards: dict[str, Card]
) -> None:
    for source, rows in observed.groupby("source"):
        card = cards[str(source)]
        assert set(rows.series) == {series.id for series in card.series}
        assert set(rows.snapshot) == {snapshot.id for snapshot in card.snapshots}


def test_cards_describe_the_files_that_were_read(
    publisher_files: Path, cards: dict[str, Card]
) -> None:
    for code, card in zip(genesis.TABLES, cards.values(), strict=True):
        (snapshot,) = card.snapshots
        file = publisher_files / snapshot.folder / snapshot.file_name
        assert card.table_code == code
        text = file.read_text(encoding="utf-8")
        assert f"Stand: {snapshot.published_on:%d.%m.%Y}" in text
        assert "Datenlizenz Deutschland\n- Namensnennung - Version 2.0" in text
        assert card.licence_name == "dl-de/by-2-0"


def test_units_on_the_cards_are_those_of_the_values(
    publisher_files: Path, cards: dict[str, Card]
) -> None:
    measured = {"EUR", "ha", "m2", "%", "years"}
    for code, columns in genesis.TABLES.items():
        file = publisher_files / genesis.GENESIS_FOLDER / f"{code}_00.csv"
        table = read_table(file, frozenset())
        units = {series.id: series.unit for series in cards[genesis.source_id(code)].series}
        for column in columns:
            unit = table.unit(column.path)
            declared = units[column.series]
            assert declared == unit if unit in measured else declared not in measured


def test_every_layout_at_hand_can_be_read(publisher_files: Path) -> None:
    files = sorted((publisher_files / genesis.GENESIS_FOLDER).glob("*.csv"))
    assert len(files) > len(genesis.TABLES)
    for file in files:
        table = read_table(file, frozenset(ELEVEN) | {"05111"})
        assert file.name == f"{table.code}_00.csv"
        assert table.rows.key.nunique() == 11


@pytest.fixture
def one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for publishers' files; only the road accident table is declared."""
    code = "46241-01-03-5"
    monkeypatch.setattr(genesis, "TABLES", {code: genesis.TABLES[code]})
    (tmp_path / genesis.GENESIS_FOLDER).mkdir()
    return tmp_path


ACCIDENTS = """GENESIS-Tabelle: 46241-01-03-5
2015;;;;
;;Unfälle mit Personenschaden;Getötete Personen;Verletzte Personen
;;Anzahl;Anzahl;Anzahl
05111;      Düsseldorf, Kreisfreie Stadt;2590;14;3238
05158004;        Erkrath;107;-;146
05158008;        Haan;102;1;127
__________
Stand: 10.10.2017 / 19:14:50
"""


def test_a_total_of_our_own_is_a_gap_where_a_part_is(one_table: Path) -> None:
    file = one_table / genesis.GENESIS_FOLDER / "46241-01-03-5_00.csv"
    file.write_text(ACCIDENTS.replace("1;127", "1;."), encoding="utf-8")  # as if it were secret
    rows = genesis.read(one_table)
    assert value(rows, "road_casualties", CITY, "2015") == 3252
    assert value(rows, "road_casualties", "05158004", "2015") == 146
    haan = rows[(rows.series == "road_casualties") & (rows.ags == "05158008")]
    total = haan.set_index("category").loc[""]
    assert pd.isna(total["value"])
    assert (total["quality"], total["note"]) == ("Q", "unknown or secret")
    assert set(rows.snapshot) == {"regionalstatistik_46241_01_03_5-2017-10-10"}


def test_a_missing_file_says_where_to_get_it(one_table: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"46241-01-03-5_00\.csv is missing; get it from"):
        genesis.read(one_table)


def test_a_file_that_holds_another_table_is_refused(one_table: Path) -> None:
    file = one_table / genesis.GENESIS_FOLDER / "46241-01-03-5_00.csv"
    file.write_text(ACCIDENTS.replace("46241-01-03-5", "46241-01-04-5"), encoding="utf-8")
    with pytest.raises(ValueError, match="holds table 46241-01-04-5; expected 46241-01-03-5"):
        genesis.read(one_table)
