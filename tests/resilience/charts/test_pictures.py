"""Pictures and tables made from small frames: nothing missing is placed, nothing is injected."""

from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from shapely import Polygon
from shapely.affinity import translate

from resilience.charts.plot import CIRCLE, DIAMOND
from resilience.charts.profile import profile_svg
from resilience.charts.strip import strip_svg
from resilience.charts.style import CHOSEN, TOWN
from resilience.maps.classes import value_classes
from resilience.maps.land import land_svg
from resilience.maps.map import classes_of, legend_html
from resilience.maps.outlines import outlines
from resilience.model.measure import Measure
from resilience.model.peer_panel import panels
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


def test_the_strip_names_a_missing_value_and_never_places_it():
    drawn = Drawn(strip_svg(measure(FULL), SPLIT, "m1", "light"))
    assert [dot.told for dot in drawn.dots] == [
        "Großdorf: 100,0 kg (2020)",
        "Ahausen: 3,5 kg (2020)",
    ]
    assert {"keine Daten", "3,5", "Beburg"} <= set(drawn.texts)


def test_each_peer_is_a_dot_of_its_own_on_the_axis_of_all():
    drawn = Drawn(strip_svg(measure(FULL), SPLIT, "m1", "light"))
    assert len(drawn.peers) == sum(len(panel.peers) for panel in SPLIT)
    towns = dict(zip(SPLIT[1].peers["name"], SPLIT[1].peers["value"], strict=True))
    own = [dot for dot in drawn.peers if dot.told.split(":")[0] in towns]
    places = [dot.x for dot in own]
    values = [towns[dot.told.split(":")[0]] for dot in own]
    np.testing.assert_allclose(np.diff(places) / np.diff(values), 100 / 106, atol=0.02)
    assert 0 < min(dot.x for dot in drawn.peers) < max(dot.x for dot in drawn.peers) < 100


def test_the_chosen_city_is_set_off_by_shape_colour_and_letters():
    drawn = Drawn(strip_svg(measure(FULL), SPLIT, "m1", "light"))
    assert [(dot.shape, dot.fill) for dot in drawn.dots] == [(CIRCLE, TOWN), (DIAMOND, CHOSEN)]
    assert drawn.bold == {"Ahausen", "3,5", "Mittelstädte", "Großstädte"}


def test_what_a_name_holds_is_text_and_no_markup():
    named = [replace(panel, members=panel.members.assign(name="<b onload=x>&")) for panel in SPLIT]
    drawn = Drawn(strip_svg(measure(FULL), named, "", "dark"))
    assert drawn.texts.count("<b onload=x>&") == 3
    assert "onload" not in drawn.root.attrib


def test_the_profile_has_a_panel_per_theme_and_kind_and_names_what_is_missing():
    scores = FULL.assign(coverage=1.0, oldest="2020", newest="2020")
    split = panels(scores, MEMBERS_TABLE, PEERS)
    themes = pd.DataFrame({"theme_id": ["a", "b"], "label": ["Eins", "Zwei"]})
    drawn = Drawn(profile_svg(themes, {"a": split, "b": split}, "m1", "en", "dark"))
    assert [column.get("x") for column in drawn.columns] == ["0.00%", "51.25%"]
    assert len(drawn.dots) == 2 * 2
    assert drawn.texts.count("no score") == 2
    assert {"Eins", "Zwei"} < drawn.bold
    assert drawn.texts.count("Beburg") == 1  # names stand once, on the left


def test_the_table_says_the_distance_to_the_peers():
    rows, columns = comparison(measure(FULL), SPLIT)
    table = rows.set_index("ags")
    assert table.loc["g1", "against"] == "+5,0"
    assert table.loc["m2", ["value", "year", "against"]].tolist() == ["keine Daten", "–", "–"]
    assert "interval" not in [c.field for c in columns]


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
        ("B", "break in series: x from 2024", "Reihenbruch (ab 2024)"),
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
            "retrieved_first": day,
            "retrieved_last": day,
        }
    )
    line = summed_up(sources, "2020", pd.Series(["A"]), "de").line
    assert line.startswith("Quelle: Amt (1, 2); Bund · Werte: 2020 · abgerufen: 23.11.2026")
    assert summed_up(sources.head(0), "2020", pd.Series(["A"]), "en").line.startswith("Source: no")


SQUARE = Polygon([(0, 0), (1, 0), (1, 1), (0, 1)])


def test_the_map_hatches_what_is_missing_and_draws_each_border_once():
    areas = pd.DataFrame({"ags": ["m1", "m2", "n", "far"], "role": ["member", "member", "", ""]})
    areas = areas.assign(name=areas["ags"], population=60_000)
    beside, away, lower = (translate(SQUARE, x, y) for x, y in ((1.1, 0), (9, 0), (0, -1)))
    areas["geometry"] = [area.wkb for area in (SQUARE, lower, beside, away)]
    members = pd.DataFrame({"ags": ["m1", "m2"], "name": ["A", "B"], "value": [1.0, np.nan]})
    members["period"] = "2020"
    classes = value_classes(FULL["value"].to_numpy())
    shapes = outlines(areas, areas)
    land = land_svg(measure(FULL), members, classes, shapes.drawing, "m1", live=True)
    drawn = ElementTree.fromstring(f"<svg>{land}</svg>")
    cities = [path for path in drawn.iter("path") if path.get("class") == "city"]
    assert [city.get("aria-label") for city in cities] == [
        "A: 1,0\u00a0kg (2020)",
        "B: keine Daten",
    ]
    assert [city.get("fill") for city in cities] == [classes.colour(1.0), "url(#hatch)"]
    assert [city.get("aria-pressed") for city in cities] == ["true", "false"]
    assert shapes.around.within(beside) and not shapes.around.is_empty
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
