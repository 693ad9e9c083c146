"""Zusammenhänge: two indicators against each other, for planners and analysts."""

import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, provenance_of_both, show_chart, show_text
from resilience.app.controls import choose_city, choose_indicator_measure, choose_other, members_of
from resilience.app.html import heading, paragraph, remark
from resilience.app.selection import current
from resilience.charts.scatter import scatter_figure
from resilience.i18n import t
from resilience.model.pair import Pair
from resilience.text import relations as view
from resilience.text.figures import axis_title
from resilience.text.tables import html_table
from resilience.warehouse import queries

measure = choose_indicator_measure()
city = choose_city()
lang, region = current().lang, current().region
title = st.container()
other = choose_other(measure)
with title:
    show_text(heading(1, t(lang, "relations.heading", first=measure.label, second=other.label)))
pair = cache.computed(Pair, measure, other, members_of(region), city)
if measure.indicator_id == other.indicator_id:
    st.warning(t(lang, "relations.same"))
else:
    total = len(cache.query(queries.municipalities))
    shared = cache.query(queries.shared_series, measure.indicator_id, other.indicator_id, lang)
    if built_in := view.shared_note(shared, lang):
        st.warning(built_in)
    if measure.period != other.period:
        st.info(t(lang, "relations.years", first=measure.period, second=other.period))
    rows, columns = cache.computed(view.pair_table, pair)
    show_chart(
        drawn(scatter_figure, pair, colour_scheme()),
        "scatter",
        t(lang, "relations.heading", first=axis_title(measure), second=axis_title(other)),
        cache.computed(view.sentence, pair),
        provenance_of_both(measure, other),
        rows,
        columns,
        city,
        cache.computed(view.pair_notes, pair, total),
    )
    rows, columns = cache.computed(view.coefficient_table, pair, total)
    show_text(
        paragraph(f"{cache.computed(view.reading, pair)} **{t(lang, 'relations.warning')}**"),
        html_table(rows, columns, t(lang, "relations.table")),
        remark(t(lang, "relations.how")),
    )
