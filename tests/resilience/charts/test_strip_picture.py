"""Strips drawn without a browser: a city among its peers, and what is missing only in words."""

import math
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from resilience.charts.strip_picture import StripRow, strip_svg
from resilience.charts.style import CHOSEN, INK
from resilience.charts.ticks import axis_of

SVG = "{http://www.w3.org/2000/svg}"
NAN = math.nan
MARKS = ((0.0, "0"), (50.0, "50"), (100.0, "100"))
ROW = StripRow(
    label="Prüfwert & Co",
    peers=(10.0, 20.0, 30.0, 60.0),
    quartiles=(17.5, 25.0, 37.5),
    name="Ahausen",
    value=40.0,
    low=35.0,
    high=55.0,
    axis=(0.0, 100.0),
    text="40 (75 %)",
    ticks=MARKS,
)


def drawn(*rows: StripRow, width: float = 500, size: float = 10) -> ElementTree.Element:
    return ElementTree.fromstring(strip_svg(rows, "Titel", "Satz", width, size))


def scale(picture: ElementTree.Element) -> tuple[float, float]:
    """Return where 0 and one unit more lie, by the marks of the axis."""
    words = {text.text: float(text.get("x")) for text in picture.iter(f"{SVG}text")}
    return words["0"], (words["100"] - words["0"]) / 100


def test_everything_stands_where_its_value_is():
    picture = drawn(ROW)
    zero, unit = scale(picture)
    band = picture.find(f"{SVG}rect")
    assert float(band.get("x")) == pytest.approx(zero + 17.5 * unit, abs=0.1)
    assert float(band.get("width")) == pytest.approx(20 * unit, abs=0.15)
    peers = [float(dot.get("cx")) for dot in picture.iter(f"{SVG}circle")]
    assert peers == pytest.approx([zero + v * unit for v in ROW.peers], abs=0.1)
    corners = picture.find(f"{SVG}polygon").get("points").split()
    middle = (float(corners[1].split(",")[0]) + float(corners[3].split(",")[0])) / 2
    assert middle == pytest.approx(zero + 40 * unit, abs=0.1)
    bar = next(line for line in picture.iter(f"{SVG}line") if line.get("stroke") == CHOSEN)
    ends = [float(bar.get("x1")), float(bar.get("x2"))]
    assert ends == pytest.approx([zero + 35 * unit, zero + 55 * unit], abs=0.1)
    median = [line for line in picture.iter(f"{SVG}line") if line.get("stroke") == INK["light"]]
    assert float(median[0].get("x1")) == pytest.approx(zero + 25 * unit, abs=0.1)


def test_title_sentence_label_name_and_value_are_told():
    told = list(drawn(ROW).itertext())
    assert told[:2] == ["Titel", "Satz"]
    assert {"Prüfwert & Co", "Ahausen", "40 (75 %)", "50"} <= set(told)


def test_a_missing_value_is_named_and_not_placed():
    missing = replace(ROW, value=NAN, low=NAN, high=NAN, text="keine Daten")
    picture = drawn(missing)
    assert picture.find(f"{SVG}polygon") is None
    assert CHOSEN not in ElementTree.tostring(picture, "unicode")
    assert "Ahausen" not in list(picture.itertext())
    said = next(text for text in picture.iter(f"{SVG}text") if text.text == "keine Daten")
    assert said.get("font-style") == "italic"


def test_too_few_peers_have_neither_middle_half_nor_median():
    picture = drawn(replace(ROW, quartiles=(NAN, NAN, NAN)))
    assert picture.find(f"{SVG}rect") is None
    assert INK["light"] not in [line.get("stroke") for line in picture.iter(f"{SVG}line")]


def test_rows_with_the_same_axis_share_their_marks():
    other = replace(ROW, axis=(0.0, 10.0), ticks=((0.0, "0"), (10.0, "10")), value=4.0)
    texts = [text.text for text in drawn(ROW, ROW, other).iter(f"{SVG}text")]
    assert texts.count("100") == 1
    assert texts.count("10") == 1


def test_a_long_label_breaks_into_lines_and_takes_height():
    long = replace(ROW, label="Wege zur nächsten Haltestelle mit mehr als zwanzig Abfahrten am Tag")
    short_height, long_height = (float(drawn(r, width=200).get("height")) for r in (ROW, long))
    assert long_height > short_height
    starts = [text.text for text in drawn(long, width=200).iter(f"{SVG}text")]
    assert "Wege zur" in starts


def test_nothing_is_drawn_beyond_the_picture():
    wild = replace(ROW, value=140.0, high=300.0, name="Ein sehr langer Name einer Stadt")
    picture = drawn(wild)
    zero, unit = scale(picture)
    for line in picture.iter(f"{SVG}line"):
        assert float(line.get("x2")) <= zero + 100 * unit + 0.1


@pytest.mark.parametrize(
    ("values", "axis", "texts"),
    [
        ([3.2, 9.7, NAN], (0.0, 10.0), ["0", "5", "10"]),
        ([0.12, 0.19], (0.1, 0.2), ["0,10", "0,15", "0,20"]),
        ([1500.0, 4200.0], (1000.0, 5000.0), ["1.000", "2.000", "3.000", "4.000", "5.000"]),
        ([-3.0, 4.0], (-5.0, 5.0), ["−5", "0", "5"]),
        ([7.0, 7.0], None, None),
    ],
)
def test_an_axis_ends_at_round_marks_around_all_values(values, axis, texts):
    found, marks = axis_of(values, "de")
    known = [v for v in values if v == v]
    assert found[0] <= min(known)
    assert max(known) <= found[1]
    assert found[0] < found[1]
    if axis:
        assert found == pytest.approx(axis)
        assert [text for _, text in marks] == texts
