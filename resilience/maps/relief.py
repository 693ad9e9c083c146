"""A region tilted away from the reader, with a column in each city as high as a figure."""

from __future__ import annotations

from functools import lru_cache

from shapely import affinity
from shapely.geometry.base import BaseGeometry

from resilience.maps.drawing import Around, Column, Drawing, path_data

SQUASH = 0.86
"""Depth of the land, as a share of what it is from above."""
LIFT = 150.0
"""Height of the highest column, in units of the drawing."""
MARGIN = 14.0


@lru_cache(maxsize=8)
def relief(drawing: Drawing, heights: tuple[tuple[str, float], ...]) -> Drawing:
    """Return the drawing tilted, with a column in the middle of each member.

    Columns leave the land and its colours in sight, which cities as high as towers would hide.

    Parameters
    ----------
    heights
        Per member a figure of zero or more; the highest one sets the scale.
    """
    most = max(height for _, height in heights) or 1.0
    lifts = {ags: LIFT * height / most for ags, height in heights}
    top = max(lift - drawing.middles[ags][1] * SQUASH for ags, lift in lifts.items())
    top = max(top + MARGIN, 0.0)

    def tilted(area: BaseGeometry) -> BaseGeometry:
        return affinity.affine_transform(area, [1, 0, 0, SQUASH, 0, top])

    rooms = {ags: tilted(room) for ags, room in drawing.rooms.items()}
    middles = {ags: (x, y * SQUASH + top) for ags, (x, y) in drawing.middles.items()}
    return Drawing(
        drawing.width,
        drawing.height * SQUASH + top,
        {ags: path_data(room) for ags, room in rooms.items()},
        rooms,
        middles,
        drawing.borders,
        drawing.land,
        drawing.land_borders,
        [Around(one.name, one.population, tilted(one.room)) for one in drawing.around],
        {ags: Column(*middles[ags], lift) for ags, lift in lifts.items()},
        f"matrix(1 0 0 {SQUASH} 0 {top:.1f})",
    )
