"""Gemeindeverzeichnis: layouts, dates and known figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl import gv_isys
from etl.areas import settings
from etl.gv_isys import Register, observations, register
from resilience.model.sources import load_cards

SOURCES = Path(__file__).resolve().parents[2] / "data" / "sources"


@pytest.fixture(scope="module")
def tidy_table(publisher_files: Path) -> pd.DataFrame:
    return gv_isys.read(publisher_files)


def value(table: pd.DataFrame, series: str, ags: str, period: str) -> float:
    found = table[(table.series == series) & (table.ags == ags) & (table.period == period)].value
    assert found.nunique() == 1
    return found.iloc[0]


# Read from the workbook of 31.12.2024 by eye, not with the code under test: population and area.
ELEVEN_2023 = {
    "05111000": (631217, 217.41),
    "05158004": (43801, 26.88),
    "05158008": (30558, 24.19),
    "05158012": (26590, 27.52),
    "05158016": (55689, 25.95),
    "05158020": (59908, 41.15),
    "05158024": (39197, 42.56),
    "05158026": (43524, 23.05),
    "05158028": (87513, 88.74),
    "05158032": (82462, 74.90),
    "05158036": (21009, 32.27),
}


@pytest.mark.parametrize("ags", ELEVEN_2023)
def test_the_eleven_at_the_end_of_2023(tidy_table: pd.DataFrame, ags: str) -> None:
    population, area = ELEVEN_2023[ags]
    assert value(tidy_table, "population_register", ags, "2023") == population
    assert value(tidy_table, "land_area_register", ags, "2023") == area


@pytest.mark.parametrize(
    ("period", "population"),
    [
        ("1983", 87944),
        ("1987", 88867),
        ("1990", 91007),
        ("1994", 89837),
        ("1997", 89609),
        ("2002", 91967),
        ("2005", 91975),
        ("2009", 91306),
        ("2013", 86388),
        ("2017", 87226),
        ("2021", 86424),
        ("2022", 87388),
        ("2023", 87513),
    ],
)
def test_every_layout_is_read_at_the_date_over_its_column(
    tidy_table: pd.DataFrame, period: str, population: int
) -> None:
    """The file named 31121998 is of 1997, the one of 30.06.2024 holds 2022."""
    assert value(tidy_table, "population_register", "05158028", period) == population


def test_density_of_ratingen_at_the_end_of_2022(tidy_table: pd.DataFrame) -> None:
    population = value(tidy_table, "population_register", "05158028", "2022")
    area = value(tidy_table, "land_area_register", "05158028", "2022")
    assert round(population / area, 2) == 984.76


def test_no_figure_for_a_date_that_only_the_file_name_claims(tidy_table: pd.DataFrame) -> None:
    assert not {"1988", "1991", "1998", "2024"} & set(tidy_table.period)


def test_two_editions_of_2023_agree_for_the_region(tidy_table: pd.DataFrame) -> None:
    both = tidy_table[(tidy_table.period == "2023") & (tidy_table.ags != "DG")]
    wide = both.pivot(index=["series", "ags"], columns="snapshot", values="value")
    assert list(wide.columns) == ["gv_isys-2023-12-31", "gv_isys-2024-12-31"]
    assert (wide.iloc[:, 0] == wide.iloc[:, 1]).all()


def test_every_file_holds_all_396_municipalities_under_todays_keys(
    tidy_table: pd.DataFrame,
) -> None:
    towns = tidy_table[tidy_table.ags.str.len() == 8]
    per_file = towns.groupby(["snapshot", "series"]).ags.nunique()
    assert len(per_file) == 28
    assert set(per_file) == {396}
    assert value(tidy_table, "population_register", "05334002", "1983") == 241863


def test_county_state_and_country_are_sums(tidy_table: pd.DataFrame) -> None:
    assert value(tidy_table, "population_register", "05158", "2023") == 490251
    assert value(tidy_table, "population_register", "05", "2009") == 17872763
    summed = tidy_table[tidy_table.note == "sum of municipalities"]
    assert set(summed.ags) == {*settings()["kept"]["counties"], "05", "DG"}
    assert (summed.value > 0).all()
    assert set(tidy_table.ags[tidy_table.note == ""].str.len()) == {8}
    # the excerpt has no other state's population
    assert value(tidy_table, "population_register", "DG", "2017") == 17912134


def test_germany_has_no_figure_before_the_file_holds_all_of_it(tidy_table: pd.DataFrame) -> None:
    assert tidy_table[tidy_table.ags == "DG"].period.min() == "1990"


def test_territories_printed_twice_count_once(tidy_table: pd.DataFrame) -> None:
    """Six Bavarian forests, up to four rows each, stand in the excerpt beside the state."""
    state = value(tidy_table, "land_area_register", "05", "2017")
    forests = 88.70 + 88.18 + 171.60 + 37.59 + 102.66 + 79.48
    assert value(tidy_table, "land_area_register", "DG", "2017") == pytest.approx(state + forests)


def test_boundary_dates_are_those_of_the_card(publisher_files: Path) -> None:
    card = next(card for card in load_cards(SOURCES) if card.source_id == "gv_isys")
    assert len(card.snapshots) == 14
    for snapshot in card.snapshots:
        found = register(publisher_files / snapshot.folder / snapshot.file_name)
        assert found.boundary_date == snapshot.boundary_date
        assert snapshot.id == f"gv_isys-{found.boundary_date}"


def test_old_layout_lacks_what_it_did_not_print(publisher_files: Path) -> None:
    old = register(publisher_files / "gv_isys" / "31121990_Auszug_GV.xlsx").rows
    new = register(publisher_files / "gv_isys" / "AuszugGV4QAktuell_2024.xlsx").rows
    assert old[["ars", "text_code", "degree_of_urbanisation"]].isna().all(axis=None)
    town = new.set_index("ags").loc["05158036"]
    assert (town.ars, town.text_code, town.degree_of_urbanisation) == ("051580036036", 63, 2)


def small_register(**changes: object) -> Register:
    """Return one town of the county and one under a former key, with whole or half a Germany."""
    rows = pd.DataFrame(
        {
            "level": ["state"] * 16 + ["municipality"] * 2,
            "ags": [f"{state:02}" for state in range(1, 17)] + ["05158028", "05313000"],
            "population": pd.array([None] * 16 + [10, 20], dtype="Int64"),
            "area_km2": [None] * 16 + [1.5, 2.5],
        }
    )
    rows = rows.assign(**changes)
    return Register(rows, date(2000, 1, 1), date(1999, 12, 31))


def test_observations_of_a_small_register() -> None:
    found = observations(small_register()).set_index(["series", "ags"]).value
    assert found["population_register"].to_dict() == {
        "05": 30,
        "05158": 10,
        "05158028": 10,
        "05334": 20,
        "05334002": 20,
        "DG": 30,
    }
    assert found["land_area_register", "05"] == 4.0


def test_unknown_municipality_stops_with_what_to_do() -> None:
    whole = small_register().rows
    with pytest.raises(ValueError, match=r"05999999.*former_keys"):
        observations(small_register(ags=whole.ags.replace("05158028", "05999999")))


def test_other_workbook_is_refused(publisher_files: Path) -> None:
    other = publisher_files / "bbsr" / "ref-gemeinden-ab-2020.xlsx"
    with pytest.raises(ValueError, match="no sheet with a header row 'Satz-art'"):
        register(other)
