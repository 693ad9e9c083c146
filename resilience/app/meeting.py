"""Meeting mode: a story that fills the window, without the dashboard's frame."""

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
    """Return the figures of the selected region, cached per build."""
    return cache.computed(_facts, current().region, current().lang)


def facts_among(choice: PeerChoice) -> Facts:
    """Return the figures of the selected region among the chosen peers."""
    return cache.computed(_facts, current().region, current().lang, choice)


def _facts(region: str, lang: Lang, choice: PeerChoice = NOT_CHOSEN) -> Facts:
    return Facts(cache.query, region, lang, choice)


def chosen_story(page: str = "") -> str:
    """Return the requested story: by the address, by the current page, or the first one.

    Parameters
    ----------
    page
        Address of the page; a city's page gives the city's story.
    """
    now, known = current(), story_names()
    wanted = [now.story, now.city if page == "city" else "", now.theme, now.city]
    return next((one for one in wanted if one in known), next(iter(known)))


def story_names() -> dict[str, str]:
    """Return the names of the stories by id, including the user's own list unless empty."""
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
    """Show the story in the whole window."""
    story_id = chosen_story(page)
    html = deck_html(screens_of(story_id), story_names()[story_id], current().lang)
    _component()(key="deck", data={"html": html}, on_ended_change=_leave)


@lru_cache
def _component() -> Any:
    """Return the component that fills the window with screens and reports when they are left."""
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
