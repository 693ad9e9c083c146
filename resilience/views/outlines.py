"""A region's outlines, made ready to draw once per build: the same for everything a map shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely import LineString, MultiLineString
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

HATCH_SPACING = 0.006
MARGIN = 0.25
"""Degrees around the members within which neighbours are drawn."""
DETAIL = 0.0005
"""Degrees: finer corners are dropped, being smaller than a pixel before one zooms in."""
COARSE = 0.0015
"""The same for the borders around, which are for orientation only."""

Path = list[list[float]]


@dataclass(frozen=True)
class Outlines:
    """The members of a region and the areas around them.

    Parameters
    ----------
    shapes
        GeoJSON geometry per member.
    middles
        Where each member's label stands.
    hatching
        Per member the lines that fill it where its value is missing.
    borders
        Each border of a member, once.
    around, around_borders
        GeoJSON geometry of the land nearby, and the borders within it.
    """

    shapes: dict[str, Any]
    middles: dict[str, list[float]]
    hatching: dict[str, list[Path]]
    borders: list[Path]
    around: Any
    around_borders: list[Path]


def outlines(areas: pd.DataFrame, region: pd.DataFrame) -> Outlines:
    """Return the outlines of a region's members and of the areas near them.

    Parameters
    ----------
    areas
        ``ags, geometry`` (WKB, WGS 84) of all areas of the level; together a valid coverage.
    region
        ``ags, role``; members have the role ``member``.
    """
    shapes = shapely.from_wkb(areas["geometry"].to_list())
    is_member = areas["ags"].isin(region.loc[region["role"] == "member", "ags"]).to_numpy()
    west, south, east, north = shapely.total_bounds(shapes[is_member])
    near = shapely.box(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    kept = shapely.intersects(shapes, near)
    is_member, keys = is_member[kept], areas.loc[kept, "ags"].to_numpy()
    shapes = shapely.coverage_simplify(shapes[kept], DETAIL)
    own = dict(zip(keys[is_member].tolist(), shapes[is_member], strict=True))
    borders = shapely.union_all(shapely.boundary(shapes[is_member]))
    others = shapely.union_all(shapely.boundary(shapes[~is_member]))
    apart = shapely.line_merge(others.difference(borders.buffer(DETAIL)))
    return Outlines(
        {ags: mapping(shape) for ags, shape in own.items()},
        {ags: _middle(shape) for ags, shape in own.items()},
        {ags: hatch_lines(shape) for ags, shape in own.items()},
        _paths(shapely.line_merge(borders)),
        mapping(shapely.union_all(shapes[~is_member])),
        _paths(apart.simplify(COARSE)),
    )


def feature(shape: Any, **properties: Any) -> dict[str, Any]:
    """Return an outline, or its GeoJSON geometry, as a GeoJSON feature."""
    geometry = shape if isinstance(shape, dict) else mapping(shape)
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def hatch_lines(area: BaseGeometry, spacing: float = HATCH_SPACING) -> list[Path]:
    """Return diagonal lines clipped to an area, each a list of ``[x, y]`` points."""
    west, south, east, north = area.bounds
    height = north - south
    starts = np.arange(west - height, east, spacing).tolist()
    ruled = MultiLineString([LineString([(x, south), (x + height, north)]) for x in starts])
    return _paths(ruled.intersection(area))


def _paths(lines: BaseGeometry) -> list[Path]:
    parts = getattr(lines, "geoms", [lines])
    return [
        [list(point) for point in part.coords] for part in parts if part.geom_type == "LineString"
    ]


def _middle(area: BaseGeometry) -> list[float]:
    return list(shapely.maximum_inscribed_circle(area).coords[0])
