"""The font of prints and downloads: Source Sans Pro (SIL Open Font License 1.1)."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Source Sans Pro"
WEIGHTS = {"Regular": 400, "Bold": 700}
"""Styles that a page with embedded fonts needs."""


STYLES = ("Regular", "It", "Semibold", "Bold")


def path(style: str) -> Path:
    """Return the file of one of the `STYLES`."""
    return Path(str(files("font_source_sans_pro"))) / "files" / f"SourceSansPro-{style}.ttf"


def ttf(style: str) -> bytes:
    """Return the content of the file of one of the `STYLES`."""
    return path(style).read_bytes()


@lru_cache
def faces() -> str:
    """Return the style sheet of a page with embedded fonts, so that it looks the same anywhere."""
    return "".join(
        f"@font-face{{font-family:'Source Sans';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{b64encode(ttf(style)).decode()})}}"
        for style, weight in WEIGHTS.items()
    )
