"""Rahmenwerke: which items of resilience frameworks the indicators cover, for analysts."""

from functools import partial

import streamlit as st

from resilience import cached, queries
from resilience.charts import ground, show_chart
from resilience.i18n import t
from resilience.selection import choose, current
from resilience.views import crosswalk
from resilience.views.provenance import Origin
from resilience.views.tables import html_table

lang = current().lang
frameworks = cached.query(queries.frameworks, lang)
items = cached.query(queries.framework_items, lang)
links = cached.query(queries.item_indicators, lang)
themes = cached.query(queries.themes, lang)
names = frameworks.set_index("framework_id")["short"].to_dict()

st.title(t(lang, "crosswalk.heading"))
st.markdown(t(lang, "crosswalk.intro"))
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
    crosswalk.coverage_svg(counts, chosen, lang, ground()),
    "coverage",
    t(lang, "crosswalk.counts_caption"),
    t(lang, "crosswalk.alt", sentence=sentence),
    Origin(crosswalk.source_line(framework, lang)),
    rows,
    columns,
)

st.subheader(framework["name"])
st.markdown(sentence)
st.markdown(t(lang, "crosswalk.comparing", text=framework["comparison"]))
rows, columns = crosswalk.item_table(items[items["framework_id"] == chosen], links, lang)
st.html(html_table(rows, columns, t(lang, "crosswalk.items_caption", framework=framework["name"])))
st.caption(crosswalk.source_line(framework, lang))

st.subheader(t(lang, "crosswalk.map"))
st.markdown(t(lang, "crosswalk.map_intro"))
st.html(crosswalk.gap_map(cached.query(queries.capacity_counts), themes, lang))

st.subheader(t(lang, "crosswalk.download"))
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
