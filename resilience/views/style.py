"""Colours and sizes shared by every picture; they hold on light and dark ground alike."""

from __future__ import annotations

from resilience.i18n import SIGNS, Lang

SEQUENCE = ("#cfe1f2", "#93c4de", "#539ecd", "#2171b5", "#08418c")
"""Five classes from low to high: one hue, even steps of lightness, safe for colour-blind eyes."""

TOWN = "#2f7fbf"
CHOSEN = "#d06a00"
PEER = "#8a9097"
BAND = "rgba(138, 144, 151, 0.22)"
MISSING_FILL = "#f3efe6"
MISSING_LINE = "#6b6357"

FONT_SIZE = 14
ROW_HEIGHT = 30


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """Return ``#rrggbb`` as the list ``[r, g, b, a]`` that deck.gl wants."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)] + [alpha]


def separators(lang: Lang) -> str:
    """Return Plotly's decimal and thousands sign of a language."""
    return "".join(SIGNS[lang])
