"""Land, borders and hatching as lists of points, in the unit of `maps.drawing`."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from resilience.maps.drawing import HEIGHT, Projection
from resilience.maps.outlines import Outlines

GROUNDS = ("land", "edges", "river", "borders")
"""Base layers, which are the same whatever a map shows."""
HATCH = 7.0
"""Distance between the hatching lines of missing values."""


def ground(outlines: Outlines, layer: str) -> list[dict[str, Any]]:
    """Return the data of a base layer, which is the same whatever a map shows.

    Parameters
    ----------
    layer
        One of `GROUNDS`: ``land`` has a ``shape`` in each row, the others a ``path``.
    """
    to = outlines.projection(HEIGHT)
    if layer == "land":
        return [{"shape": shape} for shape in shapes(to.shape(outlines.around))]
    lines = {
        "edges": outlines.around_borders,
        "river": outlines.river,
        "borders": outlines.borders,
    }[layer]
    return [{"path": path} for path in paths(to.shape(lines))]


@lru_cache(maxsize=256)
def _hatch(outlines: Outlines, ags: str) -> list[list[list[float]]]:
    room = outlines.projection(HEIGHT).shape(outlines.members[ags])
    left, top, right, bottom = room.bounds
    deep = bottom - top
    starts = np.arange(left - deep, right, HATCH * 2**0.5)
    drawn = shapely.multilinestrings(
        [shapely.linestrings([[x, bottom], [x + deep, top]]) for x in starts]
    )
    return paths(shapely.intersection(drawn, room))


def hatched(outlines: Outlines, missing: Set[str]) -> list[dict[str, Any]]:
    """Return hatching lines over areas without a value, clipped at their borders."""
    return [{"path": path} for ags in sorted(missing) for path in _hatch(outlines, ags)]


def rounded(values: Any) -> Any:
    return np.round(values, 1).tolist()


def point(to: Projection, point: list[float]) -> list[float]:
    placed: list[float] = rounded(to.place([point])[0])
    return placed


def shapes(area: BaseGeometry) -> list[list[list[list[float]]]]:
    """Return each part of an area as its rings, the outer one first; the largest part first."""
    parts = sorted(shapely.get_parts(area), key=shapely.area, reverse=True)
    return [[rounded(ring.coords) for ring in (one.exterior, *one.interiors)] for one in parts]


def paths(lines: BaseGeometry) -> list[list[list[float]]]:
    parts = [part for part in shapely.get_parts(lines) if part.length]  # one may touch in a point
    return [rounded(shapely.get_coordinates(part)) for part in parts]
