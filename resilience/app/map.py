"""Maps on a page: one, two that move together, or a change, with legends, lists and sources."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from resilience.analysis.peer_sets import chosen_peers
from resilience.app import cache, ground, vendor
from resilience.app.chart import (
    PICTURES,
    PLOTLY_ADDRESS,
    colour_scheme,
    provenance_of,
    provenance_of_all_years,
    show_figure,
    show_provenance,
)
from resilience.app.controls import (
    direction_of,
    members_of,
    outlines_of,
    take_city,
)
from resilience.app.peer_controls import peer_choice
from resilience.app.selection import current
from resilience.charts.style import ColourScheme
from resilience.i18n import t
from resilience.maps import change
from resilience.maps.classes import WAYS, Way
from resilience.maps.deck import compact, deck, places
from resilience.maps.distance import distance_layer
from resilience.maps.map import Layer, classes_of, drawn, title_of
from resilience.maps.outlines import Outlines
from resilience.maps.picture import map_bytes, plain_map
from resilience.maps.strip import class_strip
from resilience.maps.told import frame_html, side_html
from resilience.model.measure import Measure
from resilience.model.peer_panel import panels
from resilience.model.provenance import Provenance
from resilience.model.time_series import TimeSeries
from resilience.reports.story.pictures import LOW
from resilience.settings import ROOT
from resilience.text.figures import mapped
from resilience.text.tables import Column
from resilience.warehouse import queries

_WIDE = 265
"""Width of a choice of indicators, in pixels."""
MEDIAN = "median"
CLASSES = (MEDIAN, *WAYS)
"""Classification methods: of distances from the peers' median, and of the values themselves."""
DECK_ADDRESS = vendor.address(vendor.DECK)


def layer_of(measure: Measure, way: str = MEDIAN) -> Layer:
    """Return the layer of an indicator or a score on a map of the region.

    Parameters
    ----------
    way
        Classification method, one of `CLASSES`; without a known median, ``quantile``.
    """
    better = "higher_is_better"
    if measure.indicator_id:
        declared = cache.query(queries.indicators, measure.lang).set_index("indicator_id")
        better = declared["direction"][measure.indicator_id]
    return layer_from(measure, better, direction_of(measure), provenance_of(measure), way)


def layer_from(
    measure: Measure, better: str, direction: str, provenance: Provenance, way: str = MEDIAN
) -> Layer:
    """Return the layer of a measure that need not be in the warehouse.

    Parameters
    ----------
    better, direction
        Which direction is better, as declared and as a phrase.
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
    split = panels(measure.values, members, peers)
    others = pd.concat([one.peers.assign(told=one.peers["value"]) for one in split])
    return Layer(measure, drawn(measure, members), classes, direction, provenance, others=others)


def show_map(key: str, layer: Layer, names_only: bool = False, note: str = "") -> None:
    """Show a map with its legend and the list of its cities.

    Parameters
    ----------
    key
        Its key on the page.
    names_only
        Whether to leave out the values.
    note
        Additional text of the legend.
    """
    _show(key, [_told(layer, "", names_only, note)])


def show_two(key: str, layers: tuple[Layer, Layer], names_only: bool = False) -> None:
    """Show two maps that move and highlight areas together, each with its legend and list."""
    _show(key, [_told(layer, title_of(layer.measure), names_only, "") for layer in layers])


@lru_cache
def _component() -> Any:
    """Return the component that shows maps and reports which city was clicked."""
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
    """Show a map of areas other than the region's, with its source, sentence and table.

    Parameters
    ----------
    chosen
        Key of the highlighted area.
    address
        Address of the base map's data, see `ground.address`.
    take
        Called with the key of the area that was clicked.
    """
    where = (outlines, chosen, colour_scheme(), address)
    _show(key, [cache.computed(_drawn, layer, "", False, "", *where)], take)
    measure = layer.measure
    rows, columns = cache.computed(mapped, measure, layer.members, layer.areas)
    told = (f"{measure.label}, {measure.period}", layer.sentence, layer.provenance, rows, columns)
    files = _files(layer, outlines, chosen)
    screen = cache.computed(_screen, layer, outlines, chosen)
    show_figure(f"{key}_below", *told, marked=chosen, pictures=files, screen=screen)


def show_places(key: str) -> None:
    """Show where the region's cities are; a click selects one.

    It is drawn without WebGL, which would cause most of the delay of a first visit.
    """
    now = current()
    names = dict(members_of(now.region).set_index("ags")["name"])
    where = (outlines_of(now.region), now.city, colour_scheme(), ground.address(now.region))
    told = cache.computed(_placed, tuple(names.items()), *where)
    label = t(now.lang, "start.map", cities=", ".join(names.values()))
    _show(key, [{**told, "html": frame_html(now.lang), "label": label}], webgl=False)


def _placed(
    names: tuple[tuple[str, str], ...],
    outlines: Outlines,
    city: str,
    scheme: ColourScheme,
    address: str,
) -> dict[str, Any]:
    made = compact(places(dict(names), outlines, city, scheme, address))
    drawing = outlines.drawing
    box = [drawing.width, drawing.height]
    return {"strip": "", "deck": made, "box": box, "side": "", "title": ""}


def _files(layer: Layer, outlines: Outlines, chosen: str) -> dict[str, Callable[[], bytes]]:
    """Return the functions that make a map's files, by file extension."""
    return {
        kind: partial(cache.computed, map_bytes, layer, outlines, chosen, kind) for kind in PICTURES
    }


def _show(
    key: str,
    maps: list[dict[str, Any]],
    take: Callable[[str], None] = take_city,
    webgl: bool = True,
) -> None:
    scripts = {"lib": DECK_ADDRESS if webgl else "", "plotly": PLOTLY_ADDRESS}
    data = {"maps": maps, "ground": colour_scheme(), **scripts}
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
    """Return the data from which `static/map.js` makes a map."""
    lang, strip = layer.measure.lang, class_strip(layer, city, scheme)
    return {
        "strip": str(strip.to_json()) if strip else "",
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
        Which direction is better, as a phrase.
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
    """Show the parts below a map: source, download menu, sentence and table."""
    measure, city = layer.measure, current().city
    title, sentence = f"{measure.label}, {measure.period}", layer.sentence
    rows, columns = cache.computed(_table, layer)
    told = (title, sentence, layer.provenance, rows, columns)
    where = (layer, outlines_of(current().region), city)
    files: dict[str, Any] = {"pictures": _files(*where), "screen": cache.computed(_screen, *where)}
    show_figure(f"{key}_below", *told, marked=city, **files)


def _screen(layer: Layer, outlines: Outlines, city: str) -> dict[str, Any]:
    """Return the map as a screen of a meeting, see `pictures.PagePicture`."""
    return {"still": plain_map(layer, outlines, city, LOW), "beside": layer.legend()}


def _table(layer: Layer) -> tuple[pd.DataFrame, list[Column]]:
    return mapped(layer.measure, layer.members)
