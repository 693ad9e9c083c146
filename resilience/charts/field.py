"""Where pairs of axes stand, and how plotly names them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A pair of axes on a canvas; ``x`` and ``y`` are how marks name them."""

    number: int

    @property
    def x(self) -> str:
        """Name of the axis across."""
        return "x" if self.number == 1 else f"x{self.number}"

    @property
    def y(self) -> str:
        """Name of the axis up."""
        return "y" if self.number == 1 else f"y{self.number}"

    @property
    def axes(self) -> dict[str, str]:
        """The axes as a trace names them."""
        return {"xaxis": self.x, "yaxis": self.y}

    @property
    def keys(self) -> tuple[str, str]:
        """The axes as a layout names them."""
        return self.x.replace("x", "xaxis"), self.y.replace("y", "yaxis")


@dataclass(frozen=True)
class Place:
    """Where a field stands: top and height in pixels, its ends across as shares of the width."""

    top: float
    height: float
    left: float = 0.0
    right: float = 1.0

    def up(self, whole: float) -> list[float]:
        """Return where it stands in a height, as plotly has it: shares from below."""
        return [max(0.0, 1 - (self.top + self.height) / whole), min(1.0, 1 - self.top / whole)]
