"""Tables cut out of publishers' answers: known figures, keys, what is left out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from etl import collected


@pytest.fixture(scope="module")
def table(publisher_files: Path) -> pd.DataFrame:
    return collected.read(publisher_files)


@pytest.mark.parametrize(
    ("series", "ags", "period", "expected", "quality"),
    [
        ("settlement_transport_share_municipality", "05111000", "2023", 61.7, "A"),
        ("settlement_transport_share_municipality", "05158036", "2023", 27.4, "A"),
        ("flat_price_new", "05111000", "2024", 7358, "A"),
        ("flat_price_resale", "05111000", "2024", 4038, "E"),
        ("house_price_resale", "05111000", "2024", 5119, "E"),
        ("in_commuters_large_cities", "05111000", "2024", 341422, "A"),
        ("population_county", "05158", "2024", 490910, "A"),
        ("building_land_price_county", "05111000", "2024", 548.17, "A"),
        ("insolvencies_county", "05111000", "2024", 355, "A"),
        ("students_county", "05158", "2023", 710, "A"),
        ("total_income_county", "05111000", "2021", 19495270000, "A"),
        ("living_forms_county", "05158", "2019", 238000, "E"),
        ("cattle_county", "05158", "2025-11-03", 3835, "A"),
        ("sheltered_homeless", "05158", "2025-01-31", 4230, "E"),
    ],
)
def test_known_figures(table, series, ags, period, expected, quality):
    own = table[(table.series == series) & (table.ags == ags) & (table.category == "")]
    assert own[["period", "value", "quality"]].to_numpy().tolist() == [[period, expected, quality]]


def test_every_municipality_has_its_settlement_share(table):
    share = table[table.series == "settlement_transport_share_municipality"]
    assert share.ags.nunique() == len(share) == 396
    assert share.value.between(1, 90).all()


def test_a_price_of_too_few_sales_is_no_row(table):
    flats = table[table.series == "flat_price_new"]
    assert "05158008" not in set(flats.ags)
    assert flats.value.notna().all()


def test_cities_of_other_states_are_left_out(table):
    commuters = table[table.series == "in_commuters_large_cities"]
    assert set(commuters.ags) == {"05111000", "05315000"}


def test_men_and_women_are_no_further_persons(table):
    """Breakdowns that are not kept must not become second totals."""
    assert not table.duplicated(["series", "ags", "period", "category"]).any()
