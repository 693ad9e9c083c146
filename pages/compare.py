"""Vergleich: cities of one's choice on an indicator or a score, for planners who compare."""

import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, provenance_of, show_chart, show_text
from resilience.app.controls import choose_city, choose_measure, scored_by
from resilience.app.html import bullets, heading, paragraph
from resilience.app.peer_controls import choose_areas, choose_peers, choose_places
from resilience.app.selection import current
from resilience.charts.strip import strip_figure
from resilience.i18n import t
from resilience.model.peer_panel import panels_of
from resilience.text.declared import about, explanation, notes, reference_line
from resilience.text.figures import comparison
from resilience.text.sentences import strip_sentence
from resilience.warehouse import queries

measure = choose_measure()
city = choose_city()
lang, region = current().lang, current().region
areas = cache.query(queries.areas, region)
indicators = cache.query(queries.indicators, lang).set_index("indicator_id")
declared = indicators.loc[measure.indicator_id] if measure.indicator_id else None

if declared is None:
    measured = t(lang, "compare.about_score", n=len(scored_by(measure.group_id)))
else:
    measured = about(declared, lang)
show_text(heading(1, measure.label), paragraph(measured))
left, right = st.columns(2)
with left:
    members = choose_areas()
with right:
    peers, peer_note = choose_peers(city)
split = cache.computed(panels_of, measure, members, peers)
found, place_note = choose_places(measure, declared, split, members, peers)

rows, columns = cache.computed(comparison, measure, split, found)
legend = [
    explanation(split, lang),
    peer_note,
    cache.computed(reference_line, measure, areas),
    place_note,
]
show_chart(
    drawn(strip_figure, measure, split, city, colour_scheme()),
    "strip",
    f"{measure.label} ({measure.unit}), {measure.period}",
    cache.computed(strip_sentence, measure, split),
    provenance_of(measure, members["ags"].to_list()),
    rows,
    columns,
    city,
    " ".join(filter(None, legend)),
    unfolded=True,
)
if declared is not None:
    show_text(bullets(notes(declared, lang)))
