"""The land of a map as SVG, for files and paper."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from resilience.charts.style import CHOSEN, MISSING_FILL, MISSING_LINE
from resilience.i18n import t
from resilience.maps.classes import Classes
from resilience.maps.drawing import Drawing
from resilience.maps.labels import LINE, SIZE, SMALL, Label, labels
from resilience.model.measure import Measure

NEAR, EDGE, INK, SOFT = "#e9ebee", "#b4bac1", "#14181d", "#525c66"
HATCH = 7
"""Distance of the lines that fill what is missing."""


def land_svg(
    measure: Measure,
    members: pd.DataFrame,
    classes: Classes,
    drawing: Drawing,
    chosen: str,
    key: str = "",
    names_only: bool = False,
    values_only: bool = False,
) -> str:
    """Return what lies inside of an SVG whose picture is the drawing's.

    Parameters
    ----------
    members
        ``ags, name, value, period``; a null value is drawn hatched.
    drawing
        Of the region.
    chosen
        Key of the member that is outlined.
    key
        Tells the picture's ids from those of other pictures of the same document.
    names_only, values_only
        Values are left out, or names.
    """
    rows = [row for row in members.to_dict("records") if row["ags"] in drawing.areas]
    lines = {row["ags"]: _lines(measure, row, names_only, values_only) for row in rows}
    own, near = labels(drawing, tuple(lines.items()))
    # A file is cut at the picture's edge, names with it.
    near = [one for one in near if one.box[0] >= 0 and one.box[2] <= drawing.width]
    near = [] if values_only else near
    fills = {row["ags"]: _fill(measure, row, classes, key) for row in rows}
    areas = [f'<path fill="{fills[ags]}" d="{drawing.areas[ags]}"/>' for ags in fills]
    marked = ""
    if chosen in drawing.areas:
        around = f'd="{drawing.areas[chosen]}" fill="none" stroke-linejoin="round"'
        marked = (
            f'<path {around} stroke="#fff" stroke-width="6.5"/>'
            f'<path {around} stroke="{CHOSEN}" stroke-width="4"/>'
        )
    return (
        f"<defs>{hatch(key)}</defs>"
        f'<g><path class="land" d="{drawing.land}" fill="{NEAR}" fill-rule="evenodd"/>'
        f'<path class="edge" d="{drawing.land_borders}" fill="none" stroke="{EDGE}"/></g>'
        f'<g stroke="#fff" stroke-width="2.6" fill-rule="evenodd">{"".join(areas)}</g>'
        f'<path class="line" d="{drawing.borders}" fill="none" stroke="{SOFT}"/>'
        f"{marked}"
        f'<g class="near" text-anchor="middle" font-size="{SMALL:g}" fill="{SOFT}">'
        f"{''.join(_label(label, SMALL) for label in near)}</g>"
        f'<g class="names" text-anchor="middle" font-size="{SIZE:g}" fill="{INK}" stroke="#fff" '
        'stroke-width="3.6" stroke-linejoin="round" paint-order="stroke">'
        f"{''.join(_label(one, SIZE) for one in own.values())}</g>"
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
