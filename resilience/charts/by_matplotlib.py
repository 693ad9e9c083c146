"""Draws a plotly figure with matplotlib, limited to the elements used by the charts here.

A point on paper is a pixel on screen. Unsupported elements raise an error: a picture that silently
leaves something out would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.transforms import Transform, blended_transform_factory

from resilience.charts.bars import draw_bars
from resilience.charts.lettering import legend, plain, runs, write
from resilience.charts.ticks import ticks_within
from resilience.i18n import LANGS, NUMBER_SIGNS

MARKS = {"circle": ("o", 1.0), "square": ("s", 1.0), "diamond": ("D", 0.92)}
"""Plotly's marker -> matplotlib's, and the size factor that makes them equal."""
DASHES = {"solid": "-", "dash": (0, (4, 2.5)), "dot": (0, (1, 1.6))}
MOST_TICKS = 6
RGBA = re.compile(r"rgba?\((\d+),\s*(\d+),\s*(\d+)(?:,\s*([\d.]+))?\)")


def draw_chart(paper: Figure, figure: dict[str, Any]) -> None:
    """Draw a plotly figure, given as a dictionary, on a matplotlib figure of its size."""
    layout = figure["layout"]
    look = layout["template"]["layout"]
    font = {**look["font"], **layout.get("font", {})}
    axes = {
        f"x{key.removeprefix('xaxis')}": _axes(paper, layout, key.removeprefix("xaxis"), font)
        for key in layout
        if key.startswith("xaxis")
    }
    named: list[tuple[Any, str]] = []
    for shape in layout.get("shapes", ()):
        _shape(axes[_of(shape["xref"])], shape, named)
    ends: dict[Any, float] = {}
    for place, trace in enumerate(figure["data"]):
        if trace["type"] == "bar":
            stacked = ends if layout.get("barmode") == "stack" else {}
            entry = draw_bars(axes[trace["xaxis"]], trace, 3 + place, font, stacked)
            named += [entry] if entry else []
            continue
        if trace["type"] != "scatter":
            raise ValueError(f"a trace of type {trace['type']!r} is not drawn without a browser")
        _trace(axes[trace["xaxis"]], trace, 3 + place, font, named)
    for note in layout.get("annotations", ()):
        if note["text"] and note.get("visible", True):
            _note(axes[_of(note["xref"])], note, font)
    if layout.get("showlegend") and named:
        legend(paper, layout, named, font)


def _of(ref: str) -> str:
    return ref.removesuffix(" domain")


def _colour(colour: str) -> Any:
    """Return a colour in matplotlib's notation."""
    found = RGBA.fullmatch(colour)
    if not found:
        return colour
    red, green, blue, alpha = found.groups(default="1")
    return (int(red) / 255, int(green) / 255, int(blue) / 255, float(alpha))


def _axes(paper: Figure, layout: dict[str, Any], number: str, font: dict[str, Any]) -> Axes:
    template, margin = layout["template"]["layout"], layout["margin"]
    x, y = layout[f"xaxis{number}"], layout[f"yaxis{number}"]
    width, height = paper.get_size_inches() * 72
    wide, high = width - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
    (left, right), (low, top) = x["domain"], y["domain"]
    at = (margin["l"] + left * wide, margin["b"] + low * high)
    size = ((right - left) * wide, (top - low) * high)
    box = np.divide([*at, *size], [width, height, width, height])
    made = paper.add_axes((box[0], box[1], box[2], box[3]), frameon=False)
    made.set_xlim(*x["range"])
    made.set_ylim(*y["range"])
    made.set_axisbelow(True)
    beside = (layout["separators"], margin.get("pad", 0), font)
    _ticks(made, "x", {**template["xaxis"], **x}, *beside)
    _ticks(made, "y", {**template["yaxis"], **y}, *beside)
    return made


def _ticks(
    made: Axes,
    name: Literal["x", "y"],
    look: dict[str, Any],
    signs: str,
    pad: float,
    font: dict[str, Any],
) -> None:
    axis = made.xaxis if name == "x" else made.yaxis
    if "tickvals" in look:
        marks = tuple(zip(look["tickvals"], look["ticktext"], strict=True))
    else:
        low, high = sorted(look["range"])
        lang = next(one for one in LANGS if "".join(NUMBER_SIGNS[one]) == signs)
        marks = ticks_within((low, high), look.get("nticks", MOST_TICKS), lang)
    axis.set_ticks([place for place, _ in marks])
    axis.set_ticklabels([plain(text) for _, text in marks])
    for label, (_, text) in zip(axis.get_ticklabels(), marks, strict=True):
        _, bold, italic = next((run for line in runs(text) for run in line), ("", False, False))
        label.set(weight="bold" if bold else "normal", style="italic" if italic else "normal")
    shown = look.get("showticklabels", True)
    sides = {"labelbottom": shown} if name == "x" else {"labelleft": shown}
    made.tick_params(
        axis=name, length=0, pad=pad, labelsize=font["size"], labelcolor=font["color"], **sides
    )
    if look.get("showgrid", True):
        made.grid(axis=name, color=look["gridcolor"], linewidth=1)
    title = look.get("title", {}).get("text", "")
    written = {"fontsize": font["size"], "color": font["color"], "labelpad": 4}
    label_of = made.set_xlabel if name == "x" else made.set_ylabel
    label_of(plain(title), **written)


def _transform(made: Axes, thing: dict[str, Any]) -> Transform:
    across, up = (
        made.transAxes if thing[ref].endswith(" domain") else made.transData
        for ref in ("xref", "yref")
    )
    return blended_transform_factory(across, up)


def _shape(made: Axes, shape: dict[str, Any], named: list[tuple[Any, str]]) -> None:
    line, transform = shape.get("line", {}), _transform(made, shape)
    x, y = [shape["x0"], shape["x1"]], [shape["y0"], shape["y1"]]
    if shape["type"] == "rect":
        made.add_patch(
            Rectangle(
                (x[0], y[0]),
                x[1] - x[0],
                y[1] - y[0],
                facecolor=_colour(shape["fillcolor"]),
                linewidth=line.get("width", 2),
                transform=transform,
                zorder=1,
            )
        )
        key: Any = Patch(facecolor=_colour(shape["fillcolor"]))
    elif shape["type"] == "line":
        stroke = {"color": line["color"], "linewidth": line.get("width", 2)}
        stroke["linestyle"] = DASHES[line.get("dash", "solid")]
        made.add_line(Line2D(x, y, transform=transform, zorder=1.5, **stroke))
        key = Line2D([], [], **stroke)
    else:
        raise ValueError(f"a shape of type {shape['type']!r} is not drawn without a browser")
    if shape.get("showlegend"):
        named.append((key, shape["name"]))


def _numbers(values: Sequence[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _trace(
    made: Axes, trace: dict[str, Any], order: int, font: dict[str, Any], named: list[Any]
) -> None:
    x, y, mode = _numbers(trace["x"]), _numbers(trace["y"]), trace["mode"]
    key, stroke = {}, trace.get("line", {})
    free = {"clip_on": trace.get("cliponaxis", True), "zorder": order}
    if trace.get("fill") == "toself":
        made.fill(x, y, color=_colour(trace["fillcolor"]), alpha=trace["opacity"], lw=0, **free)
    elif "lines" in mode:
        key = {"color": _colour(stroke["color"]), "linewidth": stroke["width"]}
        key["linestyle"] = DASHES[stroke.get("dash", "solid")]
        made.plot(x, y, **key, **free)
    if "error_x" in trace:
        _intervals(made, x, y, trace["error_x"], free)
    if "markers" in mode and len(x):
        key = {**_marks(made, x, y, trace["marker"], free), **key}
    if "text" in mode:
        look = {**font, **trace.get("textfont", {})}
        for place, text in enumerate(trace["text"]):
            if text:
                write(made, text, (x[place], y[place]), made.transData, (6, 0), (0, 0.5), look)
    if trace.get("name") and trace.get("showlegend", True) and key:
        named.append((Line2D([], [], **key), trace["name"]))


def _intervals(
    made: Axes, x: np.ndarray, y: np.ndarray, error: dict[str, Any], free: dict[str, Any]
) -> None:
    ends = np.array([_numbers(error["arrayminus"]), _numbers(error["array"])])
    known = ~np.isnan(ends).any(axis=0)
    made.errorbar(
        x[known],
        y[known],
        xerr=ends[:, known],
        fmt="none",
        ecolor=error["color"],
        elinewidth=error["thickness"],
        capthick=error["thickness"],
        capsize=error["width"],
        **free,
    )


def _marks(
    made: Axes, x: np.ndarray, y: np.ndarray, marker: dict[str, Any], free: dict[str, Any]
) -> dict[str, Any]:
    """Draw markers, identical ones together, and return the style of the first one."""
    n, edge = len(x), marker.get("line", {})
    looks = zip(
        *(
            value if isinstance(value, (list, tuple)) else [value] * n
            for value in (
                marker.get("symbol", "circle"),
                marker["size"],
                marker["color"],
                edge.get("color", "none"),
                edge.get("width", 0),
            )
        ),
        strict=True,
    )
    alike: dict[tuple[Any, ...], list[int]] = {}
    for place, look in enumerate(looks):
        alike.setdefault(look, []).append(place)
    keys = []
    for (symbol, size, fill, border, width), places in alike.items():
        shape, scale = MARKS[symbol]
        keys.append(
            {
                "linestyle": "",
                "marker": shape,
                "markersize": size * scale,
                "markerfacecolor": fill,
                "markeredgecolor": border,
                "markeredgewidth": width,
                "alpha": marker.get("opacity", 1),
            }
        )
        made.plot(x[places], y[places], **keys[-1], **free)
    return keys[0]


def _note(made: Axes, note: dict[str, Any], font: dict[str, Any]) -> None:
    sides = {"left": 0.0, "center": 0.5, "right": 1.0, "bottom": 0.0, "middle": 0.5, "top": 1.0}
    align = [
        sides[note[anchor]] if anchor in note else _usual(note[ref], note[place])
        for anchor, ref, place in (("xanchor", "xref", "x"), ("yanchor", "yref", "y"))
    ]
    shift = (note.get("xshift", 0), note.get("yshift", 0))
    look = {**font, **note.get("font", {})}
    at = (note["x"], note["y"])
    if note.get("showarrow"):
        if note.get("arrowhead", 1):
            raise ValueError("a note with the head of an arrow is not drawn without a browser")
        shift, align[1] = (note["ax"], -note["ay"]), 0.5
        _lead(made, note, shift)
    write(made, note["text"], at, _transform(made, note), shift, (align[0], align[1]), look)


def _lead(made: Axes, note: dict[str, Any], to: tuple[float, float]) -> None:
    """Draw the line from a marker to its label, whose offset is in pixels."""
    line = {"arrowstyle": "-", "color": _colour(note["arrowcolor"]), "lw": note["arrowwidth"]}
    arrow: Any = {**line, "shrinkA": 0, "shrinkB": note["standoff"]}
    at, frame = (note["x"], note["y"]), _transform(made, note)
    made.annotate("", at, to, xycoords=frame, textcoords="offset points", arrowprops=arrow)


def _usual(ref: str, place: float) -> float:
    """Return the default anchor at a position, as in plotly."""
    if not ref.endswith(" domain"):
        return 0.5
    return 0.0 if place <= 1 / 3 else 1.0 if place >= 2 / 3 else 0.5
