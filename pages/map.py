"""Karte: any indicator or theme score on a map, for committee members and planners."""

import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_text
from resilience.app.controls import choose_measure, direction_of, members_of, scored_by
from resilience.app.html import heading, remark
from resilience.app.map import (
    choose_classes,
    choose_second,
    layer_of,
    names_switch,
    show_below,
    show_change,
    show_map,
    show_two,
)
from resilience.app.selection import choose, current
from resilience.app.time_series_section import choose_span, history_of
from resilience.i18n import t
from resilience.maps.map import break_note
from resilience.text.figures import city_figures
from resilience.text.tables import html_table
from resilience.warehouse import queries

LANDSCAPE = "<style>@page{size:A4 landscape}</style>"


def one() -> None:
    """Show one map, and below it the figures of the chosen city."""
    with controls:
        way, names_only = choose_classes(measure), names_switch()
    layer = layer_of(measure, way)
    show_map("map", layer, names_only)
    left, right = st.columns(2, gap="medium")
    with left:
        show_below("map", layer)
    with right:
        if not city:
            show_text(remark(t(lang, "map.hint")))
            return
        newest = cache.query(queries.newest_values, region)
        declared = cache.query(queries.indicators, lang)
        in_group = declared["indicator_id"].isin(scored_by(measure.group_id))
        in_group |= declared["theme_id"] == measure.group_id
        rows, columns = city_figures(newest[newest["ags"] == city], declared[in_group], lang)
        st.html(html_table(rows, columns, members.set_index("ags")["name"][city]))


def two() -> None:
    """Show two maps that move and are marked together."""
    with controls:
        second = choose_second(measure)
        way, names_only = choose_classes(measure), names_switch()
    layers = layer_of(measure, way), layer_of(second, way)
    show_two("maps", layers, names_only)
    if measure.indicator_id and measure.indicator_id == second.indicator_id:
        breaks = cache.query(queries.breaks, measure.indicator_id)["period"].tolist()
        if note := break_note(measure, second, breaks):
            st.warning(note)
    for column, layer, key in zip(st.columns(2), layers, ("map", "second"), strict=True):
        with column:
            show_below(key, layer)


def difference() -> None:
    """Show the change between two years."""
    history = history_of(measure)
    if len(history.periods) == 1:
        st.info(t(lang, "map.change_one_year", period=history.periods[0]))
        return
    with controls:
        span = choose_span(history)
    show_change("change", history, span, direction_of(measure))


MAPS = {"one": one, "two": two, "change": difference}

place = st.container()
controls = st.container(horizontal=True, vertical_alignment="bottom", key="map_controls")
measure = choose_measure(controls)
city = current().city
lang, region = current().lang, current().region
members = members_of(region)
with place:
    show_text(heading(1, measure.label), LANDSCAPE)
# Of a score there is one year only: no change can be read from it.
views = [name for name in MAPS if name != "change" or measure.indicator_id]
labels = {name: t(lang, f"map.maps_{name}") for name in MAPS}
with controls:
    word = t(lang, "map.maps")
    maps = choose(st.segmented_control, "maps", word, views, labels, required=True, keep=True)
if "change" not in views:
    st.caption(t(lang, "map.change_scores"))
MAPS[maps]()
