"""Small excerpts of official tables: debt, taxes, cars, completed dwellings, incomes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from etl.areas import boroughs, settings, table
from etl.reading import of_file
from etl.tidy import municipality_key, tidy

_FOLDER = "excerpts"
_BUDGETS = {
    "core_budget_debt_eur": "core_budget",
    "extra_budget_proportional_debt_eur": "extra_budgets",
    "public_enterprise_proportional_debt_eur": "public_enterprises",
}
"""Column of the debt table -> category; they add up to the total."""

_ONE_VINTAGE = "vintage end 2024"
"""The one vintage of incomes that covers every city."""


def read(root: Path) -> pd.DataFrame:
    """Return the tidy observations of all excerpts; the column ``source`` distinguishes them."""
    folder = root / _FOLDER
    return pd.concat(
        [
            integrated_debt(folder / "integrated_debt_2023_DE-05.excerpt.csv"),
            integrated_debt(folder / "integrated_debt_2024_DE-05.excerpt.csv"),
            tax_capacity(folder / "tax_capacity_2024_DE-05.excerpt.csv"),
            cars(folder / "kba_fz3_2026.excerpt.json"),
            completions(folder / "nrw_baufertigstellungen_2015_2025_excerpt.csv"),
            tax_rates(folder / "city_figures.csv"),
            disposable_income(folder / "city_figures.csv"),
        ],
        ignore_index=True,
    )


@of_file
def integrated_debt(path: Path) -> pd.DataFrame:
    """Return debt in EUR and EUR per person at the end of the file's year.

    A county's row is its administration alone, not the sum over its towns: it becomes a series of
    its own, so that the two are not compared.
    """
    rows = pd.read_csv(path, dtype="str")
    administration = rows["reporting_unit_class"] == "county_administration"
    towns = rows[~administration]
    total, per_person = "total_integrated_debt_eur", "integrated_debt_eur_per_person"
    budgets = [
        _long(towns, "municipality_ags8_candidate", column, "integrated_debt_by_budget").assign(
            category=category
        )
        for column, category in _BUDGETS.items()
    ]
    parts = [
        *budgets,
        _long(towns, "municipality_ags8_candidate", total, "integrated_debt"),
        _long(towns, "municipality_ags8_candidate", per_person, "integrated_debt_per_person"),
        _long(rows[administration], "county_ags5", total, "integrated_debt_county_administration"),
    ]
    years = rows["report_year"].unique()
    if len(years) != 1:
        raise ValueError(f"{path.name}: report_year must be one year, found {list(years)}")
    frame = pd.concat(parts).assign(period=years[0])
    frame["category"] = frame["category"].fillna("")
    return tidy(frame, source="integrated_debt", snapshot=f"integrated_debt-{years[0]}")


@of_file
def tax_capacity(path: Path) -> pd.DataFrame:
    """Return the tax capacity in EUR per person as printed in edition HA26."""
    rows = pd.read_csv(path, dtype="str")
    column = "tax_capacity_eur_per_capita"
    frame = _long(rows, "ags8", column, "tax_capacity_per_person_ha26").assign(period=rows["year"])
    return tidy(frame, source="deutschlandatlas_ha26", snapshot="deutschlandatlas_ha26-2024")


@of_file
def cars(path: Path) -> pd.DataFrame:
    """Return cars and commercially registered cars on 1 January of the year printed in the file.

    Matched by key alone, because names are not unique in this table. Other towns of the counties
    that the excerpt's towns belong to are present as missing.
    """
    entries = list(json.loads(path.read_text(encoding="utf-8")).values())
    years = {entry["stand"].rsplit(" ", 1)[-1] for entry in entries}
    if len(years) != 1:
        raise ValueError(f"{path.name}: stand must name one year, found {sorted(years)}")
    columns = {"pkw": "cars", "pkwGewerblich": "cars_commercial"}
    found = pd.DataFrame([{"ags": entry["ags"], **entry["kfz"]} for entry in entries])
    frame = found[["ags", *columns]].rename(columns=columns).melt("ags", var_name="series")
    areas = table()
    parents = set(areas.loc[areas["ags"].isin(found["ags"]), "parent_ags"])
    counties = areas["parent_ags"].isin(parents & set(settings()["kept"]["counties"]))
    expected = areas.loc[counties, "ags"]
    absent = pd.MultiIndex.from_product(
        [sorted(set(expected) - set(found["ags"])), columns.values()], names=["ags", "series"]
    ).to_frame(index=False)
    absent["quality"], absent["note"] = "O", "not in the excerpt at hand"
    present = frame.assign(quality="A", note="")
    out = pd.concat([present, absent]).assign(period=years.pop())
    return tidy(out, source="kba_fz3", snapshot="kba_fz3-2026-01-01")


@of_file
def completions(path: Path) -> pd.DataFrame:
    """Return dwellings completed per year in counties and county boroughs."""
    rows = pd.read_csv(path, dtype="str")
    rows["ags"] = [municipality_key(key, boroughs()) for key in rows["ags"]]
    column = "new_dwellings_in_residential_buildings"
    frame = _long(rows, "ags", column, "dwellings_completed_county").assign(period=rows["year"])
    source = "landesdatenbank_nrw_31121_06i"
    return tidy(frame, source=source, snapshot=f"{source}-2025")


@of_file
def tax_rates(path: Path) -> pd.DataFrame:
    """Return the rates of trade tax and property tax B in percent, as the chamber lists them.

    Other sources in the same file (newspapers on decisions to come) are left out.
    """
    rows = pd.read_csv(path, dtype="str")
    series = {"hebesatz_gewerbesteuer": "trade_tax_rate"}
    series["hebesatz_grundsteuer_b"] = "property_tax_b_rate"
    listed = rows["source"].str.contains("Hebesätze der Kommunen", regex=False)
    rows = rows[listed & rows["variable"].isin(series)]
    frame = rows[["ags", "value"]].assign(series=rows["variable"].map(series), period=rows["year"])
    return tidy(frame, source="ihk_tax_rates", snapshot="ihk_tax_rates-2024-05-22")


@of_file
def disposable_income(path: Path) -> pd.DataFrame:
    """Return disposable income in EUR per person from the one vintage that covers every city.

    Other years in the same file come from other vintages and are not comparable.
    """
    rows = pd.read_csv(path, dtype="str")
    own = rows["variable"] == "verfuegbares_einkommen_je_einwohner"
    rows = rows[own & rows["source"].str.contains(_ONE_VINTAGE, regex=False)]
    frame = _long(rows, "ags", "value", "disposable_income_per_person").assign(period=rows["year"])
    source = "itnrw_disposable_income"
    return tidy(frame, source=source, snapshot=f"{source}-2022")


def _long(rows: pd.DataFrame, key: str, column: str, series: str) -> pd.DataFrame:
    return pd.DataFrame({"series": series, "ags": rows[key], "value": rows[column]})
