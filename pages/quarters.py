"""Quartiere: the parts of a large city, down to the smallest with open figures, for planners."""

import streamlit as st

from resilience.app.chart import show_text
from resilience.app.controls import members_of
from resilience.app.html import heading, paragraph, remark
from resilience.app.parts_controls import choose_place, city_parts, parted_city
from resilience.app.parts_section import show_inequality, show_map_of_parts, show_part
from resilience.app.selection import current
from resilience.i18n import t


def show() -> None:
    """Show the page, or say that no city of the region has a file of parts."""
    lang, city = current().lang, parted_city()
    if city is None:
        show_text(heading(1, t(lang, "page.quarters")), paragraph(t(lang, "parts.none")))
        return
    show_text(heading(1, t(lang, "parts.heading", city=city["name"])), other_city(city["name"]))
    parts = city_parts(city["ags"])
    place = choose_place(parts)
    with st.container(border=True, key="card_parts"):
        show_map_of_parts(parts, place)
    with st.container(border=True, key="card_part"):
        show_part(parts, place)
    with st.container(border=True, key="card_inequality"):
        show_inequality(parts, place.indicator)
    rounded = t(lang, "parts.rounded", n=city["rounded_to"]) if city["rounded_to"] > 1 else ""
    show_text(heading(2, t(lang, "parts.notes")), remark(f"{city['about']} {rounded}"))


def other_city(shown: str) -> str:
    """Return the introduction, with a note if the chosen city has no file of parts."""
    lang, names = current().lang, members_of(current().region).set_index("ags")["name"]
    chosen = names.get(current().city, shown)
    word = "parts.intro" if chosen == shown else "parts.other_city"
    return paragraph(t(lang, word, city=shown, chosen=chosen))


show()
