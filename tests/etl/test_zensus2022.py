"""Zensus 2022: regional keys, sums, and the columns of the tidied file that must stay out."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

from etl import zensus2022
from etl.keys import SUMMED

ELEVEN = [
    "05111000",
    *(f"05158{town:03d}" for town in (4, 8, 12, 16, 20, 24, 26, 28, 32, 36)),
]

FLAT = """\
1_variable_code;1_variable_attribute_code;1_variable_attribute_label;value;value_q
GEOGM4;051580026026;Monheim am Rhein, Stadt;42188;e
GEOGM4;051110000000;Düsseldorf, Stadt;611258;e
GEOGM4;092760130130;Lindberg;2294;e
GEODL1;DG;Deutschland;82719540;e
"""

TIDIED = """\
ags,municipality_name,population_census22,share_under18_census22,share_65plus_census22,\
share_foreign_census22,avg_household_size_census22,share_single_family_census22,\
total_dwellings_census22,vacancy_rate_census22,share_owner_occupied_census22,avg_rent_per_m2_census22
01051002,Arkebek,227.0,17.6,13.7,4.8,2.27,100.0,108.0,,60.2,5.4
05111000,"Düsseldorf, Stadt",611258.0,14.4,17.0,22.8,1.81,99.8,349605.0,3.0,20.9,9.24
05158036,"Wülfrath, Stadt",20773.0,14.6,21.3,12.4,2.04,100.0,10563.0,,45.4,6.36
"""


def flat(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), sep=";", dtype="str", keep_default_na=False)


def test_twelve_digits_become_eight_and_germany_is_the_printed_figure() -> None:
    found = zensus2022.population(flat(FLAT)).set_index("ags")
    assert found.value.to_dict() == {"DG": 82719540, "05158026": 42188, "05111000": 611258}
    assert set(found.note) == {""}


@pytest.mark.parametrize(("value", "quality"), [("42188", "p"), (".", "e"), ("-", "e")])
def test_a_figure_that_is_not_final_stops_the_reading(value: str, quality: str) -> None:
    with pytest.raises(ValueError, match="Monheim am Rhein, Stadt"):
        zensus2022.population(flat(FLAT.replace("42188;e", f"{value};{quality}")))


def test_a_blank_rate_is_missing_and_others_are_read() -> None:
    table = pd.read_csv(io.StringIO(TIDIED), dtype={"ags": "str"})
    found = zensus2022.housing(table).set_index(["series", "ags"]).value
    assert pd.isna(found["vacancy_rate", "05158036"])
    assert found["vacancy_rate", "05111000"] == 3.0
    assert found["dwellings_census", "05158036"] == 10563
    assert "01051002" not in found.index.get_level_values("ags")


@pytest.fixture(scope="module")
def whole(publisher_files: Path) -> pd.DataFrame:
    return zensus2022.read(publisher_files)


def test_wrong_columns_are_not_bundled(whole: pd.DataFrame) -> None:
    assert set(whole.series) == {
        "population_census",
        "dwellings_census",
        "vacancy_rate",
        "owner_occupied_share",
        "rent_per_m2_census",
        "household_size_census",
        "foreign_share_census",
    }


def test_the_wrong_columns_are_wrong(publisher_files: Path) -> None:
    """The reason they stay out: "single family" is near 100 % everywhere, ages 30-49 near half."""
    table = pd.read_csv(publisher_files / zensus2022.TIDIED_FILE, dtype={"ags": "str"})
    city = table.set_index("ags").loc["05111000"]
    assert city.share_single_family_census22 > 99
    assert city.share_30to49_census22 > 50


def test_every_series_has_all_municipalities(whole: pd.DataFrame) -> None:
    towns = whole[whole.ags.str.len() == 8]
    assert set(towns.groupby("series").ags.nunique()) == {396}
    assert set(ELEVEN) <= set(towns.ags)
    assert towns.value.notna().all()


def test_known_figures(whole: pd.DataFrame) -> None:
    value = whole.set_index(["series", "ags"]).value
    assert value["population_census", "05158004"] == 43815
    assert value["population_census", "DG"] == 82719540
    assert value["population_census", "05"] == 17890489
    assert value["dwellings_census", "05158"] == 250457
    assert value["vacancy_rate", "05158032"] == 4.1
    assert value["rent_per_m2_census", "05158016"] == 7.79
    summed = whole[whole.note == SUMMED]
    assert set(summed.series) == {"population_census", "dwellings_census"}
    assert "DG" not in set(summed.ags[summed.series == "population_census"])


def test_shares_are_shares(whole: pd.DataFrame) -> None:
    shares = whole[whole.series.str.contains("share|vacancy")].value
    assert shares.between(0, 100).all()
