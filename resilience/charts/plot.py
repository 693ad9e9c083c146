"""Dots, bars and lines as SVG, as wide as their place on the page and drawn in one go.

Across, places are shares of the width, so that no size need be known and letters stay as large as
they are. Up and down they are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np

from resilience.charts.style import CHOSEN, FONT_SIZE, GRID, INK, PEER, PEER_DOT, TOWN, ColourScheme
from resilience.charts.svg import line_svg, rich, text_svg
from resilience.charts.ticks import Ticks

LINE = 1.25
"""Height of a line of text, in heights of letters."""
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
REACH = 9
"""Pixels from a point within which the mouse is near it."""
FAR = 12
"""Pixels that a name may stand above or below its dot without a line to it."""

Points = Sequence[tuple[float, float]]


def jitter(n: int) -> np.ndarray:
    """Return n heights in -1..1 that spread neighbours apart, the same on every run."""
    golden = (np.sqrt(5) - 1) / 2
    return 2 * ((np.arange(n) * golden) % 1) - 1


def bold(text: str, on: bool) -> str:
    """Return a text, in bold if it belongs to the chosen area."""
    return f"<b>{text}</b>" if on else text


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

    scheme: ColourScheme
    across: tuple[float, float]
    up: tuple[float, float]
    top: float
    height: float
    drawn: list[str] = field(default_factory=list)

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
        for value, _ in ticks:
            self.rule(value, GRID[self.scheme], 1)
        if labelled:
            self.marks(ticks)

    def marks(self, ticks: Ticks) -> None:
        """Write texts below the axes."""
        bottom = self.top + self.height
        for value, text in ticks:
            self.drawn.append(text_svg(text, self.x(value), bottom + FONT_SIZE * 1.2, "middle"))

    def grid_up(self, ticks: Ticks, labelled: bool = True) -> None:
        """Draw round values up as lines, with their texts on the left if wanted."""
        for value, text in ticks:
            self.line(value)
            if labelled:
                middle = self.y(value) + 0.35 * FONT_SIZE
                self.drawn.append(text_svg(text, "0", middle, "end", -8))

    def spread(self, quartiles: Sequence[float], top: float, bottom: float) -> None:
        """Draw the middle half of the peers as a band and their median as a line."""
        low, median, high = quartiles
        width = self.share(high) - self.share(low)
        y0, y1 = sorted((self.y(top), self.y(bottom)))
        self.drawn.append(
            f'<rect class="band" x="{self.x(low)}" y="{y0}" width="{width:.2f}%" '
            f'height="{y1 - y0:.1f}" fill="{PEER}" fill-opacity=".22"/>'
        )
        self.drawn.append(line_svg(self.x(median), y0, self.x(median), y1, PEER, 2))

    def line(self, y: float) -> None:
        """Draw a row's line over the whole width."""
        place = self.y(y)
        self.drawn.append(line_svg("0", place, "100%", place, GRID[self.scheme], 1))

    def rule(self, value: float, colour: str, width: float, dashes: str = "") -> None:
        """Draw a line over the whole height at a value."""
        x, bottom = self.x(value), self.top + self.height
        self.drawn.append(line_svg(x, self.top, x, bottom, colour, width, dashes))

    def _stretch(self, points: str, look: str) -> None:
        """Draw a path whose places across are thousandths of the width.

        `static/page.js` reads them: each follows an ``M`` or an ``L``, as two numbers.
        """
        bottom = self.top + self.height
        self.drawn.append(
            f'<svg class="stretched" width="100%" height="{bottom:g}" '
            f'viewBox="0 0 1000 {bottom:g}" preserveAspectRatio="none">'
            f'<path d="{points}" vector-effect="non-scaling-stroke" {look}/></svg>'
        )

    def _points(self, points: Iterable[tuple[float, float]], between: str = "L") -> str:
        places = (f"{10 * self.share(x):.1f} {self.y(y):g}" for x, y in points)
        return "M" + between.join(places)

    def strokes(
        self,
        parts: Sequence[Points],
        colour: str,
        width: float,
        dashes: str = "",
        opacity: float = 1,
    ) -> None:
        """Draw lines, each through its points in turn."""
        broken = f' stroke-dasharray="{dashes}"' if dashes else ""
        faint = f' stroke-opacity="{opacity:g}"' if opacity < 1 else ""
        look = f'fill="none" stroke="{colour}" stroke-width="{width:g}"{broken}{faint}'
        if parts:
            self._stretch("".join(map(self._points, parts)), look)

    def area(self, points: Points, colour: str) -> None:
        """Fill what lies between points, for what is behind to be seen through."""
        self._stretch(f"{self._points(points)}Z", f'class="area" fill="{colour}" fill-opacity=".2"')

    def crowd(
        self, points: Points, radius: float, colour: str = PEER_DOT, told: Sequence[str] = ()
    ) -> None:
        """Draw many dots as one line of round ends: a circle each would take far longer to draw.

        Parameters
        ----------
        told
            What each tells of itself where the mouse is on it; `static/page.js` finds which it is.
        """
        if not points:
            return
        tips = f' data-tips="{escape(TELLS.join(told))}"' if told else ""
        look = (
            f'class="crowd" fill="none" stroke="{colour}" stroke-width="{2 * radius:g}" '
            f'stroke-linecap="round"{tips}'
        )
        self._stretch(f"{self._points(points, 'h0M')}h0", look)

    def targets(self, points: Points, told: Sequence[str]) -> None:
        """Have the nearest of these points tell of itself where the mouse comes near it."""
        self.crowd(points, REACH, "transparent", told)

    def mark(self, x: float, y: float, shape: str, colour: str, size: float, hollow: bool) -> None:
        """Draw a mark as large as a part of its shape, hollow if wanted."""
        ink = f'fill="{PAPER[self.scheme]}" stroke="{colour}" stroke-width="2.5"'
        look = ink if hollow else f'fill="{colour}"'
        self._at(x, y, f'<path d="{shape}" transform="scale({size:g})" {look}/>')

    def dot(self, x: float, y: float, told: str, chosen: bool, square: bool = False) -> None:
        """Draw an area's dot, the chosen one as a larger diamond of another colour."""
        shape = SQUARE if square else DIAMOND if chosen else CIRCLE
        mark = f'<path d="{shape}" fill="{CHOSEN if chosen else TOWN}" data-tip="{escape(told)}"/>'
        self._at(x, y, mark)

    def tag(self, text: str, x: float, y: float, right: bool, up: float, chosen: bool) -> None:
        """Write a dot's name beside it, with a line to it if it is moved far up or down."""
        dx, side = (10, "start") if right else (-10, "end")
        ink = CHOSEN if chosen else INK[self.scheme]
        line = line_svg("0", 0, str(dx), -up, ink, 0.8) if abs(up) > FAR else ""
        halo = f'stroke="{PAPER[self.scheme]}" stroke-width="3" paint-order="stroke"'
        word = text_svg(text, str(dx), 0.35 * FONT_SIZE - up, side)
        self._at(x, y, f'{line}<g fill="{ink}" {halo}>{word}</g>')

    def _at(self, x: float, y: float, drawn: str) -> None:
        """Draw something whose own zero is at a place."""
        self.drawn.append(f'<svg x="{self.x(x)}" y="{self.y(y)}">{drawn}</svg>')

    def interval(self, low: float, high: float, y: float) -> None:
        """Draw an interval as a bar with ends."""
        ink, middle = INK[self.scheme], self.y(y)
        self.drawn.append(line_svg(self.x(low), middle, self.x(high), middle, ink, 1.5))
        for end in (self.x(low), self.x(high)):
            self.drawn.append(line_svg(end, middle - 4, end, middle + 4, ink, 1.5))

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
        self.drawn.append(
            f'<rect x="{start:.2f}%" y="{self.y(y) - thick / 2:.1f}" width="{end - start:.2f}%" '
            f'height="{thick:g}" fill="{colour}" stroke="{edge}" stroke-width=".6" '
            f'data-tip="{escape(told)}"/>'
        )

    def patterns(self, named: Mapping[str, tuple[str, str]]) -> None:
        """Define fills by name: a colour with ``dots`` or ``lines`` on it, for ``url(#name)``."""
        for name, (colour, shape) in named.items():
            self.drawn.append(
                f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><rect width="8" height="8" fill="{colour}"/>'
                f'<path d="{HATCH[shape]}" fill="{HATCH_INK}"/></pattern>'
            )

    def key(self, entries: Sequence[tuple[str, str]], edge: str, start: float) -> None:
        """Write above the axes what fills mean, from so many pixels on."""
        y = self.top - 1.3 * FONT_SIZE
        for text, fill in entries:
            box = f'width="26" height="15" fill="{fill}" stroke="{edge}" stroke-width=".6"'
            self.drawn.append(f'<rect x="{start:.0f}" y="{y - 12:.0f}" {box}/>')
            self.drawn.append(text_svg(text, f"{start + 34:.0f}", y, "start"))
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
        word = text_svg(text, self.x(x), place, anchor, dx)
        self.drawn.append(f'<g fill="{ink}">{word}</g>' if ink else word)

    def name(self, text: str, y: float) -> None:
        """Write a row's name left of the axes, each ``<br>`` on a line of its own."""
        lines = text.split("<br>")
        first = self.y(y) + (0.35 - (len(lines) - 1) * LINE / 2) * FONT_SIZE
        for n, line in enumerate(lines):
            self.drawn.append(text_svg(line, "0", first + n * LINE * FONT_SIZE, "end", -14))

    def beside(self, text: str, y: float, ink: str = "", dx: float = 14) -> None:
        """Write a text right of the axes."""
        self.note(text, self.across[1], y, "start", dx, ink=ink)

    def heading(self, text: str, x: str = "0", anchor: str = "start", dx: float = 0) -> None:
        """Write a text above the axes."""
        self.drawn.append(text_svg(text, x, self.top - 0.5 * FONT_SIZE, anchor, dx))

    def unit(self, text: str) -> None:
        """Write below the texts of the axis what they mean."""
        bottom = self.top + self.height
        self.drawn.append(text_svg(text, "50%", bottom + 2.5 * FONT_SIZE, "middle"))

    def unit_up(self, text: str, aside: float) -> None:
        """Write left of the axis, upwards and so many pixels aside, what its texts mean."""
        middle = self.top + self.height / 2
        turned = f'text-anchor="middle" transform="translate({-aside} {middle:.0f}) rotate(-90)"'
        self.drawn.append(f"<text {turned}>{rich(text)}</text>")

    def svg(self) -> str:
        """Return all that was drawn, the last over the rest."""
        return "".join(self.drawn)


def picture(
    columns: Sequence[Sequence[Field]],
    height: float,
    margins: tuple[float, float],
    scheme: ColourScheme,
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
        f'fill="{INK[scheme]}">{"".join(drawn)}</svg></div>'
    )
