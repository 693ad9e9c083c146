"""The buttons that print: a city's sheet, the region's, a brief on a theme field.

Files are made on request, once per build.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from resilience.analysis.peer_sets import NOT_CHOSEN, PeerChoice
from resilience.app import cache
from resilience.app.controls import region_label
from resilience.app.names import names_of, theme_names
from resilience.app.selection import current
from resilience.export.citation import Build
from resilience.i18n import Lang, t
from resilience.reports.document import Document
from resilience.reports.sheets.brief import Brief, brief_file
from resilience.reports.sheets.city import CitySheet, city_file
from resilience.reports.sheets.common import Common
from resilience.reports.sheets.region import region_file, region_sheet
from resilience.reports.typeset import html_bytes, pdf_bytes
from resilience.reports.word import docx_bytes
from resilience.warehouse import queries

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (pdf_bytes, "application/pdf"),
    "html": (html_bytes, "text/html"),
    "docx": (docx_bytes, WORD),
}


def show_city_sheet(city: str, choice: PeerChoice) -> None:
    """Show the buttons of a city's sheet: one page, two pages with all figures, and these as HTML.

    Parameters
    ----------
    choice
        The peer set on screen.
    """
    lang, region = current().lang, current().region
    name = city_file(names_of(region)[city], lang)
    for word, kind, pages in (("one", "pdf", 1), ("two", "pdf", 2), ("html", "html", 2)):
        stem = f"{name}-{pages}" if pages > 1 and kind == "pdf" else name
        made = (_city, region, lang, kind, city, pages, choice)
        _offer(f"sheet.button_{word}", stem, kind, *made)


def show_region_sheet() -> None:
    """Show the button of the region's sheet."""
    lang, region = current().lang, current().region
    name = region_file(region_label(region), lang)
    _offer("sheet.button_region", name, "pdf", _region, region, lang, "pdf")


def show_brief(theme_id: str) -> None:
    """Show the buttons of a brief on a theme field: as PDF, as HTML, and for Word."""
    lang, region = current().lang, current().region
    theme = theme_names(lang)[theme_id]
    for kind in FORMATS:
        name = brief_file(theme, lang)
        _offer(f"brief.button_{kind}", name, kind, _brief, region, lang, kind, theme_id)


def _offer(word: str, name: str, kind: str, make: Callable[..., bytes], *arguments: object) -> None:
    st.download_button(
        t(current().lang, word),
        partial(cache.computed, make, *arguments),
        f"{name}.{kind}",
        FORMATS[kind][1],
        key=f"print_{word}",
        on_click="ignore",
    )


def _common(region: str, lang: Lang, choice: PeerChoice = NOT_CHOSEN) -> Common:
    return cache.computed(_rows, region, lang, choice)


def _rows(region: str, lang: Lang, choice: PeerChoice) -> Common:
    build: Build = cache.derived(dict, (queries.build,))
    return Common(cache.query, region, lang, build, choice)


def _city(region: str, lang: Lang, kind: str, city: str, pages: int, choice: PeerChoice) -> bytes:
    return FORMATS[kind][0](CitySheet(_common(region, lang, choice), city).document(pages))


def _region(region: str, lang: Lang, kind: str) -> bytes:
    return FORMATS[kind][0](region_sheet(_common(region, lang)))


def _brief(region: str, lang: Lang, kind: str, theme_id: str) -> bytes:
    return FORMATS[kind][0](Brief(_common(region, lang), theme_id).document())
