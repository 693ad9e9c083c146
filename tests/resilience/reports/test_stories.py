"""All stories of the real figures in both languages."""

import re
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from resilience.analysis import repository
from resilience.analysis.claims import AHEAD, BEHIND
from resilience.app.city_profile import Portrait
from resilience.cli.screens import write
from resilience.i18n import number, t
from resilience.reports.sheets.brief import Brief
from resilience.reports.sheets.city import CitySheet
from resilience.reports.sheets.common import Common
from resilience.reports.story import Facts, Screen, names, story
from resilience.reports.story.deck import document
from resilience.spec import CAPACITIES
from resilience.text.city_lists import standing_table
from resilience.text.claims import claim_text, inside
from resilience.text.matrix import tip
from resilience.text.matrix_figures import matrix_of
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only
from tests.slow import BOTH

TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.fixture(scope="module")
def told(warehouse):
    """Return a function that gives a region's figures and all its stories, each made once."""
    ask = repository.through(open_read_only(warehouse))

    @cache
    def stories(region: str, lang: str) -> tuple[Facts, dict[str, list[Screen]]]:
        facts = Facts(ask, region, lang)
        return facts, {story_id: story(facts, story_id) for story_id in names(facts)}

    return stories


@pytest.fixture(
    params=[
        ("ihk-duesseldorf", "de"),
        pytest.param(("ihk-duesseldorf", "en"), marks=pytest.mark.slow),
        pytest.param(("kreis-mettmann", "de"), marks=pytest.mark.slow),
    ]
)
def stories(told, request):
    return told(*request.param)


def test_every_story_has_its_parts(stories):
    facts, found = stories
    assert len(found) == len(facts.theme_names) + len(facts.members)
    for story_id, screens in found.items():
        keys = [screen.key for screen in screens]
        assert keys[0] == "standing", story_id
        assert {"change", "missing"} <= set(keys), story_id
        assert keys[-1] == ("ideas" if story_id in facts.theme_names else "idea")
        assert len(set(keys)) == len(keys)


def test_every_story_has_a_map_and_says_what_it_shows(stories):
    facts, found = stories
    lang, names_of = facts.lang, facts.members.set_index("ags")["name"]
    for story_id, screens in found.items():
        key = "standing" if story_id in facts.theme_names else "map"
        (screen,) = [one for one in screens if one.key == key]
        assert screen.picture is not None
        assert t(lang, "map.distance", what="") in screen.legend
    for ags in names_of.index[:2]:  # drawing takes its time
        (screen,) = [one for one in found[ags] if one.key == "map"]
        told = [text.text for text in ElementTree.fromstring(screen.picture.svg).iter(TEXT)]
        gap = told[told.index(names_of[ags]) + 1]
        word = {"+": "above", "−": "below", "±": "even"}[gap[0]]
        points = t(lang, "story.point" if gap[1:] == "1" else "story.points", n=gap[1:])
        title = t(lang, f"story.city_map_{word}", city="|", theme="|", gap=points, peers="|")
        assert title.split("|")[2] in screen.title


def test_every_screen_says_its_message_and_its_source(stories):
    facts, found = stories
    names_of = facts.members.set_index("ags")["name"]
    for story_id, screens in found.items():
        for screen in screens:
            where = (story_id, screen.key)
            assert "{" not in screen.title, where
            assert "nan" not in screen.title.lower().split(), where
            assert screen.source, where
            assert len(screen.title) <= 190, where
            assert screen.picture or screen.lines or screen.numbers or screen.note, where
            if story_id in names_of.index and screen.key != "kopfstand":
                assert names_of[story_id] in screen.title, where


def test_no_story_gives_a_rank_or_a_zero_of_many(stories):
    _, found = stories
    titles = [screen.title for screens in found.values() for screen in screens]
    bad = re.compile(r"\bPlatz \d|\brank \d|\b0 (?:von|of|ungünstiger|worse)|\b1 Städte\b|\bNone\b")
    assert not [title for title in titles if bad.search(title)]


def test_a_strength_is_one_that_most_peers_do_not_share(told):
    facts, found = told("ihk-duesseldorf", "de")
    for ags in facts.members["ags"]:
        standings = facts.standings(ags).set_index("indicator_id")
        for screen in found[ags]:
            kind, _, indicator_id = screen.key.partition("-")
            if kind in ("ahead", "behind") and indicator_id:
                row = standings.loc[indicator_id]
                share = row["worse" if kind == "ahead" else "better"] / row["others"]
                assert row["claim"] in (AHEAD if kind == "ahead" else BEHIND)
                assert share >= 0.75


@pytest.mark.parametrize("lang", BOTH)
def test_every_claim_is_what_the_picture_shows_wherever_it_is_made(told, lang):
    """Walk all cities and themes: story, sheet, brief, page and matrix say what the dots show."""
    facts, found = told("ihk-duesseldorf", lang)
    common = Common(facts.ask, facts.region, lang, facts.ask(queries.build))
    common.__dict__["claims"] = facts.claims  # the same rows, asked once
    graded = set()
    for theme_id, theme in facts.theme_names.items():
        claims = facts.claims[theme_id]
        rows = {row[0]: row for row in Brief(common, theme_id).scores()[0].rows if len(row) > 1}
        for panel in facts.split(theme_id):
            low, median, high = (round(mark) for mark in panel.quartiles)
            for own in panel.members.to_dict("records"):
                claim, share = claims.loc[own["ags"], ["claim", "share"]]
                score = round(own["value"])
                where = (own["name"], theme_id, claim)
                assert (claim in AHEAD) <= (score > median), where
                assert (claim in BEHIND) <= (score < median), where
                assert ("upper" in claim) <= (score > high), where
                assert ("lower" in claim) <= (score < low), where
                assert share >= (0.8 if claim.startswith("likely") else 0.95) or claim == "open"
                assert (claim == "open") <= (share < 0.8 or score == median), where
                said = claim_text(claim, "", lang)
                assert rows[own["name"]][-1] == said
                title = found[own["ags"]][0].title
                of = t(lang, "claim.of", peers=inside(panel.label, lang))
                part = next(one for one in re.split(r"; |: ", title) if theme in one)
                assert said in part.replace(of, "")
                graded.add(claim)
    assert {"open", "below", "upper", "likely_above"} <= graded


@pytest.mark.parametrize("lang", BOTH)
def test_sheet_page_and_matrix_claim_the_same(told, lang):
    facts, _ = told("ihk-duesseldorf", lang)
    common = Common(facts.ask, facts.region, lang, facts.ask(queries.build))
    nothing = {name: facts.claims["housing"] for name in CAPACITIES}  # shown nowhere here
    common.__dict__["group_claims"] = {**facts.claims, **nothing}
    own = facts.members[facts.members["ags"] == "05158020"]
    sheet = CitySheet(common, "05158020")
    peers = tuple(facts.peers.loc[facts.peers["kind"] == "town", "ags"])
    page = Portrait(facts.ask, facts.region, sheet.profile, sheet.about, peers)
    for one in page.metrics():
        claim = facts.claims[one["theme"]].loc["05158020", "claim"]
        assert one["claim"] == claim_text(claim, sheet.about.peers, lang)
        assert f"{one['label']} {claim_text(claim, '', lang)}" in sheet.claims().replace(
            t(lang, "claim.of", peers=inside(sheet.about.peers, lang)), ""
        )
    town = facts.peers[facts.peers["kind"] == "town"]
    ids = page.standings["indicator_id"].tolist()
    matrix = matrix_of(facts.ask, own, town, ids, lang)
    table, _ = standing_table(page.standings, sheet.about)
    for row, indicator_id in zip(table["claim"], ids, strict=True):
        assert row in tip(matrix, matrix.by_place[indicator_id, "05158020"])


def test_a_title_repeats_the_value_of_the_warehouse(told):
    facts, found = told("ihk-duesseldorf", "de")
    values = facts.inputs.set_index(["indicator_id", "ags"])["value"]
    checked = 0
    for ags in facts.members["ags"]:
        for screen in found[ags]:
            kind, _, indicator_id = screen.key.partition("-")
            if kind in ("ahead", "behind") and indicator_id:
                decimals = facts.indicator(indicator_id)["decimals"]
                assert f" {number(values[indicator_id, ags], decimals, 'de')}" in screen.title
                checked += 1
    assert checked > 20


class _Addresses(HTMLParser):
    """Collects what a document would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [
            value
            for name, value in attrs
            if name in ("src", "href", "data", "action") and not value.startswith("#")
        ]


def test_a_file_needs_nothing_else(told):
    _, found = told("ihk-duesseldorf", "de")
    text = document(found["mobility"], "Mobilität", "de")
    parser = _Addresses()
    parser.feed(text)
    assert parser.found == []
    outside = re.sub(r"http://www\.w3\.org/(?:\d+/svg|1999/xlink)", "", text)
    assert not re.search(r"https?://|@import|url\((?!#|data:font/)", outside)
    assert "font-family:'Source Sans';font-weight:700" in outside


def test_the_command_writes_a_file_and_names_what_there_is(warehouse, monkeypatch, tmp_path):
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
    out = tmp_path / "story.html"
    assert "Langenfeld" in write("05158020", out, "de")
    assert t("de", "meeting.deck", story="Langenfeld") in out.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="did you mean 'mobility'"):
        write("mobilty", out, "de")
    with pytest.raises(ValueError, match="no region 'x'"):
        write("mobility", out, "de", "x")
    with pytest.raises(ValueError, match=r"ends in \.html"):
        write("mobility", tmp_path / "story.pdf", "de")
