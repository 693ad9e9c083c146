"""A choropleth of own outlines: no tiles, no outside request, missing areas hatched."""

from __future__ import annotations

import json
from html import escape

import geopandas as gpd
import numpy as np
import pandas as pd
import pydeck as pdk
from shapely import LineString, MultiLineString, maximum_inscribed_circle
from shapely.geometry.base import BaseGeometry

from resilience.i18n import t
from resilience.views.classes import Classes, score_classes, value_classes
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
HATCH_SPACING = 0.006
MARGIN = 0.25
"""Degrees around the members within which neighbours are drawn."""

MEMBERS = "members"


def outlines(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a data frame with WKB outlines as a GeoDataFrame in WGS 84."""
    geometry = gpd.GeoSeries.from_wkb(frame["geometry"], crs="EPSG:4326")
    return gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=geometry)


def drawn(
    shown: Shown, members: pd.DataFrame, areas: pd.DataFrame
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the members with outline and value, and the areas around them.

    Parameters
    ----------
    members
        ``ags, name``.
    areas
        ``ags, geometry`` (WKB) of all areas of the level; those near the members are kept.
    """
    everything = outlines(areas.drop(columns="name"))
    own = everything.merge(members[["ags", "name"]], on="ags")
    own = own.merge(shown.values.drop(columns="name"), on="ags", how="left")
    own["quality"] = own["quality"].fillna("O")
    west, south, east, north = own.total_bounds
    near = everything.cx[west - MARGIN : east + MARGIN, south - MARGIN : north + MARGIN]
    return own, near[~near["ags"].isin(own["ags"])]


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
    members: gpd.GeoDataFrame,
    neighbours: gpd.GeoDataFrame,
    classes: Classes,
    region: pd.Series,
    chosen: str,
    ground: str,
) -> pdk.Deck:
    """Return the map.

    Parameters
    ----------
    members
        ``ags, name, value, period, geometry``; a null value is drawn hatched.
    neighbours
        Areas around, drawn pale for orientation.
    classes
        Breaks and colours of the values.
    region
        ``longitude, latitude, zoom`` of the first view.
    ground
        ``light`` or ``dark``.
    """
    colours = GROUND[ground]
    layers = [
        _neighbours(neighbours, colours),
        _members(shown, members, classes, colours["line"]),
        _hatching(members[members["value"].isna()]),
        _outline(members[members["ags"] == chosen]),
        _labels(shown, members, colours),
    ]
    return pdk.Deck(
        layers=[layer for layer in layers if layer is not None],
        initial_view_state=pdk.ViewState(
            longitude=region["longitude"],
            latitude=region["latitude"],
            zoom=region["zoom"],
            min_zoom=8,
            max_zoom=14,
        ),
        map_provider="carto",
        map_style=STYLE_URL[ground],
        tooltip={
            "html": "<b>{name}</b><br>{text}",
            "style": {"backgroundColor": "#14181d", "color": "#ffffff", "fontSize": "15px"},
        },
    )


def unfading(part: str, **colours: object) -> dict[str, dict[str, object]]:
    """Return colours as a layer's keyword that Streamlit leaves alone.

    After a click Streamlit fades all but the clicked area by replacing the layer's colours; a faded
    colour is none of the legend's. Given to a part of the layer, one level deeper, they stay.
    """
    return {"_subLayerProps": {part: colours}}


def _features(frame: gpd.GeoDataFrame) -> dict:
    return json.loads(frame.to_json(drop_id=True))


def _neighbours(areas: gpd.GeoDataFrame, colours: dict[str, str]) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id="neighbours",
        data=_features(areas[["geometry"]]),
        **unfading("polygons-fill", getFillColor=rgb(colours["near"])),
        get_line_color=rgb(colours["edge"]),
        line_width_min_pixels=1,
        pickable=False,
    )


def _members(shown: Shown, members: gpd.GeoDataFrame, classes: Classes, line: str) -> pdk.Layer:
    drawn = members[["ags", "name", "geometry"]].copy()
    known = members["value"].notna()
    drawn["fill"] = [
        rgb(classes.colour(round(v, shown.decimals)) if k else MISSING_FILL)
        for v, k in zip(members["value"], known, strict=True)
    ]
    drawn["text"] = [
        f"{shown.quantity(area['value'])} ({shown.year(area)})"
        if area["value"] == area["value"]
        else t(shown.lang, "missing.no_data")
        for area in members.drop(columns="geometry").to_dict("records")
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        id=MEMBERS,
        data=_features(drawn),
        **unfading("polygons-fill", getFillColor="@@=properties.fill"),
        get_line_color=rgb(line),
        line_width_min_pixels=1.5,
        pickable=True,
    )


def hatch_lines(area: BaseGeometry, spacing: float = HATCH_SPACING) -> list[list[list[float]]]:
    """Return diagonal lines clipped to an area, each a list of ``[x, y]`` points."""
    west, south, east, north = area.bounds
    height = north - south
    starts = np.arange(west - height, east, spacing).tolist()
    ruled = MultiLineString([LineString([(x, south), (x + height, north)]) for x in starts])
    clipped = ruled.intersection(area)
    parts = getattr(clipped, "geoms", [clipped])
    return [
        [list(point) for point in part.coords] for part in parts if part.geom_type == "LineString"
    ]


def _hatching(missing: gpd.GeoDataFrame) -> pdk.Layer | None:
    paths = [{"path": path} for area in missing.geometry for path in hatch_lines(area)]
    if not paths:
        return None
    return pdk.Layer(
        "PathLayer",
        id="hatching",
        data=paths,
        get_path="path",
        get_color=rgb(MISSING_LINE),
        width_min_pixels=1.5,
        width_max_pixels=1.5,
        pickable=False,
    )


def _outline(chosen: gpd.GeoDataFrame) -> pdk.Layer | None:
    if chosen.empty:
        return None
    return pdk.Layer(
        "GeoJsonLayer",
        id="chosen",
        data=_features(chosen[["geometry"]]),
        filled=False,
        get_line_color=rgb(CHOSEN),
        line_width_min_pixels=4,
        pickable=False,
    )


def _labels(shown: Shown, members: gpd.GeoDataFrame, colours: dict[str, str]) -> pdk.Layer:
    middles = [maximum_inscribed_circle(area).coords[0] for area in members.geometry]
    rows = [
        {"position": list(middle), "text": f"{name}\n{shown.number(value)}"}
        for name, value, middle in zip(members["name"], members["value"], middles, strict=True)
    ]
    return pdk.Layer(
        "TextLayer",
        id="labels",
        data=rows,
        get_position="position",
        get_text="text",
        get_size=14,
        **unfading("characters", getColor=rgb(colours["text"])),
        font_family=pdk.types.String("'Source Sans', sans-serif"),
        font_weight=600,
        character_set=pdk.types.String("auto"),
        background=True,
        get_background_color=rgb(colours["label"], 215),
        background_padding=[4, 1, 4, 1],
        line_height=1.1,
        pickable=False,
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
