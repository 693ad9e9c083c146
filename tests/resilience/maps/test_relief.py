"""Columns on tilted land, on made-up squares: heights in proportion, all within the picture."""

import pytest
import shapely

from resilience.maps.drawing import Drawing, path_data
from resilience.maps.relief import LIFT, SQUASH, relief

NORTH, SOUTH = shapely.box(0, 0, 100, 100), shapely.box(0, 100, 100, 200)


def flat() -> Drawing:
    rooms = {"n": NORTH, "s": SOUTH}
    paths = {ags: path_data(room) for ags, room in rooms.items()}
    middles = {"n": (50.0, 50.0), "s": (50.0, 150.0)}
    return Drawing(100, 200, paths, rooms, middles, "", "", "", [])


def test_columns_are_as_high_as_the_figures_from_zero_on():
    up = relief(flat(), (("n", 100.0), ("s", 25.0)))
    assert {ags: one.height for ags, one in up.columns.items()} == {"n": LIFT, "s": LIFT / 4}


def test_every_column_stands_on_its_city_and_within_the_picture():
    up = relief(flat(), (("n", 100.0), ("s", 0.0)))
    for ags, one in up.columns.items():
        assert up.rooms[ags].contains(shapely.Point(one.x, one.y))
        assert one.box[1] >= 0 and one.box[3] <= up.height
    assert up.rooms["s"].bounds[3] - up.rooms["n"].bounds[1] == pytest.approx(200 * SQUASH)


def test_without_figures_nothing_stands_up():
    up = relief(flat(), (("n", 0.0), ("s", 0.0)))
    assert not any(one.height for one in up.columns.values())
