"""Reads a picture of `chart.plot` back: dots with their places, texts, columns.

No-break spaces read as spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

NUMBERS = r"-?[\d.]+"


@dataclass(frozen=True)
class Dot:
    """A dot: where it stands across, in percent, and down, in pixels; what it tells of itself."""

    x: float
    y: float
    told: str
    shape: str
    fill: str


@dataclass(frozen=True)
class Line:
    """Points in turn, across in percent and down in pixels; dashes as SVG has them, else empty."""

    points: list[tuple[float, float]]
    colour: str
    width: float
    dashes: str


class Drawn:
    """A picture."""

    def __init__(self, svg: str) -> None:
        # A parser of XML makes a space of the end of a line in an attribute, one of HTML does not.
        told = svg.replace("\N{NO-BREAK SPACE}", " ").replace("\n", "&#10;")
        self.root = ElementTree.fromstring(told)

    @cached_property
    def dots(self) -> list[Dot]:
        """The areas shown, in the order they are drawn."""
        found = []
        for place in self.root.iter("svg"):
            for mark in place.findall("path[@data-tip]"):
                told = (mark.get("data-tip", ""), mark.get("d", ""), mark.get("fill", ""))
                found.append(Dot(*_at(place, "x", "y"), *told))
        return found

    @cached_property
    def peers(self) -> list[Dot]:
        """The pale dots behind them, as far as they tell of themselves."""
        return [dot for dot in self._telling if dot.fill != "transparent"]

    @cached_property
    def targets(self) -> list[Dot]:
        """Places that are not seen but tell of themselves."""
        return [dot for dot in self._telling if dot.fill == "transparent"]

    @cached_property
    def _telling(self) -> list[Dot]:
        found = []
        for crowd in self.root.iter("path"):
            if crowd.get("class") == "crowd" and "data-tips" in crowd.attrib:
                told = crowd.get("data-tips", "").split("\n")
                for place, text in zip(_points(crowd), told, strict=True):
                    found.append(Dot(*place, text, "", crowd.get("stroke", "")))
        return found

    @cached_property
    def lines(self) -> list[Line]:
        """Lines through points, each unbroken part on its own."""
        found = []
        for path in self.root.iterfind(".//svg[@class='stretched']/path"):
            if path.get("class"):
                continue
            look = (path.get("stroke", ""), float(path.get("stroke-width", "")))
            for part in path.get("d", "").split("M")[1:]:
                points = _places(re.findall(NUMBERS, part))
                found.append(Line(points, *look, path.get("stroke-dasharray", "")))
        return found

    @cached_property
    def areas(self) -> list[Line]:
        """Filled shapes; their colour is that of the filling."""
        return [
            Line(_points(path), path.get("fill", ""), 0, "")
            for path in self.root.iter("path")
            if path.get("class") == "area"
        ]

    @cached_property
    def marks(self) -> list[Dot]:
        """Marks and dots that tell nothing of themselves; a hollow one has no fill."""
        found = []
        for place in self.root.iter("svg"):
            for mark in place.findall("path[@transform]"):
                fill = "" if mark.get("stroke") else mark.get("fill", "")
                found.append(Dot(*_at(place, "x", "y"), "", mark.get("d", ""), fill))
        for crowd in self.root.iter("path"):
            if crowd.get("class") == "crowd" and "data-tips" not in crowd.attrib:
                colour = crowd.get("stroke", "")
                found += [Dot(*place, "", "dot", colour) for place in _points(crowd)]
        return found

    @cached_property
    def words(self) -> list[tuple[float, float, str]]:
        """Texts with their places, in percent across and pixels down, but for turned ones."""
        return [
            (*_at(text, "x", "y"), "".join(text.itertext()))
            for text in self.root.iter("text")
            if "x" in text.attrib
        ]

    @cached_property
    def bars(self) -> list[tuple[float, float, str, str]]:
        """Left end and width in percent, colour, and what it tells, per bar."""
        return [
            (*_at(bar, "x", "width"), bar.get("fill", ""), bar.get("data-tip", ""))
            for bar in self.root.iter("rect")
            if "data-tip" in bar.attrib
        ]

    @cached_property
    def bands(self) -> list[ElementTree.Element]:
        """The middle halves of peers."""
        return [one for one in self.root.iter("rect") if one.get("class") == "band"]

    @cached_property
    def columns(self) -> list[ElementTree.Element]:
        """Pictures beside each other."""
        wide = [one for one in self.root.iter("svg") if "%" in one.get("width", "")][1:]
        return [one for one in wide if one.get("class") != "stretched"]

    @cached_property
    def texts(self) -> list[str]:
        """All texts, without their looks."""
        return ["".join(text.itertext()) for text in self.root.iter("text")]

    @cached_property
    def bold(self) -> set[str]:
        """What is set in bold."""
        return {
            "".join(one.itertext()) for one in self.root.iter("tspan") if one.get("font-weight")
        }


def _points(path: ElementTree.Element) -> list[tuple[float, float]]:
    return _places(re.findall(NUMBERS, path.get("d", "").replace("h0", "")))


def _places(numbers: list[str]) -> list[tuple[float, float]]:
    """Return pairs of thousandths of the width and pixels, as percent and pixels."""
    both = [float(one) for one in numbers]
    return [(x / 10, y) for x, y in zip(both[::2], both[1::2], strict=True)]


def _at(node: ElementTree.Element, across: str, down: str) -> tuple[float, float]:
    return float(node.get(across, "").rstrip("%")), float(node.get(down, "").rstrip("%"))
