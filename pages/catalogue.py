"""Indikatoren: all indicators there are, to search and filter, for analysts and planners."""

from functools import partial

import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_text
from resilience.app.controls import choose_city
from resilience.app.html import heading, paragraph, remark
from resilience.app.selection import choose, current, enter, shared
from resilience.export.csv import csv_bytes
from resilience.i18n import t
from resilience.settings import SETTINGS
from resilience.spec import CAPACITIES
from resilience.text import catalogue as view
from resilience.text.tables import html_table
from resilience.warehouse import queries

choose_city()
lang, region = current().lang, current().region
everything = cache.query(queries.catalogue, region, lang)
scores = cache.query(queries.theme_scores)
as_of = scores.loc[scores["score"].notna(), "period"].max()
everything = everything.assign(state=view.states(everything, as_of, SETTINGS))
themes = cache.query(queries.themes, lang).set_index("theme_id")["label"].to_dict()
sources = cache.query(queries.sources, lang).set_index("source_id")["label"].to_dict()
frameworks = cache.query(queries.frameworks, lang).set_index("framework_id")["name"].to_dict()
capacities = {c: t(lang, f"capacity.{c}") for c in CAPACITIES}
states = {s: t(lang, f"catalogue.state_{s}") for s in view.STATES}

show_text(heading(1, t(lang, "catalogue.heading")), paragraph(t(lang, "catalogue.intro")))
search = enter("search", t(lang, "catalogue.search"), placeholder=t(lang, "catalogue.placeholder"))
chosen = {}
filters = {
    "theme": themes,
    "capacity": capacities,
    "framework": frameworks,
    "source": sources,
    "status": states,
}
for column, (name, labels) in zip(st.columns(len(filters)), filters.items(), strict=True):
    with column:
        options = {"": t(lang, "catalogue.all"), **labels}
        label = t(lang, f"catalogue.filter_{name}")
        chosen[name] = choose(st.selectbox, name, label, list(options), options)
measure = view.found(everything, search, **chosen)
none = paragraph(t(lang, "catalogue.none"))
rows, columns = view.catalogue_table(measure, shared(), lang)
found = html_table(rows, columns, t(lang, "catalogue.caption")) if len(rows) else none
show_text(remark(view.count_text(measure, len(everything), lang)), found)
book = cache.query(queries.codebook)
listed = book[book["indicator_id"].isin(measure["indicator_id"])]
with st.container(horizontal=True):
    for style in ("german", "international"):
        st.download_button(
            t(lang, f"data.file_csv_{style}"),
            partial(csv_bytes, listed, style),
            f"indicators_{style}.csv",
            "text/csv",
            on_click="ignore",
        )
