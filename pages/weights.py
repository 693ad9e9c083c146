"""Gewichte: weights, and how robust an overall score is, for planners who ask for one."""

import streamlit as st

from resilience.analysis.weighting import resolved
from resilience.app import cache
from resilience.app.chart import show_html, show_text
from resilience.app.composite_section import Weighing, show_overall
from resilience.app.html import fold, heading, paragraph, remark
from resilience.app.selection import current, switch
from resilience.app.weights_controls import OWN, choose_weights
from resilience.i18n import t
from resilience.text import weights as view
from resilience.text.tables import html_table
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang = current().lang
    themes = cache.query(queries.themes, lang)
    inputs = cache.query(queries.theme_inputs)
    indicators = cache.query(queries.indicators, lang).set_index("indicator_id")
    declared = indicators.loc[sorted(inputs["indicator_id"].unique())]
    labels = view.element_labels(themes, declared, lang)

    show_text(heading(1, t(lang, "weights.heading")), paragraph(t(lang, "weights.intro")))
    chosen, about = choose_weights(declared)
    show_text(remark(about))
    resolution = resolved(chosen, declared)
    if resolution is None:
        st.error(t(lang, "weights.nothing_counts"))
    else:
        rows, columns = cache.computed(view.shares, resolution, declared, themes, lang)
        table = html_table(rows, columns, t(lang, "weights.shares_caption"), sort=current().sort)
        show_html("shares", fold(t(lang, "weights.shares"), table))
        if switch("composite", t(lang, "weights.show")):
            told = view.weights_text(chosen, labels, lang) if current().weighting == OWN else about
            show_overall(Weighing(chosen, resolution, told, declared, labels))
        else:
            show_text(paragraph(t(lang, "weights.on_request")))


show()
