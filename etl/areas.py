"""The area table: all areas with their names and the areas they belong to."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

FOLDER = Path(__file__).resolve().parent.parent / "data" / "geometry"

AREA_SETTINGS = FOLDER / "areas.toml"
"""Which areas are kept, and which files their names, types and outlines are read from."""

TABLE = FOLDER / "areas.parquet"
"""The bundled area table; written by `etl.bundle`."""

LARGE_CITY, MEDIUM_TOWN = 100_000, 20_000
"""Smallest population of a Großstadt and of a Mittelstadt (classes of the BBSR)."""

BELOW_CITY = ("ward", "district", "quarter")
"""Levels of the parts of a city, the largest first: Stadtbezirk, Stadtteil, Sozialraum."""

COUNTY_WITH_TOWNS = 43
"""Text code (Textkennzeichen) of a county in the register; county boroughs have 41."""


@cache
def settings() -> dict[str, Any]:
    """Return the contents of `AREA_SETTINGS`."""
    return tomllib.loads(AREA_SETTINGS.read_text(encoding="utf-8"))


@cache
def table() -> pd.DataFrame:
    """Return the bundled area table."""
    return pd.read_parquet(TABLE)


@cache
def keys() -> frozenset[str]:
    """Return the keys of all areas whose rows in official tables are kept."""
    rows = table()
    return frozenset(rows.ags[~rows.level.isin(BELOW_CITY)])


@cache
def boroughs() -> frozenset[str]:
    """Return the 5-digit keys of the county boroughs (kreisfreie Städte)."""
    towns = table().query("level == 'municipality'").ags
    return frozenset(towns[towns.str.endswith("000")].str[:5])


def printed(ags: set[str]) -> set[str]:
    """Return the keys under which publishers print areas: 8 digits, or the regional key."""
    return ags | set(table().ars[table().ags.isin(ags)].dropna())


@cache
def former_keys() -> dict[str, str]:
    """Return former keys of municipalities whose key changed while the territory stayed."""
    return {old: new for keys in settings()["former_keys"].values() for old, new in keys.items()}


def year_of_change(former_key: str) -> str:
    """Return the year in which a former key was replaced."""
    changes = settings()["former_keys"].items()
    return next(str(day)[:4] for day, keys in changes if former_key in keys)


def area_table(
    register: pd.DataFrame,
    boundary_date: date,
    population_date: date,
    regiostar: pd.DataFrame,
    layers: dict[str, gpd.GeoDataFrame],
) -> pd.DataFrame:
    """Return the area table.

    Parameters
    ----------
    register
        Rows of `etl.gv_isys.Register`; county, state and country are sums over its municipalities.
    boundary_date
        The date whose borders the register shows.
    population_date
        The reference date of its population.
    regiostar
        ``ags`` and ``rt7``, the RegioStaR type of each municipality.
    layers
        Outlines from `etl.geometry.read`, the source of the areas below the city.

    Returns
    -------
    pandas.DataFrame
        One row per area, ordered by ``ags``: ``ags, boundary_date, ars, level, name, short_name,
        parent_ags, area_km2, population, population_period, degree_of_urbanisation, regiostar7,
        city_type, peer_kind``; large cities are compared with large cities, all others with towns.
    """
    official = pd.concat([_municipalities(register, regiostar), _sums(register)])
    below = [_below_city(layers[level], level) for level in BELOW_CITY if level in layers]
    areas = pd.concat([official, *below])
    areas["boundary_date"] = boundary_date
    areas["peer_kind"] = areas["city_type"].where(areas["city_type"] == "large_city", "town")
    counted = areas["population"].notna()
    areas["population_period"] = pd.Series(str(population_date.year), areas.index).where(counted)
    for column in ("population", "degree_of_urbanisation", "regiostar7"):
        areas[column] = areas[column].astype("Int32")
    columns = ["ags", "boundary_date", "ars", "level", "name", "short_name", "parent_ags"]
    columns += ["area_km2", "population", "population_period", "degree_of_urbanisation"]
    columns += ["regiostar7", "city_type", "peer_kind"]
    return areas[columns].sort_values("ags", ignore_index=True)


def _municipalities(rows: pd.DataFrame, regiostar: pd.DataFrame) -> pd.DataFrame:
    state = settings()["kept"]["state"]
    towns = rows[(rows.level == "municipality") & rows.ags.str.startswith(state)].copy()
    towns["short_name"] = towns.name.str.split(",").str[0]
    borough = towns.ags.str.endswith("000")
    towns["parent_ags"] = towns.ags.str[:5].mask(borough, state)
    towns["regiostar7"] = towns.ags.map(regiostar.set_index("ags").rt7)
    towns["city_type"] = np.select(
        [towns.population >= LARGE_CITY, towns.population >= MEDIUM_TOWN],
        ["large_city", "medium_town"],
        "small_town",
    )
    return towns


def _sums(rows: pd.DataFrame) -> pd.DataFrame:
    kept = settings()["kept"]
    towns = rows[rows.level == "municipality"]
    named = rows[rows.level != "municipality"].set_index("ags")

    def total(ags: str, level: str, name: str, short: str, parent: str | None) -> dict[str, object]:
        members = towns if level == "country" else towns[towns.ags.str.startswith(ags)]
        return {
            "ags": ags,
            "ars": None if level == "country" else ags,
            "level": level,
            "name": name,
            "short_name": short,
            "parent_ags": parent,
            "area_km2": round(float(members.area_km2.sum()), 2),
            "population": int(members.population.sum()),
        }

    country, state = kept["country"], kept["state"]
    land = named.name[state]
    out = [
        total(country, "country", kept["country_name"], kept["country_name"], None),
        total(state, "state", land, land, country),
    ]
    for county in kept["counties"]:
        name, code = named.name[county], named.text_code[county]
        says_so = any(word in name.lower() for word in ("kreis", "region"))
        short = f"Kreis {name}" if code == COUNTY_WITH_TOWNS and not says_so else name
        out.append(total(county, "county", name, short, state))
    return pd.DataFrame(out)


def _below_city(layer: gpd.GeoDataFrame, level: str) -> pd.DataFrame:
    name = layer["name"].where(layer["name"] != "", layer.ags.str.split("-").str[1])
    return pd.DataFrame(
        {
            "ags": layer.ags,
            "level": level,
            "name": name,
            "short_name": name,
            "parent_ags": layer.parent_ags,
            "area_km2": (layer.area / 1e6).round(4),
        }
    )
