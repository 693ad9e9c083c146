"""Names on the map never cover one another: real cities, every indicator, both languages."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from resilience.analysis.repository import known_periods, measure_of, through
from resilience.i18n import LANGS, Lang, t
from resilience.maps.drawing import Drawing
from resilience.maps.labels import labels, overlaps, text_width
from resilience.maps.map import drawn
from resilience.maps.outlines import LARGE, outlines
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only

REGIONS = ("ihk-duesseldorf", "kreis-mettmann")


@pytest.fixture(scope="module")
def ask(warehouse: Path):
    connection = open_read_only(warehouse)
    yield through(connection)
    connection.close()


@pytest.fixture(scope="module", params=REGIONS)
def region(request, ask) -> tuple[Drawing, pd.DataFrame]:
    areas = ask(queries.areas, request.param)
    drawing = outlines(ask(queries.outlines, ("municipality",)), areas, ask(queries.rivers)).drawing
    return drawing, areas[areas["role"] == "member"].reset_index(drop=True)


def texts(members: pd.DataFrame, values: pd.Series) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (ags, (name, value))
        for ags, name, value in zip(members["ags"], members["name"], values, strict=True)
    )


def assert_apart(drawing: Drawing, asked: tuple) -> None:
    own, near = labels(drawing, asked)
    assert own.keys() == dict(asked).keys()
    boxes = np.array([label.box for label in (*own.values(), *near)])
    assert not np.triu(overlaps(boxes, boxes), 1).any(), asked
    inside = boxes[: len(own)]
    assert (inside[:, :2] >= 0).all()
    assert (inside[:, 2:] <= (drawing.width, drawing.height)).all()
    keys, rooms = list(drawing.rooms), tuple(drawing.rooms.values())
    for ags, label in own.items():  # a name lies in its own city more than in any other
        assert keys[most_covered(label.box, rooms)] == ags, label


@lru_cache(maxsize=4096)
def most_covered(box: tuple[float, ...], rooms: tuple) -> int:
    return int(np.argmax(shapely.area(shapely.intersection(shapely.box(*box), rooms))))


def test_no_name_covers_another_whatever_is_shown(ask, region):
    drawing, members = region
    lang: Lang = "de"
    for indicator_id in ask(queries.indicators, lang)["indicator_id"]:
        theme = indicator_id.split(".")[0]
        for period in known_periods(ask, theme, indicator_id, members["ags"].tolist())[:1]:
            measure = measure_of(ask, theme, indicator_id, period, lang)
            found = drawn(measure, members)["value"]
            missing = t(lang, "missing.no_data")
            printed = [measure.number(v) if v == v else missing for v in found]
            assert_apart(drawing, texts(members, pd.Series(printed)))


@pytest.mark.parametrize("lang", LANGS)
def test_no_name_covers_another_where_all_is_missing(region, lang):
    drawing, members = region
    missing = pd.Series(t(lang, "missing.no_data"), index=members.index)
    assert_apart(drawing, texts(members, missing))


def test_large_neighbours_are_named_where_their_whole_name_has_room(region):
    drawing, members = region
    _, near = labels(drawing, texts(members, pd.Series("12,3", index=members.index)))
    rooms = {one.name: one.room for one in drawing.around}
    assert len(near) >= 5
    assert all(rooms[label.lines[0]].contains(shapely.box(*label.box)) for label in near)
    assert all(one.population >= LARGE for one in drawing.around)
    largest = [one.name for one in drawing.around][:3]
    assert {label.lines[0] for label in near} & set(largest)


def test_a_wide_letter_takes_more_room():
    assert text_width("mmm", 10) > text_width("nnn", 10) > text_width("iii", 10)
