"""Where dots stand, and names beside dots and lines, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression

HEIGHT = 19.0
"""Of a name, in pixels."""
LETTER = 8.2
"""Mean width of a letter, in pixels; rather too wide."""
CLEAR = 10.0
"""Distance of a name from its own dot, in pixels, and half the side of the square round a dot."""
STEPS = 9
"""How far up and down a name may move, in heights."""
SWEEPS = 12
CLASH = 1000.0
CROSSED = 60.0
"""Cost of a line from a dot to its name that crosses something, in pixels of distance."""


@dataclass(frozen=True)
class Place:
    """Where a name stands, from its dot.

    Parameters
    ----------
    right
        On the right of the dot, else on the left.
    up
        Pixels from the dot's height up to the name's middle.
    """

    right: bool
    up: float


@dataclass(frozen=True)
class _Box:
    """A box with the place of the dot it hangs on, across which a wider picture would stretch."""

    left: float
    right: float
    bottom: float
    top: float
    dot: float

    def clashes(self, other: _Box) -> bool:
        """Whether the boxes overlap, here or in a wider picture.

        In a wider one dots move apart and boxes with them. What stands side by side stays so if
        the dots stand in the same order.
        """
        if self.top <= other.bottom or other.top <= self.bottom:
            return False
        if self.right <= other.left and self.dot <= other.dot:
            return False
        return not (other.right <= self.left and other.dot <= self.dot)


def jitter(n: int) -> np.ndarray:
    """Return n heights in -1..1 that spread neighbours apart, the same on every run."""
    golden = (np.sqrt(5) - 1) / 2
    heights: np.ndarray = 2 * ((np.arange(n) * golden) % 1) - 1
    return heights


def places(
    x: Sequence[float], y: Sequence[float], names: Sequence[str], width: float, height: float
) -> list[Place]:
    """Return a place per name: as near to its dot as can be without covering names or dots.

    Each name in turn takes the best place given all others, until none wants another one.

    Parameters
    ----------
    x, y
        Of the dots in pixels, from the lower left of the picture.
    width, height
        Of the picture; in a wider one the names stay clear of each other too.
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
    """Return places as near as can be to those wanted, at least a gap apart and within limits.

    Parameters
    ----------
    wanted
        In ascending order. Least squares under the order is an isotonic regression of the places
        less the gaps below them.
    """
    steps = gap * np.arange(len(wanted))
    fitted = isotonic_regression(np.asarray(wanted, dtype=float) - steps).x
    places: list[float] = (np.clip(fitted, low, max(high - steps[-1], low)) + steps).tolist()
    return places
