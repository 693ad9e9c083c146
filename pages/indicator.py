"""One indicator: definition, charts, series, values and lineage, for analysts and planners."""

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_text
from resilience.app.controls import choose_declared, choose_year, controls_row
from resilience.app.html import heading, paragraph
from resilience.app.indicator_sections import SECTIONS, show_definition
from resilience.app.selection import choose, current
from resilience.i18n import t
from resilience.settings import preview_id
from resilience.text import catalogue as view
from resilience.text.declared import about
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang, title, row = current().lang, st.container(), controls_row()
    with row:
        declared = choose_declared(shown(cache.query(queries.catalogue, current().region, lang)))
    with title:
        show_text(heading(1, declared["label"]), paragraph(about(declared, lang)))
    if declared["status"] == "awaiting_data":
        st.warning(view.awaiting(declared, lang))
        show_definition(declared)
        return
    with row:
        measure = choose_year(declared["theme_id"], declared["indicator_id"])
    section = choose_section()
    with st.container(border=True, key="card_section"):
        SECTIONS[section](declared, measure)


def shown(catalogue: pd.DataFrame) -> pd.DataFrame:
    """Return the indicators to choose from: all, or in a preview the previewed one."""
    one = preview_id()
    return catalogue[catalogue["indicator_id"] == one] if one else catalogue


def choose_section() -> str:
    """Show the choice of a section and return the one chosen."""
    lang = current().lang
    labels = {name: t(lang, f"indicator.section_{name}") for name in SECTIONS}
    return choose(
        st.segmented_control,
        "section",
        t(lang, "indicator.sections"),
        list(labels),
        labels,
        required=True,
        label_visibility="collapsed",
    )


show()
