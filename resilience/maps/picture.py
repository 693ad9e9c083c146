"""A map as a picture: the layers of the deck on screen, drawn without a browser."""

from __future__ import annotations

from functools import lru_cache, partial
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from resilience.charts.still import Still
from resilience.charts.style import MISSING_FILL, MISSING_LINE
from resilience.i18n import t
from resilience.maps.deck import INK, deck
from resilience.maps.drawing import HEIGHT
from resilience.maps.geometry import ground
from resilience.maps.map import Layer, title_of
from resilience.maps.outlines import Outlines

if TYPE_CHECKING:  # imported only where a map is drawn, see `charts.still`
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

WIDTH, PAD = 1000.0, 24.0
MAP_WIDTH = 640.0
TITLE, TEXT, SMALL = 26, 17, 13
LINE = 1.3
"""Line height as a multiple of the font size."""
SWATCH = (34.0, 20.0)
SEMIBOLD = 600
"""Font weight from which text is semibold; below it, text is set in the one regular weight."""
PNG_SCALE = 2.0
"""Pixels of a saved map per pixel of the picture."""
_ADDRESS = "{layer}"
_ground = lru_cache(maxsize=32)(ground)


def plain_map(
    layer: Layer,
    outlines: Outlines,
    chosen: str,
    height: float = HEIGHT,
    values_only: bool = False,
) -> Still:
    """Return the map alone, for use beside a title, legend and source.

    Parameters
    ----------
    chosen
        Key of the member that is outlined.
    height
        Height of the picture in pixels; as its font size is fixed, a lower picture has larger
        letters relative to the land.
    values_only
        Whether to leave out the names.
    """
    paint = partial(_plain, layer, outlines, chosen, height, values_only)
    return Still(outlines.drawn(height).width, height, layer.sentence, paint)


def map_file(layer: Layer, outlines: Outlines, chosen: str) -> Still:
    """Return the map for download, with its title, legend and source."""
    heading, foot = wrap(title_of(layer.measure), 72), wrap(layer.provenance.line, 140)
    top = PAD + len(heading) * TITLE * LINE + 8
    high = MAP_WIDTH * HEIGHT / outlines.drawing.width
    height = top + high + 16 + len(foot) * SMALL * LINE + PAD
    return Still(WIDTH, height, layer.sentence, partial(_file, layer, outlines, chosen, height))


def map_bytes(layer: Layer, outlines: Outlines, chosen: str, kind: str) -> bytes:
    """Return a map's file, as ``svg`` or as ``png``."""
    still = map_file(layer, outlines, chosen)
    return still.png(PNG_SCALE) if kind == "png" else still.file(title_of(layer.measure))


def _plain(
    layer: Layer, outlines: Outlines, chosen: str, height: float, values_only: bool, paper: Figure
) -> None:
    _land(paper.add_axes((0, 0, 1, 1)), layer, outlines, chosen, height, height, values_only)


def _file(layer: Layer, outlines: Outlines, chosen: str, height: float, paper: Figure) -> None:
    heading, foot = wrap(title_of(layer.measure), 72), wrap(layer.provenance.line, 140)
    top, high = PAD + len(heading) * TITLE * LINE + 8, MAP_WIDTH * HEIGHT / outlines.drawing.width
    box = (PAD / WIDTH, 1 - (top + high) / height, MAP_WIDTH / WIDTH, high / height)
    paper.patch.set(facecolor="#ffffff", alpha=1)
    _land(paper.add_axes(box), layer, outlines, chosen, HEIGHT, high)
    sheet = paper.add_axes((0, 0, 1, 1))
    _open(sheet, WIDTH, height)
    _say(sheet, heading, PAD, PAD, TITLE, "bold")
    _legend(sheet, layer, PAD + MAP_WIDTH + 24, top)
    _say(sheet, foot, PAD, top + high + 16, SMALL)


def _open(axes: Axes, width: float, height: float) -> None:
    """Give axes a scale in pixels from the upper left, and hide their frame."""
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)


def _say(
    axes: Axes, lines: list[str], x: float, y: float, size: float, weight: str = "normal"
) -> None:
    for place, line in enumerate(lines):
        below = y + place * size * LINE
        axes.text(x, below, line, size=size, weight=weight, color=INK, va="top")


def _legend(axes: Axes, layer: Layer, left: float, top: float) -> None:
    """Draw the legend: a swatch per class, the highest first, missing values, the direction."""
    from matplotlib.patches import Rectangle

    lang, classes = layer.measure.lang, layer.classes
    _say(axes, [t(lang, "map.legend")], left, top, TEXT, "bold")
    entries = [*zip(classes.colours, classes.labels(lang), strict=True)][::-1]
    entries.append(("", t(lang, "missing.no_data")))
    y = top + 36
    for fill, label in entries:
        look: dict[str, Any] = {"facecolor": fill or MISSING_FILL, "linewidth": 1}
        look |= {"edgecolor": "#80868c"} if fill else {"edgecolor": MISSING_LINE, "hatch": "///"}
        axes.add_patch(Rectangle((left, y), *SWATCH, **look))
        axes.text(left + 44, y + SWATCH[1] / 2, label, size=TEXT, color=INK, va="center_baseline")
        y += 30
    _say(axes, wrap(layer.direction, 38), left, y + 12, TEXT)


def _land(
    axes: Axes,
    layer: Layer,
    outlines: Outlines,
    chosen: str,
    named: float,
    high: float,
    values_only: bool = False,
) -> None:
    """Draw the land with its names.

    Parameters
    ----------
    named
        Height of the picture for which names are placed.
    high
        Height of the drawing in pixels.
    """
    from matplotlib.collections import LineCollection, PathCollection

    made = deck(
        layer, outlines, chosen, "light", _ADDRESS, values_only=values_only, heights={"": named}
    )
    _open(axes, outlines.drawing.width, HEIGHT)
    for order, one in enumerate(made.layers):
        rows = _ground(outlines, one.data) if isinstance(one.data, str) else one.data
        if one.type == "TextLayer":
            _names(axes, rows, one.font_weight, high / HEIGHT)
        elif one.type == "PathLayer":
            look = {"colors": [_colour(one.get_color)], "linewidths": one.get_width}
            look |= {"capstyle": "round", "joinstyle": "round", "zorder": order}
            axes.add_collection(LineCollection([row["path"] for row in rows], **look), False)
        else:
            fills = [_colour(row.get("fill", one.get_fill_color)) for row in rows]
            look = {"facecolors": fills, "linewidths": 0, "zorder": order}
            axes.add_collection(
                PathCollection([_path(row["shape"]) for row in rows], **look), False
            )


def _names(axes: Axes, rows: list[dict[str, Any]], weight: int, scale: float) -> None:
    for row in rows:
        behind = row["ground"][3]
        box = {"boxstyle": "square,pad=0.1", "facecolor": _colour(row["ground"]), "linewidth": 0}
        x, y = row["at"]
        axes.text(
            x,
            y,
            row["text"],
            size=row["size"] * scale,
            weight="semibold" if weight >= SEMIBOLD else "normal",
            color=_colour(row["ink"]),
            ha="center",
            va="center",
            linespacing=1.12,
            bbox=box if behind else None,
            zorder=100,
        )


def _path(rings: list[list[list[float]]]) -> Path:
    """Return an area as a path; its holes have the opposite orientation of its outline."""
    from matplotlib.path import Path

    area = shapely.orient_polygons(shapely.Polygon(rings[0], rings[1:]))
    parts = [
        Path(np.asarray(ring.coords), closed=True) for ring in (area.exterior, *area.interiors)
    ]
    return Path.make_compound_path(*parts)


def _colour(parts: list[int]) -> tuple[float, ...]:
    return tuple(part / 255 for part in parts)
