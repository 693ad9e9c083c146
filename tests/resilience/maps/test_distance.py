"""Distances from the peers' median: by kind of city, blue is better, one set of classes."""

import numpy as np
import pandas as pd
import pytest

from resilience.charts.style import DIVERGING
from resilience.maps.distance import DistanceClasses, distance_layer
from resilience.maps.map import title_of
from resilience.model.measure import Measure
from resilience.text.provenance import Provenance

TOWNS = [f"t{i}" for i in range(5)]
CITIES = ["g1", "g2", "g3"]
MEMBERS = pd.DataFrame(
    {"ags": ["t0", "g1"], "name": ["Ort", "Stadt"], "peer_kind": ["town", "large_city"]}
)
PEERS = pd.concat(
    [
        pd.DataFrame({"kind": "town", "label": "Orte", "ags": TOWNS}),
        pd.DataFrame({"kind": "large_city", "label": "Städte", "ags": CITIES}),
    ]
)


def rows(period: str, towns: list[float], cities: list[float]) -> pd.DataFrame:
    frame = pd.DataFrame({"ags": [*TOWNS, *CITIES], "value": [*towns, *cities]})
    return frame.assign(
        name="",
        period=period,
        low=frame["value"] - 1,
        high=frame["value"] + 1,
        quality="A",
        note="",
    )


EARLY = rows("2019", [4, 6, 8, 10, 12], [90, 100, 130])
LATE = rows("2020", [11, 6, 8, 10, 12], [90, 100, 130])


def made(direction: str, values: pd.DataFrame = LATE, indicator: str = "x.y", peers=PEERS):
    every = pd.concat([EARLY, values])
    measure = Measure("Wert", "kg", 0, "2020", "de", values, every, "x", indicator, {})
    return distance_layer(measure, MEMBERS, peers, direction, Provenance("Q", pd.DataFrame()))


def test_each_city_is_held_against_the_median_of_its_own_kind():
    layer = made("higher_is_better")
    shown = layer.members.set_index("ags")
    assert shown["value"].to_dict() == {"t0": 11 - 10, "g1": 90 - 100}
    assert shown.loc["t0", ["low", "high"]].tolist() == [0, 2]
    assert layer.measure.number(shown.loc["t0", "value"]) == "+1"
    assert layer.base.values is LATE
    assert "Orte (5)" in layer.direction
    assert "Städte (3)" in layer.direction
    assert title_of(layer.measure) == "Abstand zum Median: Wert, kg, 2020"


def test_better_is_blue_whichever_way_that_is_and_neither_way_is_no_judgement():
    up, down, neither = (made(way) for way in ("higher_is_better", "lower_is_better", "context"))
    assert up.classes.colour(1e6) == down.classes.colour(-1e6) == DIVERGING[-1]
    assert up.classes.colour(-1e6) == down.classes.colour(1e6) == DIVERGING[0]
    assert up.classes.colour(0) == down.classes.colour(0) == DIVERGING[len(DIVERGING) // 2]
    assert "keine Wertung" in neither.direction
    assert "günstiger" not in neither.direction
    assert "günstiger" in down.direction


def test_classes_are_five_symmetric_and_the_same_for_all_years():
    classes = made("higher_is_better").classes
    assert len(classes.colours) == 5
    assert classes.breaks == tuple(-one for one in reversed(classes.breaks))
    earlier = Measure(
        "Wert", "kg", 0, "2019", "de", EARLY, pd.concat([EARLY, LATE]), "x", "x.y", {}
    )
    layer = distance_layer(
        earlier, MEMBERS, PEERS, "higher_is_better", Provenance("Q", pd.DataFrame())
    )
    assert layer.classes.breaks == classes.breaks


def test_scores_have_the_same_breaks_always():
    extra = {"oldest": "2019", "newest": "2020", "coverage": 1.0}
    layer = made("higher_is_better", LATE.assign(**extra), indicator="")
    assert layer.classes.breaks == (-12, -4, 4, 12)
    assert title_of(layer.measure) == "Abstand zum Median: Wert, Punkte, 2020"


@pytest.mark.parametrize("short", [PEERS[PEERS["kind"] == "town"], PEERS.iloc[:0]])
def test_a_value_without_a_median_makes_no_map_of_distances(short):
    assert made("higher_is_better", peers=short) is None


def test_a_missing_value_stays_missing():
    gone = LATE.assign(value=LATE["value"].where(LATE["ags"] != "t0"))
    assert np.isnan(made("higher_is_better", gone).members["value"].iloc[0])


def test_a_distance_on_a_break_belongs_to_the_farther_class():
    classes = DistanceClasses((-2.0, -1.0, 1.0, 2.0), 0)
    assert classes.colour(1.0) == classes.colours[3]
    assert classes.colour(0.99) == classes.colours[2]
    assert classes.colour(-2.0) == classes.colours[0]


def test_distances_have_the_digits_of_their_figures():
    odd = LATE.assign(value=LATE["value"].replace(11, 11.3))
    assert made("higher_is_better", odd).members["value"].tolist() == [1, -10]
