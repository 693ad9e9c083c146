"""Rahmenwerke: which items of resilience frameworks the indicators cover, for analysts."""

from functools import partial

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_text
from resilience.app.coverage_section import show_coverage, show_framework
from resilience.app.html import heading, paragraph
from resilience.app.selection import choose, current
from resilience.charts import crosswalk
from resilience.i18n import t
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang = current().lang
    frameworks = cache.query(queries.frameworks, lang)
    items = cache.query(queries.framework_items, lang)
    names = dict(zip(frameworks["framework_id"], frameworks["short"], strict=True))
    show_text(heading(1, t(lang, "crosswalk.heading")), paragraph(t(lang, "crosswalk.intro")))
    word = t(lang, "crosswalk.choose")
    chosen = choose(st.segmented_control, "framework", word, list(names), names, required=True)
    with st.container(border=True, key="card_coverage"):
        show_coverage(frameworks, items, chosen)
    show_framework(frameworks, items, chosen)
    show_files(frameworks, items)


def show_files(frameworks: pd.DataFrame, items: pd.DataFrame) -> None:
    """Show the download buttons for all items."""
    lang = current().lang
    links = cache.query(queries.item_indicators, lang)
    show_text(heading(2, t(lang, "crosswalk.download")))
    styles = (("crosswalk.download_de", ";", ""), ("crosswalk.download_int", ",", "_int"))
    with st.container(horizontal=True):
        for label, separator, mark in styles:
            st.download_button(
                t(lang, label),
                partial(crosswalk.csv, frameworks, items, links, lang, separator),
                file_name=f"{t(lang, 'crosswalk.file')}{mark}.csv",
                mime="text/csv",
                on_click="ignore",
            )


show()
