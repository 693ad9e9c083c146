"""Cities as rows on one axis, on made-up values."""

from xml.etree import ElementTree

import pytest

from resilience.charts.rows_picture import NAN, Band, Row, rows_svg
from resilience.charts.style import CHOSEN, TOWN

SVG = "{http://www.w3.org/2000/svg}"
TICKS = ((0.0, "0"), (5.0, "5"), (10.0, "10"))


def drawn(*rows: Row, band: Band | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(rows_svg(rows, TICKS, 1000, 20, "Satz & mehr", band))


def dots(picture: ElementTree.Element) -> list[tuple[str, float]]:
    return [(dot.get("fill"), float(dot.get("cx"))) for dot in picture.iter(f"{SVG}circle")]


def test_values_lie_along_the_axis_and_the_chosen_city_is_set_off():
    picture = drawn(Row("A", 0, "0"), Row("B", 5, "5", marked=True), Row("C", 10, "10"))
    (first, a), (second, b), (third, c) = dots(picture)
    assert (first, second, third) == (TOWN, CHOSEN, TOWN)
    assert b - a == pytest.approx(c - b)


def test_a_missing_value_is_named_and_never_placed():
    picture = drawn(Row("A", 1, "1"), Row("B", NAN, "keine Daten"))
    assert len(dots(picture)) == 1
    assert "keine Daten" in list(picture.itertext())


def test_an_earlier_value_is_a_ring_joined_to_the_later_one():
    picture = drawn(Row("A", 8, "2 → 8", before=2))
    (ring, before), (dot, after) = dots(picture)
    assert (ring, dot) == ("#ffffff", TOWN)
    assert before < after
    ways = [path.get("d") for path in picture.iter(f"{SVG}path")]
    assert any(f"M{before:.1f} " in way and f"L{after:.1f} " in way for way in ways)


def test_the_peers_stand_behind_all_rows_and_are_named():
    band = Band(2, 4, 6, "Mittelstädte: mittlere Hälfte")
    picture = drawn(Row("A", 1, "1"), Row("B", 2, "2"), band=band)
    assert len(list(picture.iter(f"{SVG}rect"))) == 1
    assert band.label in list(picture.itertext())
    assert not list(drawn(Row("A", 1, "1"), band=Band(NAN, NAN, NAN, "x")).iter(f"{SVG}rect"))


def test_names_and_values_never_reach_the_dots():
    picture = drawn(Row("Ein langer Städtename", 0, "0"), Row("B", 10, "10.000 Einwohner"))
    left, right = (x for _, x in dots(picture))
    ends = {text.text: float(text.get("x")) for text in picture.iter(f"{SVG}text")}
    assert ends["Ein langer Städtename"] < left - 7
    assert right + 7 < ends["10.000 Einwohner"] - len("10.000 Einwohner") * 20 * 0.5
    assert picture.get("aria-label") == "Satz & mehr"
