"""Vergleich: selected cities on an indicator or a score, for planners."""

from typing import cast

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, provenance_of, show_chart, show_text
from resilience.app.controls import choose_measure, scored_by, title_of
from resilience.app.html import bullets, heading, paragraph
from resilience.app.peer_controls import choose_areas, choose_places, peers_now
from resilience.app.selection import current
from resilience.charts.strip import strip_figure
from resilience.i18n import t
from resilience.model.measure import Measure
from resilience.model.peer_panel import panels_of
from resilience.text.declared import about, explanation, notes, reference_line
from resilience.text.figures import comparison
from resilience.text.sentences import strip_sentence
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang, title = current().lang, st.container()
    measure = choose_measure()
    indicators = cache.query(queries.indicators, lang).set_index("indicator_id")
    declared: pd.Series | None = None
    if measure.indicator_id:
        declared = cast(pd.Series, indicators.loc[measure.indicator_id])
        measured = about(declared, lang)
    else:
        measured = t(lang, "compare.about_score", n=len(scored_by(measure.group_id)))
    with title:
        show_text(heading(1, title_of(measure)), paragraph(measured))
    with st.container(border=True, key="card_strip"):
        show_strip(measure, declared)
    if declared is not None:
        show_text(bullets(notes(declared, lang)))


def show_strip(measure: Measure, declared: pd.Series | None) -> None:
    """Show cities among their peers, see `choose_places`."""
    lang, city, areas = current().lang, current().city, choose_areas()
    peers, peer_note = peers_now()
    split = cache.computed(panels_of, measure, areas, peers)
    found, place_note = choose_places(measure, declared, split, areas, peers)
    reference = cache.query(queries.areas, current().region)
    rows, columns = cache.computed(comparison, measure, split, found)
    line = cache.computed(reference_line, measure, reference)
    legend = " ".join(filter(None, (explanation(split, lang), peer_note, line, place_note)))
    figure = drawn(strip_figure, measure, split, city, colour_scheme())
    title = f"{measure.label} ({measure.unit}), {measure.period}"
    sentence = cache.computed(strip_sentence, measure, split)
    told = (title, sentence, provenance_of(measure, areas["ags"].to_list()), rows, columns)
    show_chart(figure, "strip", *told, city, legend, unfolded=True)


show()
