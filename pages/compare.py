"""Vergleich: cities of one's choice on an indicator or a score, for planners who compare."""

import streamlit as st

from resilience import cached, queries
from resilience.charts import ground, origin_of, show_chart, show_text
from resilience.controls import choose_city, choose_shown, scored_by
from resilience.figure import bullets, heading, paragraph
from resilience.i18n import t
from resilience.peering import choose_areas, choose_peers, choose_places
from resilience.selection import current
from resilience.views.declared import about, explanation, notes, reference_line
from resilience.views.figures import comparison
from resilience.views.peers import panels_of
from resilience.views.sentences import strip_sentence
from resilience.views.strip import strip_svg

shown = choose_shown()
city = choose_city()
lang, region = current().lang, current().region
areas = cached.query(queries.areas, region)
indicators = cached.query(queries.indicators, lang).set_index("indicator_id")
declared = indicators.loc[shown.indicator_id] if shown.indicator_id else None

if declared is None:
    measured = t(lang, "compare.about_score", n=len(scored_by(shown.group_id)))
else:
    measured = about(declared, lang)
show_text(heading(1, shown.label), paragraph(measured))
left, right = st.columns(2)
with left:
    members = choose_areas()
with right:
    peers, peer_note = choose_peers(city)
split = cached.computed(panels_of, shown, members, peers)
found, place_note = choose_places(shown, declared, split, members, peers)

rows, columns = cached.computed(comparison, shown, split, found)
legend = [
    explanation(split, lang),
    peer_note,
    cached.computed(reference_line, shown, areas),
    place_note,
]
show_chart(
    cached.computed(strip_svg, shown, split, city, ground()),
    "strip",
    f"{shown.label} ({shown.unit}), {shown.period}",
    cached.computed(strip_sentence, shown, split),
    origin_of(shown, members["ags"].to_list()),
    rows,
    columns,
    city,
    " ".join(filter(None, legend)),
    unfolded=True,
)
if declared is not None:
    show_text(bullets(notes(declared, lang)))
