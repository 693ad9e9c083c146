"""Karte: any indicator or theme score on a map, for committee members and planners."""

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.controls import choose_measure, folded_controls, title_of
from resilience.app.html import heading
from resilience.app.map_views import VIEWS, choose_view

LANDSCAPE = "<style>@page{size:A4 landscape}</style>"


def show() -> None:
    """Show the page."""
    title = st.container()
    with folded_controls():
        first = st.container()
        controls = st.container(horizontal=True, vertical_alignment="bottom", key="map_controls")
    with first:
        measure = choose_measure(controls)
    with title:
        show_text(heading(1, title_of(measure)), LANDSCAPE)
    with controls:
        view = choose_view(measure)
    VIEWS[view](measure, controls)


show()
