"""How maps stand on a page: one, two that move together, or a change, with all that belongs."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from resilience.analysis.peer_sets import chosen_peers
from resilience.analysis.repository import values_of
from resilience.app import cache, ground, vendor
from resilience.app.chart import (
    PICTURES,
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
from resilience.app.peer_controls import peer_choice
from resilience.app.selection import choose, current, switch
from resilience.app.time_series_section import NARROW
from resilience.charts.style import ColourScheme
from resilience.i18n import t
from resilience.maps import change
from resilience.maps.classes import WAYS, Way
from resilience.maps.deck import compact, deck
from resilience.maps.distance import distance_layer
from resilience.maps.map import Layer, classes_of, drawn, title_of
from resilience.maps.outlines import Outlines
from resilience.maps.picture import map_bytes
from resilience.maps.told import frame_html, side_html
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
MEDIAN = "median"
CLASSES = (MEDIAN, *WAYS)
"""Ways to make classes: of distances from the peers' median, and of the values themselves."""
DECK_ADDRESS = vendor.address(vendor.DECK)


def layer_of(measure: Measure, way: str = MEDIAN) -> Layer:
    """Return what a map of the region shows of an indicator or a score.

    Parameters
    ----------
    way
        How values become classes, one of `CLASSES`; where no median is known, as `WAYS` has it.
    """
    better = "higher_is_better"
    if measure.indicator_id:
        declared = cache.query(queries.indicators, measure.lang).set_index("indicator_id")
        better = declared["direction"][measure.indicator_id]
    return layer_from(measure, better, direction_of(measure), provenance_of(measure), way)


def layer_from(
    measure: Measure, better: str, direction: str, provenance: Provenance, way: str = MEDIAN
) -> Layer:
    """Return what a map shows of what the warehouse need not know.

    Parameters
    ----------
    better, direction
        Which way is better, as declared and as a phrase.
    """
    now = current()
    peers, _ = chosen_peers(cache.query, now.region, now.lang, peer_choice(now.city))
    given = (measure, members_of(now.region), peers)
    if way == MEDIAN and (found := cache.computed(distance_layer, *given, better, provenance)):
        return found
    cut = way if way in WAYS else "quantile"
    return cache.computed(_layer, *given, direction, provenance, cut)


def _layer(
    measure: Measure,
    members: pd.DataFrame,
    peers: pd.DataFrame,
    direction: str,
    provenance: Provenance,
    way: Way,
) -> Layer:
    classes = classes_of(measure, pd.concat([members["ags"], peers["ags"]]), way)
    return Layer(measure, drawn(measure, members), classes, direction, provenance)


def choose_classes(measure: Measure) -> str:
    """Show the choice of how values become classes and return it, one of `CLASSES`."""
    lang, ways = current().lang, list(CLASSES)
    if not layer_of(measure).base:
        ways.remove(MEDIAN)
    labels = {way: t(lang, f"map.classes_{way}") for way in CLASSES}
    word = t(lang, "map.classes")
    default = "" if MEDIAN in ways else "quantile"
    return choose(st.selectbox, "classes", word, ways, labels, default, keep=True, width=_WIDE)


def show_map(key: str, layer: Layer, names_only: bool = False, note: str = "") -> None:
    """Show a map, and beside it its legend and the list of its cities.

    Parameters
    ----------
    key
        Its name on the page.
    names_only
        No values on the map.
    note
        What else the legend says.
    """
    _show(key, [_told(layer, "", names_only, note)])


def show_two(key: str, layers: tuple[Layer, Layer], names_only: bool = False) -> None:
    """Show two maps that move and are marked together, each with its legend and its list."""
    _show(key, [_told(layer, title_of(layer.measure), names_only, "") for layer in layers])


@lru_cache
def _component() -> Any:
    """Return what puts maps on a page and tells which city was pressed."""
    css, js = ((ROOT / "static" / f"map.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component(
        "maps", html='<div class="maps"></div>', css=css, js=js, isolate_styles=False
    )


def show_land(
    key: str,
    layer: Layer,
    outlines: Outlines,
    chosen: str,
    address: str,
    take: Callable[[str], None],
) -> None:
    """Show a map of other land than the region's, and below it what belongs to it.

    Parameters
    ----------
    chosen
        Key of the area that is marked.
    address
        Of the land's data, see `ground.address`.
    take
        Is given the key of the area that was pressed.
    """
    where = (outlines, chosen, colour_scheme(), address)
    _show(key, [cache.computed(_drawn, layer, "", False, "", *where)], take)
    measure = layer.measure
    rows, columns = cache.computed(mapped, measure, layer.members, layer.areas)
    told = (f"{measure.label}, {measure.period}", layer.sentence, layer.provenance, rows, columns)
    show_figure(f"{key}_below", *told, marked=chosen, pictures=_files(layer, outlines, chosen))


def _files(layer: Layer, outlines: Outlines, chosen: str) -> dict[str, Callable[[], bytes]]:
    """Return what makes a map's files, by ending."""
    return {
        kind: partial(cache.computed, map_bytes, layer, outlines, chosen, kind) for kind in PICTURES
    }


def _show(key: str, maps: list[dict[str, Any]], take: Callable[[str], None] = take_city) -> None:
    data = {"maps": maps, "ground": colour_scheme(), "lib": DECK_ADDRESS}
    _component()(key=key, data=data, on_city_change=partial(_take, key, take))


def _take(key: str, take: Callable[[str], None]) -> None:
    take(st.session_state[key]["city"])


def _told(layer: Layer, title: str, names_only: bool, note: str) -> dict[str, Any]:
    region, city = current().region, current().city
    where = (outlines_of(region), city, colour_scheme(), ground.address(region))
    return cache.computed(_drawn, layer, title, names_only, note, *where)


def _drawn(
    layer: Layer,
    title: str,
    names_only: bool,
    note: str,
    outlines: Outlines,
    city: str,
    scheme: ColourScheme,
    address: str,
) -> dict[str, Any]:
    """Return what `static/map.js` makes a map of."""
    lang = layer.measure.lang
    return {
        "deck": compact(deck(layer, outlines, city, scheme, address, names_only)),
        "box": [outlines.drawing.width, outlines.drawing.height],
        "html": frame_html(lang),
        "side": side_html(layer, city, note, titled=not title),
        "title": title,
        "label": layer.sentence,
    }


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


def show_below(key: str, layer: Layer) -> None:
    """Show what belongs to a map: its source, itself as a picture to save, sentence and table."""
    measure, city = layer.measure, current().city
    title, sentence = f"{measure.label}, {measure.period}", layer.sentence
    rows, columns = cache.computed(_table, layer)
    told = (title, sentence, layer.provenance, rows, columns)
    pictures = _files(layer, outlines_of(current().region), city)
    show_figure(f"{key}_below", *told, marked=city, pictures=pictures)


def _table(layer: Layer) -> tuple[pd.DataFrame, list[Column]]:
    return mapped(layer.measure, layer.members)


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
    own = declared[declared["indicator_id"].isin(known)]
    for theme_id, one, label in zip(
        own["theme_id"], own["indicator_id"], own["label"], strict=True
    ):
        found[one] = (theme_id, one, f"{themes[theme_id]}: {label}")
    return found


def names_switch() -> bool:
    """Show the switch that takes the values off the map."""
    return switch("names", t(current().lang, "map.names_only"))
