"""A map as a picture to take away: SVG with title, legend and source, drawn without a browser."""

from __future__ import annotations

from html import escape
from textwrap import wrap

import pandas as pd

from resilience.charts.style import FAMILY
from resilience.i18n import t
from resilience.maps.classes import Classes
from resilience.maps.drawing import HEIGHT, Drawing
from resilience.maps.land import INK, hatch, land_svg
from resilience.maps.map import Layer, title_of
from resilience.maps.outlines import Outlines
from resilience.model.measure import Measure

WIDTH, PAD = 1000, 24
MAP_WIDTH = 640
TITLE, TEXT, SMALL = 26, 17, 13


def map_svg(layer: Layer, drawing: Drawing, chosen: str) -> str:
    """Return the map as SVG; it gets its title element when it is saved.

    Browsers drop an attribute of a page that holds the end of a title.

    Parameters
    ----------
    drawing
        Of the region.
    chosen
        Key of the member that is outlined.
    """
    measure, members, classes = layer.measure, layer.members, layer.classes
    title = title_of(measure)
    heading = wrap(title, 72)
    top = PAD + len(heading) * TITLE * 1.25 + 8
    map_height = MAP_WIDTH * drawing.height / drawing.width
    body = [
        _text(heading, PAD, PAD + TITLE, TITLE, 700),
        f'<svg x="{PAD}" y="{top:.0f}" width="{MAP_WIDTH}" height="{map_height:.0f}" '
        f'viewBox="0 0 {drawing.width:.1f} {drawing.height:.1f}">'
        f"{land_svg(measure, members, classes, drawing, chosen)}</svg>",
        _legend(classes, measure, layer.direction, top),
    ]
    foot = wrap(layer.provenance.line, 140)
    height = top + map_height + 16 + len(foot) * SMALL * 1.35 + PAD
    body.append(_text(foot, PAD, top + map_height + 16 + SMALL, SMALL, 400))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'font-family="{FAMILY}">'
        f"<desc>{escape(layer.sentence)}</desc>"
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>'
        f"<defs>{hatch('_legend')}</defs>{''.join(body)}</svg>"
    )


def plain_map_svg(
    measure: Measure,
    members: pd.DataFrame,
    outlines: Outlines,
    classes: Classes,
    chosen: str,
    sentence: str,
    key: str,
    height: float = HEIGHT,
    values_only: bool = False,
) -> str:
    """Return the map alone as SVG, where title, legend and source stand beside it.

    Parameters
    ----------
    members, outlines, classes, chosen, sentence
        As for `land_svg`, and what the map shows.
    key
        Tells the picture's ids from those of other pictures of the same document.
    height
        Of the picture, in units of which its letters are always as high: the lower it is drawn,
        the larger they are beside the land.
    values_only
        Names are left out.
    """
    drawing = outlines.drawn(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:.1f} '
        f'{drawing.height:.1f}" role="img" aria-label="{escape(sentence)}" '
        f'font-family="{FAMILY}">'
        + land_svg(measure, members, classes, drawing, chosen, key, values_only=values_only)
        + "</svg>"
    )


def _legend(classes: Classes, measure: Measure, direction: str, top: float) -> str:
    lang, left = measure.lang, PAD + MAP_WIDTH + 24
    entries = list(zip(classes.colours, classes.labels(lang), strict=True))[::-1]
    entries.append(("url(#hatch_legend)", t(lang, "missing.no_data")))
    parts = [_text([t(lang, "map.legend")], left, top + TEXT, TEXT, 700)]
    for place, (fill, label) in enumerate(entries):
        y = top + 40 + place * 30
        parts.append(
            f'<rect x="{left}" y="{y:.0f}" width="34" height="20" fill="{fill}" stroke="#80868c"/>'
        )
        parts.append(_text([label], left + 44, y + 16, TEXT, 400))
    below = top + 40 + len(entries) * 30 + 24
    return "".join(parts) + _text(wrap(direction, 36), left, below, TEXT, 400)


def _text(lines: list[str], x: float, y: float, size: int, weight: int) -> str:
    return "".join(
        f'<text x="{x:.0f}" y="{y + place * size * 1.3:.1f}" font-size="{size}" '
        f'font-weight="{weight}" fill="{INK}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
