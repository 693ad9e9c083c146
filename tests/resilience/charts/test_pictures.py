"""Pictures and tables made from small frames: nothing missing is placed, nothing is injected."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from shapely import Polygon
from shapely.affinity import translate

from resilience.charts.profile import profile_figure
from resilience.charts.strip import strip_figure
from resilience.charts.style import CHOSEN, PAPER, TOWN
from resilience.maps.classes import value_classes
from resilience.maps.map import classes_of, legend_html
from resilience.maps.outlines import outlines
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel, panels
from resilience.text.datastate import names_text
from resilience.text.figures import comparison, quality, score_text
from resilience.text.provenance import quality_text, summed_up
from resilience.text.sentences import map_sentence, strip_sentence
from resilience.text.tables import Column, html_table
from tests.resilience.charts.drawn import Drawn

NAMES = {"m1": "Ahausen", "m2": "Beburg", "g1": "Großdorf"}
PEERS = pd.DataFrame(
    [("town", "Mittelstädte", f"p{i}") for i in range(8)]
    + [("town", "Mittelstädte", "m1"), ("town", "Mittelstädte", "m2")]
    + [("large_city", "Großstädte", "g1"), ("large_city", "Großstädte", "g2")],
    columns=["kind", "label", "ags"],
)
MEMBERS_TABLE = pd.DataFrame(
    {
        "ags": list(NAMES),
        "name": list(NAMES.values()),
        "peer_kind": ["town", "town", "large_city"],
    }
)


def values(**known: float) -> pd.DataFrame:
    rows = [(ags, ags, v, np.nan, np.nan, "2020", "A", "") for ags, v in known.items()]
    columns = ["ags", "name", "value", "low", "high", "period", "quality", "note"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float, "low": float, "high": float})


def measure(frame: pd.DataFrame, lang: str = "de") -> Measure:
    return Measure("Prüfwert", "kg", 1, "2020", lang, frame, frame, "test", "test.value", {})


FULL = values(**{f"p{i}": float(i) for i in range(8)}, m1=3.5, g1=100.0, g2=90.0)
SPLIT = panels(FULL, MEMBERS_TABLE, PEERS)


def test_kinds_of_city_are_never_mixed():
    large, towns = SPLIT
    assert large.members["name"].tolist() == ["Großdorf"]
    assert set(towns.peers["ags"]) == {*(f"p{i}" for i in range(8)), "m1"}
    assert towns.quartiles[1] == 3.5


def test_a_member_without_a_value_is_there_and_marked_missing():
    row = SPLIT[1].members.set_index("ags").loc["m2"]
    assert np.isnan(row["value"])
    assert row["quality"] == "O"


def test_few_peers_are_no_reference():
    thin = panels(values(m1=1.0, m2=2.0, p1=3.0), MEMBERS_TABLE, PEERS)[1]
    assert all(np.isnan(q) for q in thin.quartiles)
    rows, _ = comparison(measure(FULL), [thin])
    assert set(rows["against"]) == {"–"}


def test_a_kind_without_peers_keeps_its_members():
    only_towns = PEERS[PEERS["kind"] == "town"]
    found = panels(FULL, MEMBERS_TABLE, only_towns)
    assert [p.members["name"].tolist() for p in found] == [["Großdorf"], ["Ahausen", "Beburg"]]


def strip(chosen: str = "m1", lang: str = "de", split: list[PeerPanel] = SPLIT) -> Drawn:
    return Drawn(strip_figure(measure(FULL, lang), split, chosen, "light"))


def test_the_strip_names_a_missing_value_and_never_places_it():
    drawn = strip()
    assert [dot.told for dot in drawn.dots] == [
        "Großdorf 100,0 kg 2020 · normal",
        "Ahausen 3,5 kg 2020 · normal",
    ]
    assert {"keine Daten", "3,5", "Beburg"} <= set(drawn.texts)


def test_each_peer_is_a_dot_of_its_own_and_every_mark_names_its_area():
    drawn = strip()
    assert [(dot.ags, dot.x) for dot in drawn.peers] == [
        (row["ags"], row["value"]) for panel in SPLIT for row in panel.peers.to_dict("records")
    ]
    assert [dot.ags for dot in drawn.dots] == ["g1", "m1"]
    low, high = drawn.layout["xaxis"]["range"]
    assert low < min(dot.x for dot in drawn.peers) < max(dot.x for dot in drawn.peers) < high
    assert drawn.layout["xaxis2"]["range"] == [low, high]


def test_the_middle_half_and_the_median_of_each_kind_stand_behind_its_rows():
    drawn = strip()
    assert [(band["x0"], band["x1"]) for band in drawn.bands] == [
        panel.quartiles[::2] for panel in SPLIT
    ]
    medians = [one["x0"] for one in drawn.layout["shapes"] if one["type"] == "line"]
    assert medians == [panel.quartiles[1] for panel in SPLIT]
    assert all(shape["layer"] == "below" for shape in drawn.layout["shapes"])


def test_an_interval_is_drawn_and_told():
    known = FULL.assign(low=FULL["value"] - 1, high=FULL["value"] + 2)
    split = panels(known, MEMBERS_TABLE, PEERS)
    drawn = Drawn(strip_figure(measure(known), split, "", "light"))
    bars = [trace["error_x"] for trace in drawn.traces if "error_x" in trace]
    assert [(bar["array"], bar["arrayminus"]) for bar in bars] == [([2], [1]), ([2], [1])]
    assert drawn.dots[1].told == "Ahausen 3,5 kg 95-%-Intervall: 2,5 – 5,5 2020 · normal"
    assert not [trace for trace in strip().traces if "error_x" in trace]


def test_the_chosen_city_is_set_off_by_shape_colour_and_letters():
    drawn = strip()
    looks = [(dot.symbol, dot.colour) for dot in drawn.dots]
    assert looks == [("circle", TOWN), ("diamond", CHOSEN)]
    assert drawn.bold == {"Ahausen", "3,5", "Mittelstädte", "Großstädte"}


def test_each_entry_of_the_legend_stands_once_and_takes_both_kinds_of_city():
    drawn = strip()
    peers = [trace for trace in drawn.traces if trace.get("legendgroup") == "peers"]
    assert [trace["showlegend"] for trace in peers] == [True, False]
    named = [shape["name"] for shape in drawn.layout["shapes"] if shape.get("showlegend")]
    assert named == ["mittlere Hälfte", "Median"]
    assert {shape["legendgroup"] for shape in drawn.layout["shapes"]} == {"spread0", "spread1"}


def test_the_legend_names_what_only_the_second_kind_of_city_has():
    split = panels(FULL, MEMBERS_TABLE, PEERS[PEERS["kind"] == "town"])
    drawn = strip(split=split)
    assert [one["showlegend"] for one in drawn.traces if one.get("legendgroup") == "peers"] == [
        False,
        True,
    ]
    named = [shape["name"] for shape in drawn.layout["shapes"] if shape.get("showlegend")]
    assert named == ["mittlere Hälfte", "Median"]


@pytest.mark.parametrize(("lang", "signs"), [("de", ",."), ("en", ".,")])
def test_axes_write_numbers_as_the_language_does(lang, signs):
    layout = strip(lang=lang).layout
    assert layout["separators"] == signs
    assert layout["template"]["layout"]["xaxis"]["separatethousands"]


def test_light_and_dark_differ_in_ink_only():
    light, dark = (
        Drawn(strip_figure(measure(FULL), SPLIT, "m1", scheme)) for scheme in ("light", "dark")
    )
    inks = [one.layout["template"]["layout"]["font"]["color"] for one in (light, dark)]
    assert inks[0] != inks[1]
    edges = [one.traces[-1]["marker"]["line"]["color"] for one in (light, dark)]
    assert edges == ["#ffffff", PAPER["dark"]]
    assert light.dots == dark.dots


def test_what_a_name_holds_is_text_and_no_markup():
    named = [replace(panel, members=panel.members.assign(name="<b onload=x>&")) for panel in SPLIT]
    drawn = strip("", split=named)
    assert drawn.texts.count("<b onload=x>&") == 3
    assert "<b onload" not in json.dumps([drawn.traces, drawn.layout])


def test_the_profile_has_a_panel_per_theme_and_kind_and_names_what_is_missing():
    scores = FULL.assign(coverage=1.0, oldest="2020", newest="2020")
    split = panels(scores, MEMBERS_TABLE, PEERS)
    themes = pd.DataFrame({"theme_id": ["a", "b"], "label": ["Eins", "Zwei"]})
    drawn = Drawn(profile_figure(themes, {"a": split, "b": split}, "m1", "en", "dark"))
    starts = [drawn.layout[f"xaxis{n}"]["domain"][0] for n in ("", 2, 3, 4)]
    assert starts == pytest.approx([0, 0, 0.5125, 0.5125])
    assert len(drawn.dots) == 2 * 2
    assert drawn.dots[1].told == "Ahausen 4 points Coverage 100 % · values 2020"
    assert drawn.texts.count("no score") == 2
    assert {"Eins", "Zwei"} < drawn.bold
    shown = [drawn.layout[f"yaxis{n}"]["showticklabels"] for n in ("", 2, 3, 4)]
    assert shown == [True, True, False, False]  # names stand once, on the left


def test_in_a_narrow_window_themes_stand_below_each_other_each_with_its_names():
    scores = FULL.assign(coverage=1.0, oldest="2020", newest="2020")
    split = panels(scores, MEMBERS_TABLE, PEERS)
    themes = pd.DataFrame({"theme_id": ["a", "b"], "label": ["Eins", "Zwei"]})
    drawn = Drawn(profile_figure(themes, {"a": split, "b": split}, "m1", "de", "light"))
    narrow = drawn.layout["meta"]["narrow"]
    domains = [narrow[f"yaxis{n}.domain"] for n in ("", 2, 3, 4)]
    assert all(above[0] > below[1] for above, below in pairwise(domains))
    assert all(narrow[f"xaxis{n}.domain"] == [0, 1] for n in ("", 2, 3, 4))
    assert narrow["yaxis3.showticklabels"]
    assert narrow["height"] > 2 * (drawn.layout["height"] - 100)


def test_the_table_says_the_distance_to_the_peers():
    rows, columns = comparison(measure(FULL), SPLIT)
    table = rows.set_index("ags")
    assert table.loc["g1", "against"] == "+5,0"
    assert table.loc["m2", ["value", "year", "against"]].tolist() == ["keine Daten", "–", "–"]
    assert table.loc["g1", "interval"] == "Intervall unbekannt"
    assert "interval" in [c.field for c in columns]


def test_sentences_name_every_city_and_the_extremes():
    sentence = strip_sentence(measure(FULL, "en"), SPLIT)
    assert "Ahausen 3.5\u00a0kg" in sentence
    assert "median 3.5\u00a0kg" in sentence
    mapped = map_sentence(measure(FULL), SPLIT[1].members)
    assert "Niedrigster Wert Ahausen" in mapped


def test_a_table_escapes_what_it_prints():
    frame = pd.DataFrame({"a": ["<script>x</script>"], "b": ["javascript:alert(1)"], "ags": ["1"]})
    html = html_table(frame, [Column("a", "<b>A</b>"), Column("b", "B", link=True)], "&", "1")
    assert "<script>" not in html
    assert "<b>A" not in html
    assert "href" not in html
    assert 'aria-current="true"' in html


@pytest.mark.parametrize(
    ("score", "clipped", "text"),
    [(0.0, True, "≤\u00a00"), (100.0, True, "≥\u00a0100"), (0.0, False, "0"), (np.nan, False, "–")],
)
def test_a_clipped_score_says_so(score, clipped, text):
    assert score_text(score, clipped, "de") == text


@pytest.mark.parametrize(
    ("letter", "note", "text"),
    [
        ("A", "rounded to tens", "normal"),
        ("B", "break in series: x from 2024", "Methode geändert (ab 2024)"),
        ("U", "correction:c1", "unsicher (unplausibel)"),
        ("Q", "unknown or secret", "unbekannt oder geheim (die Quelle nennt keinen Wert)"),
        ("O", "", "fehlend"),
    ],
)
def test_quality_is_told_in_the_language(letter, note, text):
    assert quality(letter, note, {"c1": "unplausibel"}, "de") == text


def test_names_are_listed_only_while_few():
    assert names_text(["A", "B"], "de") == "A und B"
    assert names_text(["A", "B", "C"], "en") == "3 cities"


def test_quality_is_counted_worst_first():
    letters = pd.Series(["A", "A", "U", "O"])
    assert quality_text(letters, "de") == "2× normal, 1× fehlend, 1× unsicher"
    assert quality_text(pd.Series(["A"]), "de") == "alle Werte normal"


def test_provenance_groups_tables_by_publisher():
    day = pd.Timestamp("2026-11-23")
    sources = pd.DataFrame(
        {
            "publisher": ["Amt", "Amt", "Bund"],
            "table_code": ["1", "2", ""],
            "published_on": [pd.Timestamp("2025-03-01"), pd.NaT, pd.Timestamp("2026-05-29")],
            "retrieved_first": day,
            "retrieved_last": day,
        }
    )
    line = summed_up(sources, "2020", pd.Series(["A"]), "de").line
    assert line.startswith(
        "Quelle: Amt (1, 2); Bund · Werte: 2020 · "
        "Stand: 01.03.2025 – 29.05.2026, sonst wie abgerufen · abgerufen: 23.11.2026"
    )
    (one, none) = (summed_up(sources[n : n + 1], "2020", pd.Series(["A"]), "en") for n in (0, 1))
    assert "vintage: 01 March 2025 · retrieved: 23 November 2026" in one.line
    assert "vintage: as retrieved · retrieved: 23 November 2026" in none.brief
    assert summed_up(sources.head(0), "2020", pd.Series(["A"]), "en").line.startswith("Source: no")


SQUARE = Polygon([(0, 0), (1, 0), (1, 1), (0, 1)])


def test_a_map_holds_the_land_nearby_and_each_border_once():
    areas = pd.DataFrame({"ags": ["m1", "m2", "n", "far"], "role": ["member", "member", "", ""]})
    areas = areas.assign(name=areas["ags"], population=60_000)
    beside, away, lower = (translate(SQUARE, x, y) for x, y in ((1.1, 0), (9, 0), (0, -1)))
    areas["geometry"] = [area.wkb for area in (SQUARE, lower, beside, away)]
    shapes = outlines(areas, areas)
    assert shapes.around.within(beside)
    assert not shapes.around.is_empty
    assert shapes.borders.length == 7
    assert [name for name, *_ in shapes.large] == ["n"]


def test_classes_do_not_reach_across_a_break():
    early = values(m1=1.0, m2=2.0, p1=3.0).assign(period="2019")
    late = values(m1=100.0, m2=200.0, p1=300.0).assign(quality="B")
    both = pd.concat([early, late])
    now = measure(both)
    areas = both["ags"]
    assert min(classes_of(now, areas).breaks) > 50
    before = replace(now, period="2019")
    assert max(classes_of(before, areas).breaks) < 50


@pytest.mark.parametrize("has_missing", [True, False])
def test_the_legend_always_explains_missing_areas(has_missing):
    html = legend_html(measure(FULL), value_classes(FULL["value"].to_numpy()), "Höher", has_missing)
    assert "keine Daten" in html
    assert ("(hier keine)" in html) != has_missing
    assert "Prüfwert, kg, 2020" in html


def test_a_table_is_sorted_by_a_column_and_what_is_missing_comes_last():
    frame = pd.DataFrame({"name": ["Zett", "Öhde", "Ahaus"], "raw": [2.0, np.nan, 10.0]})
    frame["value"] = ["2", "keine Daten", "10"]
    columns = [Column("name", "Stadt", by="name"), Column("value", "Wert", numeric=True, by="raw")]

    def names(sort: str) -> list[str]:
        return re.findall(r'scope="row">(\w+)<', html_table(frame, columns, "T", sort=sort))

    assert names("value.up") == ["Zett", "Ahaus", "Öhde"]
    assert names("value.down") == ["Ahaus", "Zett", "Öhde"]
    assert names("name.up") == ["Ahaus", "Öhde", "Zett"]
    assert names("elsewhere.up") == ["Zett", "Öhde", "Ahaus"]
    head = html_table(frame, columns, "T", sort="value.down")
    assert head.count('aria-sort="descending"') == head.count("aria-sort") == 1
