"""Land use, population, residential buildings and renewable capacity as tidied by LocalZero."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl import areas
from etl.keys import area_key
from etl.reading import of_file
from etl.tidy import tidy

_Target = tuple[str, str, float]
"""Series, category and factor of a column."""

BLANK_ZERO = "blank in the copy; the other parts make up the total"


@dataclass(frozen=True)
class Product:
    """One tidied product: its files by reporting year, and what its columns are.

    The ``parts`` of ``total`` may be blank; ``rounding`` is half the unit they are printed in (0 if
    exact).
    """

    source: str
    files: dict[str, str]
    columns: dict[str, _Target]
    total: str = ""
    parts: tuple[str, ...] = ()
    rounding: float = 0.0


_LAND = {
    "land_settlement": "settlement",
    "land_traffic": "transport",
    "veg_agri": "agriculture",
    "veg_forrest": "forest",
    "veg_wood": "woodland",
    "veg_heath": "heath",
    "veg_moor": "moor",
    "veg_marsh": "marsh",
    "veg_plant_uncover_com": "unvegetated",
    "water_total": "water",
}
_BUILDINGS = {
    "buildings_1flat": "one_dwelling",
    "buildings_2flats": "two_dwellings",
    "buildings_3flats": "three_plus",
    "buildings_dorms": "dorms",
}
_CAPACITY = {"pv": "pv", "wind_on": "wind_onshore", "biomass": "biomass", "water": "hydro"}


def _categories(series: str, columns: dict[str, str]) -> dict[str, _Target]:
    return {column: (series, category, 1.0) for column, category in columns.items()}


PRODUCTS = (
    Product(
        source="localzero_land_use",
        files={"2018": "area_2018.csv", "2021": "area_2021.csv"},
        columns={
            "land_total": ("land_use", "", 1.0),
            **_categories("land_use", _LAND),
            "settlement_ghd": ("land_use", "industry_commerce", 1.0),  # within settlement
        },
        total="land_total",
        parts=tuple(_LAND),
        rounding=0.5,
    ),
    Product(
        source="localzero_population",
        files={"2018": "population_2018.csv", "2021": "population_2021.csv"},
        columns={"total": ("population_update", "", 1.0)},
    ),
    Product(
        source="localzero_buildings",
        files={"2018": "flats_2018.csv", "2021": "flats_2021.csv"},
        columns={
            "residential_buildings_total": ("residential_buildings", "", 1.0),
            **_categories("residential_buildings", _BUILDINGS),
            "residential_buildings_area_total": ("residential_floor_area", "", 1000.0),
        },
        total="residential_buildings_total",
        parts=tuple(_BUILDINGS),
    ),
    Product(
        source="localzero_renewables",
        # The file named 2024 is of the end of 2023: its German sums match the official ones then.
        files={"2021": "renewable_energy_2021.csv", "2023": "renewable_energy_2024.csv"},
        columns=_categories("renewable_capacity", _CAPACITY),
    ),
)


def read(root: Path) -> pd.DataFrame:
    """Return all products for the kept areas; every level is published, so nothing is summed."""
    tables = [
        tidy(
            _file(root / "localzero" / name, product).assign(period=period),
            source=product.source,
            snapshot=f"{product.source}-{Path(name).stem[-4:]}",
        )
        for product in PRODUCTS
        for period, name in product.files.items()
    ]
    return pd.concat(tables, ignore_index=True)


@of_file
def _file(path: Path, product: Product) -> pd.DataFrame:
    return observations(pd.read_csv(path, dtype={"ags": "str"}), product)


def observations(table: pd.DataFrame, product: Product) -> pd.DataFrame:
    """Return ``series, ags, category, value, note`` of one file.

    A blank part is a zero where the printed parts make up the total already (the publisher's table
    has its dash there); any other blank stays missing.

    Raises
    ------
    ValueError
        A column is missing or has no declared meaning.
    """
    if set(table.columns) != {"ags", *product.columns}:
        raise ValueError(
            f"{product.source}: columns {sorted(table.columns)} found, "
            f"{sorted({'ags', *product.columns})} expected; declare what they are in PRODUCTS"
        )
    kept = table.assign(ags=table.ags.map(area_key))
    kept = kept[kept.ags.isin(areas.keys())].set_index("ags").astype("float64")
    zero = _blank_zeros(kept, product)
    kept, zero = (
        frame.melt(var_name="column", value_name="value", ignore_index=False).reset_index()
        for frame in (kept.mask(zero, 0.0), zero)
    )
    target = kept["column"].map(product.columns)
    return pd.DataFrame(
        {
            "series": target.str[0],
            "ags": kept.ags,
            "category": target.str[1],
            "value": kept.value * target.str[2].astype("float64"),
            "note": zero.value.map({True: BLANK_ZERO, False: ""}),
        }
    )


def _blank_zeros(kept: pd.DataFrame, product: Product) -> pd.DataFrame:
    """Return a mask of blanks that are zeros: parts whose row adds up to its total without them."""
    zero = pd.DataFrame(False, index=kept.index, columns=kept.columns)
    if product.total:
        parts = list(product.parts)
        rest = (kept[product.total] - kept[parts].sum(axis=1)).abs()
        complete = rest <= product.rounding * (len(parts) + 1)
        zero[parts] = kept[parts].isna().mul(complete, axis=0)
    return zero
