"""A map as a picture to take away: SVG with title, legend and source, drawn without a browser."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from textwrap import wrap
from typing import Any

import pandas as pd
from shapely import MultiLineString, clip_by_rect
from shapely.geometry import mapping, shape

from resilience.i18n import t
from resilience.views.classes import Classes
from resilience.views.outlines import Outlines, Path
from resilience.views.shown import Shown
from resilience.views.style import CHOSEN, MISSING_FILL, MISSING_LINE

WIDTH, PAD = 1000, 24
MAP_WIDTH = 640
TITLE, TEXT, SMALL = 26, 17, 13
NEAR, EDGE, INK = "#e9ebee", "#b9bec4", "#14181d"
FINEST = 1.5
"""Pixels between two points of a line."""
FRAME = 0.02
"""Degrees around the members that the picture shows."""


class Projection:
    """Degrees to pixels: equirectangular, true at the middle of the region."""

    def __init__(self, shapes: Iterable[Any], top: float, pad: float = PAD) -> None:
        points = [point for one in shapes for ring in rings(one) for point in ring]
        west, east = (f(x for x, _ in points) for f in (min, max))
        south, north = (f(y for _, y in points) for f in (min, max))
        self.west, self.north, self.top, self.pad = west - FRAME, north + FRAME, top, pad
        self.frame = (west - FRAME, south - FRAME, east + FRAME, north + FRAME)
        self.squeeze = math.cos(math.radians((south + north) / 2))
        self.scale = MAP_WIDTH / ((east - west + 2 * FRAME) * self.squeeze)
        self.height = (north - south + 2 * FRAME) * self.scale

    def place(self, point: Sequence[float]) -> tuple[float, float]:
        """Return where a point ``(longitude, latitude)`` lies in the picture."""
        x, y = point[0], point[1]
        return (
            self.pad + (x - self.west) * self.squeeze * self.scale,
            self.top + (self.north - y) * self.scale,
        )

    def path(self, lines: Iterable[Sequence[Sequence[float]]], closed: bool) -> str:
        """Return lines as the data of an SVG path, without points too near to tell apart."""
        parts = []
        for line in lines:
            kept: list[tuple[float, float]] = []
            for x, y in map(self.place, line):
                if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
                    kept.append((x, y))
            if len(kept) > 1:
                points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*kept, self.place(line[-1])))
                parts.append(f"M{points}{'Z' if closed else ''}")
        return "".join(parts)


def rings(area: Any) -> list[Path]:
    """Return all rings of a GeoJSON polygon or multipolygon."""
    kind, coordinates = area["type"], area.get("coordinates", [])
    if kind == "GeometryCollection":
        return [ring for part in area["geometries"] for ring in rings(part)]
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return [list(ring) for polygon in polygons for ring in polygon]


def map_svg(
    shown: Shown,
    members: pd.DataFrame,
    outlines: Outlines,
    classes: Classes,
    chosen: str,
    direction: str,
    sentence: str,
    source: str,
) -> str:
    """Return the map as SVG.

    Parameters
    ----------
    members, outlines, classes, chosen
        As for `map.deck`.
    direction
        Which way is better, as a phrase.
    sentence, source
        What the map shows, and the provenance line.
    """
    lang = shown.lang
    word = "map.legend_title" if shown.indicator_id else "map.legend_score"
    title = t(lang, word, what=shown.label, unit=shown.unit, period=shown.period)
    heading = wrap(title, 72)
    top = PAD + len(heading) * TITLE * 1.25 + 8
    to = Projection(outlines.shapes.values(), top)
    body = [_text(heading, PAD, PAD + TITLE, TITLE, 700)]
    body.append(_map(shown, members, outlines, classes, chosen, to, ""))
    body.append(_legend(classes, shown, direction, top))
    foot = wrap(source, 140)
    height = top + to.height + 16 + len(foot) * SMALL * 1.35 + PAD
    body.append(_text(foot, PAD, top + to.height + 16 + SMALL, SMALL, 400))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f"font-family=\"'Source Sans', 'Source Sans 3', sans-serif\">"
        f"<title>{escape(title)}</title><desc>{escape(sentence)}</desc>"
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>{"".join(body)}</svg>'
    )


def plain_map_svg(
    shown: Shown,
    members: pd.DataFrame,
    outlines: Outlines,
    classes: Classes,
    chosen: str,
    sentence: str,
    key: str,
) -> str:
    """Return the map alone as SVG, where title, legend and source stand beside it.

    Parameters
    ----------
    members, outlines, classes, chosen, sentence
        As for `map_svg`.
    key
        Tells the picture's ids from those of other pictures of the same document.
    """
    to = Projection(outlines.shapes.values(), 0, pad=0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {MAP_WIDTH} {to.height:.0f}" '
        f'role="img" aria-label="{escape(sentence)}">'
        f"{_map(shown, members, outlines, classes, chosen, to, key)}</svg>"
    )


def _map(
    shown: Shown,
    members: pd.DataFrame,
    outlines: Outlines,
    classes: Classes,
    chosen: str,
    to: Projection,
    key: str,
) -> str:
    x, y = to.place((to.west, to.north))
    parts = [
        f'<defs><clipPath id="frame{key}"><rect x="{x:.0f}" y="{y:.0f}" width="{MAP_WIDTH}" '
        f'height="{to.height:.0f}"/></clipPath>{_hatch(key)}</defs>'
        f'<g clip-path="url(#frame{key})">{_land(members, shown, outlines, classes, to, key)}'
    ]
    if chosen in outlines.shapes:
        data = to.path(rings(outlines.shapes[chosen]), closed=True)
        parts.append(f'<path d="{data}" fill="none" stroke="{CHOSEN}" stroke-width="4"/>')
    return f"{''.join(parts)}{_labels(members, shown, outlines, to)}</g>"


def _hatch(key: str) -> str:
    return (
        f'<pattern id="hatch{key}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{MISSING_FILL}"/>'
        f'<rect width="1.6" height="7" fill="{MISSING_LINE}"/></pattern>'
    )


def _land(
    members: pd.DataFrame,
    shown: Shown,
    outlines: Outlines,
    classes: Classes,
    to: Projection,
    key: str,
) -> str:
    land = mapping(clip_by_rect(shape(outlines.around), *to.frame))
    edges = clip_by_rect(MultiLineString(outlines.around_borders), *to.frame)
    lines = [list(line.coords) for line in getattr(edges, "geoms", [edges])]
    parts = [
        f'<path d="{to.path(rings(land), closed=True)}" fill="{NEAR}" fill-rule="evenodd"/>',
        f'<path d="{to.path(lines, closed=False)}" fill="none" stroke="{EDGE}"/>',
    ]
    for row in members.to_dict("records"):
        if row["ags"] in outlines.shapes:
            known = row["value"] == row["value"]
            fill = f"url(#hatch{key})"
            if known:
                fill = classes.colour(round(row["value"], shown.decimals))
            data = to.path(rings(outlines.shapes[row["ags"]]), closed=True)
            parts.append(f'<path d="{data}" fill="{fill}" fill-rule="evenodd" stroke="#fff"/>')
    return "".join(parts)


def _labels(members: pd.DataFrame, shown: Shown, outlines: Outlines, to: Projection) -> str:
    parts = []
    for row in members.to_dict("records"):
        if row["ags"] not in outlines.middles:
            continue
        x, y = to.place(outlines.middles[row["ags"]])
        for line, text in enumerate((row["name"], shown.number(row["value"]))):
            parts.append(
                f'<text x="{x:.1f}" y="{y + line * 18:.1f}" text-anchor="middle" font-weight="600" '
                f'font-size="15" fill="{INK}" stroke="#fff" stroke-width="4" '
                f'stroke-linejoin="round" paint-order="stroke">{escape(text)}</text>'
            )
    return "".join(parts)


def _legend(classes: Classes, shown: Shown, direction: str, top: float) -> str:
    lang, left = shown.lang, PAD + MAP_WIDTH + 24
    entries = list(zip(classes.colours, classes.labels(lang), strict=True))[::-1]
    entries.append(("url(#hatch)", t(lang, "missing.no_data")))
    parts = [_text([t(lang, "map.legend")], left, top + TEXT, TEXT, 700)]
    for place, (fill, label) in enumerate(entries):
        y = top + 40 + place * 30
        parts.append(
            f'<rect x="{left}" y="{y:.0f}" width="34" height="20" fill="{fill}" stroke="#80868c"/>'
        )
        parts.append(_text([label], left + 44, y + 16, TEXT, 400))
    below = top + 40 + len(entries) * 30 + 24
    return "".join(parts) + _text(wrap(direction, 36), left, below, TEXT, 400)


def _text(lines: list[str], x: float, y: float, size: int, weight: int) -> str:
    return "".join(
        f'<text x="{x:.0f}" y="{y + place * size * 1.3:.1f}" font-size="{size}" '
        f'font-weight="{weight}" fill="{INK}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
