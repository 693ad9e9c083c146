"""What stands around every page: the links to all of them, one style sheet, one script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Protocol

from resilience.i18n import Lang, t
from resilience.settings import ROOT
from resilience.text.links import address

_STYLES = ("page.css", "matrix.css", "print.css")


class Target(Protocol):
    """A page as `st.Page` makes it."""

    @property
    def title(self) -> str:
        """As printed in its link."""

    @property
    def url_path(self) -> str:
        """Its address, empty for the first page."""


def links_html(
    pages: Sequence[Target], current: str, parameters: Mapping[str, str], lang: Lang
) -> str:
    """Return the links to all pages as one part: a Streamlit link each takes far longer to draw.

    Parameters
    ----------
    current
        Address of the page on screen.
    parameters
        The selection as the address holds it; every link carries it, so that one step back in the
        browser is one step back.
    """
    links = []
    for page in pages:
        here = ' aria-current="page"' if page.url_path == current else ""
        target = escape(address(page.url_path, parameters))
        links.append(f'<a href="{target}"{here}>{escape(page.title)}</a>')
    return f'<nav class="pages" aria-label="{t(lang, "app.pages")}">{"".join(links)}</nav>'


def name_html(subtitle: str, lang: Lang) -> str:
    """Return the dashboard's name, and below it what it is of."""
    return f"<p><strong>{escape(t(lang, 'app.title'))}</strong><br>{escape(subtitle)}</p>"


@lru_cache
def style_html() -> str:
    """Return how pages look on screen and on paper."""
    return f"<style>{''.join(map(_static, _STYLES))}</style>"


def script_html(lang: Lang) -> str:
    """Return what follows links, saves charts, sorts tables, and names the language of the page."""
    return f"<script>document.documentElement.lang={lang!r};{_static('page.js')}</script>"


@lru_cache
def _static(name: str) -> str:
    return (ROOT / "static" / name).read_text(encoding="utf-8")
