"""Other regions on every page: nothing of the first one leaks in, and the walk of the docs runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from resilience.analysis import repository
from resilience.cli.commands import COMMANDS
from resilience.i18n import number
from resilience.reports.sheets.brief import Brief
from resilience.reports.sheets.city import CitySheet
from resilience.reports.sheets.common import Common
from resilience.reports.sheets.figures import all_figures
from resilience.reports.sheets.region import region_sheet
from resilience.reports.story import Facts, pictures, story
from resilience.reports.typeset import html_bytes
from resilience.settings import ROOT
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only
from tests.etl.test_live_walk import clone
from tests.test_app import PAGES, htmls, measure, opened

__all__ = ["clone", "measure"]

DOCS = (ROOT / "docs" / "another-region.md").read_text("utf-8")
HOME = "ihk-duesseldorf"
NEUSS, RUHR = "neuss-moenchengladbach", "ruhr"
CITIES = {NEUSS: "05162008", RUHR: "05562032"}
"""A city of each region that borders on none of the first region and is like none of it."""
CITED = re.compile(r"(IHK|Landeshauptstadt|Handelskammer zu) Düsseldorf")
"""Publishers that are cited wherever their figures or accounts are used."""
REGISTER = "data"
"""The page that lists every source by its title, whatever the region."""
QUICK = [
    pytest.param(page, marks=() if page in ("ideas", "start") else pytest.mark.slow)
    for page in PAGES
    if page != REGISTER
]
"""Two pages in each run, the others among the slow tests."""


@pytest.fixture(scope="module")
def cursor(warehouse: Path):
    connection = open_read_only(warehouse)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def strangers(cursor) -> list[str]:
    """Return the names of the first region's cities."""
    areas = queries.areas(cursor, HOME)
    return areas.loc[areas["role"] == "member", "name"].to_list()


def told(page: str, region: str, lang: str) -> str:
    """Return all that a page says of a city, without the names of publishers."""
    text = htmls(opened(page, region=region, lang=lang, city=CITIES[region]))
    return CITED.sub("", re.sub(r"<[^>]*>", " ", text))


def leaks(text: str, strangers: list[str]) -> list[str]:
    """Return where a text names one of the strangers."""
    found = re.finditer(rf"\b({'|'.join(map(re.escape, strangers))})\b", text)
    return [text[max(0, one.start() - 60) : one.end() + 30] for one in found]


@pytest.mark.parametrize("page", QUICK)
def test_no_page_of_another_region_names_a_city_of_the_first(page, strangers):
    assert not leaks(told(page, NEUSS, "de"), strangers)


@pytest.mark.slow
@pytest.mark.parametrize(("region", "lang"), [(NEUSS, "en"), (RUHR, "de"), (RUHR, "en")])
@pytest.mark.parametrize("page", [page for page in PAGES if page != REGISTER])
def test_nor_does_any_in_english_or_of_a_large_region(page, region, lang, strangers):
    assert not leaks(told(page, region, lang), strangers)


def test_a_leak_would_be_seen(strangers):
    assert leaks("Ideen aus Langenfeld, IHK Bonn", strangers)
    assert not leaks("Ideen aus Langenfelden", strangers)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("region", CITIES)
def test_no_sheet_brief_or_story_names_a_city_of_the_first(warehouse, strangers, region, lang):
    ask = repository.through(open_read_only(warehouse))
    common, facts = Common(ask, region, lang, ask(queries.build)), Facts(ask, region, lang)
    documents = [CitySheet(common, CITIES[region]).document(2), region_sheet(common)]
    documents += [Brief(common, theme).document() for theme in facts.theme_names]
    pages = [html_bytes(one).decode() for one in documents]
    for one in (*facts.theme_names, CITIES[region]):
        pages += [
            " ".join((screen.title, screen.source, *screen.lines, screen.note))
            for screen in story(facts, one)
        ]
    for text in pages:
        without_maps = re.sub(r"<svg.*?</svg>", " ", text, flags=re.DOTALL)
        assert not leaks(CITED.sub("", re.sub(r"<[^>]*>", " ", without_maps)), strangers)


def test_ideas_questions_and_facts_of_the_process_stay_in_regions_with_pilots(cursor):
    for region in CITIES:
        assert queries.ideas(cursor, region, "de").empty
        assert queries.process_facts(cursor, region, "de").empty
        questions = queries.kopfstand(cursor, region, "de")
        assert len(questions) == 4
        assert not questions["recorded"].any()
        assert questions["question"].isna().all()
    at_home = queries.kopfstand(cursor, HOME, "de")
    assert at_home["recorded"].any()
    ideas = queries.ideas(cursor, HOME, "de")
    members = queries.areas(cursor, "kreis-mettmann").query("role == 'member'")["ags"]
    beside = queries.ideas(cursor, "kreis-mettmann", "de")
    assert set(beside["idea_id"]) == set(ideas.loc[ideas["pilot"].isin(members), "idea_id"])
    assert 0 < len(beside) < len(ideas)


@pytest.mark.parametrize("region", CITIES)
def test_counties_of_a_region_have_values_of_their_own(cursor, region):
    areas = queries.areas(cursor, region)
    counties = areas[(areas["role"] == "reference") & (areas["level"] == "county")]
    parents = {ags[:5] for ags in areas.loc[areas["role"] == "member", "ags"] if ags[5:] != "000"}
    assert set(counties["ags"]) == parents
    values = queries.indicator_values(cursor, "housing.population_density")
    assert parents <= set(values.loc[values["value"].notna(), "ags"])


def test_briefs_sheets_and_stories_print_the_values_of_counties(cursor):
    ask = cache(repository.through(cursor))
    common, facts = Common(ask, NEUSS, "de", ask(queries.build)), Facts(ask, NEUSS, "de")
    brief, density = Brief(common, "housing"), "housing.population_density"
    (table,) = brief.figures()
    row = table.rows[list(brief.declared["indicator_id"]).index(density)]
    of_county = facts.measure("housing", density).values.set_index("ags")["value"]["05162"]
    printed = number(of_county, 0, "de")
    assert row[table.head.index("Rhein-Kreis Neuss")] == printed
    sheet = CitySheet(common, CITIES[NEUSS])
    text = str(all_figures(common, sheet.newest, sheet.kind, sheet.provenance().sources))
    assert "Darunter Rhein-Kreis Neuss" in text
    assert f"\\n{printed}'" in text
    borough = CitySheet(common, "05116000")
    assert "Darunter" not in str(
        all_figures(common, borough.newest, borough.kind, sheet.provenance().sources)
    )
    told = pictures.what_it_tells(
        facts.measure("housing", density), facts.indicator(density), facts
    )
    assert f"Rhein-Kreis Neuss {printed}" in told


def test_a_brief_of_many_cities_has_tables_as_wide_as_a_page(cursor):
    ask = cache(repository.through(cursor))
    brief = Brief(Common(ask, RUHR, "de", ask(queries.build)), "housing")
    tables = brief.figures()
    names = [name for table in tables for name in table.head[2:]]
    assert names[:53] == brief.common.members["name"].to_list()
    assert names[53:57] == list(brief.common.counties.values())
    assert max(len(table.head) for table in tables) <= 16
    assert {len(table.rows) for table in tables} == {len(brief.declared)}
    assert all(len(row) == len(table.head) for table in tables for row in table.rows)


@pytest.mark.slow
def test_the_walk_ends_in_a_dashboard_of_the_new_region(clone: Path, warehouse: Path) -> None:
    shutil.copy(warehouse, clone / "data" / "warehouse.duckdb")
    programs = clone / "programs"
    programs.mkdir()
    (programs / "python3").write_text(
        f'#!/bin/sh\nRESILIENCE_HANDED_OVER=1 exec "{sys.executable}" "$@"\n'
    )
    (programs / "python3").chmod(0o755)
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(clone),
        "PYTHONPYCACHEPREFIX": str(clone / "bytecode"),
    }
    walk = "\n".join(re.findall(r"```sh\n(.*?)```", DOCS, re.DOTALL))
    done = subprocess.run(
        ["bash", "-euc", walk], cwd=clone, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Niederkrüchten" in done.stdout
    made = open_read_only(clone / "data" / "warehouse.duckdb")
    offered = queries.regions(made, "en").query("selectable")
    assert offered["label"].iloc[0] == "Krefeld and Kreis Viersen"
    areas = queries.areas(made, "krefeld-viersen")
    made.close()
    assert areas["role"].value_counts()["member"] == 10
    assert set(areas.loc[areas["role"] == "reference", "ags"]) == {"05166", "05", "DG"}
    assert "Krefeld" in (clone / "krefeld-viersen.html").read_text("utf-8")
    assert "Willich" in (clone / "housing.html").read_text("utf-8")


def test_examples_use_commands_there_are() -> None:
    assert set(re.findall(r"python3 -m resilience ([\w-]+)", DOCS)) <= set(COMMANDS)
