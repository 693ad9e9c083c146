"""A story as one document with all screens, so that none has to be loaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from resilience.charts.fonts import faces
from resilience.i18n import Lang, t
from resilience.reports.story.screen import Screen
from resilience.settings import ROOT

LONG_TITLE, LONG = 110, 16
"""Number of letters of a title, and of a number with its unit, from which they are set smaller."""


@lru_cache
def style() -> str:
    """Return the style sheet of a deck and of its tables."""
    sheets = (ROOT / "static" / name for name in ("matrix.css", "deck.css"))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


@lru_cache
def script() -> str:
    """Return the script that turns the screens; it defines ``beginScreens``."""
    return (ROOT / "static" / "deck.js").read_text(encoding="utf-8")


def deck_html(screens: Sequence[Screen], name: str, lang: Lang) -> str:
    """Return the screens as HTML, for a page or for `document`.

    Parameters
    ----------
    name
        Name of the story.
    """
    total = len(screens)
    sections = "".join(_section(one, n, total, lang) for n, one in enumerate(screens, 1))
    items = "".join(
        f'<li><a href="#{n}">{escape(one.title)}</a></li>' for n, one in enumerate(screens, 1)
    )
    bar = "".join(
        f'<button type="button" data-do="{word}" title="{escape(t(lang, f"meeting.{word}"))} '
        f'({key})" aria-label="{escape(t(lang, f"meeting.{word}"))}">{sign}</button>'
        for word, sign, key in _BUTTONS
    )
    label = escape(t(lang, "meeting.deck", story=name))
    return (
        f'<div class="deck" lang="{lang}" role="region" aria-label="{label}" tabindex="-1">'
        f'{sections}<div class="bar">{bar}</div>'
        f'<div class="list" popover role="dialog" aria-label="{label}"><p>{label}</p>'
        f"<ol>{items}</ol></div></div>"
    )


_PRINTER = (
    '<svg aria-hidden="true" viewBox="0 0 24 24" width="60%" fill="none" stroke="currentColor" '
    'stroke-width="2"><path d="M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z"/></svg>'
)
_BUTTONS = (
    ("previous", "‹", "←"),
    ("next", "›", "→"),
    ("open_list", "☰", "L"),
    ("full", "⤢", "F"),
    ("print", _PRINTER, "Ctrl P"),
    ("leave", "×", "Esc"),
)
"""Per button of a screen its locale key, symbol and keyboard key."""


def document(screens: Sequence[Screen], name: str, lang: Lang) -> str:
    """Return a story as one self-contained HTML file."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(name)}</title><style>{faces()}{style()}</style></head><body>"
        f"{deck_html(screens, name, lang)}<script>{script()}beginScreens();</script>"
        "</body></html>"
    )


def _section(screen: Screen, n: int, total: int, lang: Lang) -> str:
    where = escape(t(lang, "meeting.screen", n=n, total=total))
    long = " long" if len(screen.title) > LONG_TITLE else ""
    return (
        f'<section class="screen" id="{n}" data-key="{escape(screen.key)}" aria-label="{where}">'
        f'<h1 class="message{long}">{escape(screen.title)}</h1>'
        f'<div class="body">{_left(screen)}{_numbers(screen)}</div>'
        f'<footer><p class="note">{escape(screen.note)}</p>'
        f'<p class="source">{escape(screen.source)}</p>'
        f'<p class="place" aria-hidden="true">{n}/{total}</p></footer></section>'
    )


def _left(screen: Screen) -> str:
    if screen.table:
        return f'<div class="table">{screen.table}</div>'
    if screen.picture:
        legend = f"<figcaption>{screen.legend}</figcaption>" if screen.legend else ""
        return f'<figure class="picture">{screen.picture.svg}{legend}</figure>'
    lines = "".join(f"<li>{escape(line)}</li>" for line in screen.lines)
    return f'<ul class="lines">{lines}</ul>' if lines else ""


def _numbers(screen: Screen) -> str:
    if not screen.numbers:
        return ""
    pairs = "".join(
        f"<div><dt>{escape(what)}</dt><dd>{escape(value)}</dd></div>"
        for what, value in screen.numbers
    )
    long = " long" if any(len(value) > LONG for _, value in screen.numbers) else ""
    return f'<dl class="numbers{long}">{pairs}</dl>'
