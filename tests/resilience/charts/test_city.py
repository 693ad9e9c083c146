"""A city's profile from small frames: its picture, its lists and where they lead."""

import numpy as np
import pandas as pd

from resilience.analysis import city_findings
from resilience.analysis.profile import default_city, newest_scores, profile_of
from resilience.charts import city, drivers
from resilience.charts.style import CHOSEN
from resilience.model.profile import Profile
from resilience.spec import AXES, CAPACITIES
from resilience.text import city_lists, city_process
from resilience.text.tables import html_table
from tests.resilience.charts.drawn import Drawn

NAN = np.nan
MEMBERS = pd.DataFrame(
    {
        "ags": ["m1", "m2", "g1"],
        "name": ["Ahausen", "Beburg", "Großdorf"],
        "peer_kind": ["town", "town", "large_city"],
        "pilot": [False, True, True],
    }
)
PEERS = pd.DataFrame(
    [("town", "Mittelstädte", ags) for ags in ("m1", "m2", "p1", "p2")]
    + [("large_city", "Großstädte", ags) for ags in ("g1", "g2")],
    columns=["kind", "label", "ags"],
)
THEMES = pd.DataFrame({"theme_id": ["t", "u"], "label": ["Eins", "Zwei"]})
SCORES = {"m1": 40.0, "m2": 50.0, "p1": 60.0, "p2": 70.0, "g1": 90.0, "g2": 95.0}


def scores(group: str, period: str = "2024", **other: float) -> pd.DataFrame:
    rows = [(group, a, a, v, period) for a, v in {**SCORES, **other}.items()]
    frame = pd.DataFrame(rows, columns=["group_id", "ags", "name", "score", "period"])
    return frame.assign(coverage=0.75, quality="A", oldest="2020", newest="2024")


def profile(ags: str = "m1", axes: bool = False, lang: str = "de", **other: float) -> Profile:
    groups = ("u", *CAPACITIES, *AXES)
    every = pd.concat([scores("t", **other), *(scores(name) for name in groups)])
    own = MEMBERS[MEMBERS["ags"] == ags]
    newest = newest_scores(every.reset_index(drop=True))
    claim = {"claim": "below", "share": 0.97, "noise_share": NAN, "unknown": 1, "indicators": 3}
    claims = dict.fromkeys(("t", *groups), claim)
    return profile_of(newest, THEMES, own, PEERS, axes, lang, claims)


INPUTS = pd.DataFrame(
    [
        ("t", "t.one", "m1", "2020", 1.0, 0.5, 1.5, "E", 10.0, False),
        ("t", "t.one", "p1", "2020", 4.0, NAN, NAN, "A", 40.0, False),
        ("t", "t.one", "p2", "2020", 5.0, NAN, NAN, "A", 50.0, False),
        ("u", "u.two", "m1", "2021", 9.0, NAN, NAN, "A", 100.0, True),
        ("u", "u.two", "p1", "2021", 2.0, NAN, NAN, "A", 20.0, False),
        ("u", "u.two", "p2", "2021", 3.0, NAN, NAN, "A", 30.0, False),
    ],
    columns=[
        "theme_id",
        "indicator_id",
        "ags",
        "period",
        "value",
        "low",
        "high",
        "quality",
        "score",
        "clipped",
    ],
)
DECLARED = pd.DataFrame(
    {
        "indicator_id": ["t.one", "u.two"],
        "theme_id": ["t", "u"],
        "label": ["Prüfwert <eins>", "Prüfwert zwei"],
        "unit": ["%", "kg"],
        "decimals": 1,
        "direction": "higher_is_better",
        "noise": ["unknown", "complete"],
        "low": 0.0,
        "high": 10.0,
        "band_low": NAN,
        "band_high": NAN,
    }
)


def about(lang: str = "de") -> city_lists.About:
    own = MEMBERS.to_dict("records")[0]
    carried = {"lang": "en", "city": "m1", "theme": "t"} if lang == "en" else {"city": "m1"}
    return city_lists.About(lang, own, DECLARED, {"t": "Eins", "u": "Zwei"}, carried)


def test_without_a_choice_the_first_pilot_is_shown():
    assert default_city(MEMBERS) == "m2"
    assert default_city(MEMBERS.head(1)) == "m1"


def test_the_newest_year_with_a_score_counts_for_each_group():
    old, empty = scores("t", "2020"), scores("t", "2024").assign(score=NAN)
    every = pd.concat([old, empty, scores("change")], ignore_index=True)
    found = newest_scores(every)
    assert found.groupby("group_id")["period"].unique().map(list).to_dict() == {
        "t": ["2020"],
        "change": ["2024"],
    }


def test_the_picture_sets_the_city_off_on_its_own_kind_of_peers():
    made = profile()
    drawn = Drawn(city.profile_figure(made, "light"))
    assert [(dot.x, dot.colour, dot.ags) for dot in drawn.dots] == [(40, CHOSEN, "m1")] * 6
    assert 90 not in [dot.x for dot in drawn.peers]
    assert drawn.peers[0].told == "m2 50 Punkte Abdeckung 75 % · Werte 2020–2024"
    assert len(drawn.bands) == 6
    assert drawn.bands[0]["x0"] == 47.5
    assert "Themenfelder · Vergleich: Mittelstädte (4)" in drawn.texts
    assert drawn.texts.count("40 (75 %)") == 6


def test_a_missing_score_is_named_and_not_placed():
    made = profile(m1=NAN)
    drawn = Drawn(city.profile_figure(made, "dark"))
    assert len(drawn.dots) == 5
    assert "kein Punktwert" in drawn.texts
    rows, _ = city.profile_table(made)
    assert rows.loc[0, ["score", "coverage", "years"]].tolist() == ["kein Punktwert", "–", "–"]
    assert "Eins kein Punktwert (Median 60), unter dem Median" in city.profile_sentence(made)


def test_four_capacities_fold_into_two_axes():
    assert list(profile().groups) == ["t", "u", *CAPACITIES]
    assert list(profile(axes=True).groups) == ["t", "u", *AXES]


def test_a_large_city_is_shown_among_large_cities_and_the_page_says_why():
    made = profile("g1", lang="en")
    assert made.peers == ("Großstädte", 2)
    told = city.introduction(made)
    assert "Großstädte" in told
    assert "cannot be measured on one scale" in told
    assert told.startswith("Pilot city")
    rows, columns = city.profile_table(made)
    assert rows.loc[0, "claim"] == (
        "below the median (in 97 % of the runs; noise unknown for 1 of 3 indicators)"
    )
    assert rows.loc[0, ["score", "median", "middle", "n"]].tolist() == [
        "90",
        "92",
        "91\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}94",
        "2",
    ]
    assert [column.field for column in columns] == [
        "label", "score", "coverage", "years", "median", "middle", "n", "claim", "quality"
    ]  # fmt: skip


def test_bars_show_what_lifts_and_what_lowers_a_score():
    made, told = profile(), about()
    moved = city_findings.contributions(INPUTS, "m1", ("p1", "p2"))
    drawn = Drawn(drivers.bars_figure(made, moved, told, "light"))
    one, other = drawn.bars
    assert (one["x"], other["x"]) == ([-35.0], [75.0])
    assert one["marker"]["color"] != other["marker"]["color"]
    assert {"−35,0", "+75,0"} < set(drawn.texts)
    assert "Eins: 40,0 Punkte, Mittel der Vergleichsstädte 55,0 (−15,0)" in drawn.texts
    [hover] = one["hovertext"]
    assert hover.startswith("<b>Prüfwert &lt;eins&gt;</b><br>10 Punkte<br>")
    hidden = [note for note in drawn.layout["annotations"] if not note.get("visible", True)]
    assert [note["text"] for note in hidden] == ["Prüfwert &lt;eins&gt;", "Prüfwert zwei"]
    rows, _ = drivers.table(made, moved, told)
    assert rows["contribution"].tolist() == ["−35,0", "+75,0"]
    assert rows["score"].tolist() == ["10", "≥\u00a0100"]
    assert "Zwei: am höchsten Prüfwert zwei (+75,0)" in drivers.sentence(made, moved, told)


def test_long_names_break_between_words():
    name = "Ein Name mit sehr vielen Wörtern, der nicht auf eine Zeile passt"
    assert drivers._wrapped(name).replace("<br>", " ") == name
    assert drivers._wrapped("kurz") == "kurz"


def test_a_standing_says_value_year_flag_interval_and_median():
    found = city_findings.indicator_standings(INPUTS, DECLARED, "m1", ("p1", "p2"))
    rows, columns = city_lists.standing_table(found, about())
    first = rows.iloc[0]
    assert first["value"] == "1,0\u00a0%"
    assert first["year"] == "2020, geschätzt"
    assert first["median"] == "4,5"
    assert first["interval"] == "0,5\u00a0–\u00a01,5"
    assert rows.loc[1, "interval"] == "vollständig gezählt"
    assert first["claim"] == "im schlechtesten Viertel (in 100 % der Ziehungen aus den Intervallen)"
    assert rows["gain"].tolist() == ["−35,0", "+75,0"]
    assert first["standing"] == "schlechter als 2 von 2"
    assert rows.loc[1, "standing"] == "besser als 2 von 2"
    glance = city_lists.outstanding_table(found, about())[1]
    fields = ["label", "value", "year", "median", "gain", "standing", "claim"]
    assert [column.field for column in glance] == fields
    html = html_table(rows, columns, "c")
    assert "indicator?city=m1&amp;indicator=t.one" in html
    assert "<eins>" not in html
    assert "günstiger als der Median: **1**, ungünstiger: **1**" in city_lists.standing_note(
        found, "de"
    )


def test_a_list_without_rows_is_a_sentence():
    empty = city_findings.indicator_standings(INPUTS.head(0), DECLARED, "m1", ("p1",))
    told = about().html(city_lists.standing_table(empty, about()), "strengths")
    assert told.startswith("<p>")
    assert "Ahausen" in told


def test_changes_are_in_percentage_points_and_flagged():
    values = pd.DataFrame(
        [
            ("t.one", "m1", "2018", 1.0, "A"),
            ("t.one", "m1", "2020", 3.5, "U"),
            ("u.two", "m1", "2020", 3.5, "A"),
        ],
        columns=["indicator_id", "ags", "period", "value", "quality"],
    ).assign(low=NAN, high=NAN, note="")
    breaks = pd.DataFrame({"indicator_id": [], "period": []}, dtype=object)
    found, untold = city_findings.changes(values, breaks, DECLARED)
    rows, _ = city_lists.change_table(found, about())
    assert rows.loc[0, ["start", "end", "change", "judgement"]].tolist() == [
        "1,0 (2018)",
        "3,5 (2020, unsicher)",
        "+2,5\u00a0Prozentpunkte",
        "günstiger",
    ]
    note = city_lists.change_note({**untold, "broken": ["t.one"]}, about("en"))
    assert "Prüfwert <eins>" in note
    assert "1 indicators" in note


def test_flags_list_missing_values_first():
    newest = pd.DataFrame(
        [
            ("t.one", "t", "m1", "2024", 3.0, "U", "correction:c1"),
            ("u.two", "u", "m1", None, NAN, "O", "not in the excerpt at hand"),
        ],
        columns=["indicator_id", "theme_id", "ags", "period", "value", "quality", "note"],
    )
    rows, _ = city_lists.flag_table(newest, {"c1": "unplausibel"}, about())
    assert rows["value"].tolist() == ["keine Daten", "3,0\u00a0%"]
    assert rows.loc[0, "year"] == "–"
    assert rows.loc[0, "quality"].startswith("fehlend (")
    assert rows.loc[1, "quality"] == "unsicher (unplausibel)"


IDEA = {
    "idea_id": "i",
    "city_type": "medium_town",
    "pilot_name": "Beburg",
    "title": "Idee",
    "summary": "Kurz",
    "publisher": "Amt",
    "citation": "amt.example",
    "themes": ["t"],
}


def test_an_idea_says_why_it_is_here_where_a_trace_could_show_and_its_source():
    ideas = pd.DataFrame(
        [
            {**IDEA, "pilot": "m1", "dated": "2022-09-26", "indicators": []},
            {**IDEA, "pilot": "m2", "dated": None, "indicators": ["t.one"]},
            {**IDEA, "pilot": "m2", "dated": "2022", "indicators": ["u.two"]},
        ]
    )
    weak = pd.DataFrame({"indicator_id": ["t.one"], "theme_id": ["t"]})
    found = city_findings.ideas_for(ideas, "m1", "medium_town", weak)
    rows, columns = city_process.idea_table(found, about())
    assert rows["why"].tolist() == [
        "Idee für Ahausen",
        "aus Beburg; berührt: Prüfwert <eins>",
        "aus Beburg; Themenfeld einer Schwäche: Eins",
    ]
    assert rows["source"].tolist() == [
        "Amt (amt.example), 26.09.2022",
        "Amt (amt.example), ohne Datum",
        "Amt (amt.example), 2022",
    ]
    assert city_process.idea_note(found, about()).endswith("zu: Zwei.")
    assert city_process.idea_note(found.tail(2), about("en")).startswith("No idea of Ahausen")
    html = html_table(rows, columns, "c")
    assert "in keiner offenen Zahl" in html
    assert "indicator=u.two" in html


def test_a_question_that_was_not_handed_down_is_named_as_such():
    kopfstand = pd.DataFrame(
        [("t", True, "Wie nicht?", None, "Amt", "amt.example", "2021"), ("u", False, *[None] * 5)],
        columns=["theme_id", "recorded", "question", "flip", "publisher", "citation", "dated"],
    )
    rows, _ = city_process.question_table(kopfstand, about())
    assert rows["question"].tolist() == ["Wie nicht?", "nicht dokumentiert"]
    assert rows["source"].tolist() == ["Amt (amt.example), 2021", "–"]


def test_members_of_the_region_lead_to_their_profile_others_do_not():
    near = pd.DataFrame({"ags": ["m2", "p1"], "name": ["Beburg", "P & Q"]})
    html = city_process.kin_html(
        {"neighbours": near, "similar": near.head(0)}, MEMBERS["ags"], about("en")
    )
    assert (
        '<a href="city?lang=en&amp;city=m2&amp;theme=t" target="_self">Beburg</a>, P &amp; Q'
        in html
    )
    assert '"compare?lang=en&amp;city=m1&amp;theme=t&amp;peers=similar"' in html
    assert "<dd>none</dd>" in html
