"""The views of the map page: one map, two that move together, or a change over time."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.analysis.repository import values_of
from resilience.app import cache
from resilience.app.chart import show_html, show_text
from resilience.app.controls import (
    CAPACITY,
    GROUPS,
    direction_of,
    measure_in,
    members_of,
    periods_of,
    scored_by,
)
from resilience.app.html import remark
from resilience.app.map import (
    CLASSES,
    MEDIAN,
    layer_of,
    show_below,
    show_change,
    show_map,
    show_two,
)
from resilience.app.names import names_of
from resilience.app.selection import choose, current, switch
from resilience.app.time_series_section import NARROW, choose_span, history_of
from resilience.i18n import Lang, t
from resilience.maps.map import break_note
from resilience.model.measure import Measure
from resilience.text.figures import city_figures
from resilience.text.relations import nearest_period
from resilience.text.tables import html_table
from resilience.warehouse import queries

_WIDE = 265
"""Width of a choice of indicators, in pixels."""


def choose_view(measure: Measure) -> str:
    """Show the choice of the view and return it, one of `VIEWS`."""
    lang = current().lang
    # A score has one year only, and hence no change.
    views = [name for name in VIEWS if name != "change" or measure.indicator_id]
    labels = {name: t(lang, f"map.maps_{name}") for name in VIEWS}
    word, why = t(lang, "map.maps"), None if "change" in views else t(lang, "map.change_scores")
    control = st.segmented_control
    return choose(control, "maps", word, views, labels, required=True, keep=True, help=why)


def _one(measure: Measure, controls: DeltaGenerator) -> None:
    """Show one map, and below it the figures of the chosen city."""
    with controls:
        way, names_only = _choose_classes(measure), _names_switch()
    layer = layer_of(measure, way)
    show_map("map", layer, names_only)
    left, right = st.columns(2, gap="medium")
    with left:
        show_below("map", layer)
    with right:
        _show_figures(measure)


def _show_figures(measure: Measure) -> None:
    """Show the chosen city's values of all indicators of a score, or of the indicator's theme."""
    lang, city = current().lang, current().city
    if not city:
        show_text(remark(t(lang, "map.hint")))
        return
    what = (measure.group_id, current().region, city, current().sort, lang)
    show_html("figures", cache.computed(_figures, *what))


def _figures(group_id: str, region: str, city: str, sort: str, lang: Lang) -> str:
    newest = cache.query(queries.newest_values, region)
    declared = cache.query(queries.indicators, lang)
    in_group = declared["indicator_id"].isin(scored_by(group_id))
    in_group |= declared["theme_id"] == group_id
    rows, columns = city_figures(newest[newest["ags"] == city], declared[in_group], lang)
    return html_table(rows, columns, names_of(region)[city], sort=sort)


def _two(measure: Measure, controls: DeltaGenerator) -> None:
    """Show two maps that move and highlight areas together."""
    with controls:
        second = _choose_second(measure)
        way, names_only = _choose_classes(measure), _names_switch()
    layers = layer_of(measure, way), layer_of(second, way)
    show_two("maps", layers, names_only)
    if measure.indicator_id and measure.indicator_id == second.indicator_id:
        breaks = cache.query(queries.breaks, measure.indicator_id)["period"].tolist()
        if note := break_note(measure, second, breaks):
            st.warning(note)
    for column, layer, key in zip(st.columns(2), layers, ("map", "second"), strict=True):
        with column:
            show_below(key, layer)


def _difference(measure: Measure, controls: DeltaGenerator) -> None:
    """Show the change between two years."""
    history = history_of(measure)
    if len(history.periods) == 1:
        st.info(t(history.lang, "map.change_one_year", period=history.periods[0]))
        return
    with controls:
        span = choose_span(history)
    show_change("change", history, span, direction_of(measure))


MapView = Callable[[Measure, DeltaGenerator], None]
VIEWS: dict[str, MapView] = {"one": _one, "two": _two, "change": _difference}
"""The views by their names in the address; each takes the row of the page's controls."""


def _choose_classes(measure: Measure) -> str:
    """Show the choice of the classification and return it, one of `CLASSES`."""
    lang, ways = current().lang, list(CLASSES)
    if not layer_of(measure).base:
        ways.remove(MEDIAN)
    labels = {way: t(lang, f"map.classes_{way}") for way in CLASSES}
    word = t(lang, "map.classes")
    default = "" if MEDIAN in ways else "quantile"
    return choose(st.selectbox, "classes", word, ways, labels, default, keep=True, width=_WIDE)


def _choose_second(measure: Measure) -> Measure:
    """Show the choices of the second map's content and year, and return its measure.

    By default, the same indicator has the year before the first map's, another one the nearest.
    """
    lang = current().lang
    choices = _everything()
    default = next(
        one
        for one, (group, indicator, _) in choices.items()
        if bool(indicator) == bool(measure.indicator_id) and group != measure.group_id
    )
    labels = {one: label for one, (*_, label) in choices.items()}
    word = t(lang, "map.control_second")
    second = choose(st.selectbox, "other", word, list(labels), labels, default, width=_WIDE)
    group_id, indicator_id, _ = choices[second]
    members = members_of(current().region)["ags"]
    values = values_of(cache.query, group_id, indicator_id)
    periods = periods_of(group_id, indicator_id)
    nearest = nearest_period(values, members, measure.period)
    if (group_id, indicator_id) == (measure.group_id, measure.indicator_id):
        others = [period for period in periods if period != measure.period]
        nearest = next((p for p in others if p < measure.period), next(iter(others), nearest))
    word, years = t(lang, "map.control_second_year"), {period: period for period in periods}
    period = choose(st.selectbox, "other_period", word, periods, years, nearest, width=NARROW)
    return measure_in(group_id, indicator_id, period)


def _everything() -> dict[str, tuple[str, str, str]]:
    """Return all scores and all indicators with values, by id: group, indicator and label."""
    lang = current().lang
    themes = cache.query(queries.themes, lang).set_index("theme_id")["label"]
    found = {i: (i, "", t(lang, "control.theme_score", theme=themes[i])) for i in themes.index}
    found |= {f"{CAPACITY}.{name}": (name, "", t(lang, f"capacity.{name}")) for name in GROUPS}
    declared = cache.query(queries.indicators, lang)
    known = cache.query(queries.series_lengths, current().region)["indicator_id"]
    own = declared[declared["indicator_id"].isin(known)]
    for theme_id, one, label in zip(
        own["theme_id"], own["indicator_id"], own["label"], strict=True
    ):
        found[one] = (theme_id, one, f"{themes[theme_id]}: {label}")
    return found


def _names_switch() -> bool:
    """Show the switch that hides the values on the map."""
    return switch("names", t(current().lang, "map.names_only"))
