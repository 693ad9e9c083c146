"""Vergleich: all cities on one indicator, for planners who browse comparisons."""

import streamlit as st

from resilience import cached, queries
from resilience.controls import choose_city, choose_shown, ground, members_of, show_sources
from resilience.i18n import t
from resilience.selection import current
from resilience.views.declared import about, explanation, notes, reference_line
from resilience.views.figures import comparison
from resilience.views.peers import panels
from resilience.views.sentences import strip_sentence
from resilience.views.strip import strip_figure
from resilience.views.tables import html_table

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
st.plotly_chart(
    strip_figure(shown, split, city, ground()),
    key="strip",
    theme=None,
    config={"displayModeBar": False},
    alt=strip_sentence(shown, split),
)
show_sources(shown)
st.caption(f"{explanation(split, lang)} {reference_line(shown, references)}")
rows, columns = comparison(shown, split)
caption = t(lang, "compare.table_caption", what=shown.label, unit=shown.unit)
st.html(html_table(rows, columns, caption, city))
st.markdown(notes(indicators.loc[shown.indicator_id], lang))
