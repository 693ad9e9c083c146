"""Meeting mode: a story over the whole window, without anything of the dashboard around it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from resilience.analysis.peer_sets import NOT_CHOSEN, PeerChoice
from resilience.app import cache
from resilience.app.screens import OWN_LIST, entries, screens_of_list
from resilience.app.selection import current, update
from resilience.i18n import Lang, t
from resilience.reports.story import Facts, Screen, names, story
from resilience.reports.story.deck import deck_html, script, style


def facts() -> Facts:
    """Return the figures of the region looked at, kept for the build."""
    return cache.computed(_facts, current().region, current().lang)


def facts_among(choice: PeerChoice) -> Facts:
    """Return the same among peers of one's choice."""
    return cache.computed(_facts, current().region, current().lang, choice)


def _facts(region: str, lang: Lang, choice: PeerChoice = NOT_CHOSEN) -> Facts:
    return Facts(cache.query, region, lang, choice)


def chosen_story(page: str = "") -> str:
    """Return the story asked for: by the address, by the page looked at, or the first one.

    Parameters
    ----------
    page
        Address of the page; on a city's page it is the city's story.
    """
    now, known = current(), story_names()
    wanted = [now.story, now.city if page == "city" else "", now.theme, now.city]
    return next((one for one in wanted if one in known), next(iter(known)))


def story_names() -> dict[str, str]:
    """Return the stories there are by id, with their names; the list of one's own if it has any."""
    listed = {OWN_LIST: t(current().lang, "meeting.own_name")} if entries() else {}
    return {**names(facts()), **listed}


def screens_of(story_id: str) -> list[Screen]:
    """Return a story's screens, made once per build."""
    if story_id == OWN_LIST:
        return screens_of_list()
    return cache.computed(_screens, current().region, story_id, current().lang)


def _screens(region: str, story_id: str, lang: Lang) -> list[Screen]:
    return story(cache.computed(_facts, region, lang), story_id)


def show_deck(page: str) -> None:
    """Show the story over the whole window."""
    story_id = chosen_story(page)
    html = deck_html(screens_of(story_id), story_names()[story_id], current().lang)
    _component()(key="deck", data={"html": html}, on_ended_change=_leave)


@lru_cache
def _component() -> Any:
    """Return what fills the window with screens and tells when the presenter leaves."""
    begin = """
        export default ({ parentElement, data, setTriggerValue }) => {
            parentElement.querySelector('.screens').innerHTML = data.html;
            window.beginScreens(() => setTriggerValue('ended', true));
        };"""
    return st.components.v2.component(
        "screens",
        html='<div class="screens"></div>',
        css=style(),
        js=script() + begin,
        isolate_styles=False,
    )


def begin(story_id: str) -> None:
    """Fill the window with a story."""
    update(mode="meeting", story=story_id)


def _leave() -> None:
    update(mode="")
