"""Entwicklung: one indicator over the years, for planners."""

from typing import cast

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_text
from resilience.app.controls import choose_series
from resilience.app.html import heading, paragraph
from resilience.app.selection import current
from resilience.app.time_series_section import (
    history_of,
    show_longer,
    show_year,
)
from resilience.app.year_views import show_view
from resilience.settings import SETTINGS
from resilience.text import trends
from resilience.text.declared import about
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang, title = current().lang, st.container()
    measure = choose_series()
    history = history_of(measure)
    indicators = cache.query(queries.indicators, lang)
    declared = cast(pd.Series, indicators.set_index("indicator_id").loc[measure.indicator_id])
    lengths = cache.query(queries.series_lengths, current().region)
    with title:
        show_text(heading(1, measure.label), paragraph(about(declared, lang)))
    if note := trends.length_note(history, lengths["last"].max(), SETTINGS.maximum_age):
        st.info(note)
    if len(history.periods) < trends.LONG:
        show_longer()
    with st.container(border=True, key="card_years"):
        if len(history.periods) == 1:
            show_year(history)
        else:
            show_view(history, declared)


show()
