"""Matrix: all indicators of all cities of a kind, for planners and committees."""

import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_provenance, show_text
from resilience.app.controls import folded_controls
from resilience.app.html import heading, paragraph, remark
from resilience.app.matrix_controls import (
    choose_kind,
    choose_look,
    matrix_shown,
    show_files,
)
from resilience.app.peer_controls import choose_areas, peers_now
from resilience.app.pictures import table_picture, take
from resilience.app.selection import current, parameters, shared
from resilience.i18n import t
from resilience.text import matrix as view
from resilience.text import matrix_findings as words
from resilience.text.matrix_figures import provenance_of_cells


def show() -> None:
    """Show the page."""
    lang, city, top = current().lang, current().city, st.container()
    with folded_controls():
        left, right = st.columns([0.6, 0.4], vertical_alignment="bottom")
        with left:
            members = choose_areas()
        with right:
            kind = choose_kind(members, city)
        cities = members[members["peer_kind"] == kind]
        look = choose_look(cities, city)
    peers, note = peers_now()
    matrix = matrix_shown(cities, peers[peers["kind"] == kind])
    rows = cache.computed(view.rows_of, matrix, look)
    title = cache.computed(words.matrix_finding, matrix, look)
    source = cache.computed(provenance_of_cells, cache.query, rows, lang)
    table = (
        view.legend_html(lang, look.dark),
        cache.computed(view.matrix_html, matrix, look, parameters(), shared()),
    )
    if take("matrix", table_picture(title, source, *table)):
        return
    with top:
        show_text(heading(1, title), paragraph(cache.computed(words.subtitle, matrix, look)))
    show_text(*table, remark(note) if note else "")
    show_provenance(source)
    show_files("matrix", [(matrix, rows)], t(lang, "matrix.file"))
    if look.city:
        show_text(cache.computed(words.focus_html, matrix, look, shared()))
    else:
        show_text(paragraph(t(lang, "matrix.focus_choose")))


show()
