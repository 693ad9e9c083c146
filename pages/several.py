"""Mehrere Indikatoren: up to six indicators of any cities side by side, for planners."""

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme, show_provenance, show_text
from resilience.app.controls import choose_city
from resilience.app.html import heading, paragraph, remark
from resilience.app.matrix_controls import (
    choose_several,
    choose_several_order,
    matrix_shown,
    show_files,
)
from resilience.app.peer_controls import choose_areas, choose_peers
from resilience.app.selection import current, parameters, shared
from resilience.i18n import t
from resilience.text.matrix import legend_html
from resilience.text.matrix_figures import provenance_of_cells
from resilience.text.several import SIDE_BY_SIDE, several_html

city = choose_city()
lang, dark = current().lang, colour_scheme() == "dark"
show_text(
    heading(1, t(lang, "several.heading")), paragraph(t(lang, "several.about", most=SIDE_BY_SIDE))
)
indicators = choose_several()
left, right = st.columns(2)
with left:
    members = choose_areas()
    order = choose_several_order(indicators)
with right:
    peers, note = choose_peers(city)
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
show_text(legend_html(lang, dark), *tables, remark(note) if note else "")
rows = pd.concat([part.cells for part in parts], ignore_index=True)
show_provenance(cache.computed(provenance_of_cells, cache.query, rows, lang))
show_files([(part, part.cells) for part in parts], t(lang, "several.file"))
