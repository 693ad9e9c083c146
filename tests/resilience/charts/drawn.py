"""Reads a figure back from the JSON a browser gets: marks, lines, bars and texts.

No-break spaces read as spaces.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

import plotly.graph_objects as go

TAGS = re.compile(r"</?(?:b|i)>")


def plain(text: str) -> str:
    """Return a text as it is read: without tags, on one line."""
    text = TAGS.sub("", text.replace("<br>", " ")).replace("\N{NO-BREAK SPACE}", " ")
    return unescape(text)


@dataclass(frozen=True)
class Dot:
    """A mark that tells of itself."""

    x: float
    y: float
    told: str
    ags: str
    symbol: str
    colour: str
    axis: str


@dataclass(frozen=True)
class Line:
    """Points in turn, without a gap."""

    points: list[tuple[float, float]]
    colour: str
    dash: str
    axis: str


class Drawn:
    """A figure."""

    def __init__(self, figure: go.Figure) -> None:
        told: dict[str, Any] = json.loads(figure.to_json())
        self.traces: list[dict[str, Any]] = told["data"]
        self.layout: dict[str, Any] = told["layout"]

    @cached_property
    def _marked(self) -> list[tuple[dict[str, Any], list[Dot]]]:
        found = []
        for trace in self.traces:
            if trace["type"] != "scatter" or "hovertext" not in trace:
                continue
            marker, dots = trace["marker"], []
            for i, told in enumerate(trace["hovertext"]):
                if told is None:
                    continue
                symbol, colour = (
                    value[i] if isinstance(value, list) else value
                    for value in (marker.get("symbol", "circle"), marker["color"])
                )
                at = (trace["x"][i], trace["y"][i])
                words = (plain(told), trace["customdata"][i], symbol, colour, trace["xaxis"])
                dots.append(Dot(*at, *words))
            found.append((trace, dots))
        return found

    @cached_property
    def dots(self) -> list[Dot]:
        """The areas shown, in the order they are drawn."""
        return [
            dot
            for trace, dots in self._marked
            if isinstance(trace["marker"].get("symbol"), list)
            for dot in dots
        ]

    @cached_property
    def peers(self) -> list[Dot]:
        """The other marks that tell of themselves."""
        return [
            dot
            for trace, dots in self._marked
            if not isinstance(trace["marker"].get("symbol"), list)
            for dot in dots
        ]

    @cached_property
    def lines(self) -> list[Line]:
        """Lines through points, each unbroken part on its own; not the threads to names."""
        found = []
        for trace in self.traces:
            mode = trace.get("mode", "")
            if "lines" not in mode or "text" in mode or trace.get("fill"):
                continue
            assert not trace.get("connectgaps")
            part: list[tuple[float, float]] = []
            for point in [*zip(trace["x"], trace["y"], strict=True), (None, None)]:
                if point[0] is not None:
                    part.append(point)
                elif part:
                    line = trace["line"]
                    dash = line.get("dash", "solid")
                    found.append(Line(part, line["color"], dash, trace["xaxis"]))
                    part = []
        return found

    @cached_property
    def areas(self) -> list[dict[str, Any]]:
        """Filled shapes between lines."""
        return [trace for trace in self.traces if trace.get("fill")]

    @cached_property
    def bars(self) -> list[dict[str, Any]]:
        """Traces of bars."""
        return [trace for trace in self.traces if trace["type"] == "bar"]

    @cached_property
    def bands(self) -> list[dict[str, Any]]:
        """The middle halves of peers."""
        return [shape for shape in self.layout["shapes"] if shape["type"] == "rect"]

    @cached_property
    def _raw(self) -> list[str]:
        axes = [value for name, value in self.layout.items() if name[1:].startswith("axis")]
        ticks = [text for axis in axes for text in axis.get("ticktext", [])]
        titles = [axis.get("title", {}).get("text", "") for axis in axes]
        notes = [
            note["text"] for note in self.layout.get("annotations", []) if note.get("visible", True)
        ]
        inside = [text for trace in self.traces for text in trace.get("text", [])]
        return [*notes, *ticks, *titles, *inside]

    @cached_property
    def texts(self) -> list[str]:
        """All texts, without their looks."""
        return [plain(text) for text in self._raw]

    @cached_property
    def bold(self) -> set[str]:
        """What is set in bold."""
        return {plain(one) for text in self._raw for one in re.findall("<b>(.*?)</b>", text)}
