"""All stories of the real figures in both languages."""

import re
from html.parser import HTMLParser

import pytest

from resilience import asking, queries
from resilience.i18n import t
from resilience.story import Facts, names, story
from resilience.story.cli import write
from resilience.story.deck import document
from resilience.warehouse import open_read_only

REGIONS = ("ihk-duesseldorf", "kreis-mettmann")


@pytest.fixture(scope="module")
def facts(warehouse):
    """Return the figures of a region in a language, asked once."""
    ask = asking.through(open_read_only(warehouse))
    made = {(region, lang): Facts(ask, region, lang) for region in REGIONS for lang in ("de", "en")}
    return lambda region, lang: made[region, lang]


@pytest.fixture(scope="module", params=[(r, lang) for r in REGIONS for lang in ("de", "en")])
def stories(facts, request):
    told = facts(*request.param)
    return told, {story_id: story(told, story_id) for story_id in names(told)}


def test_every_story_has_its_parts(stories):
    facts, told = stories
    assert len(told) == len(facts.themes) + len(facts.members)
    for story_id, screens in told.items():
        keys = [screen.key for screen in screens]
        assert keys[0] == "standing" and {"change", "missing"} <= set(keys), story_id
        assert keys[-1] == ("ideas" if story_id in facts.themes else "idea")
        assert len(set(keys)) == len(keys)


def test_every_screen_says_its_message_and_its_source(stories):
    facts, told = stories
    names_of = facts.members.set_index("ags")["name"]
    for story_id, screens in told.items():
        for screen in screens:
            where = (story_id, screen.key)
            assert "{" not in screen.title and "nan" not in screen.title.lower().split(), where
            assert screen.source and len(screen.title) <= 190, where
            assert screen.picture or screen.lines or screen.numbers or screen.note, where
            if story_id in names_of.index and screen.key != "kopfstand":
                assert names_of[story_id] in screen.title, where


def test_no_story_gives_a_rank_or_a_zero_of_many(stories):
    _, told = stories
    titles = [screen.title for screens in told.values() for screen in screens]
    bad = re.compile(r"\bPlatz \d|\brank \d|\b0 (?:von|of|ungünstiger|worse)|\b1 Städte\b|\bNone\b")
    assert not [title for title in titles if bad.search(title)]


def test_a_strength_is_one_that_most_peers_do_not_share(facts):
    told = facts("ihk-duesseldorf", "de")
    for ags in told.members["ags"]:
        standings = told.standings(ags).set_index("indicator_id")
        for screen in story(told, ags):
            kind, _, indicator_id = screen.key.partition("-")
            if kind in ("ahead", "behind") and indicator_id:
                row = standings.loc[indicator_id]
                share = row["before" if kind == "ahead" else "after"] / row["others"]
                assert row["standing"] == kind and share >= 0.75


def test_what_cannot_be_told_apart_is_called_comparable(facts):
    told = facts("ihk-duesseldorf", "de")
    alike = [
        ags
        for ags in told.members["ags"]
        if all(places[ags] == "middle" for places in told.places.values())
    ]
    assert alike
    for ags in alike:
        assert "vergleichbar" in story(told, ags)[0].title


def test_a_title_repeats_the_value_of_the_warehouse(facts):
    told = facts("ihk-duesseldorf", "de")
    values = told.ask(queries.newest_values, "ihk-duesseldorf").set_index(["indicator_id", "ags"])
    checked = 0
    for ags in told.members["ags"]:
        for screen in story(told, ags):
            kind, _, indicator_id = screen.key.partition("-")
            if kind in ("ahead", "behind") and indicator_id:
                shown = told.shown(indicator_id.split(".")[0], indicator_id)
                printed = shown.number(values.loc[(indicator_id, ags), "value"])
                assert f" {printed}" in screen.title
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


def test_a_file_needs_nothing_else(facts):
    told = facts("ihk-duesseldorf", "de")
    text = document(story(told, "mobility"), "Mobilität", "de")
    parser = _Addresses()
    parser.feed(text)
    assert parser.found == []
    outside = re.sub(r"http://www\.w3\.org/\d+/svg", "", text)
    assert not re.search(r"https?://|@import|url\((?!#)", outside)


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
