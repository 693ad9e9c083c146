"""Zusammenhänge: two indicators against each other, for planners and analysts."""

import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, provenance_of_both, show_chart, show_text
from resilience.app.controls import choose_indicator_measure, choose_other, members_of
from resilience.app.html import heading, paragraph, remark
from resilience.app.selection import current
from resilience.charts.scatter import scatter_figure
from resilience.i18n import t
from resilience.model.measure import Measure
from resilience.model.pair import Pair
from resilience.text import relations as view
from resilience.text.figures import axis_title
from resilience.text.tables import html_table
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang, title = current().lang, st.container()
    measure = choose_indicator_measure()
    other = choose_other(measure)
    words = {"first": measure.label, "second": other.label}
    with title:
        show_text(heading(1, t(lang, "relations.heading", **words)))
    if measure.indicator_id == other.indicator_id:
        st.warning(t(lang, "relations.same"))
        return
    with st.container(border=True, key="card_scatter"):
        show_pair(measure, other)


def show_pair(measure: Measure, other: Measure) -> None:
    """Show two indicators against each other, and how closely they are correlated."""
    lang, city = current().lang, current().city
    pair = cache.computed(Pair, measure, other, members_of(current().region), city)
    total = len(cache.query(queries.municipalities))
    shared = cache.query(queries.shared_series, measure.indicator_id, other.indicator_id, lang)
    if built_in := view.shared_note(shared, lang):
        st.warning(built_in)
    if measure.period != other.period:
        st.info(t(lang, "relations.years", first=measure.period, second=other.period))
    figure = drawn(scatter_figure, pair, colour_scheme())
    first, second = map(axis_title, (measure, other))
    title = t(lang, "relations.heading", first=first, second=second)
    sentence, notes = cache.computed(view.sentence, pair), view.pair_notes(pair, total)
    told = (title, sentence, provenance_of_both(measure, other))
    show_chart(figure, "scatter", *told, *cache.computed(view.pair_table, pair), city, notes)
    rows, columns = cache.computed(view.coefficient_table, pair, total)
    show_text(
        paragraph(f"{cache.computed(view.reading, pair)} **{t(lang, 'relations.warning')}**"),
        html_table(rows, columns, t(lang, "relations.table")),
        remark(t(lang, "relations.how")),
    )


show()
