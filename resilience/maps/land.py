"""The land of a map as SVG: for the screen, where it answers to mouse and keys, and for files."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from resilience.charts.style import CHOSEN, MISSING_FILL, MISSING_LINE
from resilience.i18n import Lang, t
from resilience.maps.classes import Classes
from resilience.maps.drawing import COLUMN, DEPTH, Drawing
from resilience.maps.labels import LINE, SIZE, SMALL, Label, labels
from resilience.model.measure import Measure

NEAR, EDGE, INK, SOFT = "#e9ebee", "#b4bac1", "#14181d", "#525c66"
HATCH = 7
"""Distance of the lines that fill what is missing."""
ZOOMS = {"+": ("in", "+"), "-": ("out", "−"), "0": ("all", "⤢")}
"""Keys that move a map, with the word and the sign of their buttons."""
SIDE = 0.68
"""How light the side of a column is beside its front."""


def land_svg(
    measure: Measure,
    members: pd.DataFrame,
    classes: Classes,
    drawing: Drawing,
    chosen: str,
    key: str = "",
    names_only: bool = False,
    values_only: bool = False,
    live: bool = False,
) -> str:
    """Return what lies inside of an SVG whose picture is the drawing's.

    Parameters
    ----------
    members
        ``ags, name, value, period``; a null value is drawn hatched.
    drawing
        Of the region, flat or standing up.
    chosen
        Key of the member that is outlined.
    key
        Tells the picture's ids from those of other pictures of the same document.
    names_only, values_only
        Values are left out, or names.
    live
        For a page: cities can be focused and pressed, and say their value.
    """
    rows = [row for row in members.to_dict("records") if row["ags"] in drawing.areas]
    lines = {row["ags"]: _lines(measure, row, names_only, values_only) for row in rows}
    own, near = labels(drawing, tuple(lines.items()))
    if not live:  # a file is cut at the picture's edge, names with it
        near = [label for label in near if 0 <= label.box[0] and label.box[2] <= drawing.width]
    near = [] if values_only else near
    fills = {row["ags"]: _fill(measure, row, classes, key) for row in rows}
    areas = [_area(measure, row, drawing, fills, chosen, live) for row in rows]
    tilt = f' transform="{drawing.tilt}"' if drawing.tilt else ""
    marked = ""
    if chosen in drawing.areas:
        around = f'd="{drawing.areas[chosen]}" fill="none" stroke-linejoin="round"'
        marked = (
            f'<path {around} stroke="#fff" stroke-width="6.5"/>'
            f'<path {around} stroke="{CHOSEN}" stroke-width="4"/>'
        )
    return (
        f"<defs>{hatch(key)}</defs>"
        f'<g{tilt}><path class="land" d="{drawing.land}" fill="{NEAR}" fill-rule="evenodd"/>'
        f'<path class="edge" d="{drawing.land_borders}" fill="none" stroke="{EDGE}"/></g>'
        f'<g stroke="#fff" stroke-width="2.6" fill-rule="evenodd">{"".join(areas)}</g>'
        f'<path class="line" d="{drawing.borders}" fill="none" stroke="{SOFT}"{tilt}/>'
        f"{marked}{_columns(drawing, fills)}"
        f'<g class="near" text-anchor="middle" font-size="{SMALL:g}" fill="{SOFT}">'
        f"{''.join(_label(label, SMALL) for label in near)}</g>"
        f'<g class="names" text-anchor="middle" font-size="{SIZE:g}" fill="{INK}" stroke="#fff" '
        'stroke-width="3.6" stroke-linejoin="round" paint-order="stroke">'
        f"{''.join(_label(own[row['ags']], SIZE) for row in rows)}</g>"
    )


def told(measure: Measure, row: dict[Any, Any]) -> str:
    """Return an area's value with unit and year, or that there is none."""
    if row["value"] != row["value"]:
        return t(measure.lang, "missing.no_data")
    return f"{measure.quantity(row['value'])} ({measure.year(row)})"


def map_html(
    title: str,
    sentence: str,
    land: str,
    drawing: Drawing,
    lang: Lang,
    legend: str,
) -> str:
    """Return a map for the screen: title, picture and the buttons that move it.

    Parameters
    ----------
    title
        Above the map; empty where the page's title says it.
    sentence
        What the map shows, for screen readers.
    land
        See `land_svg`.
    legend
        Below the map.
    """
    heading = f"<figcaption>{escape(title)}</figcaption>" if title else ""
    buttons = "".join(
        f'<button type="button" data-zoom="{way}" title="{word}" aria-label="{word}">'
        f"{sign}</button>"
        for way, (name, sign) in ZOOMS.items()
        for word in [escape(t(lang, f"map.zoom_{name}"))]
    )
    box = f"{drawing.width:.0f} {drawing.height:.0f}"
    return (
        f'<figure class="map">{heading}<div class="frame">'
        f'<svg viewBox="0 0 {box}" role="group" aria-label="{escape(sentence)}">{land}'
        '<path class="mark"/></svg>'
        f'<div class="zoom">{buttons}</div><div class="tip" hidden></div></div>{legend}</figure>'
    )


def _lines(
    measure: Measure, row: dict[Any, Any], names_only: bool, values_only: bool
) -> tuple[str, ...]:
    if names_only:
        return (row["name"],)
    known = row["value"] == row["value"]
    value = measure.number(row["value"]) if known else t(measure.lang, "missing.no_data")
    return (value,) if values_only else (row["name"], value)


def _fill(measure: Measure, row: dict[Any, Any], classes: Classes, key: str) -> str:
    if row["value"] != row["value"]:
        return f"url(#hatch{key})"
    return classes.colour(round(row["value"], measure.decimals))


def _area(
    measure: Measure,
    row: dict[Any, Any],
    drawing: Drawing,
    fills: dict[str, str],
    chosen: str,
    live: bool,
) -> str:
    """Return a city's path."""
    ags = row["ags"]
    look = f'fill="{fills[ags]}"'
    if live:
        name, text = escape(row["name"]), escape(told(measure, row))
        x, y = drawing.middles[ags]
        look += (
            f' class="city" tabindex="0" role="button" aria-pressed="{str(ags == chosen).lower()}"'
            f' aria-label="{name}: {text}" data-ags="{ags}" data-name="{name}" data-text="{text}"'
            f' data-at="{x:.0f} {y:.0f}"'
        )
    return f'<path {look} d="{drawing.areas[ags]}"/>'


def _columns(drawing: Drawing, fills: dict[str, str]) -> str:
    """Return columns in the colours of their cities, those behind first."""
    parts = []
    for ags, one in sorted(drawing.columns.items(), key=lambda item: item[1].y):
        fill, deep = fills.get(ags, ""), COLUMN * DEPTH
        left, top, right, bottom = one.box
        edge = right - deep
        side = _darker(fill) if fill.startswith("#") else MISSING_FILL
        parts.append(
            f'<path fill="{fill}" d="M{left:.1f} {top + deep:.1f}H{edge:.1f}V{bottom:.1f}'
            f'H{left:.1f}z"/><path fill="{side}" d="M{edge:.1f} {top + deep:.1f}l{deep:.1f}'
            f'-{deep:.1f}V{bottom - deep:.1f}l-{deep:.1f} {deep:.1f}z"/>'
            f'<path fill="#fff" d="M{left:.1f} {top + deep:.1f}l{deep:.1f}-{deep:.1f}H{right:.1f}'
            f'l-{deep:.1f} {deep:.1f}z"/>'
        )
    group = f'class="columns" stroke="{INK}" stroke-linejoin="round"'
    return f"<g {group}>{''.join(parts)}</g>" if parts else ""


def _darker(colour: str) -> str:
    return "#" + "".join(f"{int(int(colour[i : i + 2], 16) * SIDE):02x}" for i in (1, 3, 5))


def _label(label: Label, size: float) -> str:
    first = 0.35 * size - (len(label.lines) - 1) * size * LINE / 2
    lines = "".join(
        f'<text y="{first + i * size * LINE:.1f}" font-weight="{600 if i == 0 else 500}">'
        f"{escape(line)}</text>"
        for i, line in enumerate(label.lines)
    )
    return f'<g transform="translate({label.x:.0f} {label.y:.0f})"><g class="s">{lines}</g></g>'


def hatch(key: str) -> str:
    """Return the pattern that fills what is missing, ``#hatch`` and the key."""
    return (
        f'<pattern id="hatch{key}" width="{HATCH}" height="{HATCH}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{HATCH}" height="{HATCH}" '
        f'fill="{MISSING_FILL}"/><rect width="1.6" height="{HATCH}" fill="{MISSING_LINE}"/>'
        "</pattern>"
    )
