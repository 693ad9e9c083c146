"""The strip below a map's legend: colours of the classes, a dot per peer and per city."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from resilience.charts.style import CHOSEN, PEER_DOT, TOWN
from resilience.maps.distance import distance_layer
from resilience.maps.map import Layer
from resilience.maps.strip import class_strip
from resilience.maps.told import side_html
from resilience.model.measure import Measure
from resilience.text.provenance import Provenance

MEMBERS = pd.DataFrame(
    {"ags": ["a", "b", "c"], "name": ["Ahausen", "Bestadt", "Cedorf"], "peer_kind": "town"}
)
PEERS = pd.DataFrame(
    {"kind": "town", "label": "Orte", "ags": ["a", "b", "p", "q", "r"]},
)
VALUES = pd.DataFrame(
    {
        "ags": ["a", "b", "p", "q", "r"],
        "name": ["Ahausen", "Bestadt", "Peort", "Qustadt", "Rohausen"],
        "value": [40.0, 90.0, 50.0, 60.0, 80.0],
        "low": np.nan,
        "high": np.nan,
        "period": "2020",
        "quality": "A",
        "note": "",
    }
)


@pytest.fixture(scope="module")
def layer() -> Layer:
    measure = Measure("Prüfwert", "kg", 0, "2020", "de", VALUES, VALUES, "test", "test.x", {})
    provenance = Provenance("Quelle", pd.DataFrame())
    found = distance_layer(measure, MEMBERS, PEERS, "higher_is_better", provenance)
    assert found
    return found


def test_each_peer_and_city_stands_at_its_distance_and_tells_its_value(layer: Layer):
    figure = class_strip(layer, "b", "light").to_dict()
    peers, cities = figure["data"]
    assert dict(zip(peers["customdata"], peers["x"], strict=True)) == {"p": -10, "q": 0, "r": 20}
    assert peers["marker"]["color"] == PEER_DOT
    assert peers["hovertext"][2].startswith("<b>Rohausen</b><br>80")
    assert dict(zip(cities["customdata"], cities["x"], strict=True)) == {"a": -20, "b": 30}
    assert cities["marker"]["color"] == [TOWN, CHOSEN]
    assert "zum Median: −20" in cities["hovertext"][0]


def test_the_bar_has_the_colours_of_the_classes_between_their_breaks(layer: Layer):
    shapes = class_strip(layer, "", "dark").to_dict()["layout"]["shapes"]
    bar = [one for one in shapes if one["type"] == "rect"]
    assert [one["fillcolor"] for one in bar] == list(layer.classes.colours)
    assert [one["x1"] for one in bar[:-1]] == list(layer.classes.breaks)
    assert bar[0]["x0"] < -20
    assert bar[-1]["x1"] > 30


def test_a_map_without_peers_has_no_strip(layer: Layer):
    lone = replace(layer, others=None)
    assert class_strip(lone, "a", "light") is None
    assert 'class="strip"' not in side_html(lone, "a", "", titled=True)
    assert 'class="strip"' in side_html(layer, "a", "", titled=True)
