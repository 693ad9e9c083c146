"""The sections of an indicator's page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from textwrap import dedent

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import (
    colour_scheme,
    drawn,
    provenance_of,
    provenance_of_all_years,
    show_chart,
    show_html,
    show_provenance,
    show_text,
)
from resilience.app.controls import members_of, show_download
from resilience.app.html import heading, paragraph
from resilience.app.map import layer_of, show_below, show_map
from resilience.app.peer_controls import peers_now
from resilience.app.selection import current
from resilience.app.time_series_section import history_of
from resilience.charts.strip import strip_figure
from resilience.charts.timeline import timeline_figure, timeline_notes, timeline_sentence
from resilience.export.csv import csv_bytes
from resilience.i18n import t
from resilience.model.measure import Measure
from resilience.model.peer_panel import panels_of
from resilience.text import catalogue as view
from resilience.text.declared import explanation
from resilience.text.figures import comparison
from resilience.text.sentences import strip_sentence
from resilience.text.tables import html_table
from resilience.warehouse import queries


def show_definition(declared: pd.Series) -> None:
    """Show the whole declaration."""
    lang = current().lang
    items = cache.query(queries.framework_items_of, declared["indicator_id"], lang)
    scenarios = cache.query(queries.scenarios_of, declared["indicator_id"], lang)["name"]
    st.html(view.facts_html(declared, view.items_text(items, lang), scenarios.to_list(), lang))


def _definition(declared: pd.Series, measure: Measure) -> None:
    show_definition(declared)
    show_provenance(provenance_of(measure))


def _picture(declared: pd.Series, measure: Measure) -> None:
    """Show the values of a year as a strip plot and on a map."""
    city, members, (peers, note) = current().city, members_of(current().region), peers_now()
    split = cache.computed(panels_of, measure, members, peers)
    rows, columns = comparison(measure, split)
    title = f"{measure.label} ({measure.unit}), {measure.period}"
    told = (title, strip_sentence(measure, split), provenance_of(measure), rows, columns)
    legend = f"{explanation(split, measure.lang)} {note}".strip()
    show_chart(
        drawn(strip_figure, measure, split, city, colour_scheme()), "strip", *told, city, legend
    )
    layer = layer_of(measure)
    show_map("map", layer)
    show_below("map", layer)


def _series(declared: pd.Series, measure: Measure) -> None:
    """Show all years, with breaks that no line crosses."""
    history, members = history_of(measure), members_of(current().region)
    figure = drawn(timeline_figure, history, colour_scheme())
    told = cache.computed(timeline_sentence, history)
    rows, columns = cache.computed(view.every_value, history.measure, members, measure.lang)
    title = f"{measure.label} ({measure.unit})"
    provenance = provenance_of_all_years(history.measure)
    legend = cache.computed(timeline_notes, history)
    parts = (title, told, provenance, rows, columns, current().city, legend)
    show_chart(figure, "timeline", *parts)


def _values(declared: pd.Series, measure: Measure) -> None:
    """Show every value with its quality, with downloads."""
    everything = (queries.export_values, "", declared["indicator_id"], measure.lang)
    with st.container(horizontal=True):
        for style in ("german", "international"):
            name = f"{declared['indicator_id']}_{style}.csv"
            show_download(f"csv_{style}", name, partial(csv_bytes, style=style), everything)
    members = members_of(current().region)
    rows, columns = cache.computed(view.every_value, measure, members, measure.lang)
    caption = f"{measure.label} ({measure.unit})"
    show_html("values", html_table(rows, columns, caption, current().city, current().sort))
    show_provenance(provenance_of_all_years(measure))


def _lineage(declared: pd.Series, measure: Measure) -> None:
    """Show the lineage from the publishers' tables through worked example and SQL to the value."""
    lang, indicator = measure.lang, declared["indicator_id"]
    members = tuple(members_of(current().region)["ags"])
    rows, columns = view.lineage_table(cache.query(queries.lineage, indicator, members, lang), lang)
    show_text(
        html_table(rows, columns, t(lang, "indicator.lineage")),
        heading(2, t(lang, "indicator.calculation")),
    )
    st.code(dedent(f"        {declared['sql']}"), language="sql")
    example = cache.query(queries.example, indicator)
    told = view.example_tables(example, int(declared["decimals"]), lang)
    show_text(
        heading(2, t(lang, "indicator.example")),
        paragraph(t(lang, "indicator.example_note")),
        *(html_table(part, columns, caption) for caption, part, columns in told),
    )
    show_provenance(provenance_of_all_years(measure))


SECTIONS: dict[str, Callable[[pd.Series, Measure], None]] = {
    "definition": _definition,
    "picture": _picture,
    "series": _series,
    "values": _values,
    "lineage": _lineage,
}
"""The sections by their names in the address; each shows the declaration or the measure."""
