"""Frameworks, scenarios and ideas: what is refused and with which words, and what is bundled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from resilience.model.content import Content, ContentError, load_content
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
date = "2022-09"
indicators = ["housing.shade"]
"""

KOPFSTAND = """
[[kopfstand]]
theme = "housing"
question_de = "Wie wird es unwohnlich?"
question_en = "How to make it unliveable?"
publisher = "Blatt"
where = "S. 1"
"""

FACTS = """
[[fact]]
id = "start"
kind = "event"
date = "2021"
de = "Anfang."
en = "Start."
publisher = "Blatt"
where = "S. 1"
"""

FILES = {
    "frameworks.toml": FRAMEWORKS,
    "scenarios.toml": SCENARIOS,
    "ideas.toml": IDEAS,
    "kopfstand.toml": KOPFSTAND,
    "process.toml": FACTS,
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
    assert content.facts[0].date == "2021"


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
        ("ideas", '"2022-09"', '"Herbst"', "trees date = 'Herbst': like 2022"),
        ("ideas", IDEAS, IDEAS + IDEAS, r"ideas\.toml: 'trees' is declared twice"),
        ("ideas", "[[idea]]", "[[ideas]]", r"only \[\[idea\]\] is allowed here; found ideas"),
        ("kopfstand", 'theme = "housing"', 'theme = "home"', "home theme = 'home': unknown"),
        ("kopfstand", "question_en", "flip_en", "question_de without question_en"),
        ("process", '"event"', '"party"', "start kind = 'party': one of"),
        ("scenarios", 'name_en = "Heat"', "", "scenarios.toml .* heat: missing name_en"),
        ("scenarios", 'source = "Amt"', "", "scenarios.toml: missing source"),
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
        ({"scenarios": ("heatwave",)}, "scenario = 'heatwave': unknown; did you mean 'heat'"),
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
