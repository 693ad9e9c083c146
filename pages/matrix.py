"""Matrix: all indicators of all cities of a kind, for planners and committees."""

import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_provenance, show_text
from resilience.app.controls import choose_city
from resilience.app.html import heading, paragraph, remark
from resilience.app.matrix_controls import (
    choose_kind,
    choose_look,
    matrix_shown,
    show_files,
)
from resilience.app.peer_controls import choose_areas, choose_peers
from resilience.app.selection import current, parameters, shared
from resilience.i18n import t
from resilience.text import matrix as view
from resilience.text import matrix_findings as words
from resilience.text.matrix_figures import provenance_of_cells

city = choose_city()
lang = current().lang
top = st.container()
left, middle, right = st.columns([0.36, 0.28, 0.36])
with left:
    members = choose_areas()
with middle:
    kind = choose_kind(members, city)
with right:
    peers, note = choose_peers(city, kind)
cities = members[members["peer_kind"] == kind]
matrix = matrix_shown(cities, peers[peers["kind"] == kind])
look = choose_look(cities, city)
rows = cache.computed(view.rows_of, matrix, look)
with top:
    title = cache.computed(words.finding, matrix, look)
    show_text(heading(1, title), paragraph(cache.computed(words.subtitle, matrix, look)))
show_text(
    view.legend_html(lang, look.dark),
    cache.computed(view.matrix_html, matrix, look, parameters(), shared()),
    remark(note) if note else "",
)
show_provenance(cache.computed(provenance_of_cells, cache.query, rows, lang))
show_files([(matrix, rows)], t(lang, "matrix.file"))
if look.city:
    show_text(cache.computed(words.focus_html, matrix, look, shared()))
else:
    show_text(paragraph(t(lang, "matrix.focus_choose")))
