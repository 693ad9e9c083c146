"""A region's outlines, prepared for drawing once per build: the same whatever a map shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from resilience.maps.drawing import BESIDE, FRAME, HEIGHT, Around, Drawing, Projection

MARGIN = 0.25
"""Degrees around the members within which neighbours are drawn."""
DETAIL = 0.0005
"""Degrees; finer vertices are dropped, as they are smaller than a pixel before zooming in."""
COARSE = 0.0015
"""The same for the surrounding land, which is for orientation only."""
LARGE = 50_000
"""Population from which a municipality nearby is named."""

RIVER = 0.006
"""Degrees beside a river's centre line in which no name is placed."""
PIXELS = 560
"""Approximate height of a map in pixels; vertices finer than one are dropped."""
NO_RIVERS = pd.DataFrame({"geometry": []})


@dataclass(frozen=True, eq=False)
class Outlines:
    """The members of a region and the areas around them, in degrees.

    Parameters
    ----------
    members
        The shape of each member.
    borders
        Each border of a member, once.
    around, around_borders
        The land nearby, and the borders within it.
    large
        ``name, population, shape`` of large municipalities nearby, the largest first.
    river
        Centre lines of large rivers near the members.
    scale
        Size of the members' land relative to a region's, for lengths in degrees.
    """

    members: dict[str, BaseGeometry]
    borders: BaseGeometry
    around: BaseGeometry
    around_borders: BaseGeometry
    large: list[tuple[str, int, BaseGeometry]]
    river: BaseGeometry
    scale: float = 1.0

    @cached_property
    def middles(self) -> dict[str, list[float]]:
        """Per member the point farthest from its border and from a river, where its name goes."""
        water = self.river.buffer(RIVER * self.scale)
        return {ags: _middle(shape, water) for ags, shape in self.members.items()}

    @property
    def drawing(self) -> Drawing:
        """The outlines in units of the picture on screen."""
        return self.drawn(HEIGHT)

    def drawn(self, height: float) -> Drawing:
        """Return the outlines in units of a picture of the given height; computed once."""
        if height not in self._drawings:
            self._drawings[height] = self._drawn(height)
        return self._drawings[height]

    @cached_property
    def _drawings(self) -> dict[float, Drawing]:
        return {}

    def projection(self, height: float) -> Projection:
        """Return the projection of the region into a picture of the given height."""
        bounds = tuple(shapely.total_bounds(list(self.members.values())))
        return Projection(bounds, height, FRAME * self.scale)

    def _drawn(self, height: float) -> Drawing:
        to = self.projection(height)
        rooms = {ags: to.shape(shape) for ags, shape in self.members.items()}
        seen = shapely.box(-BESIDE * to.width, 0, (1 + BESIDE) * to.width, height)
        near = [
            Around(name, n, to.shape(shape).intersection(seen)) for name, n, shape in self.large
        ]
        return Drawing(
            to.width,
            height,
            rooms,
            {ags: tuple(to.place([point])[0].tolist()) for ags, point in self.middles.items()},
            [one for one in near if not one.room.is_empty],
        )


def outlines(
    areas: pd.DataFrame,
    region: pd.DataFrame,
    rivers: pd.DataFrame = NO_RIVERS,
    fitted: bool = False,
) -> Outlines:
    """Return the outlines of a region's members and of the areas near them.

    Parameters
    ----------
    areas
        ``ags, name, population, geometry`` (WKB, WGS 84) of all areas of the level; together a
        valid coverage.
    region
        ``ags, role``; members have the role ``member``.
    rivers
        ``geometry`` (WKB, WGS 84) of river centre lines.
    fitted
        Whether frame and tolerances follow from the members' extent, as for parts of a city; else
        they are the same for all regions.
    """
    shapes = shapely.from_wkb(areas["geometry"].to_list())
    is_member = areas["ags"].isin(region.loc[region["role"] == "member", "ags"]).to_numpy()
    west, south, east, north = shapely.total_bounds(shapes[is_member])
    scale = (north - south) / PIXELS / DETAIL if fitted else 1.0
    margin, detail = MARGIN * scale, DETAIL * scale
    near = shapely.box(west - margin, south - margin, east + margin, north + margin)
    kept = shapely.intersects(shapes, near)
    is_member, areas = is_member[kept], areas[kept]
    shapes = shapely.coverage_simplify(shapes[kept], detail)
    own = dict(zip(areas["ags"][is_member].tolist(), shapes[is_member], strict=True))
    borders = shapely.union_all(shapely.boundary(shapes[is_member]))
    others = shapely.union_all(shapely.boundary(shapes[~is_member]))
    if not others.is_empty:  # the buffer takes seconds where there are many members
        others = shapely.line_merge(others.difference(borders.buffer(detail)))
    large = areas.assign(shape=shapes)[~is_member & (areas["population"] >= LARGE).to_numpy()]
    large = large.sort_values("population", ascending=False)
    around = shapely.intersection(shapely.union_all(shapes[~is_member]), near)
    return Outlines(
        own,
        shapely.line_merge(borders),
        around,
        shapely.intersection(others, near).simplify(COARSE * scale),
        [(row.name, row.population, row.shape) for row in large.itertuples(index=False)],
        shapely.intersection(
            shapely.union_all(shapely.from_wkb(rivers["geometry"].to_list())), near
        ),
        scale,
    )


def _middle(area: BaseGeometry, water: BaseGeometry) -> list[float]:
    dry = area.difference(water)
    area = max(shapely.get_parts(area if dry.is_empty else dry), key=shapely.area)
    return list(shapely.maximum_inscribed_circle(area).coords[0])
