"""Dot plots and bars as SVG, as wide as their place on the page and drawn in one go.

Across, places are shares of the width, so that no size need be known and letters stay as large as
they are. Up and down they are pixels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np

from resilience.i18n import Lang, number
from resilience.views.style import CHOSEN, FONT_SIZE, GRID, INK, PEER, PEER_DOT, TOWN, Ground

LINE = 1.25
"""Height of a line of text, in heights of letters."""
MARKUP = re.compile(r"<(b|i)>(.*?)</\1>")
WEIGHT = {"b": 'font-weight="700"', "i": 'font-style="italic"'}

CIRCLE = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z"
DIAMOND = "M0-9L9 0 0 9-9 0Z"
SQUARE = "M-6-6H6V6H-6Z"
PAPER = {"light": "#ffffff", "dark": "#11171d"}
HATCH = {"lines": "M0 0H1.6V8H0Z", "dots": "M4 2.6a1.4 1.4 0 1 0 .01 0Z"}
HATCH_INK = "#a89f8e"
LETTER = 0.5
"""Mean width of a letter, in heights of text."""
TELLS = "\n"
"""Between what two dots of a crowd tell."""
FAR = 12
"""Pixels that a name may stand above or below its dot without a line to it."""

Ticks = Sequence[tuple[float, str]]


def jitter(n: int) -> np.ndarray:
    """Return n heights in -1..1 that spread neighbours apart, the same on every run."""
    golden = (np.sqrt(5) - 1) / 2
    return 2 * ((np.arange(n) * golden) % 1) - 1


def bold(text: str, on: bool) -> str:
    """Return a text, in bold if it belongs to the chosen area."""
    return f"<b>{text}</b>" if on else text


def round_step(span: float, most: int) -> float:
    """Return the least of 1, 2, 5, 10, ... that cuts a span into no more than so many parts."""
    part = span / most
    power = 10.0 ** math.floor(math.log10(part))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= part * 0.999)


def ticks_of_points(lang: Lang) -> Ticks:
    """Return the marks of an axis of points, 0 to 100."""
    return [(float(mark), number(mark, 0, lang)) for mark in (0, 25, 50, 75, 100)]


def ticks_within(ends: tuple[float, float], most: int, lang: Lang) -> Ticks:
    """Return the round values between two ends, with their texts."""
    step = round_step(ends[1] - ends[0], most)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    first, last = math.ceil(ends[0] / step - 1e-9), math.floor(ends[1] / step + 1e-9)
    return [(k * step, number(k * step, decimals, lang)) for k in range(first, last + 1)]


@dataclass
class Field:
    """A pair of axes.

    Parameters
    ----------
    across
        Values at the left and the right edge.
    up
        Values at the top and the bottom edge.
    top, height
        Where it stands, in pixels.
    """

    ground: Ground
    across: tuple[float, float]
    up: tuple[float, float]
    top: float
    height: float
    below: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)

    def share(self, value: float) -> float:
        """Return where a value stands across, in percent."""
        low, high = self.across
        return 100 * (value - low) / (high - low)

    def x(self, value: float) -> str:
        """Return where a value stands across, as SVG has it."""
        return f"{self.share(value):.2f}%"

    def y(self, value: float) -> float:
        """Return where a value stands up and down, in pixels."""
        first, last = self.up
        return round(self.top + (value - first) / (last - first) * self.height, 1)

    def grid(self, ticks: Ticks, labelled: bool) -> None:
        """Draw round values as lines, with their texts below if wanted."""
        bottom = self.top + self.height
        for value, text in ticks:
            x = self.x(value)
            self.below.append(_line(x, self.top, x, bottom, GRID[self.ground], 1))
            if labelled:
                self.below.append(_text(text, x, bottom + FONT_SIZE * 1.2, "middle"))

    def grid_up(self, ticks: Ticks) -> None:
        """Draw round values up as lines, with their texts on the left."""
        for value, text in ticks:
            self.line(value)
            middle = self.y(value) + 0.35 * FONT_SIZE
            self.below.append(_text(text, "0", middle, "end", -8))

    def spread(self, quartiles: Sequence[float], top: float, bottom: float) -> None:
        """Draw the middle half of the peers as a band and their median as a line."""
        low, median, high = quartiles
        width = self.share(high) - self.share(low)
        y0, y1 = sorted((self.y(top), self.y(bottom)))
        self.below.append(
            f'<rect class="band" x="{self.x(low)}" y="{y0}" width="{width:.2f}%" '
            f'height="{y1 - y0:.1f}" fill="{PEER}" fill-opacity=".22"/>'
        )
        self.below.append(_line(self.x(median), y0, self.x(median), y1, PEER, 2))

    def line(self, y: float) -> None:
        """Draw a row's line over the whole width."""
        place = self.y(y)
        self.below.append(_line("0", place, "100%", place, GRID[self.ground], 1))

    def rule(self, value: float) -> None:
        """Draw a line over the whole height at a value."""
        x = self.x(value)
        self.below.append(_line(x, self.top, x, self.top + self.height, INK[self.ground], 1))

    def crowd(
        self, places: Iterable[tuple[float, float]], told: Iterable[str], radius: float
    ) -> None:
        """Draw many pale dots as one line of round ends, each with what it tells of itself.

        A circle each would take far longer to draw; `static/page.js` finds the dot under the mouse.
        """
        dots = "".join(f"M{10 * self.share(x):.1f} {self.y(y):g}h0" for x, y in places)
        bottom = self.top + self.height
        look = (
            f'fill="none" stroke="{PEER_DOT}" stroke-width="{2 * radius:g}" '
            'stroke-linecap="round" vector-effect="non-scaling-stroke"'
        )
        self.below.append(
            f'<svg width="100%" height="{bottom:g}" viewBox="0 0 1000 {bottom:g}" '
            f'preserveAspectRatio="none"><path class="crowd" d="{dots}" {look} '
            f'data-tips="{escape(TELLS.join(told))}"/></svg>'
        )

    def dot(self, x: float, y: float, told: str, chosen: bool, square: bool = False) -> None:
        """Draw an area's dot, the chosen one as a larger diamond of another colour."""
        shape = SQUARE if square else DIAMOND if chosen else CIRCLE
        mark = f'<path d="{shape}" fill="{CHOSEN if chosen else TOWN}" data-tip="{escape(told)}"/>'
        self._at(x, y, mark)

    def tag(self, text: str, x: float, y: float, right: bool, up: float, chosen: bool) -> None:
        """Write a dot's name beside it, with a line to it if it is moved far up or down."""
        dx, side = (10, "start") if right else (-10, "end")
        ink = CHOSEN if chosen else INK[self.ground]
        line = _line("0", 0, str(dx), -up, ink, 0.8) if abs(up) > FAR else ""
        halo = f'stroke="{PAPER[self.ground]}" stroke-width="3" paint-order="stroke"'
        word = _text(text, str(dx), 0.35 * FONT_SIZE - up, side)
        self._at(x, y, f'{line}<g fill="{ink}" {halo}>{word}</g>')

    def _at(self, x: float, y: float, drawn: str) -> None:
        """Draw something whose own zero is at a place."""
        self.above.append(f'<svg x="{self.x(x)}" y="{self.y(y)}">{drawn}</svg>')

    def interval(self, low: float, high: float, y: float) -> None:
        """Draw an interval as a bar with ends."""
        ink, middle = INK[self.ground], self.y(y)
        self.above.append(_line(self.x(low), middle, self.x(high), middle, ink, 1.5))
        for end in (self.x(low), self.x(high)):
            self.above.append(_line(end, middle - 4, end, middle + 4, ink, 1.5))

    def bar(
        self,
        ends: tuple[float, float],
        y: float,
        thick: float,
        colour: str,
        told: str,
        edge: str = "none",
    ) -> None:
        """Draw a bar between two values, so many pixels thick."""
        start, end = sorted(map(self.share, ends))
        self.above.append(
            f'<rect x="{start:.2f}%" y="{self.y(y) - thick / 2:.1f}" width="{end - start:.2f}%" '
            f'height="{thick:g}" fill="{colour}" stroke="{edge}" stroke-width=".6" '
            f'data-tip="{escape(told)}"/>'
        )

    def patterns(self, named: Mapping[str, tuple[str, str]]) -> None:
        """Define fills by name: a colour with ``dots`` or ``lines`` on it, for ``url(#name)``."""
        for name, (colour, shape) in named.items():
            self.below.append(
                f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><rect width="8" height="8" fill="{colour}"/>'
                f'<path d="{HATCH[shape]}" fill="{HATCH_INK}"/></pattern>'
            )

    def key(self, entries: Sequence[tuple[str, str]], edge: str, start: float) -> None:
        """Write above the axes what fills mean, from so many pixels on."""
        y = self.top - 1.3 * FONT_SIZE
        for text, fill in entries:
            box = f'width="26" height="15" fill="{fill}" stroke="{edge}" stroke-width=".6"'
            self.above.append(f'<rect x="{start:.0f}" y="{y - 12:.0f}" {box}/>')
            self.above.append(_text(text, f"{start + 34:.0f}", y, "start"))
            start += 34 + LETTER * FONT_SIZE * len(text) + 12

    def note(
        self,
        text: str,
        x: float,
        y: float,
        anchor: str = "start",
        dx: float = 0,
        dy: float = 0.35,
        ink: str = "",
    ) -> None:
        """Write a text at a place; ``dx`` in pixels, ``dy`` in heights of letters."""
        place = self.y(y) + dy * FONT_SIZE
        word = _text(text, self.x(x), place, anchor, dx)
        self.above.append(f'<g fill="{ink}">{word}</g>' if ink else word)

    def name(self, text: str, y: float) -> None:
        """Write a row's name left of the axes, each ``<br>`` on a line of its own."""
        lines = text.split("<br>")
        first = self.y(y) + (0.35 - (len(lines) - 1) * LINE / 2) * FONT_SIZE
        for n, line in enumerate(lines):
            self.above.append(_text(line, "0", first + n * LINE * FONT_SIZE, "end", -14))

    def beside(self, text: str, y: float) -> None:
        """Write a text right of the axes."""
        self.above.append(_text(text, "100%", self.y(y) + 0.35 * FONT_SIZE, "start", 14))

    def heading(self, text: str, x: str = "0", anchor: str = "start", dx: float = 0) -> None:
        """Write a text above the axes."""
        self.above.append(_text(text, x, self.top - 0.5 * FONT_SIZE, anchor, dx))

    def unit(self, text: str) -> None:
        """Write below the texts of the axis what they mean."""
        bottom = self.top + self.height
        self.above.append(_text(text, "50%", bottom + 2.5 * FONT_SIZE, "middle"))

    def unit_up(self, text: str, aside: float) -> None:
        """Write left of the axis, upwards and so many pixels aside, what its texts mean."""
        middle = self.top + self.height / 2
        turned = f'text-anchor="middle" transform="translate({-aside} {middle:.0f}) rotate(-90)"'
        self.above.append(f"<text {turned}>{rich(text)}</text>")

    def svg(self) -> str:
        """Return all that was drawn, the areas' dots and texts over the rest."""
        return "".join([*self.below, *self.above])


def picture(
    columns: Sequence[Sequence[Field]],
    height: float,
    margins: tuple[float, float],
    ground: Ground,
    gap: float = 0.0,
    widths: Sequence[float] = (),
) -> str:
    """Return fields in columns as one picture.

    Parameters
    ----------
    margins
        Pixels left and right of the columns, for names and printed values.
    gap
        Between two columns, as a share of the width.
    widths
        Of the columns in proportion to each other; without them all are as wide.
    """
    drawn = ["".join(one.svg() for one in fields) for fields in columns]
    if len(columns) > 1:
        parts = np.asarray(widths or [1.0] * len(columns))
        parts = 100 * (1 - gap * (len(columns) - 1)) * parts / parts.sum()
        starts = [0.0, *np.cumsum(parts + 100 * gap)[:-1]]
        drawn = [
            f'<svg x="{x:.2f}%" width="{width:.2f}%">{one}</svg>'
            for x, width, one in zip(starts, parts, drawn, strict=True)
        ]
    left, right = margins
    return (
        f'<div class="chart" style="padding:0 {right:g}px 0 {left:g}px">'
        f'<svg width="100%" height="{height:.0f}" font-size="{FONT_SIZE}" '
        f'fill="{INK[ground]}">{"".join(drawn)}</svg></div>'
    )


def rich(text: str) -> str:
    """Return a text with parts in ``<b>`` or ``<i>`` as SVG sets them, all else escaped."""
    parts, place = [], 0
    for found in MARKUP.finditer(text):
        parts.append(escape(text[place : found.start()]))
        parts.append(f"<tspan {WEIGHT[found[1]]}>{escape(found[2])}</tspan>")
        place = found.end()
    return "".join([*parts, escape(text[place:])])


def _line(x1: str, y1: float, x2: str, y2: float, colour: str, width: float) -> str:
    return (
        f'<line x1="{x1}" y1="{y1:.1f}" x2="{x2}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width:g}"/>'
    )


def _text(text: str, x: str, y: float, anchor: str, dx: float = 0) -> str:
    aside = f' dx="{dx:g}"' if dx else ""
    return f'<text x="{x}" y="{y:.1f}"{aside} text-anchor="{anchor}">{rich(text)}</text>'
