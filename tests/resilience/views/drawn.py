"""Reads a picture of `views.plot` back: dots with their places, texts, columns.

No-break spaces read as spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree


@dataclass(frozen=True)
class Dot:
    """A dot: where it stands across, in percent, and down, in pixels; what it tells of itself."""

    x: float
    y: float
    told: str
    shape: str
    fill: str


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
        """The pale dots behind them."""
        found = []
        for crowd in self.root.iter("path"):
            if crowd.get("class") != "crowd":
                continue
            places = re.findall(r"M(-?[\d.]+) (-?[\d.]+)h0", crowd.get("d", ""))
            told = crowd.get("data-tips", "").split("\n") if places else []
            for (x, y), text in zip(places, told, strict=True):
                found.append(Dot(float(x) / 10, float(y), text, "", ""))
        return found

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
        return [one for one in self.root.iter("svg") if "%" in one.get("width", "")][1:]

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


def _at(node: ElementTree.Element, across: str, down: str) -> tuple[float, float]:
    return float(node.get(across, "").rstrip("%")), float(node.get(down, "").rstrip("%"))
