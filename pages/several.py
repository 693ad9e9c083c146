"""Mehrere Indikatoren: up to six indicators of any cities side by side, for planners."""

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme, show_provenance, show_text
from resilience.app.html import heading, paragraph, remark
from resilience.app.matrix_controls import (
    choose_several,
    choose_several_order,
    matrix_shown,
    show_files,
)
from resilience.app.peer_controls import choose_areas, peers_now
from resilience.app.pictures import table_picture, take
from resilience.app.selection import current, parameters, shared
from resilience.i18n import t
from resilience.text.matrix import legend_html
from resilience.text.matrix_figures import provenance_of_cells
from resilience.text.several import SIDE_BY_SIDE, several_html


def show() -> None:
    """Show the page."""
    lang, city, dark = current().lang, current().city, colour_scheme() == "dark"
    about = t(lang, "several.about", most=SIDE_BY_SIDE)
    show_text(heading(1, t(lang, "several.heading")), paragraph(about))
    indicators = choose_several()
    left, right = st.columns(2)
    with left:
        members = choose_areas()
    with right:
        order = choose_several_order(indicators)
    peers, note = peers_now()
    kinds = members["peer_kind"]
    parts = [
        matrix_shown(members[kinds == kind], peers[peers["kind"] == kind], indicators)
        for kind in sorted(kinds.unique(), reverse=True)
    ]
    tables = [
        heading(2, f"{part.label} ({part.size})")
        + cache.computed(several_html, part, city, order, parameters(), shared(), dark)
        for part in parts
    ]
    rows = pd.concat([part.cells for part in parts], ignore_index=True)
    source = cache.computed(provenance_of_cells, cache.query, rows, lang)
    table = (legend_html(lang, dark), *tables)
    if take("several", table_picture(t(lang, "several.heading"), source, *table)):
        return
    show_text(*table, remark(note) if note else "")
    show_provenance(source)
    show_files("several", [(part, part.cells) for part in parts], t(lang, "several.file"))


show()
