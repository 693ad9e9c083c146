"""Vergleich: all cities on one indicator, for planners who browse comparisons."""

import streamlit as st

from resilience import cached, queries
from resilience.charts import ground, origin_of, show_chart
from resilience.controls import choose_city, choose_shown, members_of
from resilience.selection import current
from resilience.views.declared import about, explanation, notes, reference_line
from resilience.views.figures import comparison
from resilience.views.peers import panels
from resilience.views.sentences import strip_sentence
from resilience.views.strip import strip_figure

shown = choose_shown(with_score=False)
city = choose_city()
lang, region = current().lang, current().region
peers = cached.query(queries.peers, region, lang)
split = panels(shown.values, members_of(region), peers)
indicators = cached.query(queries.indicators, lang).set_index("indicator_id")
areas = cached.query(queries.areas, region)
references = areas[areas["role"] == "reference"]

st.title(shown.label)
st.markdown(about(indicators.loc[shown.indicator_id], lang))
rows, columns = comparison(shown, split)
show_chart(
    strip_figure(shown, split, city, ground()),
    "strip",
    f"{shown.label} ({shown.unit}), {shown.period}",
    strip_sentence(shown, split),
    origin_of(shown),
    rows,
    columns,
    city,
    f"{explanation(split, lang)} {reference_line(shown, references)}",
    unfolded=True,
)
st.markdown(notes(indicators.loc[shown.indicator_id], lang))
