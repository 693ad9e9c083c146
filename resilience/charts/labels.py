"""Positions of dots, and of names beside dots and lines, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression

HEIGHT = 19.0
"""Height of a name in pixels."""
LETTER = 8.2
"""Mean width of a letter in pixels, on the safe side."""
CLEAR = 10.0
"""Distance of a name from its dot, and half the side of the square around a dot, in pixels."""
STEPS = 9
"""Maximum vertical move of a name, in name heights."""
SWEEPS = 12
CLASH = 1000.0
CROSSED = 60.0
"""Cost of a leader line that crosses something, in pixels of distance."""


@dataclass(frozen=True)
class Place:
    """Position of a name relative to its dot.

    Parameters
    ----------
    right
        Whether it is on the right of the dot, else on the left.
    up
        Pixels from the dot's height up to the name's middle.
    """

    right: bool
    up: float


@dataclass(frozen=True)
class _Box:
    """A box with the x position of its dot, with which it moves in a wider picture."""

    left: float
    right: float
    bottom: float
    top: float
    dot: float

    def clashes(self, other: _Box) -> bool:
        """Whether the boxes overlap, here or in a wider picture.

        In a wider one dots move apart, and boxes with them. Boxes side by side stay so if their
        dots are in the same order.
        """
        if self.top <= other.bottom or other.top <= self.bottom:
            return False
        if self.right <= other.left and self.dot <= other.dot:
            return False
        return not (other.right <= self.left and other.dot <= self.dot)


def jitter(n: int) -> np.ndarray:
    """Return n offsets in -1..1 that separate neighbours, the same on every run."""
    golden = (np.sqrt(5) - 1) / 2
    heights: np.ndarray = 2 * ((np.arange(n) * golden) % 1) - 1
    return heights


def places(
    x: Sequence[float], y: Sequence[float], names: Sequence[str], width: float, height: float
) -> list[Place]:
    """Return a place per name: as close to its dot as possible without covering names or dots.

    Each name in turn takes the best place given all others, until none moves.

    Parameters
    ----------
    x, y
        Positions of the dots in pixels, from the lower left of the picture.
    width, height
        Size of the picture in pixels; names do not collide in a wider one either.
    """
    dots = [_Box(a - CLEAR, a + CLEAR, b - CLEAR, b + CLEAR, a) for a, b in zip(x, y, strict=True)]
    choices = [
        Place(right, step * HEIGHT)
        for step in sorted(range(-STEPS, STEPS + 1), key=abs)
        for right in (True, False)
    ]
    chosen = [choices[0]] * len(names)

    def box(i: int, place: Place) -> _Box:
        wide = LETTER * len(names[i])
        left = x[i] + CLEAR if place.right else x[i] - CLEAR - wide
        middle = y[i] + place.up
        return _Box(left, left + wide, middle - HEIGHT / 2, middle + HEIGHT / 2, x[i])

    def thread(i: int, place: Place) -> _Box:
        end = x[i] + (CLEAR if place.right else -CLEAR)
        low, high = sorted((y[i], y[i] + place.up))
        return _Box(min(x[i], end), max(x[i], end), low, high, x[i])

    def cost(i: int, place: Place) -> float:
        own = box(i, place)
        others = [box(j, chosen[j]) for j in range(len(names)) if j != i]
        others += [dot for j, dot in enumerate(dots) if j != i]
        outside = own.left < 0 or own.right > width or own.bottom < 0 or own.top > height
        clashes = sum(own.clashes(other) for other in others) + 2 * outside
        line = thread(i, place)
        crossed = sum(line.clashes(other) for other in others) if place.up else 0
        return CLASH * clashes + CROSSED * crossed + abs(place.up) + (0 if place.right else 1)

    for _ in range(SWEEPS):
        before = list(chosen)
        for i in range(len(names)):
            chosen[i] = min(choices, key=lambda place: cost(i, place))
        if chosen == before:
            break
    return chosen


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions as close as possible to those wanted, at least a gap apart, within limits.

    Parameters
    ----------
    wanted
        Wanted positions in ascending order. Least squares under this order is an isotonic
        regression of the positions less the gaps below them.
    """
    steps = gap * np.arange(len(wanted))
    fitted = isotonic_regression(np.asarray(wanted, dtype=float) - steps).x
    places: list[float] = (np.clip(fitted, low, max(high - steps[-1], low)) + steps).tolist()
    return places
