"""A map as a pydeck deck: the land once per region, the cities' data for each view."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any

import numpy as np
import pydeck as pdk
import shapely
from shapely.geometry.base import BaseGeometry

from resilience.charts.style import CHOSEN, MISSING_FILL, MISSING_LINE, ColourScheme
from resilience.maps.drawing import HEIGHT
from resilience.maps.geometry import hatched, paths, point, rounded, shapes
from resilience.maps.labels import SIZE, SMALL, Label, labels
from resilience.maps.map import Layer
from resilience.maps.outlines import Outlines
from resilience.maps.told import cities as told_of_cities

GROUND: dict[ColourScheme, dict[str, str]] = {
    "light": {
        "land": "#eef0f3",
        "edges": "#c3c9d0",
        "river": "#5d9bd3",
        "near": "#5d6771",
        "places": "#cfdceb",
        "bank": "#ffffff",
    },
    "dark": {
        "land": "#232a32",
        "edges": "#4a535d",
        "river": "#4c86bb",
        "near": "#a7b1bb",
        "places": "#3d5a78",
        "bank": "#11171d",
    },
}
"""Colours of the area around the cities."""
INK, PAPER, BORDER = "#14181d", "#ffffff", "#3f4a55"
ROUGH = 440.0
"""Height for which names are placed on a map as small as a phone's; the lower, the larger they are
relative to the land."""
WINDOWS = MappingProxyType({"wide": HEIGHT, "narrow": ROUGH})
"""Heights for which names are placed, for wide and narrow windows."""
LEAST = 0.03
"""Minimum share of a name on a background for its contrast to matter."""
READABLE = 4.5
"""Minimum contrast of letters and their background (WCAG AA)."""
FONT = "Source Sans, sans-serif"


@dataclass(frozen=True)
class Shown:
    """What a map shows of its cities, by key: colours, tooltips and labels.

    Parameters
    ----------
    lines
        The lines of each label: the name and what is below it.
    missing
        Keys of areas without a value, which are hatched.
    """

    fills: dict[str, str]
    tips: dict[str, str]
    lines: Mapping[str, tuple[str, ...]]
    missing: Set[str] = frozenset()


def deck(
    layer: Layer,
    outlines: Outlines,
    chosen: str,
    scheme: ColourScheme,
    address: str,
    names_only: bool = False,
    values_only: bool = False,
    heights: Mapping[str, float] = WINDOWS,
) -> pdk.Deck:
    """Return the deck of a map, in the units of `maps.drawing`, `HEIGHT` of them high.

    Parameters
    ----------
    chosen
        Key of the member that is outlined.
    address
        Address of the base map's data, with ``{layer}`` in place of a layer's name.
    names_only, values_only
        Whether to leave out the values, or the names.
    heights
        Suffix of a layer of names -> height of the picture for which they are placed.
    """
    told = {row["ags"]: row for row in told_of_cities(layer)}
    fills = {
        row["ags"]: MISSING_FILL
        if row["value"] != row["value"]
        else layer.classes.colour(round(row["value"], layer.measure.decimals))
        for row in layer.members.to_dict("records")
        if row["ags"] in outlines.members
    }
    missing = set(layer.members.loc[layer.members["value"].isna(), "ags"]) & fills.keys()
    lines = {
        row["ags"]: (row["name"],) * (not values_only) + (row["short"],) * (not names_only)
        for row in told.values()
        if row["ags"] in fills
    }
    tips = {ags: str(row["tip"]) for ags, row in told.items()}
    shown = Shown(fills, tips, lines, missing)
    return deck_showing(shown, outlines, chosen, scheme, address, not values_only, heights)


def places(
    names: Mapping[str, str], outlines: Outlines, chosen: str, scheme: ColourScheme, address: str
) -> pdk.Deck:
    """Return the deck of a map that only shows where the cities are.

    Parameters
    ----------
    names
        Names of the members by key.
    """
    fills = dict.fromkeys(names, GROUND[scheme]["places"])
    lines = {ags: (name,) for ags, name in names.items()}
    tips = {ags: f"<b>{escape(name)}</b>" for ags, name in names.items()}
    return deck_showing(Shown(fills, tips, lines), outlines, chosen, scheme, address)


def deck_showing(
    shown: Shown,
    outlines: Outlines,
    chosen: str,
    scheme: ColourScheme,
    address: str,
    near: bool = True,
    heights: Mapping[str, float] = WINDOWS,
) -> pdk.Deck:
    """Return the deck of a map, see `deck`.

    Parameters
    ----------
    near
        Whether large cities nearby are named.
    """
    to, look, fills = outlines.projection(HEIGHT), GROUND[scheme], shown.fills
    cities = [
        {
            "ags": ags,
            "tip": shown.tips[ags],
            "shape": shape,
            "fill": _rgb(fill),
            "at": point(to, outlines.middles[ags]),
        }
        for ags, fill in fills.items()
        for shape in shapes(to.shape(outlines.members[ags]))
    ]
    layers = [
        _polygons("land", address.format(layer="land"), look["land"]),
        _lines("edges", address.format(layer="edges"), look["edges"], 1),
        _polygons("cities", cities, None, pickable=True, auto_highlight=False),
        _lines("hatch", hatched(outlines, shown.missing), MISSING_LINE, 1.3),
        _lines("river_edge", address.format(layer="river"), look["bank"], 6),
        _lines("river", address.format(layer="river"), look["river"], 3.5),
        _lines("borders", address.format(layer="borders"), BORDER, 1.2),
    ]
    if chosen in fills:
        around = paths(shapely.boundary(to.shape(outlines.members[chosen])))
        rows = [{"path": path} for path in around]
        layers += [_lines("chosen_edge", rows, PAPER, 7), _lines("chosen", rows, CHOSEN, 4.5)]
    for name, height in heights.items():
        drawing, scale = outlines.drawn(height), HEIGHT / height
        own, beside = labels(drawing, tuple(shown.lines.items()))
        beside = [one for one in beside if one.box[0] >= 0 and one.box[2] <= drawing.width]
        if near and name == next(iter(heights)):
            rows = [_text(one, SMALL, scale, look["near"], "") for one in beside]
            layers.append(_labels(f"near:{name}", rows, 500))
        rows = [
            _named(one, ags, fills, drawing.rooms, scale, ags in shown.missing, look["land"])
            for ags, one in own.items()
        ]
        layers.append(_labels(f"names:{name}", rows, 600))
    width = outlines.drawing.width
    return pdk.Deck(
        layers,
        [pdk.View("OrthographicView", controller=True)],
        initial_view_state=pdk.ViewState(target=[width / 2, HEIGHT / 2, 0], zoom=0),
        map_provider=None,
        map_style=None,
        tooltip=False,
    )


def compact(made: pdk.Deck) -> str:
    """Return a deck as compact JSON."""
    return json.dumps(json.loads(made.to_json()), separators=(",", ":"), ensure_ascii=False)


def _polygons(name: str, data: Any, fill: str | None, **more: Any) -> pdk.Layer:
    colour = {"get_fill_color": _rgb(fill) if fill else "fill"}
    return pdk.Layer("SolidPolygonLayer", data, id=name, get_polygon="shape", **colour, **more)


def _lines(name: str, data: Any, colour: str, width: float) -> pdk.Layer:
    return pdk.Layer(
        "PathLayer",
        data,
        id=name,
        get_path="path",
        get_color=_rgb(colour),
        get_width=width,
        width_units=pdk.types.String("pixels"),
        joint_rounded=True,
        cap_rounded=True,
    )


def _labels(name: str, rows: list[dict[str, Any]], weight: int) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_text="text",
        get_position="at",
        get_size="size",
        get_color="ink",
        background=True,
        get_background_color="ground",
        background_padding=[3, 1],
        size_units=pdk.types.String("common"),
        size_max_pixels=18,
        line_height=1.12,
        font_family=pdk.types.String(FONT),
        font_weight=weight,
        character_set=pdk.types.String("auto"),
    )


def _named(
    label: Label,
    ags: str,
    fills: dict[str, str],
    rooms: dict[str, BaseGeometry],
    scale: float,
    hatched: bool,
    land: str,
) -> dict[str, Any]:
    """Return a city's label: light on a dark fill, dark on a pale one.

    Its city's fill is drawn behind it where lines cross it, or where it extends over a background
    with too little contrast.
    """
    ink = max((INK, PAPER), key=lambda one: contrast(one, fills[ags]))
    box = shapely.box(*label.box)
    shares = {one: shapely.area(shapely.intersection(box, rooms[one])) for one in fills}
    behind = [(box.area - sum(shares.values()), land)]
    behind += [(share, fills[one]) for one, share in shares.items() if one != ags]
    beyond = any(
        share / box.area > LEAST and contrast(ink, fill) < READABLE for share, fill in behind
    )
    return _text(label, SIZE, scale, ink, fills[ags] if hatched or beyond else "")


def _text(label: Label, size: float, scale: float, ink: str, behind: str) -> dict[str, Any]:
    return {
        "text": "\n".join(label.lines),
        "at": rounded([label.x * scale, label.y * scale]),
        "size": round(size * scale, 1),
        "ink": _rgb(ink),
        "ground": [*_rgb(behind), 235] if behind else [0, 0, 0, 0],
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = np.array(_rgb(colour)) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _rgb(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
