"""Start: purpose, choice of a city, main findings and three entry points, for a first visit."""

from typing import Literal

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.context import choose_city, page_link
from resilience.app.html import heading, paragraph, remark
from resilience.app.map import show_places
from resilience.app.selection import current
from resilience.app.start import freshness, purpose, show_region, show_strip, theme_cards
from resilience.i18n import t

CHIPS: tuple[Literal["violet", "blue", "green", "red"], ...] = ("violet", "blue", "green", "red")
DOORS = ("city", "compare", "meeting")


def show() -> None:
    """Show the page."""
    lang = current().lang
    show_text(heading(1, t(lang, "start.heading")), paragraph(purpose()))
    left, right = st.columns([0.58, 0.42])
    with left, st.container(border=True, key="card_places", height="stretch"):
        show_places("places")
    with right, st.container(border=True, key="card_doors", height="stretch"):
        show_text(heading(2, t(lang, "start.which")), paragraph(t(lang, "start.which_how")))
        choose_city("start_")
        for name in DOORS:
            page_link(name, t(lang, f"start.door_{name}"))
    show_text(heading(2, t(lang, "start.findings")))
    cards = theme_cards()
    for column, card, colour in zip(st.columns(len(cards)), cards, CHIPS, strict=True):
        with column, st.container(border=True, key=f"card_{card.theme_id}", height="stretch"):
            st.badge(card.theme, color=colour)
            show_text(card.html())
            show_strip(card)
    with st.expander(t(lang, "start.all")):
        show_region()
    show_text(remark(t(lang, "start.strip_how")), remark(freshness()))


show()
