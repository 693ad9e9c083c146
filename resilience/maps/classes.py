"""Classification of values with round breaks that apply to all years."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

import numpy as np

from resilience.charts.style import SEQUENCE
from resilience.i18n import Lang, number, t

SCORE_BREAKS = (20.0, 40.0, 60.0, 80.0)
QUANTILES = (0.2, 0.4, 0.6, 0.8)
COUNT = len(QUANTILES) + 1
"""Number of classes of every map, given enough distinct values."""
Way = Literal["equal", "quantile", "natural"]
WAYS: tuple[Way, ...] = get_args(Way)


@dataclass(frozen=True)
class Classes:
    """Ascending breaks between classes and how they are printed.

    Parameters
    ----------
    breaks
        A value equal to a break belongs to the upper class.
    decimals
        Decimals of the breaks.
    """

    breaks: tuple[float, ...]
    decimals: int

    @property
    def colours(self) -> tuple[str, ...]:
        """One colour per class; the scale's ends are always used."""
        picks = np.linspace(0, len(SEQUENCE) - 1, len(self.breaks) + 1).round().astype(int)
        return tuple(SEQUENCE[i] for i in picks)

    def colour(self, value: float) -> str:
        """Return the colour of a value that is not missing."""
        return self.colours[int(np.searchsorted(self.breaks, value, side="right"))]

    def labels(self, lang: Lang) -> tuple[str, ...]:
        """Return a label per class: ``unter 2,5``, ``2,5 bis unter 3`` and so on."""
        texts = [number(b, self.decimals, lang) for b in self.breaks]
        if not texts:
            return (t(lang, "map.class_all"),)
        middle = [t(lang, "map.class_between", low=a, high=b) for a, b in pairwise(texts)]
        first = t(lang, "map.class_below", high=texts[0])
        return (first, *middle, t(lang, "map.class_above", low=texts[-1]))


def score_classes() -> Classes:
    """Return the classes of every score: five steps of twenty."""
    return Classes(SCORE_BREAKS, 0)


def value_classes(values: np.ndarray, way: Way = "quantile") -> Classes:
    """Return classes with round breaks close to those of a classification method.

    Parameters
    ----------
    values
        All values that may appear on the map, whatever their year, so that colours keep their
        meaning when the year changes; missing ones are ignored.
    way
        ``equal``: classes of equal width; ``quantile``: equal numbers of values; ``natural``: least
        variance within classes (Jenks).
    """
    known = values[~np.isnan(values)]
    if not len(known) or known.min() == known.max():
        return Classes((), 0)
    marks = {"equal": _equal, "quantile": _quantiles, "natural": natural_breaks}[way](known)
    step = _round_step(
        (np.quantile(known, 0.9) - np.quantile(known, 0.1)) / 20 or np.ptp(known) / 20
    )
    rounded = np.unique(np.round(marks / step) * step)
    inside = rounded[(rounded > known.min()) & (rounded <= known.max())]
    decimals = max(0, -math.floor(math.log10(step)))
    return Classes(tuple(float(round(b, decimals)) for b in inside), decimals)


def _equal(known: np.ndarray) -> np.ndarray:
    return np.linspace(known.min(), known.max(), COUNT + 1)[1:-1]


def _quantiles(known: np.ndarray) -> np.ndarray:
    limits: np.ndarray = np.quantile(known, QUANTILES)
    return limits


def natural_breaks(known: np.ndarray, count: int = COUNT) -> np.ndarray:
    """Return the lower bounds of classes with the least squared deviations from class means.

    This is the optimum (Jenks, Fisher): every cut between neighbouring values is considered. The
    lowest class's bound is left out; with fewer distinct values than classes, each value is a
    class.

    >>> natural_breaks(np.array([1.0, 2, 2, 9, 10, 30]), 3).tolist()
    [9.0, 30.0]
    """
    distinct, often = np.unique(known, return_counts=True)
    centred = distinct - known.mean()
    sums = [np.append(0.0, np.cumsum(often * centred**power)) for power in range(3)]

    def spread(first: np.ndarray, after: int) -> np.ndarray:
        """Return the squared deviations within classes from each start up to a given end."""
        n, total, squares = (part[after] - part[first] for part in sums)
        apart: np.ndarray = squares - total**2 / n
        return apart

    places = np.arange(len(distinct))
    least = np.array([spread(places[:1], after)[0] for after in range(1, len(distinct) + 1)])
    cuts: list[np.ndarray] = []
    for held in range(1, min(count, len(distinct))):
        best, cut = np.full(len(distinct), np.inf), np.zeros(len(distinct), dtype=int)
        for last in range(held, len(distinct)):
            starts = places[held : last + 1]
            costs = least[starts - 1] + spread(starts, last + 1)
            cut[last] = starts[np.argmin(costs)]
            best[last] = costs.min()
        least, cuts = best, [*cuts, cut]
    found, last = [], len(distinct) - 1
    for cut in reversed(cuts):
        found.append(distinct[cut[last]])
        last = cut[last] - 1
    return np.array(found[::-1])


def _round_step(width: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at most the given width."""
    power = 10.0 ** math.floor(math.log10(width))
    return float(max(factor * power for factor in (1, 2, 5) if factor * power <= width * 1.0001))
