"""Ideen: every idea of the process and what it could affect, for planners and committees."""

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.html import heading, paragraph
from resilience.app.process_sections import show_ideas
from resilience.app.selection import current
from resilience.i18n import t


def show() -> None:
    """Show the page."""
    lang = current().lang
    show_text(heading(1, t(lang, "ideas.heading")), paragraph(t(lang, "ideas.about")))
    with st.container(border=True, key="card_ideas"):
        show_ideas()


show()
