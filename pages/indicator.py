"""One indicator: definition, picture, series, values and lineage, for analysts and planners."""

from functools import partial
from textwrap import dedent

import streamlit as st

from resilience.app import cache
from resilience.app.chart import (
    colour_scheme,
    drawn,
    provenance_of,
    provenance_of_all_years,
    show_chart,
    show_provenance,
    show_text,
)
from resilience.app.controls import (
    choose_city,
    choose_declared,
    choose_year,
    members_of,
    show_download,
)
from resilience.app.html import heading, paragraph
from resilience.app.map import layer_of, show_below, show_map
from resilience.app.selection import choose, current
from resilience.app.time_series_section import history_of
from resilience.charts.strip import strip_figure
from resilience.charts.timeline import timeline_figure, timeline_notes, timeline_sentence
from resilience.export.csv import csv_bytes
from resilience.i18n import t
from resilience.model.peer_panel import panels_of
from resilience.text import catalogue as view
from resilience.text.declared import about, explanation
from resilience.text.figures import comparison
from resilience.text.sentences import strip_sentence
from resilience.text.tables import html_table
from resilience.warehouse import queries


def definition() -> None:
    """Show everything declared, and the distribution of the newest values."""
    items = cache.query(queries.framework_items_of, declared["indicator_id"], lang)
    scenarios = cache.query(queries.scenarios_of, declared["indicator_id"], lang)["name"]
    st.html(view.facts_html(declared, view.items_text(items, lang), scenarios.to_list(), lang))


def picture() -> None:
    """Show the values of a year as distribution and as map."""
    split = cache.computed(panels_of, measure, members, peers)
    figure = drawn(strip_figure, measure, split, city, colour_scheme())
    rows, columns = comparison(measure, split)
    title = f"{measure.label} ({measure.unit}), {measure.period}"
    told = strip_sentence(measure, split)
    legend = explanation(split, lang)
    show_chart(figure, "strip", title, told, provenance_of(measure), rows, columns, city, legend)
    layer = layer_of(measure)
    show_map("map", layer)
    show_below("map", layer)


def series() -> None:
    """Show all years, with breaks that no line crosses."""
    history = history_of(measure)
    figure = drawn(timeline_figure, history, colour_scheme())
    told = cache.computed(timeline_sentence, history)
    rows, columns = cache.computed(view.every_value, history.measure, members, lang)
    title, provenance = (
        f"{measure.label} ({measure.unit})",
        provenance_of_all_years(history.measure),
    )
    legend = cache.computed(timeline_notes, history)
    show_chart(figure, "timeline", title, told, provenance, rows, columns, city, legend)


def values() -> None:
    """Show every value with its quality, and hand all of them out."""
    everything = (queries.export_values, "", declared["indicator_id"], lang)
    with st.container(horizontal=True):
        for style in ("german", "international"):
            name = f"{declared['indicator_id']}_{style}.csv"
            show_download(f"csv_{style}", name, partial(csv_bytes, style=style), everything)
    rows, columns = cache.computed(view.every_value, measure, members, lang)
    st.html(html_table(rows, columns, f"{measure.label} ({measure.unit})", city))


def lineage() -> None:
    """Show the way from the publishers' tables over the worked example and the SQL to the value."""
    behind = cache.query(queries.lineage, declared["indicator_id"], tuple(members["ags"]), lang)
    rows, columns = view.lineage_table(behind, lang)
    show_text(
        html_table(rows, columns, t(lang, "indicator.lineage")),
        heading(2, t(lang, "indicator.calculation")),
    )
    st.code(dedent(f"        {declared['sql']}"), language="sql")
    example = cache.query(queries.example, declared["indicator_id"])
    told = view.example_tables(example, int(declared["decimals"]), lang)
    show_text(
        heading(2, t(lang, "indicator.example")),
        paragraph(t(lang, "indicator.example_note")),
        *(html_table(part, columns, caption) for caption, part, columns in told),
    )


SECTIONS = {
    "definition": definition,
    "picture": picture,
    "series": series,
    "values": values,
    "lineage": lineage,
}

catalogue = cache.query(queries.catalogue, current().region, current().lang)
declared = choose_declared(catalogue)
city = choose_city()
lang, region = current().lang, current().region
members = members_of(region)
peers = cache.query(queries.peers, region, lang)
show_text(heading(1, declared["label"]), paragraph(about(declared, lang)))
if declared["status"] == "awaiting_data":
    st.warning(view.awaiting(declared, lang))
    definition()
else:
    measure = choose_year(declared["theme_id"], declared["indicator_id"])
    labels = {name: t(lang, f"indicator.section_{name}") for name in SECTIONS}
    section = choose(
        st.segmented_control,
        "section",
        t(lang, "indicator.sections"),
        list(labels),
        labels,
        required=True,
        label_visibility="collapsed",
    )
    SECTIONS[section]()
    if section == "definition":
        show_provenance(provenance_of(measure))
    elif section in ("values", "lineage"):
        show_provenance(provenance_of_all_years(measure))
