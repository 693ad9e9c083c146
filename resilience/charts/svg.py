"""Lines and texts as SVG: across as SVG has it, in pixels or percent, up and down in pixels."""

from __future__ import annotations

import re
from html import escape

MARKUP = re.compile(r"<(b|i)>(.*?)</\1>")
WEIGHT = {"b": 'font-weight="700"', "i": 'font-style="italic"'}


def line_svg(
    x1: str, y1: float, x2: str, y2: float, colour: str, width: float, dashes: str = ""
) -> str:
    """Return a straight line.

    Parameters
    ----------
    dashes
        Pixels of stroke and gap in turn; empty for an unbroken line.
    """
    broken = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1}" y1="{y1:.1f}" x2="{x2}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width:g}"{broken}/>'
    )


def text_svg(told: str, x: str, y: float, anchor: str, dx: float = 0) -> str:
    """Return a text, see `rich`, so many pixels beside a place."""
    aside = f' dx="{dx:g}"' if dx else ""
    return f'<text x="{x}" y="{y:.1f}"{aside} text-anchor="{anchor}">{rich(told)}</text>'


def rich(told: str) -> str:
    """Return a text with parts in ``<b>`` or ``<i>`` as SVG sets them, all else escaped."""
    parts, place = [], 0
    for found in MARKUP.finditer(told):
        parts.append(escape(told[place : found.start()]))
        parts.append(f"<tspan {WEIGHT[found[1]]}>{escape(found[2])}</tspan>")
        place = found.end()
    return "".join([*parts, escape(told[place:])])
