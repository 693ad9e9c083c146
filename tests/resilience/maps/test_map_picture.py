"""The map as a picture, on made-up squares: what the deck on screen shows, without a browser."""

import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import shapely

from resilience.charts.style import CHOSEN, MISSING_LINE
from resilience.maps.classes import Classes
from resilience.maps.deck import GROUND
from resilience.maps.labels import SIZE
from resilience.maps.map import Layer
from resilience.maps.outlines import Outlines, outlines
from resilience.maps.picture import map_file, plain_map
from resilience.model.measure import Measure
from resilience.model.provenance import Provenance

SVG = "{http://www.w3.org/2000/svg}"
AREAS = pd.DataFrame(
    {
        "ags": ["a", "b", "n"],
        "name": ["A & B", "C", "Großstadt"],
        "population": [30_000, 40_000, 500_000],
        "geometry": [shapely.box(x, 51, x + 0.1, 51.1).wkb for x in (6.8, 6.9, 7.0)],
    }
)
REGION = pd.DataFrame({"ags": ["a", "b"], "role": "member"})
RIVERS = pd.DataFrame({"geometry": [shapely.LineString([(6.8, 51.02), (7.2, 51.02)]).wkb]})
CLASSES = Classes((10.0,), 0)


@pytest.fixture(scope="module")
def shapes() -> Outlines:
    return outlines(AREAS, REGION, RIVERS)


def layer(value: float = 5.25, source: str = "Quelle: Amt") -> Layer:
    members = pd.DataFrame(
        {
            "ags": ["a", "b"],
            "name": ["A & B", "C"],
            "value": [value, np.nan],
            "low": np.nan,
            "high": np.nan,
            "period": "2020",
            "quality": ["A", "O"],
            "note": "",
        }
    )
    measure = Measure("Prüfwert", "kg", 1, "2020", "de", members, members, "test", "test.x", {})
    provenance = Provenance(source, pd.DataFrame())
    return Layer(measure, members, CLASSES, "höher ist günstiger", provenance)


def file_of(shapes: Outlines, *told: object) -> ElementTree.Element:
    return ElementTree.fromstring(map_file(layer(*told), shapes, "a").svg)


def colours(picture: ElementTree.Element, kind: str) -> list[str]:
    styles = [path.get("style", "") for path in picture.iter(f"{SVG}path")]
    styles += [use.get("style", "") for use in picture.iter(f"{SVG}use")]
    return [found for style in styles for found in re.findall(rf"{kind}: (#\w+)", style)]


def test_the_picture_says_what_it_shows(shapes):
    picture = file_of(shapes)
    told = [text.text or "" for text in picture.iter(f"{SVG}text")]
    for text in ("A & B", "5,2", "Quelle: Amt", "keine Daten", "höher ist günstiger", "unter 10"):
        assert text in told
    assert any("Prüfwert" in text and "2020" in text for text in told)
    assert "Niedrigster Wert A & B" in picture.get("aria-label", "")


def test_cities_have_the_colours_of_their_classes_and_what_is_missing_is_hatched(shapes):
    picture = ElementTree.fromstring(plain_map(layer(), shapes, "a").svg)
    assert CLASSES.colour(5.25) in colours(picture, "fill")
    assert MISSING_LINE in colours(picture, "stroke")
    assert CHOSEN in colours(picture, "stroke")
    none = ElementTree.fromstring(plain_map(layer(), shapes, "").svg)
    assert CHOSEN not in colours(none, "stroke")


def test_the_river_runs_through_the_land(shapes):
    picture = ElementTree.fromstring(plain_map(layer(), shapes, "").svg)
    assert GROUND["light"]["river"] in colours(picture, "stroke")
    assert GROUND["light"]["land"] in colours(picture, "fill")


def test_a_name_that_would_be_cut_is_left_out_and_names_can_be(shapes):
    picture = plain_map(layer(), shapes, "").svg
    assert "Großstadt" not in picture  # its land lies beside the picture
    alone = plain_map(layer(), shapes, "", values_only=True).svg
    assert "A &amp; B" in picture.split("<text", 1)[1]
    assert ">A &amp; B<" not in alone
    assert ">5,2<" in alone


def test_a_low_picture_has_letters_as_high_as_a_tall_one(shapes):
    for height in (300.0, 520.0):
        picture = ElementTree.fromstring(plain_map(layer(), shapes, "", height).svg)
        assert float(picture.get("height", 0)) == pytest.approx(height, abs=0.1)
        (name,) = [text for text in picture.iter(f"{SVG}text") if text.text == "C"]
        (size,) = re.findall(r"font-size: ([\d.]+)px", name.get("style", ""))
        assert float(size) == pytest.approx(SIZE, abs=0.1)


def test_a_long_source_takes_more_lines_and_height(shapes):
    short, long = file_of(shapes), file_of(shapes, 5, "Quelle: " + "ein Amt und " * 40)
    assert float(long.get("height", 0)) > float(short.get("height", 0))


def test_holes_stay_open():
    ring = shapely.box(7.0, 51, 7.3, 51.3).difference(shapely.box(7.1, 51.1, 7.2, 51.2))
    areas = AREAS.assign(geometry=[ring.wkb, shapely.box(7.1, 51.1, 7.2, 51.2).wkb, ring.wkb])
    made = outlines(areas.iloc[:2], REGION)
    picture = ElementTree.fromstring(plain_map(layer(), made, "").svg)
    ways = [path.get("d", "") for path in picture.iter(f"{SVG}path")]
    turns = [
        [np.sign(shapely.LinearRing(_points(part)).is_ccw - 0.5) for part in way.split("M")[1:]]
        for way in ways
        if way.count("M") == 2
    ]
    assert [-1.0, 1.0] in turns or [1.0, -1.0] in turns


def _points(part: str) -> list[tuple[float, float]]:
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", part)]
    return [*zip(numbers[::2], numbers[1::2], strict=True)]
