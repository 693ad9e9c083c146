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
    around
        GeoJSON features of the areas nearby.
    """

    shapes: dict[str, Any]
    middles: dict[str, list[float]]
    hatching: dict[str, list[list[list[float]]]]
    around: list[dict[str, Any]]


def outlines(areas: pd.DataFrame, region: pd.DataFrame) -> Outlines:
    """Return the outlines of a region's members and of the areas near them.

    Parameters
    ----------
    areas
        ``ags, geometry`` (WKB, WGS 84) of all areas of the level.
    region
        ``ags, role``; members have the role ``member``.
    """
    everything = dict(zip(areas["ags"], shapely.from_wkb(areas["geometry"]), strict=True))
    members = region.loc[region["role"] == "member", "ags"]
    own = {ags: everything[ags] for ags in members if ags in everything}
    west, south, east, north = shapely.total_bounds(list(own.values()))
    near = shapely.box(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    return Outlines(
        {ags: mapping(shape) for ags, shape in own.items()},
        {ags: _middle(shape) for ags, shape in own.items()},
        {ags: hatch_lines(shape) for ags, shape in own.items()},
        [feature(s) for a, s in everything.items() if a not in own and s.intersects(near)],
    )


def feature(shape: Any, **properties: Any) -> dict[str, Any]:
    """Return an outline, or its GeoJSON geometry, as a GeoJSON feature."""
    geometry = shape if isinstance(shape, dict) else mapping(shape)
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def hatch_lines(area: BaseGeometry, spacing: float = HATCH_SPACING) -> list[list[list[float]]]:
    """Return diagonal lines clipped to an area, each a list of ``[x, y]`` points."""
    west, south, east, north = area.bounds
    height = north - south
    starts = np.arange(west - height, east, spacing).tolist()
    ruled = MultiLineString([LineString([(x, south), (x + height, north)]) for x in starts])
    clipped = ruled.intersection(area)
    parts = getattr(clipped, "geoms", [clipped])
    return [
        [list(point) for point in part.coords] for part in parts if part.geom_type == "LineString"
    ]


def _middle(area: BaseGeometry) -> list[float]:
    return list(shapely.maximum_inscribed_circle(area).coords[0])
