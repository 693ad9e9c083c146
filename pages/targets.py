"""Zukunftsbild: adopted targets and cities' positions, for planners and committees."""

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.html import heading, paragraph
from resilience.app.selection import current
from resilience.app.target_sections import (
    held_now,
    show_climate,
    show_list,
    show_missing,
    show_yearly,
)
from resilience.i18n import t


def show() -> None:
    """Show the page."""
    lang, held = current().lang, held_now()
    show_text(heading(1, t(lang, "targets.heading")), paragraph(t(lang, "targets.about")))
    show_yearly(held)
    with st.container(border=True, key="card_climate"):
        show_climate(held)
    with st.container(border=True, key="card_targets"):
        show_list(held)
    with st.container(border=True, key="card_missing"):
        show_missing(held)


show()
