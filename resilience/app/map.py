"""How maps stand on a page: one, two that move together, or a change, with all that belongs."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.analysis.repository import values_of
from resilience.app import cache
from resilience.app.chart import (
    colour_scheme,
    provenance_of,
    provenance_of_all_years,
    show_figure,
    show_provenance,
)
from resilience.app.controls import (
    CAPACITY,
    GROUPS,
    direction_of,
    measure_in,
    members_of,
    outlines_of,
    periods_of,
    take_city,
)
from resilience.app.selection import choose, current, switch
from resilience.app.time_series_section import NARROW
from resilience.i18n import t
from resilience.maps import change
from resilience.maps.drawing import Drawing
from resilience.maps.land import land_svg, map_html
from resilience.maps.map import Layer, classes_of, drawn, title_of
from resilience.maps.picture import map_svg
from resilience.maps.relief import relief
from resilience.model.measure import Measure
from resilience.model.provenance import Provenance
from resilience.model.time_series import TimeSeries
from resilience.settings import ROOT
from resilience.text.figures import mapped
from resilience.text.relations import nearest_period
from resilience.text.tables import Column
from resilience.warehouse import queries

_WIDE = 265
"""Width of a choice of indicators, in pixels."""


@lru_cache
def _component() -> Any:
    """Return what puts maps on a page and tells which city was pressed."""
    css, js = ((ROOT / "static" / f"maps.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component(
        "maps", html='<div class="maps"></div>', css=css, js=js, isolate_styles=False
    )


def layer_of(measure: Measure) -> Layer:
    """Return what a map of the region shows of an indicator or a score."""
    members = members_of(current().region)
    peers = cache.query(queries.peers, current().region, current().lang)
    way, provenance = direction_of(measure), provenance_of(measure)
    return cache.computed(_layer, measure, members, peers, way, provenance)


def _layer(
    measure: Measure,
    members: pd.DataFrame,
    peers: pd.DataFrame,
    direction: str,
    provenance: Provenance,
) -> Layer:
    classes = classes_of(measure, pd.concat([members["ags"], peers["ags"]]))
    return Layer(measure, drawn(measure, members), classes, direction, provenance)


def standing_up(people: pd.DataFrame) -> Drawing:
    """Return the region with its cities as high as their population, see `queries.inhabitants`."""
    heights = tuple(zip(people["ags"], people["population"].astype(float), strict=True))
    return relief(outlines_of(current().region).drawing, heights)


def show_map(
    key: str, layer: Layer, drawing: Drawing | None = None, names_only: bool = False, note: str = ""
) -> DeltaGenerator:
    """Show a map with its legend on the right and return what is below that.

    Parameters
    ----------
    key
        Its name on the page.
    drawing
        The region standing up; without it, as it is from above.
    names_only
        No values on the map.
    note
        What else the legend says.
    """
    left, right = st.columns([0.54, 0.46], gap="medium")
    with left:
        _show(key, [_figure(layer, "", 0, drawing or _flat(), names_only, "")])
    right.html(layer.legend())
    if note:
        right.caption(note)
    return right


def show_two(key: str, layers: tuple[Layer, Layer], names_only: bool = False) -> None:
    """Show two maps that move and are marked together, each with its legend."""
    figures = []
    for place, layer in enumerate(layers):
        title, legend = title_of(layer.measure), layer.legend(title=False)
        figures.append(_figure(layer, title, place, _flat(), names_only, legend))
    _show(key, figures)


def show_change(key: str, history: TimeSeries, span: tuple[str, str], direction: str) -> None:
    """Show the change between two years on a map, or why there is none.

    Parameters
    ----------
    direction
        Which way is better, as a phrase.
    """
    values, reasons = cache.computed(change.change_between, history, *span)
    provenance = provenance_of_all_years(history.measure)
    refusal = change.refused(history, *span, reasons)
    if refusal:
        st.warning(refusal)
        show_provenance(provenance)
        return
    layer = cache.computed(_changed, values, history, direction, provenance)
    show_map(key, layer, note=change.left_out(history, reasons, "trends.left_out_change"))
    show_below(key, layer)


def _changed(values: Measure, history: TimeSeries, direction: str, provenance: Provenance) -> Layer:
    way = f"{direction}. {t(history.lang, 'trends.change_note')}"
    classes = change.change_classes(history)
    return Layer(values, drawn(values, history.members), classes, way, provenance)


def show_below(key: str, layer: Layer, drawing: Drawing | None = None) -> None:
    """Show what belongs to a map: its source, itself as a picture to save, sentence and table."""
    measure, city = layer.measure, current().city
    title, sentence = f"{measure.label}, {measure.period}", layer.sentence
    svg = cache.computed(map_svg, layer, drawing or _flat(), city)
    rows, columns = cache.computed(_table, layer)
    told = (title, sentence, layer.provenance, rows, columns)
    show_figure(f"{key}_below", *told, marked=city, file=svg)


def choose_second(measure: Measure) -> Measure:
    """Show the choices of what a second map shows, and of its year, and return what they mean.

    The same indicator starts with the year before the first map's, another one with the nearest.
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
    for row in declared[declared["indicator_id"].isin(known)].itertuples():
        label = f"{themes[row.theme_id]}: {row.label}"
        found[row.indicator_id] = (row.theme_id, row.indicator_id, label)
    return found


def names_switch() -> bool:
    """Show the switch that takes the values off the map."""
    return switch("names", t(current().lang, "map.names_only"))


def _flat() -> Drawing:
    return outlines_of(current().region).drawing


def _figure(
    layer: Layer, title: str, place: int, drawing: Drawing, names_only: bool, legend: str
) -> str:
    arguments = (title, place, drawing, names_only, legend, current().city)
    return cache.computed(_drawn, layer, *arguments)


def _drawn(
    layer: Layer,
    title: str,
    place: int,
    drawing: Drawing,
    names_only: bool,
    legend: str,
    city: str,
) -> str:
    measure, members, key = layer.measure, layer.members, f"_{place}"
    land = land_svg(measure, members, layer.classes, drawing, city, key, names_only, live=True)
    return map_html(title, layer.sentence, land, drawing, measure.lang, legend)


def _table(layer: Layer) -> tuple[pd.DataFrame, list[Column]]:
    return mapped(layer.measure, layer.members)


def _show(key: str, figures: list[str]) -> None:
    data = {"maps": figures, "ground": colour_scheme()}
    _component()(key=key, data=data, on_city_change=partial(_take, key))


def _take(key: str) -> None:
    take_city(st.session_state[key]["city"])
