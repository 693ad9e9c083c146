"""Zensus 2022 (15 May 2022): population from the official table, housing from a tidied one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl import areas
from etl.keys import kept_with_sums
from etl.reading import of_file
from etl.tidy import tidy

_PERIOD = "2022"

OFFICIAL = "zensus2022_1000a_0000"
OFFICIAL_FILE = "zensus2022/1000A-0000_de_flat.csv"
FINAL = "e"
MUNICIPALITY_DIGITS = 12

TIDIED = "zensus2022_gerda"
TIDIED_FILE = "zensus2022/gerda_census_2022.csv"
COUNTS = {"total_dwellings_census22": "dwellings_census"}
RATES = {
    "vacancy_rate_census22": "vacancy_rate",
    "share_owner_occupied_census22": "owner_occupied_share",
    "avg_rent_per_m2_census22": "rent_per_m2_census",
    "avg_household_size_census22": "household_size_census",
    "share_foreign_census22": "foreign_share_census",
}
"""Columns that are correct; the age shares and the single-family share in the file are not."""


def read(root: Path) -> pd.DataFrame:
    """Return population, dwellings and housing rates of the kept areas."""
    return pd.concat(
        [
            tidy(
                _official(root / OFFICIAL_FILE), source=OFFICIAL, snapshot=f"{OFFICIAL}-2026-11-23"
            ),
            tidy(_tidied(root / TIDIED_FILE), source=TIDIED, snapshot=f"{TIDIED}-2026-11-23"),
        ],
        ignore_index=True,
    )


@of_file
def _official(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, sep=";", encoding="utf-8-sig", dtype="str", keep_default_na=False)
    return population(table)


@of_file
def _tidied(path: Path) -> pd.DataFrame:
    return housing(pd.read_csv(path, dtype={"ags": "str"}))


def population(table: pd.DataFrame) -> pd.DataFrame:
    """Return the census population from the flat table 1000A-0000.

    It lists municipalities by their 12-digit regional key, and Germany. State and county are sums;
    as the census perturbs small cells for secrecy, they deviate slightly from the official figures.

    Raises
    ------
    ValueError
        A figure that is not final, or not a whole number.
    """
    odd = table[(table.value_q != FINAL) | ~table.value.str.fullmatch(r"\d+")]
    if len(odd):
        shown = odd[["1_variable_attribute_label", "value", "value_q"]].head(5)
        raise ValueError(
            f"{OFFICIAL_FILE}: {len(odd)} figures are not final whole numbers (quality {FINAL!r}); "
            f"decide what their sign means.\n{shown}"
        )
    region = table["1_variable_attribute_code"]
    town = region.str.len() == MUNICIPALITY_DIGITS
    rows = pd.DataFrame(
        {
            "series": "population_census",
            "ags": (region.str[:5] + region.str[-3:]).where(town, region),
            "period": _PERIOD,
            "value": table.value.astype("float64"),
        }
    )
    printed = rows[~town & rows.ags.isin(areas.keys())].assign(note="")
    sums = kept_with_sums(rows[town])
    return pd.concat([printed, sums[~sums.ags.isin(printed.ags)]], ignore_index=True)


def housing(table: pd.DataFrame) -> pd.DataFrame:
    """Return dwellings (with sums for the areas above) and housing rates of the municipalities."""
    rows = table.rename(columns=COUNTS | RATES).melt(
        "ags", [*COUNTS.values(), *RATES.values()], "series"
    )
    rows["period"] = _PERIOD
    counted = rows.series.isin(COUNTS.values())
    rates = rows[~counted & rows.ags.isin(areas.keys())]
    return pd.concat([kept_with_sums(rows[counted]), rates.assign(note="")], ignore_index=True)
