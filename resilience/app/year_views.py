"""The charts of the page of years, one at a time."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_html
from resilience.app.map import show_change
from resilience.app.selection import choose, current
from resilience.app.time_series_section import (
    choose_span,
    show_index,
    show_lines,
    show_small,
    table_html,
)
from resilience.i18n import t
from resilience.model.time_series import TimeSeries
from resilience.text.declared import direction


def show_view(history: TimeSeries, declared: pd.Series) -> None:
    """Show the choice of a chart of the years, and the chosen one."""
    lang = current().lang
    views = {
        "lines": partial(show_lines, history),
        "small": partial(show_small, history),
        "change": partial(show_difference, history, direction(declared, lang)),
        "index": partial(show_index, history, declared["direction"]),
    }
    labels = {name: t(lang, f"trends.view_{name}") for name in views}
    word = t(lang, "trends.view")
    views[choose(st.segmented_control, "view", word, list(labels), labels, required=True)]()


def show_difference(history: TimeSeries, way: str) -> None:
    """Show the change between two years on a map, with the direction that is better."""
    span = choose_span(history)
    show_change("change", history, span, way)
    show_html("years", cache.computed(table_html, history, *span, current().sort))
