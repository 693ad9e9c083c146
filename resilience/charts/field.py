"""Positions of pairs of axes, and their names in plotly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A pair of axes on a canvas; ``x`` and ``y`` are their names in annotations."""

    number: int

    @property
    def x(self) -> str:
        """Name of the horizontal axis."""
        return "x" if self.number == 1 else f"x{self.number}"

    @property
    def y(self) -> str:
        """Name of the vertical axis."""
        return "y" if self.number == 1 else f"y{self.number}"

    @property
    def axes(self) -> dict[str, str]:
        """The names of the axes in a trace."""
        return {"xaxis": self.x, "yaxis": self.y}

    @property
    def keys(self) -> tuple[str, str]:
        """The names of the axes in a layout."""
        return self.x.replace("x", "xaxis"), self.y.replace("y", "yaxis")


@dataclass(frozen=True)
class Place:
    """Position of a field: top and height in pixels, left and right end as shares of the width."""

    top: float
    height: float
    left: float = 0.0
    right: float = 1.0

    def up(self, whole: float) -> list[float]:
        """Return its vertical extent as plotly needs it: shares of ``whole`` from below."""
        return [max(0.0, 1 - (self.top + self.height) / whole), min(1.0, 1 - self.top / whole)]
