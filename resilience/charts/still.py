"""Pictures drawn without a browser, by matplotlib: SVG whose text stays text, or PNG."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from hashlib import sha256
from html import escape
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import plotly.graph_objects as go

from resilience.charts import fonts
from resilience.charts.style import FAMILY, PAPER

if TYPE_CHECKING:  # importing takes half a second, which only those who print should wait
    from collections.abc import Iterator

    from matplotlib.figure import Figure

SVG, LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
SETTINGS: dict[Any, Any] = {
    "font.family": fonts.FAMILY,
    "svg.fonttype": "none",
    "svg.hashsalt": "still",
    "text.parse_math": False,
}
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
FINER = re.compile(r"(\.\d\d)\d+")
"""Digits of a coordinate below a hundredth of a pixel."""
_DRAWING = Lock()
"""matplotlib draws one picture at a time: its settings and fonts are global to the process."""


@dataclass(frozen=True, eq=False)
class Still:
    """A picture that is drawn on demand, with the same bytes each time.

    Parameters
    ----------
    width, height
        Size in pixels; letters and markers are as large as on screen.
    sentence
        Alternative text: what it shows.
    paint
        Draws on an empty figure of that size, at one pixel per point.
    """

    width: float
    height: float
    sentence: str
    paint: Callable[[Figure], None]

    @cached_property
    def svg(self) -> str:
        """The picture as an SVG element with unique ids."""
        file = BytesIO()
        with self._drawn() as figure:
            figure.savefig(file, format="svg", transparent=True, metadata=NO_METADATA)
        return _cleaned(file.getvalue(), self.sentence)

    def file(self, title: str) -> bytes:
        """Return the picture as an SVG file with a title and an embedded font."""
        head = f"<title>{escape(title)}</title><style>{fonts.faces()}</style>"
        start, rest = self.svg.split(">", 1)
        return f'<?xml version="1.0" encoding="UTF-8"?>{start}>{head}{rest}'.encode()

    def png(self, scale: float) -> bytes:
        """Return the picture as PNG on white, with ``scale`` pixels per pixel."""
        file = BytesIO()
        with self._drawn() as figure:
            look: dict[str, Any] = {"dpi": 72 * scale, "facecolor": PAPER["light"]}
            figure.savefig(file, format="png", metadata={"Software": None}, **look)
        return file.getvalue()

    @contextmanager
    def _drawn(self) -> Iterator[Figure]:
        from matplotlib import rc_context
        from matplotlib.figure import Figure

        with _DRAWING, rc_context(SETTINGS):
            _add_fonts()
            figure = Figure((self.width / 72, self.height / 72), dpi=72)
            self.paint(figure)
            yield figure


def still_of(figure: go.Figure, width: float, sentence: str) -> Still:
    """Return a chart on screen as a picture of the given width in pixels.

    Below `NARROW` it looks as in a narrow window.
    """
    told = fitted(figure.to_dict(), width)
    return Still(width, told["layout"]["height"], sentence, partial(draw_figure, told))


def draw_figure(figure: dict[str, Any], paper: Figure) -> None:
    """Draw a plotly figure, given as a dictionary, on a matplotlib figure of its size."""
    from resilience.charts.by_matplotlib import draw_chart

    draw_chart(paper, figure)


NARROW = 560
"""Width in pixels below which a figure's ``meta.narrow`` applies, as in `static/plot.js`."""


def fitted(figure: dict[str, Any], width: float) -> dict[str, Any]:
    """Return a figure adapted to a picture of the given width."""
    layout = figure["layout"]
    changes = layout["meta"]["narrow"] if width < NARROW else {}
    for path, value in changes.items():
        *steps, last = path.split(".")
        part = layout
        for step in steps:
            part = part[int(step)] if isinstance(part, (list, tuple)) else part.setdefault(step, {})
        part[last] = value
    return figure


@lru_cache(1)
def _add_fonts() -> None:
    """Register the font with matplotlib, which then finds it by name."""
    from matplotlib.font_manager import fontManager

    for style in fonts.STYLES:
        fontManager.addfont(fonts.path(style))


def _cleaned(svg: bytes, sentence: str) -> str:
    """Return an SVG fit for embedding in a page: sized in pixels, without global styles.

    Unreferenced ids are removed, the others are made unique by a hash of the content.
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", LINK)
    root = ElementTree.fromstring(svg)
    for parent in [*root.iter()]:
        for child in [*parent]:
            if child.tag == f"{{{SVG}}}style" or not (len(child) or child.attrib or child.text):
                parent.remove(child)
    for name in ("width", "height"):
        root.set(name, root.get(name, "").removesuffix("pt"))
    root.attrib |= {"role": "img", "aria-label": sentence, "font-family": FAMILY}
    root.attrib |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}
    text = ElementTree.tostring(root, encoding="unicode")
    text = re.sub(r"; font-family: '[^']*'", "", text)
    text = re.sub(r' transform="rotate\(-0 [^"]*"', "", text)
    text = re.sub(r' (?:d|x|y)="[^"]*"', lambda m: FINER.sub(r"\1", m[0]), text)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', text))
    mark = sha256(text.encode()).hexdigest()[:10]
    text = re.sub(r' id="([^"]+)"', lambda m: m[0] if m[1] in used else "", text)
    return re.sub(r'( id="|href="#|url\(#)', rf"\1s{mark}-", text)
