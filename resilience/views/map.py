"""A choropleth of own outlines: no tiles, no outside request, missing areas hatched."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pandas as pd
import pydeck as pdk

from resilience.i18n import t
from resilience.views.classes import Classes, score_classes, value_classes
from resilience.views.outlines import Outlines, Path, feature
from resilience.views.shown import Shown
from resilience.views.style import CHOSEN, MISSING_FILL, MISSING_LINE, rgb

STYLE_URL = {"light": "/app/static/map_light.json", "dark": "/app/static/map_dark.json"}
"""Own empty map styles; pydeck's defaults would fetch tiles."""

GROUND = {
    "light": {
        "near": "#e9ebee",
        "edge": "#b9bec4",
        "line": "#ffffff",
        "text": "#14181d",
        "label": "#ffffff",
    },
    "dark": {
        "near": "#22272e",
        "edge": "#454c55",
        "line": "#0e1117",
        "text": "#ffffff",
        "label": "#0e1117",
    },
}
MEMBERS = "members"


class Map(pdk.Deck):
    """A map as the JSON that goes to the browser.

    pydeck's own deck writes each coordinate on a line of its own and takes ten times as long.
    """

    def __init__(self, spec: dict[str, Any], tooltip: dict[str, Any]) -> None:
        self.spec = spec
        self._tooltip = tooltip

    def to_json(self) -> str:
        """Return the map as Streamlit sends it."""
        return json.dumps(self.spec, separators=(",", ":"))


def drawn(shown: Shown, members: pd.DataFrame) -> pd.DataFrame:
    """Return ``ags, name`` of the members with what is shown of each; the value may be missing."""
    own = members[["ags", "name"]].merge(shown.values.drop(columns="name"), on="ags", how="left")
    own["quality"] = own["quality"].fillna("O")
    return own


def classes_of(shown: Shown, areas: pd.Series) -> Classes:
    """Return the classes of what is shown, the same for all years between two breaks.

    They come from the values of the given areas in all those years.
    """
    if not shown.indicator_id:
        return score_classes()
    own = shown.every_year[shown.every_year["ags"].isin(areas)]
    breaks = own.loc[own["quality"] == "B", "period"]
    since = breaks[breaks <= shown.period].max()
    until = breaks[breaks > shown.period].min()
    if since == since:
        own = own[own["period"] >= since]
    if until == until:
        own = own[own["period"] < until]
    return value_classes(own["value"].to_numpy(dtype=float))


def deck(
    shown: Shown,
    members: pd.DataFrame,
    outlines: Outlines,
    classes: Classes,
    region: pd.Series,
    chosen: str,
    ground: str,
) -> Map:
    """Return the map.

    Parameters
    ----------
    members
        ``ags, name, value, period``; a null value is drawn hatched.
    outlines
        Of the members, and of the areas around, drawn pale for orientation.
    classes
        Breaks and colours of the values.
    region
        ``longitude, latitude, zoom`` of the first view.
    chosen
        Key of the member that is outlined.
    ground
        ``light`` or ``dark``.
    """
    colours = GROUND[ground]
    rows = [row for row in members.to_dict("records") if row["ags"] in outlines.shapes]
    missing = [row["ags"] for row in rows if row["value"] != row["value"]]
    hatching = [path for ags in missing for path in outlines.hatching[ags]]
    layers = [
        _fill("neighbours", [feature(outlines.around)], rgb(colours["near"])),
        _lines("edges", outlines.around_borders, colours["edge"], 1),
        _members(shown, rows, outlines, classes),
        _lines("hatching", hatching, MISSING_LINE, 1.5),
        _lines("borders", outlines.borders, colours["line"], 1.5),
        _outline([shape for ags, shape in outlines.shapes.items() if ags == chosen]),
        _labels(shown, rows, outlines, colours),
    ]
    spec = {
        "initialViewState": {
            "longitude": float(region["longitude"]),
            "latitude": float(region["latitude"]),
            "zoom": float(region["zoom"]),
            "minZoom": 8,
            "maxZoom": 14,
        },
        "views": [{"@@type": "MapView", "controller": True}],
        "mapProvider": "carto",
        "mapStyle": STYLE_URL[ground],
        "layers": layers,
    }
    tooltip = {
        "html": "<b>{name}</b><br>{text}",
        "style": {"backgroundColor": "#14181d", "color": "#ffffff", "fontSize": "15px"},
    }
    return Map(spec, tooltip)


def unfading(part: str, **colours: object) -> dict[str, dict[str, object]]:
    """Return colours as a layer's property that Streamlit leaves alone.

    After a click Streamlit fades all but the clicked area by replacing the layer's colours; a faded
    colour is none of the legend's. Given to a part of the layer, one level deeper, they stay.
    """
    return {"_subLayerProps": {part: colours}}


def _layer(kind: str, name: str, data: list, **settings: object) -> dict[str, Any]:
    return {"@@type": kind, "id": name, "data": data, "pickable": False, **settings}


def _fill(name: str, features: list[dict[str, Any]], colour: object) -> dict[str, Any]:
    """Return areas without their borders, which are costly to pick and shared by two areas."""
    fill = unfading("polygons-fill", getFillColor=colour)
    return _layer("GeoJsonLayer", name, features, stroked=False, **fill)


def _members(
    shown: Shown, rows: list[dict[str, Any]], outlines: Outlines, classes: Classes
) -> dict[str, Any]:
    features = []
    for row in rows:
        known = row["value"] == row["value"]
        colour = classes.colour(round(row["value"], shown.decimals)) if known else MISSING_FILL
        text = t(shown.lang, "missing.no_data")
        if known:
            text = f"{shown.quantity(row['value'])} ({shown.year(row)})"
        told = {"ags": row["ags"], "name": row["name"], "text": text, "fill": rgb(colour)}
        features.append(feature(outlines.shapes[row["ags"]], **told))
    return _fill(MEMBERS, features, "@@=properties.fill") | {"pickable": True}


def _lines(name: str, paths: list[Path], colour: str, width: float) -> dict[str, Any]:
    return _layer(
        "PathLayer",
        name,
        paths,
        getPath="@@=-",
        getColor=rgb(colour),
        widthMinPixels=width,
        widthMaxPixels=width,
    )


def _outline(shapes: list) -> dict[str, Any]:
    return _layer(
        "GeoJsonLayer",
        "chosen",
        [feature(shape) for shape in shapes],
        filled=False,
        getLineColor=rgb(CHOSEN),
        lineWidthMinPixels=4,
    )


def _labels(
    shown: Shown, rows: list[dict[str, Any]], outlines: Outlines, colours: dict[str, str]
) -> dict[str, Any]:
    labels = [
        {
            "position": outlines.middles[row["ags"]],
            "text": f"{row['name']}\n{shown.number(row['value'])}",
        }
        for row in rows
    ]
    return _layer(
        "TextLayer",
        "labels",
        labels,
        getPosition="@@=position",
        getText="@@=text",
        getSize=14,
        fontFamily="'Source Sans', sans-serif",
        fontWeight=600,
        characterSet="auto",
        background=True,
        getBackgroundColor=rgb(colours["label"], 215),
        backgroundPadding=[4, 1, 4, 1],
        lineHeight=1.1,
        **unfading("characters", getColor=rgb(colours["text"])),
    )


def legend_html(shown: Shown, classes: Classes, direction: str, has_missing: bool) -> str:
    """Return the legend: what is mapped, unit and year as title, a swatch per class, "no data".

    The direction is printed, never coloured: dark is a high value, whether that is good or not.
    The entry for missing areas is always there; it says whether any is on the map.
    """
    lang = shown.lang
    word = "map.legend_title" if shown.indicator_id else "map.legend_score"
    title = t(lang, word, what=shown.label, unit=shown.unit, period=shown.period)
    swatch = "display:inline-block;width:1.9rem;height:1.1rem;border:1px solid #80868c;flex:none"
    entries = [
        (f"{swatch};background:{colour}", label)
        for colour, label in zip(classes.colours, classes.labels(lang), strict=True)
    ][::-1]
    hatch = f"repeating-linear-gradient(135deg,{MISSING_FILL} 0 4px,{MISSING_LINE} 4px 5.5px)"
    suffix = "" if has_missing else f" {t(lang, 'missing.none_here')}"
    entries.append((f"{swatch};background:{hatch}", t(lang, "missing.no_data") + suffix))
    items = "".join(
        f'<li style="display:flex;gap:.55rem;align-items:center;margin:.16rem 0">'
        f'<span aria-hidden="true" style="{style}"></span><span>{escape(label)}</span></li>'
        for style, label in entries
    )
    return (
        f'<section aria-label="{escape(t(lang, "map.legend"))}" class="legend">'
        f'<p style="font-weight:600;margin:0 0 .3rem">{escape(title)}</p>'
        f'<ul style="list-style:none;padding:0;margin:0;font-size:.97rem">{items}</ul>'
        f'<p style="margin:.4rem 0 0">{escape(direction)}</p></section>'
    )
