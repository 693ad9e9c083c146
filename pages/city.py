"""Stadtprofil: one city in five parts, for planners who know their city."""

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.city_tabs import TABS, introduction, portrait_of, show_tab
from resilience.app.context import choose_city, choose_tab
from resilience.app.controls import members_of
from resilience.app.html import heading, paragraph
from resilience.app.selection import current
from resilience.i18n import t


def show() -> None:
    """Show the page, or ask for a city."""
    now = current()
    if now.city in members_of(now.region)["ags"].to_list():
        show_city(now.city)
    else:
        ask_for_city()


def ask_for_city() -> None:
    """Show the choice of a city in place of a profile."""
    lang = current().lang
    show_text(heading(1, t(lang, "start.which")), paragraph(t(lang, "city.ask")))
    with st.container(border=True, key="card_city"):
        choose_city("ask_")


def show_city(city: str) -> None:
    """Show a city's profile with the part that is open."""
    lang = current().lang
    portrait = portrait_of(city)
    name = portrait.about.city["name"]
    show_text(heading(1, t(lang, "city.heading", city=name)), paragraph(introduction(portrait)))
    tab, place = choose_tab("tab", {name: t(lang, f"city.tab_{name}") for name in TABS})
    with place:
        show_tab(tab, portrait)


show()
