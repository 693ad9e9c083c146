"""A region in the units of a picture, once per build: its cities and the space for names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

HEIGHT = 520.0
"""Units of the picture's height; about a pixel each in the smallest window."""
FRAME = 0.018
"""Degrees around the members that a map of a region shows."""
BESIDE = 1.2
"""Widths of the picture drawn on either side of it, for wide windows and for panning."""


@dataclass(frozen=True, eq=False)
class Around:
    """A large municipality near the region.

    Parameters
    ----------
    name, population
        Name and population of the municipality.
    room
        Its area in the picture or beside it, in the picture's units.
    """

    name: str
    population: int
    room: BaseGeometry


@dataclass(frozen=True, eq=False)
class Drawing:
    """A region in units of a picture, its origin at the upper left.

    Parameters
    ----------
    width, height
        Size of the picture.
    rooms, middles
        Per member its shape, and the preferred position of its name.
    around
        The large municipalities nearby, the largest first.
    """

    width: float
    height: float
    rooms: dict[str, BaseGeometry]
    middles: dict[str, tuple[float, float]]
    around: list[Around]


class Projection:
    """Degrees to units of the picture: equirectangular, true to scale at the region's centre."""

    def __init__(
        self,
        bounds: tuple[float, float, float, float],
        height: float = HEIGHT,
        frame: float = FRAME,
    ) -> None:
        west, south, east, north = bounds
        self.west, self.north = west - frame, north + frame
        self.squeeze = math.cos(math.radians((south + north) / 2))
        self.scale = height / (north - south + 2 * frame)
        self.width = (east - west + 2 * frame) * self.squeeze * self.scale

    def place(self, points: Any) -> np.ndarray:
        """Return the positions of points ``(longitude, latitude)`` in the picture, a row each."""
        points = np.asarray(points, dtype=float)[:, :2]
        across = (points[:, 0] - self.west) * self.squeeze * self.scale
        return np.column_stack([across, (self.north - points[:, 1]) * self.scale])

    def shape(self, area: BaseGeometry) -> BaseGeometry:
        """Return an outline in units of the picture."""
        return shapely.transform(area, self.place)
