"""Entwicklung: one indicator over the years, for planners."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from resilience import cached, queries
from resilience.charts import show_html, show_text
from resilience.controls import choose_city, choose_series
from resilience.courses import (
    choose_span,
    course_of,
    show_index,
    show_lines,
    show_small,
    show_year,
    table_html,
)
from resilience.figure import heading, paragraph
from resilience.i18n import t
from resilience.maps import show_change
from resilience.selection import choose, current, parameters
from resilience.settings import SETTINGS
from resilience.views import trends
from resilience.views.declared import about, direction


def show_difference() -> None:
    """Show the change between two years on a map."""
    span = choose_span(course)
    show_change("change", course, span, direction(declared, lang))
    show_html("years", cached.computed(table_html, course, *span))


shown = choose_series()
choose_city()
lang, region = current().lang, current().region
course = course_of(shown)
indicators = cached.query(queries.indicators, lang)
declared = indicators.set_index("indicator_id").loc[shown.indicator_id]
lengths = cached.query(queries.series_lengths, region)

show_text(heading(1, shown.label), paragraph(about(declared, lang)))
if note := trends.length_note(course, lengths["last"].max(), SETTINGS.maximum_age):
    st.info(note)
if len(course.periods) < trends.LONG:
    st.html(trends.longer_series_html(lengths, indicators, parameters(), lang))
if len(course.periods) == 1:
    show_year(course)
else:
    views: dict[str, Callable[[], None]] = {
        "lines": partial(show_lines, course),
        "small": partial(show_small, course),
        "change": show_difference,
        "index": partial(show_index, course, declared["direction"]),
    }
    labels = {name: t(lang, f"trends.view_{name}") for name in views}
    word = t(lang, "trends.view")
    views[choose(st.segmented_control, "view", word, list(labels), labels, required=True)]()
