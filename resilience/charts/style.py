"""Colours and sizes shared by all charts and maps, for light and dark backgrounds."""

from __future__ import annotations

from typing import Literal

SEQUENCE = ("#cfe1f2", "#93c4de", "#539ecd", "#2171b5", "#08418c")
"""Five classes from low to high: one hue, even steps of lightness, colour-blind safe."""

DIVERGING = ("#7f4708", "#bf8738", "#e3c282", "#f6f0c4", "#b9d6ea", "#67a9cf", "#2166ac")
"""From a large decrease (brown) through about none (pale) to a large increase (blue).

The middle is neither the grey of the surrounding land nor hatched like missing values."""

TOWN = "#2f7fbf"
CHOSEN = "#d06a00"
PEER = "#8a9097"
PEER_DOT = "#747b83"
"""Contrast of at least 3:1 on white, on a band of the middle half and on the dark background."""
MISSING_FILL = "#f3efe6"
MISSING_LINE = "#6b6357"

FAMILY = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', sans-serif"
"""Font of pictures drawn without a browser, by its names on screen and in print."""
FONT_SIZE = 15
ROW_HEIGHT = 30

ColourScheme = Literal["light", "dark"]

INK = {"light": "#17212b", "dark": "#e9eef3"}
GRID = {"light": "#d5dae0", "dark": "#38424d"}
PAPER = {"light": "#ffffff", "dark": "#11171d"}
