"""The font of all that is printed or taken away: Source Sans Pro (SIL Open Font License 1.1)."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from importlib.resources import files

FAMILY = "Source Sans Pro"
WEIGHTS = {"Regular": 400, "Bold": 700}
"""Styles that a page which carries its font needs."""


def ttf(style: str) -> bytes:
    """Return the file of a style: ``Regular``, ``It``, ``Semibold``, ``Bold``."""
    return (files("font_source_sans_pro") / "files" / f"SourceSansPro-{style}.ttf").read_bytes()


@lru_cache
def faces() -> str:
    """Return the style sheet of a page that carries its font, so that it looks alike anywhere."""
    return "".join(
        f"@font-face{{font-family:'Source Sans';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{b64encode(ttf(style)).decode()})}}"
        for style, weight in WEIGHTS.items()
    )
