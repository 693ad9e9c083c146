"""Documents as PDF and as HTML, made without a network and with the same bytes each time."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jinja2
import typst

from resilience.charts import fonts
from resilience.reports.document import Document

TEMPLATES = Path(__file__).resolve().parent


def pdf_bytes(document: Document) -> bytes:
    """Return a document as PDF/UA-1: tagged, with language, title and embedded font."""
    made: bytes = _set(document, format="pdf", pdf_standards="ua-1")
    return made


def png_pages(document: Document, pixels_per_inch: float) -> list[bytes]:
    """Return the pages of a document as PNG pictures, to view or to count."""
    made = _set(document, format="png", ppi=pixels_per_inch)
    return made if isinstance(made, list) else [made]


def html_bytes(document: Document) -> bytes:
    """Return a document as one self-contained HTML file without scripts."""
    return _page().render(it=document.data()).encode()


def _set(document: Document, **how: Any) -> Any:
    inputs = {"document": json.dumps(document.data(), ensure_ascii=False), "font": fonts.FAMILY}
    return typst.compile(
        str(TEMPLATES / "document.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts()[0],
        sys_inputs=inputs,
        **how,
    )


@lru_cache
def _fonts() -> tuple[typst.Fonts, TemporaryDirectory[str]]:
    """Return the font, and the temporary folder it is read from while it is used.

    The package holds each style in two formats, and typst would take whichever the disk lists
    first.
    """
    folder = TemporaryDirectory(prefix="fonts-", ignore_cleanup_errors=True)
    for style in fonts.STYLES:
        (Path(folder.name) / f"{style}.ttf").write_bytes(fonts.ttf(style))
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder.name]
    )
    return found, folder


@lru_cache
def _page() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    made = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return made.get_template("document.html.jinja")
