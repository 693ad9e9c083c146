"""Kopfstand: how a theme field could fail, and what follows, for workshops and committees."""

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.html import heading, paragraph
from resilience.app.process_sections import choose_field, show_question, show_upside_down
from resilience.app.selection import current
from resilience.i18n import t


def show() -> None:
    """Show the page."""
    lang = current().lang
    show_text(heading(1, t(lang, "kopfstand.heading")), paragraph(t(lang, "kopfstand.about")))
    theme_id = choose_field()
    with st.container(border=True, key="card_question"):
        show_question(theme_id)
    with st.container(border=True, key="card_upside_down"):
        show_upside_down(theme_id)


show()
