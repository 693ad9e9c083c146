"""The map as a deck: layers, colours, letters that can be read, and nothing from outside."""

import json

import numpy as np
import pandas as pd
import pytest
import shapely

from resilience.charts.style import CHOSEN, MISSING_FILL
from resilience.maps.classes import Classes
from resilience.maps.deck import GROUND, INK, PAPER, compact, contrast, deck, places
from resilience.maps.drawing import HEIGHT
from resilience.maps.geometry import GROUNDS, ground
from resilience.maps.map import Layer
from resilience.maps.outlines import Outlines, outlines
from resilience.model.measure import Measure
from resilience.text.provenance import Provenance

AREAS = pd.DataFrame(
    {
        "ags": ["a", "b", "c", "n"],
        "name": ["Ahausen", "Bestadt", "Cedorf", "Großstadt"],
        "population": [30_000, 40_000, 50_000, 500_000],
        "geometry": [
            shapely.box(x, 51 + y, x + 0.2, 51.2 + y).wkb
            for x, y in ((6.8, 0), (7.0, 0), (7.0, 0.2), (7.2, 0))
        ],
    }
)
REGION = pd.DataFrame({"ags": ["a", "b", "c"], "role": "member"})
RIVERS = pd.DataFrame({"geometry": [shapely.LineString([(6.8, 51.02), (7.2, 51.02)]).wkb]})
VALUES = pd.DataFrame(
    {
        "ags": ["a", "b", "c"],
        "name": ["Ahausen", "Bestadt", "Cedorf"],
        "value": [5.25, 95.0, np.nan],
        "low": [5.0, np.nan, np.nan],
        "high": [5.5, np.nan, np.nan],
        "period": "2020",
        "quality": ["A", "A", "O"],
        "note": "",
    }
)
CLASSES = Classes((10.0, 90.0), 0)


@pytest.fixture(scope="module")
def shapes() -> Outlines:
    return outlines(AREAS, REGION, RIVERS)


@pytest.fixture(scope="module")
def layer() -> Layer:
    measure = Measure("Prüfwert", "kg", 1, "2020", "de", VALUES, VALUES, "test", "test.x", {})
    return Layer(measure, VALUES, CLASSES, "Höher", Provenance("Quelle", pd.DataFrame()))


def made(layer: Layer, shapes: Outlines, **more) -> dict:
    told = {"chosen": "a", "scheme": "light", "address": "./ground/1/r/{layer}.json"} | more
    return json.loads(compact(deck(layer, shapes, **told)))


def layers(whole: dict) -> dict[str, dict]:
    return {one["id"]: one for one in whole["layers"]}


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def test_cities_have_the_colours_of_their_classes_and_say_value_interval_year_quality(
    layer, shapes
):
    rows = {row["ags"]: row for row in layers(made(layer, shapes))["cities"]["data"]}
    fills = (CLASSES.colour(5.25), CLASSES.colour(95), MISSING_FILL)
    assert [rows[ags]["fill"] for ags in "abc"] == [rgb(fill) for fill in fills]
    for text in ("<b>Ahausen</b>", "5,2\u00a0kg", "5,0 – 5,5", "2020", "normal"):
        assert text in rows["a"]["tip"]
    assert rows["c"]["tip"] == "<b>Cedorf</b><br>keine Daten"


def test_no_data_is_hatched_within_its_border_and_nothing_else_is(layer, shapes):
    room = shapes.projection(HEIGHT).shape(shapes.members["c"]).buffer(0.1)
    hatch = layers(made(layer, shapes))["hatch"]["data"]
    assert len(hatch) > 10
    assert all(room.contains(shapely.LineString(row["path"])) for row in hatch)


def test_the_chosen_city_is_outlined_and_none_where_none_is_chosen(layer, shapes):
    around = layers(made(layer, shapes))["chosen"]
    assert around["getColor"] == rgb(CHOSEN)
    room = shapes.projection(HEIGHT).shape(shapes.members["a"])
    assert shapely.LineString(around["data"][0]["path"]).distance(room.exterior) < 0.1
    assert "chosen" not in layers(made(layer, shapes, chosen=""))


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_names_stand_in_their_city_and_can_be_read(layer, shapes, size):
    rows = layers(made(layer, shapes))[f"names:{size}"]["data"]
    to = shapes.projection(HEIGHT)
    assert [row["text"].split("\n")[0] for row in rows] == ["Ahausen", "Bestadt", "Cedorf"]
    for row, ags, value in zip(rows, "abc", ("5,2", "95,0", "keine Daten"), strict=True):
        assert row["text"].endswith(f"\n{value}")
        assert to.shape(shapes.members[ags]).contains(shapely.Point(row["at"]))
    assert [rows[0]["ink"], rows[1]["ink"]] == [rgb(INK), rgb(PAPER)]
    assert rows[2]["ground"][3] > 200  # over the hatch


def test_names_only_leaves_the_values_out(layer, shapes):
    rows = layers(made(layer, shapes, names_only=True))["names:wide"]["data"]
    assert [row["text"] for row in rows] == ["Ahausen", "Bestadt", "Cedorf"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_map_of_places_names_the_cities_in_one_colour_and_says_no_value(shapes, scheme):
    names = dict(zip("abc", VALUES["name"], strict=True))
    deck_of = places(names, shapes, "b", scheme, "./ground/1/r/{layer}.json")
    found = layers(json.loads(compact(deck_of)))
    cities, named = found["cities"]["data"], found["names:wide"]["data"]
    fill = GROUND[scheme]["places"]
    assert [row["tip"] for row in cities] == [f"<b>{name}</b>" for name in names.values()]
    assert {tuple(row["fill"]) for row in cities} == {tuple(rgb(fill))}
    assert [row["text"] for row in named] == list(names.values())
    ink = "#" + "".join(f"{part:02x}" for part in named[0]["ink"])
    assert contrast(ink, fill) >= 4.5
    assert not found["hatch"]["data"]
    assert found["chosen"]["data"]


def test_the_land_is_asked_for_by_address_and_nothing_from_outside(layer, shapes):
    whole = made(layer, shapes)
    for name in GROUNDS:
        assert layers(whole)[name]["data"] == f"./ground/1/r/{name}.json"
        assert ground(shapes, name)
    assert "http" not in json.dumps(whole)
    assert not {"mapStyle", "mapProvider"} & {key for key, value in whole.items() if value}
    assert [view["@@type"] for view in whole["views"]] == ["OrthographicView"]


def test_the_river_lies_where_it_runs_and_the_names_beside_it(layer, shapes):
    (row,) = ground(shapes, "river")
    x, y = shapes.projection(HEIGHT).place([(6.8, 51.02)])[0]
    assert row["path"][0] == pytest.approx([x, y], abs=0.1)
    assert min(middle[1] for middle in shapes.middles.values()) > 51.05


def test_a_deck_travels_without_blanks(layer, shapes):
    whole = deck(layer, shapes, "a", "dark", "./{layer}")
    assert json.loads(compact(whole)) == json.loads(whole.to_json())
    assert len(compact(whole)) < len(whole.to_json()) / 2


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
