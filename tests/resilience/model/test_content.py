"""Frameworks, scenarios and ideas: what is refused and with which words, and what is bundled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from resilience.model.content import Content
from resilience.model.content_files import MOST_ROLES, ContentError, load_content
from resilience.model.registry import registry
from resilience.settings import ROOT
from resilience.spec import Clause
from resilience.warehouse.catalogue_tables import mirror

FRAMEWORKS = """
[sources.contents]
de = "Inhaltsverzeichnis"
en = "Table of contents"

[gaps.losses]
de = "Niemand zählt sie."
en = "Nobody counts them."

[[framework]]
id = "norm"
short = "N"
name_de = "Norm"
name_en = "Standard"
publisher = "Amt"
edition_de = "1"
edition_en = "1"
comparison_de = "Nichts."
comparison_en = "Nothing."
evidence_de = "Gelesen."
evidence_en = "Read."

[[framework.section]]
code = "5"
de = "Wirtschaft"
en = "Economy"

[[framework.section.items]]
id = "norm.5.1"
code = "5.1"
de = "Schäden"
en = "Losses"
verified_in = "contents"
gap = "losses"

[[framework.section.items]]
id = "norm.5.2"
code = "5.2"
de = "Arbeit"
en = "Work"
"""

SCENARIOS = """
source = "Amt"
assumption_de = "Gesetzt."
assumption_en = "Assumed."

[[scenario]]
id = "heat"
name_de = "Hitze"
name_en = "Heat"
question_de = "Wie heiß?"
question_en = "How hot?"
checked_on = 2026-01-31
gap = [{ role = "capacity", de = "Kühle Orte.", en = "Cool places." }]
role = [
  { indicator = "housing.shade", role = "exposure", higher = "less", de = "Hilft.", en = "Helps." },
]
"""

IDEAS = """
[[idea]]
id = "trees"
themes = ["housing"]
city_type = "medium_town"
title_de = "Bäume"
title_en = "Trees"
summary_de = "Bäume pflanzen."
summary_en = "Plant trees."
publisher = "Blatt"
where = "S. 1"
dated = "2022-09"
indicators = ["housing.shade"]
checked_on = 2026-01-31
"""

KOPFSTAND = """
[[kopfstand]]
theme = "housing"
question_de = "Wie wird es unwohnlich?"
question_en = "How to make it unliveable?"
publisher = "Blatt"
where = "S. 1"
shown_by = ["housing.shade"]
checked_on = 2026-01-31
"""

FACTS = """
[[fact]]
id = "start"
kind = "event"
dated = "2021"
checked_on = 2026-01-31
de = "Anfang."
en = "Start."
publisher = "Blatt"
where = "S. 1"
"""

TARGETS = """
[[target]]
id = "trees"
label = "city"
area = "05"
theme = "housing"
de = "Mehr Bäume"
en = "More trees"
direction = "up"
value = 100
unit_de = "Bäume"
unit_en = "trees"
due = "2030"
body = "Rat"
document = "Beschluss"
status = "in_force"
evidence = "seen"
publisher = "Blatt"
where = "S. 1"
indicator = "housing.shade"
comparable = "near"
caveat_de = "Keiner."
caveat_en = "None."
checked_on = 2026-01-31

[[missing]]
id = "parks"
de = "Nicht gefunden."
en = "Not found."
where = "S. 1"
checked_on = 2026-01-31
"""

MEGATRENDS = """
[[megatrend]]
id = "climate"
name_de = "Klima"
name_en = "Climate"
publisher = "Blatt"
where = "S. 1"
indicator = "housing.shade"
open_de = "Nichts."
open_en = "Nothing."
checked_on = 2026-01-31
"""

FILES = {
    "frameworks.toml": FRAMEWORKS,
    "scenarios.toml": SCENARIOS,
    "ideas.toml": IDEAS,
    "kopfstand.toml": KOPFSTAND,
    "process.toml": FACTS,
    "targets.toml": TARGETS,
    "megatrends.toml": MEGATRENDS,
}


def load(folder: Path, **changed: str) -> Content:
    """Load the files above with one of them changed."""
    for name, text in FILES.items():
        told = changed.get(name.removesuffix(".toml"), text)
        (folder / name).write_text(told, encoding="utf-8")
    return load_content(folder, ["housing", "mobility"], ["housing.shade"])


@pytest.fixture(scope="module")
def bundled() -> Content:
    """Return the content that is shipped."""
    found = registry()
    return load_content(ROOT / "data" / "content", found.themes, found.indicators)


def test_a_complete_folder_is_read(tmp_path):
    content = load(tmp_path)
    assert [item.id for item in content.items] == ["norm.5.1", "norm.5.2"]
    assert content.scenarios.scenario[0].question_en == "How hot?"
    assert content.ideas[0].pilot is None
    assert content.facts[0].dated == "2021"
    assert content.scenarios.scenario[0].role[0].higher == "less"
    assert content.targets.target[0].checked_on.isoformat() == "2026-01-31"
    assert content.megatrends[0].indicator == "housing.shade"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "ideas",
            "summary_en",
            "summery_en",
            r"ideas\.toml \[\[idea\]\] trees: missing summary_en",
        ),
        ("ideas", 'where = "S. 1"', 'where = "S. 1"\ncost = 3', "trees: unknown cost; known are"),
        ("ideas", '"Trees"', '" "', "trees title_en is empty: write both languages"),
        ("ideas", '["housing"]', '["hosing"]', "trees themes = 'hosing': unknown; did you mean"),
        ("ideas", "housing.shade", "housing.sun", "allowed are housing.shade"),
        ("ideas", '"medium_town"', '"village"', "trees city_type = 'village': one of 'large_city'"),
        ("ideas", '"2022-09"', '"Herbst"', "trees dated = 'Herbst': like 2022"),
        ("ideas", IDEAS, IDEAS + IDEAS, r"ideas\.toml: 'trees' is declared twice"),
        ("ideas", "[[idea]]", "[[ideas]]", r"only \[\[idea\]\] is allowed here; found ideas"),
        ("kopfstand", 'theme = "housing"', 'theme = "home"', "home theme = 'home': unknown"),
        ("kopfstand", "question_en", "flip_en", "question_de without question_en"),
        ("process", '"event"', '"party"', "start kind = 'party': one of"),
        ("scenarios", 'name_en = "Heat"', "", "scenarios.toml .* heat: missing name_en"),
        ("scenarios", 'source = "Amt"', "", "scenarios.toml: missing source"),
        ("scenarios", '"exposure"', '"capacity"', "heat: no indicator tells of exposure; name one"),
        (
            "scenarios",
            '"housing.shade"',
            '"housing.sun"',
            "heat indicator = 'housing.sun': unknown",
        ),
        ("scenarios", 'higher = "less"', 'higher = "not"', "higher = 'not': one of 'more', 'less'"),
        ("scenarios", ', en = "Helps."', "", "heat role: missing en"),
        ("kopfstand", "housing.shade", "housing.sun", "housing shown_by = 'housing.sun': unknown"),
        ("targets", 'unit_de = "Bäume"\nunit_en = "trees"', "", "trees: value without unit_de"),
        ("targets", 'unit_en = "trees"', "", "trees: unit_de without unit_en: write both"),
        ("targets", 'comparable = "near"', "", "indicator and comparable belong together"),
        ("targets", 'area = "05"', "", "label 'city' without area: name the city's key"),
        ("targets", '"2030"', '"bald"', "trees due = 'bald': like 2022"),
        ("targets", '"in_force"', '"valid"', "status = 'valid': one of 'in_force'"),
        ("targets", "2026-01-31", '"neulich"', "checked_on = 'neulich': a date such as"),
        (
            "megatrends",
            "housing.shade",
            "housing.sun",
            "climate indicator = 'housing.sun': unknown",
        ),
        ("frameworks", 'en = "Work"', 'en = ""', "norm.5.2 en is empty"),
        ("frameworks", 'gap = "losses"', 'gap = "loss"', "norm.5.1 gap = 'loss': unknown; did you"),
        ("frameworks", 'in = "contents"', 'in = "hearsay"', "verified_in = 'hearsay': unknown"),
        ("frameworks", '"norm.5.2"', '"norm.5.1"', "'norm.5.1' is declared twice"),
        ("frameworks", '"norm.5.2"', '"5.2"', "frameworks.toml 5.2: begin the id with 'norm.'"),
        ("frameworks", "[sources.contents]", "[sourcs.a]", "frameworks.toml: unknown sourcs"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_id_and_choices(tmp_path, file, old, new, message):
    text = FILES[f"{file}.toml"]
    assert old in text
    with pytest.raises(ContentError, match=message):
        load(tmp_path, **{file: text.replace(old, new, 1)})


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ContentError, match=r"frameworks\.toml: no such file"):
        load_content(tmp_path, [], [])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"frameworks": (Clause("sdg.11.33"),)},
            r"framework item = 'sdg\.11\.33': unknown; did you mean",
        ),
    ],
)
def test_an_indicator_that_names_what_there_is_not_is_refused(bundled, change, message):
    found = registry()
    name, entry = next(iter(found.indicators.items()))
    wrong = replace(entry, indicator=replace(entry.indicator, **change))
    with pytest.raises(ContentError, match=f"{entry.file}.*: .*{message}"):
        mirror(replace(found, indicators={**found.indicators, name: wrong}), bundled)


def test_whole_item_lists_are_bundled(bundled):
    sizes = {
        f.id: sum(len(section.items) for section in f.section) for f in bundled.frameworks.framework
    }
    assert (sizes["iso37123"], sizes["cri"], sizes["bric"]) == (68, 52, 47)
    essentials = {item.id for item in bundled.items if item.id.startswith("undrr.e")}
    assert {f"undrr.e{n}" for n in range(1, 11)} <= essentials
    assert len(bundled.scenarios.scenario) == 12
    stresses = {f"bbsr.{scenario.id}" for scenario in bundled.scenarios.scenario}
    assert stresses <= {item.id for item in bundled.items}


def test_of_the_standard_only_clauses_read_count_as_verified(bundled):
    read = [i.code for i in bundled.items if i.id.startswith("iso37123") and i.verified_in]
    assert read == ["5.1", "5.2", "5.3", "5.4", "5.5"]


def test_every_source_and_reason_is_used(bundled):
    used = {i.verified_in for i in bundled.items} | {i.gap for i in bundled.items}
    assert set(bundled.frameworks.sources) | set(bundled.frameworks.gaps) <= used


def test_every_theme_has_its_inverted_question_or_says_there_is_none(bundled):
    assert [k.theme for k in bundled.kopfstand if k.question_de] == ["mobility", "production"]
    assert {k.theme for k in bundled.kopfstand} == set(registry().themes)


def test_a_scenario_has_ten_indicators_at_most_and_each_once(tmp_path):
    role = next(line for line in SCENARIOS.splitlines() if "housing.shade" in line)
    twice = SCENARIOS.replace(role, f"{role}\n{role}")
    with pytest.raises(ContentError, match=r"heat: 'housing.shade' has two roles"):
        load(tmp_path, scenarios=twice)
    many = "\n".join(role.replace("shade", f"shade{n}") for n in range(MOST_ROLES + 1))
    with pytest.raises(ContentError, match="heat: 11 indicators; at most 10"):
        load(tmp_path, scenarios=SCENARIOS.replace(role, many))


def test_every_bundled_target_names_its_source_and_is_no_norm(bundled):
    targets = bundled.targets.target
    assert len(targets) > 30
    assert {one.label for one in targets} == {
        *("city", "duty", "state", "federation", "union", "direction")
    }
    assert all(one.publisher and one.where and one.document for one in targets)


def test_the_same_indicator_may_help_in_one_scenario_and_hurt_in_another(bundled):
    roles = {
        scenario.id: {role.indicator: role.role for role in scenario.role}
        for scenario in bundled.scenarios.scenario
    }
    assert roles["heat"]["housing.settlement_density"] == "exposure"
    assert roles["shrinking"]["housing.settlement_density"] == "capacity"
