"""Screens of a city's scenarios and targets, where there are any."""

from __future__ import annotations

from resilience.analysis.held_targets import Held
from resilience.i18n import number, t
from resilience.reports.outlook import own_targets, scenario_lines, target_lines
from resilience.reports.story.facts import Facts
from resilience.reports.story.screen import Screen
from resilience.text.targets import sources_line
from resilience.warehouse import queries


def outlook_screens(facts: Facts, ags: str) -> list[Screen]:
    """Return a screen of scenarios and one of targets, each only if there is something to say."""
    return [*_scenarios(facts, ags), *_targets(facts, ags)]


def _scenarios(facts: Facts, ags: str) -> list[Screen]:
    lang, city = facts.lang, facts.city(ags)
    _, peers = facts.peers_of(ags)
    lines = scenario_lines(facts.ask, facts.lenses[city["peer_kind"]], ags, peers, lang)
    if not lines:
        return []
    known = facts.ask(queries.scenarios, lang).iloc[0]
    source = t(lang, "story.source", what=known["source"])
    title = t(lang, "story.scenarios", city=city["name"])
    return [Screen("scenarios", title, source, lines=tuple(lines), note=known["assumption"])]


def _targets(facts: Facts, ags: str) -> list[Screen]:
    lang, name = facts.lang, facts.city(ags)["name"]
    held = Held(facts.ask, facts.members, ags, lang)
    rows = own_targets(held)
    if rows.empty:
        return []
    word = "story.targets_one" if len(rows) == 1 else "story.targets"
    title = t(lang, word, city=name, n=number(len(rows), 0, lang))
    lines = tuple(target_lines(held, rows))
    return [
        Screen(
            "targets",
            title,
            sources_line(rows, lang),
            lines=lines,
            note=t(lang, "targets.rule_short"),
        )
    ]
