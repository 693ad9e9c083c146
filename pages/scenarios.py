"""Szenarien: twelve stresses as lenses on a city, for planners and committees."""

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.html import heading, paragraph
from resilience.app.scenario_sections import (
    assumed_lens,
    choose_assumption,
    choose_scenario,
    show_assumption,
    show_gaps,
    show_picture,
    show_roles,
)
from resilience.app.selection import current
from resilience.i18n import t


def show() -> None:
    """Show the page."""
    lang, title = current().lang, st.container()
    seen = choose_scenario()
    with title:
        name = seen.scenario["name"]
        show_text(
            heading(1, t(lang, "scenarios.heading", scenario=name)),
            paragraph(seen.scenario["question"]),
        )
    with st.container(border=True, key="card_gaps"):
        show_gaps(seen)
    picture = st.container(border=True, key="card_exposure")
    roles = st.container(border=True, key="card_roles")
    moved = None
    with st.container(border=True, key="card_what_if"):
        if chosen := choose_assumption(seen):
            moved = assumed_lens(seen, *chosen)
            show_assumption(seen, moved, *chosen)
    with picture:
        show_picture(seen, moved)
    with roles:
        show_roles(seen)


show()
