"""Two indicators against each other: names apart, kinds apart, and nothing claimed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.charts.labels import CLEAR, HEIGHT, LETTER, Place, places
from resilience.charts.scatter import WIDTH, scatter_figure
from resilience.charts.style import CHOSEN
from resilience.model.measure import Measure
from resilience.model.pair import Pair
from resilience.text import relations
from tests.resilience.charts.drawn import Drawn

TOWNS = [f"m{i}" for i in range(6)]
MEMBERS = pd.DataFrame(
    {
        "ags": [*TOWNS, "g1"],
        "name": ["Ahausen", "Beburg", "Cestadt", "Dedorf", "Eheim", "Effingen", "Großdorf"],
        "peer_kind": ["town"] * 6 + ["large_city"],
    }
)


def measure(values: dict[str, float], label: str, period: str = "2020", lang="de") -> Measure:
    frame = pd.DataFrame(
        [(ags, ags, "county" if ags == "05" else "municipality", v) for ags, v in values.items()],
        columns=["ags", "name", "level", "value"],
    )
    quality = ["O" if v != v else "A" for v in frame["value"]]
    frame = frame.assign(low=np.nan, high=np.nan, period=period, quality=quality, note="")
    return Measure(label, "kg", 1, period, lang, frame, frame, "test", f"test.{label}", {})


X = dict(zip([*TOWNS, "g1"], [1.0, 2.0, 3.0, 4.0, 5.0, np.nan, 90.0], strict=True))
Y = dict(zip([*TOWNS, "g1"], [2.0, 1.0, 4.0, 3.0, 5.0, 6.0, 1.0], strict=True))
REST = {f"r{i}": float(i % 17) for i in range(100)}
PAIR = Pair(measure(X | REST | {"05": 7.0}, "Erstes"), measure(Y | REST, "Zweites"), MEMBERS, "m1")


def test_the_large_city_is_shown_as_another_kind_and_not_counted():
    drawn = Drawn(scatter_figure(PAIR, "light"))
    assert len(drawn.peers) == 100
    shapes = ["circle", "diamond", "circle", "circle", "circle", "square"]
    assert [dot.symbol for dot in drawn.dots] == shapes
    assert drawn.dots[1].colour == CHOSEN
    told = "Ahausen Erstes 1,0 kg (2020 · normal) Zweites 2,0 kg (2020 · normal)"
    assert drawn.dots[0].told == told
    assert [(dot.x, dot.y) for dot in drawn.dots] == [(X[d.ags], Y[d.ags]) for d in drawn.dots]
    assert drawn.layout["dragmode"] == "zoom"
    assert not drawn.layout["xaxis"]["fixedrange"]
    assert not drawn.layout["yaxis"]["fixedrange"]
    assert len(PAIR.towns) == 5
    table, _ = relations.coefficient_table(PAIR, 120)
    assert table["n"].to_list() == ["5", "106"]
    assert table["pearson"].iloc[0] == "+0,80"
    assert table["pearson_interval"].iloc[0] == "−0,28 bis +0,99"
    assert "Großdorf ist Großstadt" in relations.pair_notes(PAIR, 120)


def test_a_city_without_both_values_is_named_and_never_placed():
    texts = Drawn(scatter_figure(PAIR, "light")).texts
    assert "Ahausen" in texts
    assert "Effingen" not in texts
    assert "nicht im Bild: Effingen" in relations.pair_notes(PAIR, 120)
    rows, _ = relations.pair_table(PAIR)
    row = rows.set_index("ags").loc["m5"]
    assert (row["x"], row["y"], row["counted"]) == ("keine Daten", "6,0", "nein")
    assert row["quality x"] == "fehlend"
    assert rows.set_index("ags").loc["g1", "counted"] == "nein"


def test_all_municipalities_have_a_coefficient_only_if_half_of_them_are_known():
    table, _ = relations.coefficient_table(PAIR, 396)
    assert table["pearson"].to_list() == ["+0,80", "–"]
    assert "Nur 106 von 396" in relations.pair_notes(PAIR, 396)


def test_municipalities_beyond_the_picture_are_counted():
    far = REST | {"far": 1e6}
    pair = Pair(measure(X | far, "a"), measure(Y | far, "b"), MEMBERS, "")
    assert pair.outside == 1
    assert "außerhalb des Ausschnitts: 1." in relations.pair_notes(pair, 120)
    assert "Ausschnitt" not in relations.pair_notes(PAIR, 120)
    assert len(Drawn(scatter_figure(pair, "light")).peers) == 100


def test_a_coefficient_is_read_as_doubtful():
    assert "gar kein Zusammenhang" in relations.reading(PAIR)
    assert "5 Städten" in relations.sentence(PAIR)
    few = Pair(measure({"m0": 1.0}, "a"), measure(Y, "b"), MEMBERS, "")
    assert "zu wenige" in relations.reading(few)
    line = Pair(measure(Y, "a", lang="en"), measure(Y, "b", lang="en"), MEMBERS, "")
    assert "exactly on a straight line" in relations.reading(line)


def test_a_coefficient_made_by_one_city_says_so():
    values = {f"m{i}": v for i, v in enumerate([1.0, 2.0, 3.0, 4.0, 5.0, 60.0])}
    other = {f"m{i}": v for i, v in enumerate([5.0, 4.0, 3.0, 2.0, 1.0, 90.0])}
    told = relations.reading(Pair(measure(values, "a"), measure(other, "b"), MEMBERS, ""))
    assert "schließt null aus" in told
    assert "Spearman" in told


def test_the_second_indicator_stands_in_the_nearest_year():
    rows = pd.concat([measure(X, "a", period).every_year for period in ("2015", "2018", "2022")])
    members = MEMBERS["ags"]
    assert relations.nearest_period(rows, members, "2016") == "2015"
    assert relations.nearest_period(rows, members, "2020") == "2022"
    assert relations.nearest_period(rows, members, "2018-06") == "2018"


def test_shared_series_are_named():
    assert relations.shared_note(pd.DataFrame({"label": []}), "de") == ""
    told = relations.shared_note(pd.DataFrame({"label": ["Bevölkerung"]}), "de")
    assert "(Bevölkerung)" in told


POINTS = st.lists(
    st.tuples(st.floats(0, WIDTH), st.floats(0, 470)), min_size=1, max_size=11, unique=True
)


def boxes(points, found: list[Place], names: list[str], stretch: float) -> list[tuple]:
    out = []
    for (x, y), place, name in zip(points, found, names, strict=True):
        wide, middle = LETTER * len(name), x * stretch
        left = middle + CLEAR if place.right else middle - CLEAR - wide
        out.append((left, left + wide, y + place.up - HEIGHT / 2, y + place.up + HEIGHT / 2))
    return out


@settings(deadline=None)
@given(POINTS, st.floats(1, 3))
def test_names_cover_no_other_name_at_any_width(points, stretch):
    names = ["Heiligenhaus", "Haan", "Monheim"] * 4
    names = names[: len(points)]
    x, y = zip(*points, strict=True)
    found = places(x, y, names, WIDTH, 475)
    drawn = boxes(points, found, names, stretch)
    for i, one in enumerate(drawn):
        assert one[0] >= -1e-6
        assert one[1] <= WIDTH * stretch + 1e-6
        for other in drawn[:i]:
            apart = one[1] <= other[0] + 1e-6 or other[1] <= one[0] + 1e-6
            assert apart or one[3] <= other[2] + 1e-6 or other[3] <= one[2] + 1e-6


def test_a_lone_name_stands_right_beside_its_dot_and_left_where_there_is_no_room():
    assert places([100], [200], ["Haan"], WIDTH, 475) == [Place(True, 0)]
    assert places([WIDTH - 5], [200], ["Haan"], WIDTH, 475) == [Place(False, 0)]
    crowd = places([100, 112], [200, 200], ["Haan", "Hilden"], WIDTH, 475)
    assert crowd == [Place(False, 0), Place(True, 0)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pair_without_any_city_draws_nothing(scheme):
    empty = Pair(measure({}, "a"), measure({}, "b"), MEMBERS, "")
    drawn = Drawn(scatter_figure(empty, scheme))
    assert not drawn.dots
    assert not drawn.peers
