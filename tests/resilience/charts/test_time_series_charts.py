"""Pictures of years from small frames: nothing crosses a break, gaps are dashed, names apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.charts.labels import apart
from resilience.charts.multiples import multiples_figure
from resilience.charts.style import CHOSEN, DIVERGING, INK, PAPER
from resilience.charts.timeline import timeline_figure, timeline_notes, timeline_sentence
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
MEDIAN = "Median der Vergleichsstädte"
M1 = rows("m1", {y: 40 + (y - 2010) + (y % 2) for y in YEARS}, y2015="B", y2019="P")
M2 = rows("m2", {y: 10.0 for y in YEARS if y not in (2012, 2013)})
G1 = rows("g1", {y: 70.0 + y % 3 for y in YEARS})
P1 = rows("p1", {y: 30.0 for y in YEARS})
WHOLE = history(M1, M2, G1, P1, breaks=["2015"], chosen="m1")


def strokes(drawn: Drawn) -> list[tuple[str, str, list[int]]]:
    """Return dash, colour and years of every line of more than one point."""
    return [
        (line.dash, line.colour, [int(x) for x, _ in line.points])
        for line in drawn.lines
        if len(line.points) > 1
    ]


@pytest.mark.parametrize("make", [timeline_figure, multiples_figure])
def test_no_line_crosses_a_break_nor_a_missing_year_undashed(make):
    drawn = strokes(Drawn(make(WHOLE, "light")))
    assert len(drawn) > 6
    for dash, _, x in drawn:
        assert not (min(x) < 2015 <= max(x))
        assert dash == "dash" or max(np.diff(x)) == 1
    dashed = [x for dash, _, x in drawn if dash == "dash"]
    assert dashed
    assert all(x == [2011, 2014] for x in dashed)


def test_the_projection_is_dotted_begins_after_the_break_and_has_a_band_for_the_chosen_city_only():
    late = history(M1, M2, G1, P1, breaks=["2012"], chosen="m1")
    drawn = Drawn(timeline_figure(late, "light", projected=True))
    dotted = [(colour, x) for dash, colour, x in strokes(drawn) if dash == "dot"]
    assert [min(x) for colour, x in dotted if colour == CHOSEN] == [2012]
    assert all(max(x) == 2022 for _, x in dotted)
    [band] = drawn.areas
    assert set(band["x"]) == {2020, 2021, 2022}
    assert band["fillcolor"] == CHOSEN
    ahead = [dot.told for dot in drawn.peers if "Fortschreibung" in dot.told]
    assert len(ahead) == 3 * len(dotted)
    assert len(Drawn(multiples_figure(late, "light", projected=True)).areas) == 2
    plain = Drawn(timeline_figure(late, "light"))
    assert not plain.areas
    assert not [line for line in plain.lines if line.dash == "dot"]


def test_a_median_of_one_year_is_seen_and_small_pictures_name_all_medians():
    lone = history(M1, M2, G1, P1, rows("g2", {2018: 1.0, 2019: 2.0}), breaks=["2019"])
    median = [
        dot for dot in Drawn(timeline_figure(lone, "light")).dots if dot.colour == INK["light"]
    ]
    assert [dot.x for dot in median].count(2019) == 1
    assert "Median der Mittelstädte." in timeline_notes(lone)
    assert "gleicher Art (Mittelstädte; Großstädte)" in timeline_notes(lone, small=True)


def test_the_axis_of_values_that_never_change_is_as_fine_as_their_digits():
    flat = history(rows("m1", dict.fromkeys(range(2015, 2019), 440.0)))
    low, high = Drawn(timeline_figure(flat, "light")).layout["yaxis"]["range"]
    assert low == pytest.approx(439.9)
    assert high == pytest.approx(440.1)


def test_marks_tell_first_value_after_a_break_doubt_and_kind_of_city():
    drawn = Drawn(timeline_figure(WHOLE, "light"))
    own = [dot for dot in drawn.dots if dot.ags == "m1"]
    assert [dot.x for dot in own] == [*YEARS]
    assert [dot.symbol for dot in own[5:]] == ["diamond", "circle", "circle", "circle", "circle"]
    assert {dot.colour for dot in own[:9]} == {CHOSEN}
    assert own[9].colour == PAPER["light"]  # hollow
    assert own[9].told == "Ahausen 50,0 % 2019 · vorläufig"
    assert {dot.symbol for dot in drawn.dots if dot.ags == "g1"} == {"square"}
    notes = timeline_notes(WHOLE)
    for word in ("Mittelstädte", "Raute", "Gestrichelt", "Offene", "Quadrate"):
        assert word in notes
    assert "Reihenbrüche: 2015" in timeline_sentence(WHOLE)


def test_marks_on_one_place_tell_of_all_that_are_there():
    same = history(rows("m1", {2018: 5.0, 2019: 6.0}), rows("m2", {2018: 5.0, 2019: 7.0}))
    told = {(dot.ags, dot.x): dot.told for dot in Drawn(timeline_figure(same, "light")).dots}
    three = [f"{name} 5,0 % 2018 · normal" for name in (MEDIAN, "Ahausen", "Beburg")]
    assert told["m1", 2018] == told["m2", 2018] == " ".join(three)
    assert told["m1", 2019] == "Ahausen 6,0 % 2019 · normal"


def test_a_break_is_a_dotted_line_between_the_values_it_parts():
    drawn = Drawn(timeline_figure(WHOLE, "light"))
    [line] = [one for one in drawn.layout["shapes"] if one["type"] == "line"]
    assert (line["x0"], line["x1"]) == (2014.5, 2014.5)
    assert line["line"]["dash"] == "dot"
    assert "Methode geändert 2015" in drawn.texts


def test_an_entry_of_the_legend_takes_all_that_belongs_to_a_city():
    late = history(M1, M2, G1, P1, breaks=["2012"], chosen="m1")
    traces = Drawn(timeline_figure(late, "light", projected=True)).traces
    entries = [trace["legendgroup"] for trace in traces if trace["showlegend"]]
    assert sorted(entries) == ["Median der Vergleichsstädte", "g1", "m1", "m2"]
    own = [trace for trace in traces if trace["legendgroup"] == "m1"]
    assert len(own) > 3  # line, band, projection, its points, name
    assert [trace["text"][1] for trace in own if "text" in trace] == ["<b>Ahausen</b>"]


def test_the_median_is_that_of_the_chosen_citys_kind():
    large = history(M1, M2, G1, P1, rows("g2", {2019: 1.0}), chosen="g1")
    assert "Großstädte" in timeline_notes(large)
    assert large.median("large_city")[0]["period"].to_list() == ["2019"]
    assert large.median("town")[0]["value"].iloc[0] == 30


def test_small_pictures_share_both_scales():
    layout = Drawn(multiples_figure(WHOLE, "dark", projected=True)).layout
    across = [layout[f"xaxis{n}"]["range"] for n in ("", 2, 3)]
    up = [layout[f"yaxis{n}"]["range"] for n in ("", 2, 3)]
    assert across == [across[0]] * 3
    assert up == [up[0]] * 3
    assert "xaxis4" not in layout


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
    for make in (timeline_figure, multiples_figure):
        drawn = Drawn(make(empty, "light"))
        assert not drawn.lines
        assert not drawn.dots
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
    assert "geändert (2015)" in refused(WHOLE, "2010", "2019", reasons)


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
    assert "günstigen Bereich" in no_index(WHOLE, "target_band")
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
    assert row["change"] == "Methode geändert, keine Angabe"
    assert table.set_index("ags").loc["m2", "2012"] == "keine\u00a0Daten"
    assert columns[-1].label == "Veränderung 2010 bis 2019 (Prozentpunkte)"
    assert (
        trends.letters_note(WHOLE)
        == "Vermerke hinter den Werten: B: Methode geändert, P: vorläufig."
    )
    table, _ = trends.year_table(WHOLE, "2015", "2018")
    assert table.set_index("ags").loc["m1", "change"] == "+2,0"
    table, _ = trends.year_table(history(rows("m1", {2018: 1.1, 2019: 1.4})), "2018", "2019")
    assert table.set_index("ags").loc["m1", "raw change"] == 0.3 != 1.4 - 1.1


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
    assert "seit der Änderung der Methode 2015: 5, nötig sind 6 (alle Städte)" in few
    rows_, _ = trends.projection_table(late)
    assert rows_["year"].to_list() == ["2020", "2021", "2022"] * 2


def test_longer_series_are_offered_as_links_that_escape():
    lengths = pd.DataFrame({"indicator_id": ["a.b", "c.d"], "periods": [10, 2]})
    declared = pd.DataFrame({"indicator_id": ["a.b", "c.d"], "label": ["A & B", "C"]})
    html = trends.longer_series_html(lengths, declared, {"lang": "en", "peers": "similar"}, "en")
    assert 'href="trends?lang=en&amp;peers=similar&amp;indicator=a.b"' in html
    assert "A &amp; B</a> (10)" in html
    assert "c.d" not in html
