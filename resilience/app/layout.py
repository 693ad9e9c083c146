"""The frame of every page: the logo, one style sheet, one script."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from html import escape

from resilience.charts.style import ColourScheme
from resilience.i18n import Lang, t
from resilience.settings import ROOT

_STYLES = ("page.css", "matrix.css", "print.css")
MARK = {"light": ("#14375e", "#cc6600"), "dark": ("#cfe0f1", "#ff9d45")}
"""Colours of the logo."""


def mark_svg(lang: Lang, scheme: ColourScheme) -> str:
    """Return the logo: the dashboard's name with its symbol."""
    ink, one = MARK[scheme]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 196 28" height="28" width="196">'
        f'<path fill="{ink}" d="M2 12h6v14H2zM18 16h6v10h-6z"/>'
        f'<path fill="{one}" d="M10 3h6v23h-6z"/>'
        f'<text x="34" y="21" fill="{ink}" font-family="Arial,Helvetica,'
        f'sans-serif" font-weight="700" font-size="18">{t(lang, "app.title")}</text></svg>'
    )


@lru_cache
def icon() -> str:
    """Return the sign of the browser's tab, as an address that holds it."""
    content = (ROOT / "static" / "icon.png").read_bytes()
    return f"data:image/png;base64,{b64encode(content).decode()}"


@lru_cache
def style_html() -> str:
    """Return how pages look on screen and on paper, in a line: Streamlit dedents it each time."""
    return f"<style>{' '.join(' '.join(map(_static, _STYLES)).split())}</style>"


def scripts() -> tuple[str, ...]:
    """Return the texts of the inline scripts, whose hashes the content security policy lists."""
    return _static("page.js"), _static("state.js")


@lru_cache
def script_html() -> str:
    """Return the script that saves charts, sorts tables and describes markers."""
    return f"<script>{_static('page.js')}</script>"


def state_html(lang: Lang, page: str, query: str) -> str:
    """Return the HTML that tells the browser the page's language and its address.

    Parameters
    ----------
    page
        Path of the page.
    query
        Its query parameters, if the browser does not have them yet, see `selection.to_url`.
    """
    told = {"lang": lang, "path": page, "query": query}
    given = "".join(f' data-{name}="{escape(value)}"' for name, value in told.items())
    return f"<script{given}>{_static('state.js')}</script>"


@lru_cache
def _static(name: str) -> str:
    return (ROOT / "static" / name).read_text(encoding="utf-8")
