"""Trends: the megatrends named in the process, each with one line of evidence, for everybody."""

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.html import heading, paragraph
from resilience.app.process_sections import show_megatrends
from resilience.app.selection import current
from resilience.i18n import t


def show() -> None:
    """Show the page."""
    lang = current().lang
    show_text(heading(1, t(lang, "megatrends.heading")), paragraph(t(lang, "megatrends.about")))
    with st.container(border=True, key="card_megatrends"):
        show_megatrends()


show()
