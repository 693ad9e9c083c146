"""Areas with the newest value of each indicator of a theme, as GeoJSON and GeoParquet."""

from __future__ import annotations

import io
import json
from collections.abc import Hashable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from resilience.export.citation import Build, citation, outline_credit
from resilience.i18n import Lang

DIGITS = 6
"""Decimal places of a degree that are kept: about a tenth of a metre."""


def _areas(newest: pd.DataFrame, outlines: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return one row per area: ``ags, name``, then six columns per indicator, and the outline.

    The columns of ``supply.pharmacy`` are ``pharmacy`` and, after ``pharmacy_``, ``period``,
    ``quality``, ``low`` and ``high`` (its interval), and ``noise``: ``counted``, ``complete``, or
    ``unknown`` where the interval is not known.

    Parameters
    ----------
    newest, outlines
        See `queries.newest_by_area` and `queries.outlines`.
    """
    wide = newest[["ags", "name"]].drop_duplicates("ags").set_index("ags")
    for indicator_id, own in newest.groupby("indicator_id"):
        column = str(indicator_id).partition(".")[2]
        rows = own.set_index("ags")
        wide[column] = rows["value"]
        for told in ("period", "quality", "low", "high", "noise"):
            wide[f"{column}_{told}"] = rows[told]
    shapes = shapely.from_wkb(outlines.set_index("ags")["geometry"].reindex(wide.index))
    rounded = shapely.transform(shapes, lambda points: np.round(points, DIGITS))
    upright = shapely.orient_polygons(rounded, exterior_cw=False)  # GeoJSON's ring orientation
    return gpd.GeoDataFrame(wide.reset_index(), geometry=upright, crs="EPSG:4326")


def geojson_bytes(
    region: str,
    lang: Lang,
    build: Build,
    newest: pd.DataFrame,
    outlines: pd.DataFrame,
    register: pd.DataFrame,
    credits: pd.DataFrame,
) -> bytes:
    """Return the areas as GeoJSON, with citation and build beside the features.

    Parameters
    ----------
    region
        Name of the areas.
    credits
        See `queries.outline_sources`.
    """
    found = _areas(newest, outlines)
    document = {
        "type": "FeatureCollection",
        "citation": citation(build, register, region, lang),
        "outlines": outline_credit(credits, lang),
        "build_id": build["build_id"],
        "features": [
            {
                "type": "Feature",
                "properties": _properties(row),
                "geometry": shapely.geometry.mapping(row["geometry"]),
            }
            for row in found.to_dict("records")
        ],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _properties(row: dict[Hashable, Any]) -> dict[Hashable, Any]:
    kept = {name: value for name, value in row.items() if name != "geometry"}
    return {name: None if pd.isna(value) else value for name, value in kept.items()}


def geoparquet_bytes(newest: pd.DataFrame, outlines: pd.DataFrame) -> bytes:
    """Return the areas as GeoParquet."""
    file = io.BytesIO()
    _areas(newest, outlines).to_parquet(file, index=False, compression="zstd")
    return file.getvalue()
