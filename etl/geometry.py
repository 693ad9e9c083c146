"""Outlines of areas: publishers' GeoJSON -> valid, light polygons that fit together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.areas import BELOW_CITY, settings
from etl.reading import of_file

METRES = 25832
"""ETRS89 / UTM 32N: areas and tolerances are taken in metres."""

DEGREES = 4326
"""WGS 84, as maps on the screen require."""

FILES = {
    "city": "cities.parquet",
    "municipality": "municipalities.parquet",
    "ward": "wards.parquet",
    "district": "districts.parquet",
    "quarter": "quarters.parquet",
}
"""Bundled file of each level of outlines in `etl.areas.AREA_SETTINGS`."""

SIMPLIFIED = 5.0
"""Metres; vertices whose triangle is smaller than its square are dropped (Visvalingam-Whyatt).

Five metres are one pixel when one city fills a screen; a coarser layer stays unchanged."""

SEAM = 60.0
"""Metres; narrower gaps are closed, as two publishers' outlines lie up to 26 m apart."""

DECIMALS = 5
"""Decimal places of a degree: about one metre."""


def read(root: Path) -> dict[str, gpd.GeoDataFrame]:
    """Return the publishers' outlines declared in `etl.areas.AREA_SETTINGS`, one table per level.

    Returns
    -------
    dict of GeoDataFrame
        ``city``, ``municipality``, ``ward``, ``district`` and ``quarter``: ``ags``, ``name``,
        ``parent_ags`` and valid polygons in metres (`METRES`), ordered by ``ags``. A level below
        the city has keys ``<city ags>-<publisher's id>``; a city with parts is added to ``city`` as
        the union of the largest of them.

    Raises
    ------
    ValueError
        A key occurs twice in a file.
    """
    found: dict[str, list[gpd.GeoDataFrame]] = {level: [] for level in FILES}
    for name, spec in settings()["outlines"].items():
        found[spec.get("level", name)].append(_layer(root, spec))
    layers = {level: _ordered(pd.concat(parts)) for level, parts in found.items() if parts}
    below = pd.concat([layers[level] for level in BELOW_CITY if level in layers])
    largest = below[~below["parent_ags"].str.contains("-")]
    whole = largest[["parent_ags", "geometry"]].dissolve("parent_ags")
    whole = whole.rename_axis("ags").reset_index().assign(name="", parent_ags="")
    layers["city"] = _ordered(pd.concat([layers["city"], whole]))
    return layers


def _layer(root: Path, spec: dict[str, Any]) -> gpd.GeoDataFrame:
    return _outlines(root / spec["folder"] / spec["file_name"], spec)


@of_file
def _outlines(path: Path, spec: dict[str, Any]) -> gpd.GeoDataFrame:
    raw = gpd.read_file(path).to_crs(METRES)
    ids = raw[spec["key"]].astype("str")
    twice = sorted(ids[ids.duplicated()])
    if twice:
        raise ValueError(f"{path.name}: {spec['key']} must name one shape, found twice: {twice}")
    city = spec.get("city", "")
    prefix = f"{city}-" if city else ""
    parent = prefix + raw[spec["parent"]] if "parent" in spec else city
    named = {"ags": prefix + ids, "name": raw[spec["name"]].fillna(""), "parent_ags": parent}
    return _ordered(gpd.GeoDataFrame(named, geometry=raw.geometry.make_valid().map(_polygons)))


def _ordered(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    columns = ["ags", "name", "parent_ags", "geometry"]
    return gpd.GeoDataFrame(frame[columns].sort_values("ags", ignore_index=True), crs=METRES)


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the shape without the lines and points that a repair may leave behind."""
    parts = shapely.get_parts(shape)
    return shapely.union_all([part for part in parts if part.geom_type.endswith("Polygon")])


def simplify(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the outlines of a layer for the screen: ``ags, geometry`` in `DEGREES`.

    Overlaps and narrow gaps (`SEAM`) go to the neighbour with the longest common border, and shared
    borders are simplified once for both sides, so that neighbours still meet after it.

    Raises
    ------
    ValueError
        A shape became invalid: `SIMPLIFIED` or `DECIMALS` does not suit the layer.
    """
    shapes = shapely.coverage_clean(layer.geometry.to_numpy(), gap_width=SEAM)
    shapes = shapely.coverage_simplify(shapes, SIMPLIFIED)
    out = gpd.GeoDataFrame({"ags": layer.ags}, geometry=shapes, crs=METRES).to_crs(DEGREES)
    out.geometry = shapely.transform(out.geometry.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    invalid = out.ags[~out.is_valid].tolist()
    if invalid or not shapely.coverage_is_valid(out.geometry.to_numpy()):
        raise ValueError(
            f"outlines of {invalid or 'neighbours'} are no valid coverage after simplification; "
            f"choose another SIMPLIFIED ({SIMPLIFIED} m) or DECIMALS ({DECIMALS})"
        )
    return out
