"""Indikatoren: all indicators, to search and filter, for analysts and planners."""

from functools import partial

import streamlit as st

from resilience.app import cache
from resilience.app.catalogue_filters import choose_filters
from resilience.app.chart import show_text
from resilience.app.html import heading, paragraph, remark
from resilience.app.selection import current, enter, shared
from resilience.app.workbench import show_workbench
from resilience.export.csv import csv_bytes
from resilience.i18n import t
from resilience.settings import analyst
from resilience.text import catalogue as view
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang = current().lang
    show_text(heading(1, t(lang, "catalogue.heading")), paragraph(t(lang, "catalogue.intro")))
    hint = t(lang, "catalogue.placeholder")
    search = enter("search", t(lang, "catalogue.search"), placeholder=hint)
    what = (cache.query, current().region, search, choose_filters(), shared(), lang)
    # What people type has no end, and would push other results out of the cache.
    found, count, table = view.searched(*what) if search else cache.computed(view.searched, *what)
    show_text(remark(count), table or paragraph(t(lang, "catalogue.none")))
    book = cache.query(queries.codebook)
    listed = book[book["indicator_id"].isin(found["indicator_id"])]
    with st.container(horizontal=True):
        for style in ("german", "international"):
            label, make = t(lang, f"data.file_csv_{style}"), partial(csv_bytes, listed, style)
            name = f"indicators_{style}.csv"
            st.download_button(label, make, name, "text/csv", on_click="ignore")
    if analyst():
        show_workbench()


show()
