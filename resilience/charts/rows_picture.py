"""Cities as rows on one axis, now and earlier, before their peers' middle half: SVG for the wall.

Drawn without a browser.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from resilience.charts.style import CHOSEN, GRID, INK, PEER, TOWN
from resilience.charts.ticks import Ticks

NAN = math.nan
LETTER = 0.6
"""Mean width of a bold letter, in heights of text; rather too wide."""
HEIGHT = 1.95
"""Of a row, in heights of text."""
FAINT = "#4d565f"


@dataclass(frozen=True)
class Row:
    """One city.

    Parameters
    ----------
    name
        As printed.
    value
        Null where there is none; then only the name and ``printed`` stand in the row.
    printed
        The value as printed, or that it is missing.
    low, high
        Ends of its interval, if it has one.
    before
        An earlier value, drawn as a ring with a line to the later one.
    marked
        Whether it is the city looked at.
    """

    name: str
    value: float
    printed: str
    low: float = NAN
    high: float = NAN
    before: float = NAN
    marked: bool = False


@dataclass(frozen=True)
class Band:
    """The peers: ``low`` and ``high`` of their middle half, ``median`` and the ``label`` above."""

    low: float
    median: float
    high: float
    label: str


def rows_svg(
    rows: Sequence[Row],
    ticks: Ticks,
    width: float,
    text: float,
    sentence: str,
    band: Band | None = None,
) -> str:
    """Return a row per city: its value as a dot, its interval as a bar, an earlier value as a ring.

    Parameters
    ----------
    ticks
        Marks of the axis with their texts; the first and the last one are its ends.
    width, text
        Of the picture and of its letters, in the picture's own pixels; the height follows.
    sentence
        What the picture shows, for screen readers.
    """
    left = LETTER * text * max(len(one.name) for one in rows) + 1.6 * text
    right = width - LETTER * text * max(len(one.printed) for one in rows) - 1.2 * text
    top = 1.7 * text if band else 0.2 * text
    bottom = top + HEIGHT * text * len(rows) + 0.2 * text
    (low, _), (high, _) = ticks[0], ticks[-1]

    def x(value: float) -> float:
        return left + (min(max(value, low), high) - low) / (high - low) * (right - left)

    parts = [_band(band, x, top, bottom, text, (left, right))] if band else []
    for mark, label in ticks:
        parts.append(_line(x(mark), top, x(mark), bottom, GRID["light"], 1.5))
        parts.append(_text(label, x(mark), bottom + 1.1 * text, text, "middle", FAINT))
    if band and band.median == band.median:
        parts.append(_line(x(band.median), top, x(band.median), bottom, INK["light"], 0.11 * text))
    for place, row in enumerate(rows):
        y = top + (place + 0.55) * HEIGHT * text
        weight = 700 if row.marked else 400
        base = y + 0.35 * text
        parts.append(_text(row.name, left - 1.1 * text, base, text, "end", INK["light"], weight))
        parts.append(_text(row.printed, width, base, text, "end", INK["light"], weight))
        parts.append(_dot(row, x, y, text))
    height = bottom + 1.5 * text
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'role="img" aria-label="{escape(sentence)}">{"".join(parts)}</svg>'
    )


def _band(
    band: Band,
    x: Callable[[float], float],
    top: float,
    bottom: float,
    text: float,
    ends: tuple[float, float],
) -> str:
    if band.median != band.median:
        return ""
    left, right = ends
    reach = LETTER * text * len(band.label) / 2
    middle = min(max(x(band.median), left + reach), right - reach)
    return (
        f'<rect x="{x(band.low):.1f}" y="{top:.1f}" width="{x(band.high) - x(band.low):.1f}" '
        f'height="{bottom - top:.1f}" fill="{PEER}" fill-opacity="0.25"/>'
        f"{_text(band.label, middle, top - 0.5 * text, text, 'middle', FAINT)}"
    )


def _dot(row: Row, x: Callable[[float], float], y: float, text: float) -> str:
    colour, radius = CHOSEN if row.marked else TOWN, 0.36 * text
    parts = []
    if row.before == row.before:
        if row.value == row.value:
            parts.append(_line(x(row.before), y, x(row.value), y, colour, 0.2 * text))
        parts.append(
            f'<circle cx="{x(row.before):.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#ffffff" '
            f'stroke="{colour}" stroke-width="{0.14 * text:.1f}"/>'
        )
    if row.low == row.low:
        parts.append(_line(x(row.low), y, x(row.high), y, colour, 0.14 * text))
        parts += [
            _line(x(end), y - 0.3 * text, x(end), y + 0.3 * text, colour, 0.1 * text)
            for end in (row.low, row.high)
        ]
    if row.value == row.value:
        parts.append(
            f'<circle cx="{x(row.value):.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" '
            f'stroke="#ffffff" stroke-width="{0.06 * text:.1f}"/>'
        )
    return "".join(parts)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width:.1f}"/>'
    )


def _text(
    text: str, x: float, y: float, size: float, anchor: str, colour: str, weight: int = 400
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" '
        f'font-weight="{weight}" fill="{colour}">{escape(text)}</text>'
    )
