"""Rahmenwerke: which items of resilience frameworks the indicators cover, for analysts."""

from functools import partial

import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, show_chart, show_text
from resilience.app.html import heading, paragraph, remark
from resilience.app.selection import choose, current, shared
from resilience.charts import crosswalk
from resilience.i18n import t
from resilience.model.provenance import Provenance
from resilience.text.tables import html_table
from resilience.warehouse import queries

lang = current().lang
frameworks = cache.query(queries.frameworks, lang)
items = cache.query(queries.framework_items, lang)
links = cache.query(queries.item_indicators, lang)
themes = cache.query(queries.themes, lang)
names = frameworks.set_index("framework_id")["short"].to_dict()

show_text(heading(1, t(lang, "crosswalk.heading")), paragraph(t(lang, "crosswalk.intro")))
chosen = choose(
    st.segmented_control,
    "framework",
    t(lang, "crosswalk.choose"),
    list(names),
    names,
    required=True,
)
framework = frameworks.set_index("framework_id").loc[chosen]
counts = crosswalk.coverage(frameworks, items)
sentence = crosswalk.coverage_sentence(counts, chosen, lang)
rows, columns = crosswalk.coverage_table(counts, lang)
show_chart(
    drawn(crosswalk.coverage_figure, counts, chosen, lang, colour_scheme()),
    "coverage",
    t(lang, "crosswalk.counts_caption"),
    t(lang, "crosswalk.alt", sentence=sentence),
    Provenance(crosswalk.source_line(framework, lang)),
    rows,
    columns,
)

own = items[items["framework_id"] == chosen]
rows, columns = crosswalk.item_table(own, links, shared(), lang)
show_text(
    heading(2, framework["name"]),
    paragraph(sentence),
    paragraph(t(lang, "crosswalk.comparing", text=framework["comparison"])),
    html_table(rows, columns, t(lang, "crosswalk.items_caption", framework=framework["name"])),
    remark(crosswalk.source_line(framework, lang)),
    heading(2, t(lang, "crosswalk.map")),
    paragraph(t(lang, "crosswalk.map_intro")),
    crosswalk.gap_map(cache.query(queries.capacity_counts), themes, lang),
    heading(2, t(lang, "crosswalk.download")),
)
with st.container(horizontal=True):
    for label, separator, mark in (
        ("crosswalk.download_de", ";", ""),
        ("crosswalk.download_int", ",", "_int"),
    ):
        st.download_button(
            t(lang, label),
            partial(crosswalk.csv, frameworks, items, links, lang, separator),
            file_name=f"{t(lang, 'crosswalk.file')}{mark}.csv",
            mime="text/csv",
            on_click="ignore",
        )
