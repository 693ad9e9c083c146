"""Excerpts: debt, tax capacity, cars, completions, tax rates, incomes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from etl import excerpts


@pytest.fixture(scope="module")
def table(publisher_files: Path) -> pd.DataFrame:
    return excerpts.read(publisher_files)


def value(table: pd.DataFrame, series: str, ags: str, period: str) -> float:
    found = table[(table.series == series) & (table.ags == ags) & (table.period == period)]
    assert len(found) == 1
    return found.value.iloc[0]


@pytest.mark.parametrize(
    ("series", "ags", "period", "expected"),
    [
        ("integrated_debt", "05111000", "2024", 2437544717.90),
        ("integrated_debt", "05158032", "2023", 752632183.67),
        ("integrated_debt_per_person", "05158026", "2024", 24147.12),
        ("integrated_debt_per_person", "05158026", "2023", 15710.90),
        ("integrated_debt_county_administration", "05158", "2024", 54334061.24),
        ("tax_capacity_per_person_ha26", "05158026", "2024", 6775.2),
        ("tax_capacity_per_person_ha26", "05158024", "2024", 1387.8),
        ("cars", "05111000", "2026", 329679),
        ("cars_commercial", "05158028", "2026", 8759),
        ("cars", "05158026", "2026", 25631),
        ("dwellings_completed_county", "05111000", "2017", 2072),
        ("dwellings_completed_county", "05158", "2024", 298),
        ("trade_tax_rate", "05111000", "2024", 440),
        ("property_tax_b_rate", "05158024", "2024", 720),
        ("property_tax_b_rate", "05158024", "2015", 450),
    ],
)
def test_known_values(
    table: pd.DataFrame, series: str, ags: str, period: str, expected: float
) -> None:
    assert value(table, series, ags, period) == expected


def test_county_administration_is_never_given_as_the_county(table: pd.DataFrame) -> None:
    debt = table[table.series.isin(("integrated_debt", "integrated_debt_per_person"))]
    assert len(debt) == 2 * 2 * 11
    assert "05158" not in set(debt.ags)


def test_debt_per_person_is_the_total_over_the_population_printed(publisher_files: Path) -> None:
    for year in ("2023", "2024"):
        path = publisher_files / "excerpts" / f"integrated_debt_{year}_DE-05.excerpt.csv"
        rows = pd.read_csv(path).set_index("municipality_ags8_candidate")
        persons = rows[f"population_{year}_06_30"]
        read = excerpts.integrated_debt(path).query("category == ''")
        wide = read.pivot(index="ags", columns="series", values="value")
        towns = wide.dropna(subset="integrated_debt")
        computed = towns.integrated_debt / persons.set_axis(
            [f"{int(a):08}" if a == a else "" for a in persons.index]
        ).reindex(towns.index)
        assert (computed - towns.integrated_debt_per_person).abs().max() < 0.006


def test_town_absent_from_the_cars_excerpt_is_missing_not_forgotten(table: pd.DataFrame) -> None:
    cars = table[table.source == "kba_fz3"]
    assert cars.groupby("series").ags.nunique().to_dict() == {"cars": 11, "cars_commercial": 11}
    absent = cars[cars.value.isna()]
    assert set(absent.ags) == {"05158012"}
    assert set(absent.quality) == {"O"}
    assert set(absent.note) == {"not in the excerpt at hand"}


def test_cars_are_matched_by_key_though_names_repeat(tmp_path: Path) -> None:
    """Two towns are printed as MONHEIM,ST.; the Bavarian one must not replace the other."""
    stand = "FZ 3 (KBA), 1. Januar 2026"
    entries = {
        "a": {"ags": "05158026", "kbaName": "MONHEIM,ST.", "stand": stand},
        "b": {"ags": "09779186", "kbaName": "MONHEIM,ST.", "stand": stand},
    }
    entries["a"]["kfz"] = {"pkw": 25631, "pkwGewerblich": 4129, "lkw": 1}
    entries["b"]["kfz"] = {"pkw": 3, "pkwGewerblich": 2, "lkw": 1}
    path = tmp_path / "two_towns_of_one_name.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    found = excerpts.cars(path)
    assert value(found, "cars", "05158026", "2026") == 25631
    assert value(found, "cars", "09779186", "2026") == 3


def test_county_borough_meets_the_towns_by_eight_digits(table: pd.DataFrame) -> None:
    completed = table[table.series == "dwellings_completed_county"]
    assert set(completed.ags) == {"05111000", "05158"}
    assert sorted(completed.period.unique()) == [str(year) for year in range(2015, 2026)]


def test_tax_rates_come_from_the_chamber_alone(table: pd.DataFrame) -> None:
    """The same file quotes a newspaper on Mettmann's rates for 2025."""
    rates = table[table.source == "ihk_tax_rates"]
    assert rates.groupby("series").size().to_dict() == {
        "property_tax_b_rate": 110,
        "trade_tax_rate": 110,
    }
    assert rates.period.max() == "2024"


def test_incomes_are_those_of_one_vintage(table: pd.DataFrame) -> None:
    incomes = table[table.series == "disposable_income_per_person"]
    assert set(incomes.period) == {"2022"}
    assert incomes.ags.nunique() == len(incomes) == 11
    assert value(table, "disposable_income_per_person", "05158008", "2022") == 34533


def test_debt_of_the_budgets_adds_up_to_the_total(table: pd.DataFrame) -> None:
    parts = table[table.series == "integrated_debt_by_budget"]
    assert set(parts.category) == {"core_budget", "extra_budgets", "public_enterprises"}
    total = table[table.series == "integrated_debt"].set_index(["ags", "period"]).value
    assert (parts.groupby(["ags", "period"]).value.sum() - total).abs().max() < 0.05


def test_mixed_years_in_one_debt_file_are_refused(tmp_path: Path) -> None:
    head = "report_year,reporting_unit_class,county_ags5,municipality_ags8_candidate,"
    head += "total_integrated_debt_eur,integrated_debt_eur_per_person,core_budget_debt_eur,"
    head += "extra_budget_proportional_debt_eur,public_enterprise_proportional_debt_eur\n"
    rows = "".join(f"{year},municipality,05158,05158004,1,1,1,0,0\n" for year in (2023, 2024))
    path = tmp_path / "two_years.csv"
    path.write_text(head + rows, encoding="utf-8")
    with pytest.raises(ValueError, match=r"two_years.csv: report_year must be one year"):
        excerpts.integrated_debt(path)
