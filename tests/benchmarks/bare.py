"""The yardstick: one Plotly chart, one control, two pages, and nothing of the dashboard."""

import plotly.graph_objects as go
import streamlit as st

SERIES = {f"Series {s}": [(7 * s + 3 * i) % 11 for i in range(11)] for s in range(1, 8)}


def page() -> None:
    """Show one series as bars."""
    chosen = st.sidebar.selectbox("Series", list(SERIES))
    st.title(chosen)
    st.plotly_chart(go.Figure(go.Bar(y=SERIES[chosen])))


def second() -> None:
    """Show the same on a page of its own."""
    page()


st.navigation(
    [
        st.Page(page, title="First", default=True),
        st.Page(second, title="Second", url_path="second"),
    ],
    position="top",
).run()
