"""Pictures of years from small frames: nothing crosses a break, gaps are dashed, names apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.charts.labels import apart
from resilience.charts.multiples import multiples_svg
from resilience.charts.plot import DIAMOND, SQUARE
from resilience.charts.style import CHOSEN, DIVERGING, PEER
from resilience.charts.timeline import (
    DASHED,
    DOTTED,
    timeline_notes,
    timeline_sentence,
    timeline_svg,
)
from resilience.maps.change import (
    change_between,
    change_classes,
    change_unit,
    index_of,
    left_out,
    no_index,
    refused,
    signed,
)
from resilience.model.measure import Measure
from resilience.model.time_series import TimeSeries
from resilience.text import trends
from tests.resilience.charts.drawn import Drawn

MEMBERS = pd.DataFrame(
    {
        "ags": ["m1", "m2", "g1"],
        "name": ["Ahausen", "Beburg", "Großdorf"],
        "peer_kind": ["town", "town", "large_city"],
    }
)
PEERS = pd.DataFrame(
    [("town", "Mittelstädte", ags) for ags in ("m1", "m2", "p1")]
    + [("large_city", "Großstädte", ags) for ags in ("g1", "g2")],
    columns=["kind", "label", "ags"],
)


def rows(ags: str, values: dict[int, float], **letters: str) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(ags, ags, str(year), value) for year, value in values.items()],
        columns=["ags", "name", "period", "value"],
    )
    quality = ["O" if v != v else letters.get(f"y{y}", "A") for y, v in values.items()]
    return frame.assign(low=np.nan, high=np.nan, quality=quality, note="")


def history(*frames: pd.DataFrame, breaks=(), chosen="", lang="de", unit="%") -> TimeSeries:
    every = pd.concat(frames, ignore_index=True)
    now = every[every["period"] == every["period"].max()]
    measure = Measure("Prüfwert", unit, 1, "2020", lang, now, every, "test", "test.value", {})
    return TimeSeries(measure, MEMBERS, PEERS, list(breaks), chosen)


YEARS = range(2010, 2020)
M1 = rows("m1", {y: 40 + (y - 2010) + (y % 2) for y in YEARS}, y2015="B", y2019="P")
M2 = rows("m2", {y: 10.0 for y in YEARS if y not in (2012, 2013)})
G1 = rows("g1", {y: 70.0 + y % 3 for y in YEARS})
P1 = rows("p1", {y: 30.0 for y in YEARS})
WHOLE = history(M1, M2, G1, P1, breaks=["2015"], chosen="m1")


def years(drawn: Drawn, places: list[tuple[float, float]]) -> list[int]:
    """Return places as years, by the years written below the axes."""
    marks = {(x, int(text)) for x, _, text in drawn.words if text.isdecimal() and len(text) == 4}
    (x0, first), (x1, last) = min(marks), max(marks)
    found = [first + (x - x0) / (x1 - x0) * (last - first) for x, _ in places]
    assert found == pytest.approx([round(one) for one in found], abs=0.02)
    return [round(one) for one in found]


def strokes(drawn: Drawn) -> list[tuple[str, str, list[int]]]:
    """Return dashes, colour and years of every line but the threads to names."""
    return [
        (one.dashes, one.colour, years(drawn, one.points))
        for one in drawn.lines
        if one.width >= 0.8 and len(one.points) > 1
    ]


@pytest.mark.parametrize("picture", [timeline_svg, multiples_svg])
def test_no_line_crosses_a_break_nor_a_missing_year_undashed(picture):
    drawn = strokes(Drawn(picture(WHOLE, "light")))
    assert len(drawn) > 6
    for dashes, _, x in drawn:
        assert not (min(x) < 2015 <= max(x))
        assert dashes == DASHED or max(np.diff(x)) == 1
    dashed = [x for dashes, _, x in drawn if dashes == DASHED]
    assert dashed
    assert all(x == [2011, 2014] for x in dashed)


def test_the_projection_is_dotted_begins_after_the_break_and_has_a_band_for_the_chosen_city_only():
    late = history(M1, M2, G1, P1, breaks=["2012"], chosen="m1")
    drawn = Drawn(timeline_svg(late, "light", projected=True))
    dotted = [(colour, x) for dashes, colour, x in strokes(drawn) if dashes == DOTTED]
    assert [min(x) for colour, x in dotted if colour == CHOSEN] == [2012]
    assert all(max(x) == 2022 for _, x in dotted)
    [band] = drawn.areas
    assert set(years(drawn, band.points)) == {2020, 2021, 2022}
    assert band.colour == CHOSEN
    ahead = [dot.told for dot in drawn.targets if "Fortschreibung" in dot.told]
    assert len(ahead) == 3 * len(dotted)
    assert len(Drawn(multiples_svg(late, "light", projected=True)).areas) == 2
    plain = Drawn(timeline_svg(late, "light"))
    assert not plain.areas
    assert not [one for one in plain.lines if one.dashes == DOTTED]


def test_a_median_of_one_year_is_seen_and_small_pictures_name_all_medians():
    lone = history(M1, M2, G1, P1, rows("g2", {2018: 1.0, 2019: 2.0}), breaks=["2019"])
    grey = [mark for mark in Drawn(timeline_svg(lone, "light")).marks if mark.fill == PEER]
    last = max(mark.x for mark in grey)
    assert [mark.x for mark in grey].count(last) == 1
    assert "Median der Mittelstädte." in timeline_notes(lone)
    assert "gleicher Art (Mittelstädte; Großstädte)" in timeline_notes(lone, small=True)


def test_the_axis_of_values_that_never_change_has_the_values_digits():
    flat = history(rows("m1", dict.fromkeys(range(2015, 2019), 440.0)))
    texts = Drawn(timeline_svg(flat, "light")).texts
    numbers = [text for text in texts if text.startswith(("439", "440"))]
    assert "440,00" in numbers
    assert max(map(len, numbers)) == len("440,00")


def test_marks_tell_first_value_after_a_break_doubt_and_kind_of_city():
    drawn = Drawn(timeline_svg(WHOLE, "light"))
    own = sorted(
        (dot for dot in drawn.targets if dot.told.startswith("Ahausen")), key=lambda d: d.x
    )
    by_place = {(round(mark.x, 1), mark.y): mark for mark in drawn.marks}
    marks = [by_place[round(dot.x, 1), dot.y] for dot in own[5:]]
    assert [mark.shape for mark in marks[:4]] == [DIAMOND, "dot", "dot", "dot"]
    assert [bool(mark.fill) for mark in marks] == [True, True, True, True, False]
    assert own[9].told == "Ahausen: 50,0 % (2019, vorläufig)"
    assert {by_place[round(d.x, 1), d.y].shape for d in drawn.targets if "Groß" in d.told} == {
        SQUARE
    }
    notes = timeline_notes(WHOLE)
    for word in ("Mittelstädte", "Raute", "Gestrichelt", "Offene", "Quadrate"):
        assert word in notes
    assert "Reihenbrüche: 2015" in timeline_sentence(WHOLE)


def test_the_median_is_that_of_the_chosen_citys_kind():
    large = history(M1, M2, G1, P1, rows("g2", {2019: 1.0}), chosen="g1")
    assert "Großstädte" in timeline_notes(large)
    assert large.median("large_city")[0]["period"].to_list() == ["2019"]
    assert large.median("town")[0]["value"].iloc[0] == 30


def test_small_pictures_share_both_scales():
    drawn = Drawn(multiples_svg(WHOLE, "dark", projected=True))
    assert len(drawn.columns) == 3
    seen = []
    for column in drawn.columns:
        lines = {float(one.get("y1")) for one in column.iter("line") if one.get("x2") == "100%"}
        marks = [(one.get("x"), one.text or "") for one in column.iter("text")]
        seen.append((lines, [mark for mark in marks if mark[1].isdecimal() and len(mark[1]) == 4]))
    assert seen[0][0]
    assert seen[0][1]
    assert all(one == seen[0] for one in seen)


@given(st.lists(st.floats(-50, 400), min_size=1, max_size=12).map(sorted))
def test_names_keep_their_order_distance_and_limits(wanted):
    placed = apart(wanted, 18, 0, 345)
    assert np.all(np.diff(placed) >= 18 - 1e-9)
    assert min(placed) >= -1e-9
    assert max(placed) <= 345 + 1e-9
    if all(np.diff(wanted) >= 18) and wanted[0] >= 0 and wanted[-1] <= 345:
        assert placed == pytest.approx(wanted)


def test_an_empty_course_draws_and_says_nothing():
    empty = history(rows("m1", {2019: np.nan}))
    for picture in (timeline_svg, multiples_svg):
        drawn = Drawn(picture(empty, "light"))
        assert not drawn.lines
        assert not drawn.targets
    assert "keine Werte" in timeline_sentence(empty)


def test_a_change_keeps_its_sign_and_percentages_change_by_points():
    change, reasons = change_between(WHOLE, "2015", "2019")
    assert change.unit == "Prozentpunkte"
    told = change.values.set_index("ags")["value"]
    assert change.quantity(told["m1"]) == "+4,0\u00a0Prozentpunkte"
    assert signed(0.04, 1, "de") == "±0,0"
    assert signed(-2, 0, "en") == "−2"
    assert change_unit("% per year", "en") == "percentage points per year"
    assert reasons == {}


def test_a_change_across_a_break_is_refused_in_a_sentence():
    _, reasons = change_between(WHOLE, "2010", "2019")
    assert set(reasons.values()) == {"break"}
    assert "Reihenbruch (2015)" in refused(WHOLE, "2010", "2019", reasons)


def test_a_city_without_one_of_the_years_is_named():
    change, reasons = change_between(WHOLE, "2010", "2012")
    assert reasons == {"m2": "missing"}
    assert change.values.set_index("ags").loc["m2", "quality"] == "O"
    assert refused(WHOLE, "2010", "2012", reasons) == ""
    assert "Beburg" in left_out(WHOLE, reasons, "trends.left_out_change")


@given(st.lists(st.floats(0.1, 1000), min_size=3, max_size=10))
def test_classes_of_change_are_symmetric_round_and_the_same_for_all_years(values):
    frame = rows("m1", dict(enumerate(values, start=2000)))
    made = history(frame, unit="kg")
    classes = change_classes(made)
    assert classes.breaks == tuple(-b for b in reversed(classes.breaks))
    assert len(classes.labels("de")) == len(classes.colours) == len(classes.breaks) + 1
    assert classes.colour(0.0) == DIVERGING[3]
    for size in classes.sizes:
        assert f"{size:e}"[0] in "125"
        assert float(f"{size:.1e}") == pytest.approx(size)
        up, down = classes.colour(size), classes.colour(-size)
        assert DIVERGING.index(up) - 3 == 3 - DIVERGING.index(down) > 0
    assert classes == change_classes(history(frame, unit="kg", chosen="m1"))


def test_classes_of_change_without_any_change_are_one_class():
    classes = change_classes(history(M2))
    assert classes.labels("en") == ("all values",)
    assert classes.colours == (DIVERGING[3],)


def test_an_index_is_refused_where_it_says_nothing():
    assert "Zielband" in no_index(WHOLE, "target_band")
    growth = history(M1, unit="% je Jahr")
    assert "% je Jahr" in no_index(growth, "context")
    assert no_index(history(M1, unit="Prozentpunkte"), "context")
    assert no_index(WHOLE, "context") == ""


def test_an_index_holds_within_its_stretch_only():
    made, reasons = index_of(WHOLE, "2016")
    assert made.periods[0] == "2015"
    assert made.measure.unit == "2016 = 100"
    assert reasons == {}
    made, reasons = index_of(WHOLE, "2012")
    assert reasons == {"m2": "missing"}


def test_the_table_of_years_marks_quality_and_refuses_a_change_across_a_break():
    table, columns = trends.year_table(WHOLE, "2010", "2019")
    row = table.set_index("ags").loc["m1"]
    assert row["2015"].endswith("\u00a0B")
    assert row["2019"].endswith("\u00a0P")
    assert row["change"] == "Reihenbruch, keine Angabe"
    assert table.set_index("ags").loc["m2", "2012"] == "keine\u00a0Daten"
    assert columns[-1].label == "Veränderung 2010 bis 2019 (Prozentpunkte)"
    assert trends.letters_note(WHOLE) == "Vermerke hinter den Werten: B: Reihenbruch, P: vorläufig."
    table, _ = trends.year_table(WHOLE, "2015", "2018")
    assert table.set_index("ags").loc["m1", "change"] == "+2,0"


def test_short_and_old_series_say_so():
    assert "Nur ein Berichtsjahr (2019)" in trends.length_note(history(M1[-1:]), "2020", 6)
    assert "noch kein Trend" in trends.length_note(history(M1[-2:]), "2020", 6)
    assert "endet 2019" in trends.length_note(WHOLE, "2026", 6)
    assert trends.length_note(WHOLE, "2020", 6) == ""


def test_the_first_year_of_a_change_is_the_first_that_compares():
    assert trends.default_start(WHOLE) == "2015"
    assert trends.default_start(history(M1)) == "2010"
    assert trends.default_start(history(M1, breaks=["2019"])) == "2010"


def test_a_projection_names_its_assumption_and_who_has_none_and_why():
    late = history(M1, M2, G1, P1, breaks=["2012"], chosen="m1")
    note = trends.projection_note(late, ["m1", "m2", "g1"])
    assert "Fortschreibung (Annahme: Trend der letzten 8 Jahre hält an), keine Prognose" in note
    assert "genau auf einer Geraden" in note
    assert "(Beburg)" in note
    few = trends.projection_note(WHOLE, ["m1", "m2", "g1"])
    assert "seit dem Reihenbruch 2015: 5, nötig sind 6 (alle Städte)" in few
    rows_, _ = trends.projection_table(late)
    assert rows_["year"].to_list() == ["2020", "2021", "2022"] * 2


def test_longer_series_are_offered_as_links_that_escape():
    lengths = pd.DataFrame({"indicator_id": ["a.b", "c.d"], "periods": [10, 2]})
    declared = pd.DataFrame({"indicator_id": ["a.b", "c.d"], "label": ["A & B", "C"]})
    html = trends.longer_series_html(lengths, declared, {"lang": "en", "peers": "similar"}, "en")
    assert 'href="trends?lang=en&amp;peers=similar&amp;indicator=a.b"' in html
    assert "A &amp; B</a> (10)" in html
    assert "c.d" not in html
