"""Strips as a picture to take away: a city among its peers, a row per figure, as SVG.

Drawn without a browser, for print and for the wall.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from resilience.charts.labels import jitter
from resilience.charts.style import CHOSEN, FAMILY, GRID, INK, PEER, PEER_DOT, ColourScheme
from resilience.charts.ticks import Ticks

NAN = math.nan
LETTER = 0.53
"""Mean width of a letter, in heights of text; rather too wide."""
MOST_LABEL = 0.36
"""Share of the width that labels may take before they break into lines."""
LINE = 1.15
BAND = 0.7
"""Half the height of the peers' middle half, in heights of text."""

GAP = 0.15
"""Between two rows, in heights of text."""


@dataclass(frozen=True)
class StripRow:
    """A figure of a city among its peers.

    Parameters
    ----------
    label
        What it is; stands on the left.
    peers
        Values of the peers; who has none is left out.
    quartiles
        Lower quartile, median and upper quartile of the peers, see `peers.PeerPanel.quartiles`.
    name
        Of the city, written at its dot; empty for a dot without a name.
    value, low, high
        Of the city, with the ends of its interval; null where missing.
    axis
        First and last value of the row's axis.
    text
        Stands on the right: the value as printed, or that it is missing.
    ticks
        Marks on the axis with their texts; neighbours with the same axis share them.
    """

    label: str
    peers: tuple[float, ...]
    quartiles: tuple[float, float, float]
    name: str
    value: float
    low: float
    high: float
    axis: tuple[float, float]
    text: str
    ticks: Ticks = ()

    @property
    def scale(self) -> tuple[tuple[float, float], Ticks]:
        """What rows must have in common to share their marks."""
        return self.axis, self.ticks


def strip_svg(
    rows: Sequence[StripRow],
    title: str,
    sentence: str,
    width: float,
    size_of_text: float,
    scheme: ColourScheme = "light",
    left: float | None = None,
) -> str:
    """Return a row per figure: middle half of the peers, their median, each of them, and the city.

    A missing value is named, never placed.

    Parameters
    ----------
    title, sentence
        What the picture is called and what it shows, for those who do not see it.
    width, size_of_text
        Of the picture and of its letters, in its own pixels; the height follows.
    left
        Where the strips begin, see `left_of`; for pictures that stand below each other.
    """
    size = size_of_text
    left = left_of(rows, width, size) if left is None else left
    right = width - size * (LETTER * max(len(row.text) for row in rows) + 0.8)
    body, y = [], 0.2 * size
    for place, row in enumerate(rows):
        after = rows[place + 1] if place + 1 < len(rows) else None
        marked = bool(row.ticks) and (after is None or after.scale != row.scale)
        label = _lines(row.label, left, size)
        middle = y + max(len(label) * LINE / 2, BAND + 0.1 + (LINE if row.name else 0)) * size
        bottom = middle + max(len(label) * LINE / 2, BAND + 0.2) * size
        strip = _Strip(row, left, right, middle, size, INK[scheme], GRID[scheme])
        end = bottom + (0 if marked else GAP * size)
        body.append(f"{strip.grid(y, end, marked)}{strip.peers()}{strip.city()}")
        body.append(strip.words(label, width))
        y = bottom + (LINE * size if marked else 0) + GAP * size
    height = y + 0.1 * size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:.1f}" '
        f'viewBox="0 0 {width:g} {height:.1f}" role="img" font-family="{FAMILY}" '
        f'font-size="{size:g}" fill="{INK[scheme]}">'
        f"<title>{escape(title)}</title><desc>{escape(sentence)}</desc>{''.join(body)}</svg>"
    )


def left_of(rows: Sequence[StripRow], width: float, size: float) -> float:
    """Return where the strips begin, right of all labels."""
    longest = max(len(row.label) for row in rows)
    word = max(len(word) for row in rows for word in row.label.split() or [""])
    share = MOST_LABEL * width
    return max(min(longest * LETTER * size, share), word * LETTER * size) + 0.9 * size


def _lines(label: str, left: float, size: float) -> list[str]:
    letters = max(1, int((left - 0.8 * size) / (LETTER * size)))
    return wrap(label, letters, break_long_words=False)


@dataclass(frozen=True)
class _Strip:
    """Where a row stands in the picture, and its parts."""

    row: StripRow
    left: float
    right: float
    y: float
    size: float
    ink: str
    faint: str

    def x(self, value: float) -> float:
        """Return where a value stands; one beyond the axis at its end."""
        low, high = self.row.axis
        share = min(max((value - low) / (high - low), 0.0), 1.0)
        return self.left + share * (self.right - self.left)

    def grid(self, top: float, bottom: float, marked: bool) -> str:
        """Return the marks of the axis, with their texts below the last row that shares them."""
        parts = []
        for mark, text in self.row.ticks:
            x = self.x(mark)
            parts.append(_line(x, top, x, bottom, self.faint, self.size * 0.06))
            if marked:
                style = f'text-anchor="middle" font-size="{self.size * 0.85:.1f}"'
                parts.append(_text(text, x, bottom + 0.85 * self.size, style))
        return "".join(parts)

    def peers(self) -> str:
        """Return the peers: middle half, each a pale dot, median."""
        low, median, high = self.row.quartiles
        half, parts = BAND * self.size, []
        if median == median:
            parts.append(
                f'<rect x="{self.x(low):.1f}" y="{self.y - half:.1f}" '
                f'width="{self.x(high) - self.x(low):.1f}" height="{2 * half:.1f}" '
                f'fill="{PEER}" fill-opacity="0.25"/>'
            )
        heights = jitter(len(self.row.peers)) * half * 0.8
        for value, height in zip(self.row.peers, heights, strict=True):
            parts.append(
                f'<circle cx="{self.x(value):.1f}" cy="{self.y + height:.1f}" '
                f'r="{self.size * 0.14:.2f}" fill="{PEER_DOT}"/>'
            )
        if median == median:
            x, thick = self.x(median), self.size * 0.16
            parts.append(_line(x, self.y - half, x, self.y + half, self.ink, thick))
        return "".join(parts)

    def city(self) -> str:
        """Return the city's interval as a bar, its dot and its name; nothing if it has no value."""
        row, size = self.row, self.size
        if row.value != row.value:
            return ""
        x, half, parts = self.x(row.value), 0.52 * self.size, []
        if row.low == row.low:
            low, high, cap, thick = self.x(row.low), self.x(row.high), 0.35 * size, 0.14 * size
            parts.append(_line(low, self.y, high, self.y, CHOSEN, thick))
            parts += [
                _line(end, self.y - cap, end, self.y + cap, CHOSEN, thick) for end in (low, high)
            ]
        corners = ((0, -half), (half, 0), (0, half), (-half, 0))
        points = " ".join(f"{x + dx:.1f},{self.y + dy:.1f}" for dx, dy in corners)
        parts.append(
            f'<polygon points="{points}" fill="{CHOSEN}" stroke="#ffffff" '
            f'stroke-width="{size * 0.08:.2f}"/>'
        )
        if row.name:
            reach = len(row.name) * LETTER * size / 2
            middle = min(max(x, self.left + reach), self.right - reach)
            style = 'text-anchor="middle" font-weight="700"'
            parts.append(_text(row.name, middle, self.y - (BAND + 0.25) * size, style))
        return "".join(parts)

    def words(self, label: list[str], end: float) -> str:
        """Return the label on the left and the printed value, flush with the right end."""
        size, known = self.size, self.row.value == self.row.value
        first = self.y + (0.35 - (len(label) - 1) * LINE / 2) * size
        parts = [_text(line, 0, first + n * LINE * size) for n, line in enumerate(label)]
        style = 'text-anchor="end" ' + ('font-weight="700"' if known else 'font-style="italic"')
        return "".join([*parts, _text(self.row.text, end, self.y + 0.35 * size, style)])


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width:.2f}"/>'
    )


def _text(text: str, x: float, y: float, style: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(text)}</text>'
