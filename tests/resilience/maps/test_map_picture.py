"""The map as a picture, on made-up squares."""

from xml.etree import ElementTree

import numpy as np
import pandas as pd
import shapely

from resilience.maps.classes import Classes
from resilience.maps.map import Layer
from resilience.maps.outlines import outlines
from resilience.maps.picture import map_svg, plain_map_svg
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


def drawn(value: float, source: str = "Quelle: Amt") -> ElementTree.Element:
    members = pd.DataFrame({"ags": ["a", "b"], "name": ["A & B", "C"], "value": [value, np.nan]})
    measure = Measure("Prüfwert", "kg", 1, "2020", "de", members, members, "test", "test.x", {})
    classes = Classes((10.0,), 0)
    layer = Layer(
        measure, members, classes, "höher ist günstiger", Provenance(source, pd.DataFrame())
    )
    return ElementTree.fromstring(map_svg(layer, outlines(AREAS, REGION).drawing, "a"))


def test_the_picture_says_what_it_shows():
    told = list(drawn(5.25).itertext())
    for text in ("A & B", "5,2", "Quelle: Amt", "keine Daten", "höher ist günstiger"):
        assert text in told
    assert any("Prüfwert" in text and "2020" in text for text in told)
    assert any("Niedrigster Wert A & B" in text for text in told)


def test_a_missing_value_is_hatched_and_a_known_one_coloured():
    fills = [path.get("fill") for path in drawn(5).iter(f"{SVG}path")]
    assert fills.count("url(#hatch)") == 1
    assert Classes((10.0,), 0).colour(5) in fills


def test_the_land_is_cut_at_the_edge_and_a_name_that_would_be_cut_left_out():
    picture = drawn(5)
    land = picture.find(f"{SVG}svg")
    assert land is not None
    assert land.get("overflow") is None
    assert land.get("viewBox", "").startswith("0 0 ")
    assert "Großstadt" not in list(picture.itertext())  # its land lies beside the picture


def test_a_long_source_takes_more_lines_and_height():
    short, long = drawn(5), drawn(5, "Quelle: " + "ein Amt und " * 40)
    assert float(long.get("height")) > float(short.get("height"))


def test_two_maps_alone_in_one_document_keep_their_ids_apart():
    members = pd.DataFrame({"ags": ["a", "b"], "name": ["A", "B"], "value": [1.0, np.nan]})
    measure = Measure("Prüfwert", "kg", 1, "2020", "de", members, members, "test", "test.x", {})
    ids = [
        {element.get("id") for element in ElementTree.fromstring(text).iter() if element.get("id")}
        for key in ("1", "2")
        for text in [
            plain_map_svg(
                measure, members, outlines(AREAS, REGION), Classes((10.0,), 0), "", "Satz", key
            )
        ]
    ]
    assert ids[0] == {"hatch1"}
    assert not ids[0] & ids[1]
