"""Methode: how scores are computed, for planners and committee members who want to check them."""

from functools import partial

import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_text
from resilience.app.html import bullets, heading, link, paragraph
from resilience.app.method_example import show_example
from resilience.app.selection import current, parameters
from resilience.i18n import t
from resilience.settings import SETTINGS
from resilience.text import method
from resilience.text.links import address
from resilience.text.tables import html_table
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang = current().lang
    show_text(
        heading(1, t(lang, "method.heading")),
        paragraph(t(lang, "method.intro")),
        heading(2, t(lang, "method.steps")),
    )
    year = show_example()
    show_text(
        heading(2, t(lang, "method.missing")),
        bullets(method.missing_rules(year, SETTINGS, lang)),
        heading(2, t(lang, "method.indicators")),
        paragraph(t(lang, "method.indicators_intro")),
    )
    show_indicators()
    rows, columns = method.letter_meanings(lang)
    show_text(
        heading(2, t(lang, "method.letters")),
        html_table(rows, columns, t(lang, "method.letters_caption")),
        heading(2, t(lang, "method.limits")),
        bullets(method.method_limits(lang)),
        heading(2, t(lang, "composite.heading")),
        paragraph(t(lang, "composite.intro")),
        link(t(lang, "composite.link"), address("weights", parameters(), composite="1")),
        heading(2, t(lang, "method.sources")),
        paragraph(t(lang, "method.citation")),
    )


def show_indicators() -> None:
    """Show the indicators with direction and scale, a tab per theme field."""
    lang = current().lang
    asked = (queries.themes, lang), (queries.indicators, lang), (queries.editions,)
    tables = cache.derived(partial(method.indicator_tables, lang=lang), *asked)
    for tab, table in zip(st.tabs(list(tables)), tables.values(), strict=True):
        with tab:
            st.html(table)


show()
