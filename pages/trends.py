"""Entwicklung: one indicator over the years, for planners."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_html, show_text
from resilience.app.controls import choose_city, choose_series
from resilience.app.html import heading, paragraph
from resilience.app.map import show_change
from resilience.app.selection import choose, current, shared
from resilience.app.time_series_section import (
    choose_span,
    history_of,
    show_index,
    show_lines,
    show_small,
    show_year,
    table_html,
)
from resilience.i18n import t
from resilience.settings import SETTINGS
from resilience.text import trends
from resilience.text.declared import about, direction
from resilience.warehouse import queries


def show_difference() -> None:
    """Show the change between two years on a map."""
    span = choose_span(history)
    show_change("change", history, span, direction(declared, lang))
    show_html("years", cache.computed(table_html, history, *span))


measure = choose_series()
choose_city()
lang, region = current().lang, current().region
history = history_of(measure)
indicators = cache.query(queries.indicators, lang)
declared = indicators.set_index("indicator_id").loc[measure.indicator_id]
lengths = cache.query(queries.series_lengths, region)

show_text(heading(1, measure.label), paragraph(about(declared, lang)))
if note := trends.length_note(history, lengths["last"].max(), SETTINGS.maximum_age):
    st.info(note)
if len(history.periods) < trends.LONG:
    st.html(trends.longer_series_html(lengths, indicators, shared(), lang))
if len(history.periods) == 1:
    show_year(history)
else:
    views: dict[str, Callable[[], None]] = {
        "lines": partial(show_lines, history),
        "small": partial(show_small, history),
        "change": show_difference,
        "index": partial(show_index, history, declared["direction"]),
    }
    labels = {name: t(lang, f"trends.view_{name}") for name in views}
    word = t(lang, "trends.view")
    views[choose(st.segmented_control, "view", word, list(labels), labels, required=True)]()
