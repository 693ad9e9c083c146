"""The pages on the future: scenarios, targets, Kopfstand, ideas, trends; without a browser."""

import pytest
from test_app import captions, charts, headings, htmls, opened, title

from resilience.i18n import t

TOWN, LARGE, WITHOUT_TARGET = "05158020", "05111000", "05158004"


@pytest.fixture(scope="module", autouse=True)
def shown(warehouse):
    """Show the warehouse made of the present inputs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
        yield


def test_a_scenario_says_what_is_missing_first_and_what_is_assumed():
    app = opened("scenarios", lang="de", city=TOWN, scenario="heat")
    assert title(app) == "Szenarien: Hitze"
    assert headings(app, 2)[0] == t("de", "scenarios.gaps")
    assert charts(app) == 1
    assert "Eigene Annahme dieses Projekts" in captions(app)
    assert htmls(app).count("<td>Exposition</td>") == 5


def test_a_scenario_with_one_figure_of_exposure_has_no_picture():
    app = opened("scenarios", lang="en", city=TOWN, scenario="earthquake")
    assert charts(app) == 0
    assert "too many figures are missing for a picture" in captions(app)


def test_an_assumption_stands_in_the_link_and_is_labelled():
    link = {"scenario": "heat", "assumed": "housing.settlement_density", "amount": "20.0"}
    app = opened("scenarios", lang="de", city=TOWN, **link)
    assert "Annahme, keine Messung und keine Vorhersage" in app.warning[0].value
    told = captions(app)
    assert "Neuester Wert und Annahme" in told
    assert "Punktwert Wohnen" in told
    app.number_input(key="widget_amount").set_value(25.0).run()
    assert app.query_params["amount"] == "25.0"
    app.selectbox(key="widget_scenario").select("epidemic").run()
    assert "assumed" not in app.query_params
    assert not app.warning


def test_an_amount_that_is_no_number_falls_back_to_the_value_of_today():
    link = {"scenario": "heat", "assumed": "housing.settlement_density", "amount": "nan"}
    app = opened("scenarios", city=TOWN, **link)
    assert app.number_input(key="widget_amount").value == pytest.approx(28.1, abs=0.05)


def test_the_yearly_target_is_held_against_its_series_by_the_published_rule():
    app = opened("targets", lang="en", city=LARGE)
    told = captions(app)
    assert t("en", "targets.verdict_away") in told
    assert "in none of the 11 years" in told
    assert charts(app) == 2
    assert t("en", "targets.evidence_second_hand") in told


def test_a_city_without_a_target_is_told_so_and_others_are_not_judged_for_it():
    app = opened("targets", lang="de", city=WITHOUT_TARGET)
    assert t("de", "targets.none") in captions(app)
    app = opened("targets", lang="de", city=WITHOUT_TARGET, label="union")
    assert t("de", "targets.reason_level") in captions(app)
    assert "Nach der Regel" not in captions(app).split(t("de", "targets.rule_title"))[0]


def test_kopfstand_turns_a_theme_round_and_says_where_no_question_was_found():
    app = opened("kopfstand", lang="de", city=TOWN, field="mobility")
    assert headings(app, 2)[1:4] == [
        t("de", f"kopfstand.{word}") for word in ("shown", "cost_title", "lever_title")
    ]
    assert "Punkte im Themenfeld" in captions(app)
    app.segmented_control(key="widget_field").set_value("housing").run()
    assert t("de", "kopfstand.none") in captions(app)
    assert "data/content/kopfstand.toml" in captions(app)


def test_ideas_are_narrowed_and_tell_the_state_of_their_indicators():
    app = opened("ideas", lang="de", city=TOWN, idea_field="mobility", idea_pilot=TOWN)
    told = captions(app)
    assert "1 von 20 Ideen" in told
    assert "Bessere Bedingungen für den Radverkehr" in told
    assert "wartet auf Daten" in told


def test_a_megatrend_has_a_line_of_evidence_or_says_there_is_no_series():
    told = captions(opened("megatrends", lang="en"))
    assert "no open series" in told
    assert "risen in 10 of 10 cities" in told  # the eleventh has an unreliable value


@pytest.mark.parametrize(
    ("page", "maker"),
    [
        ("scenarios", "text.scenarios.roles_table"),
        ("targets", "text.targets.target_table"),
        ("kopfstand", "analysis.kopfstand.moves"),
        ("ideas", "text.ideas.all_ideas_table"),
        ("megatrends", "text.megatrends.evidence_text"),
        ("catalogue", "text.catalogue.catalogue_table"),
        ("crosswalk", "charts.crosswalk.item_table"),
        ("method", "text.method.indicator_table"),
    ],
)
def test_what_was_shown_before_is_not_made_again(page, maker, monkeypatch):
    app = opened(page, lang="de", city=TOWN)
    monkeypatch.setattr(f"resilience.{maker}", None)
    app.run()
    assert not app.exception
