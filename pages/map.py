"""Karte: any indicator or theme score on a map, for committee members and planners."""

import pandas as pd
import streamlit as st

from resilience import cached, queries, selection
from resilience.charts import ground, origin_of, show_below_map
from resilience.controls import (
    choose_city,
    choose_shown,
    direction_of,
    members_of,
    outlines_of,
    scored_by,
)
from resilience.i18n import t
from resilience.views import map as view
from resilience.views.figures import city_figures
from resilience.views.sentences import map_sentence
from resilience.views.tables import html_table

MAP = "map"


def take_click() -> None:
    """Select the city that was clicked."""
    clicked = st.session_state[MAP].selection.objects.get(view.MEMBERS)
    if clicked:
        selection.update(city=clicked[0]["properties"]["ags"])


shown = choose_shown()
city = choose_city()
lang, region = selection.current().lang, selection.current().region
members = members_of(region)
peers = cached.query(queries.peers, region, lang)
classes = view.classes_of(shown, pd.concat([members["ags"], peers["ags"]]))
drawn, shapes = view.drawn(shown, members), outlines_of(region)
place = cached.query(queries.regions, lang).set_index("region_id").loc[region]

st.title(shown.label)
direction = direction_of(shown)
left, right = st.columns([0.54, 0.46])
with left:
    figure = view.deck(shown, drawn, shapes, classes, place, city, ground())
    alt = map_sentence(shown, drawn)
    st.pydeck_chart(figure, key=MAP, height=560, on_select=take_click, alt=alt)
with right:
    st.html(view.legend_html(shown, classes, direction, drawn["value"].isna().any()))
    if city:
        newest = cached.query(queries.newest_values, region)
        declared = cached.query(queries.indicators, lang)
        in_group = declared["indicator_id"].isin(scored_by(shown.group_id))
        in_group |= declared["theme_id"] == shown.group_id
        rows, columns = city_figures(newest[newest["ags"] == city], declared[in_group], lang)
        st.html(html_table(rows, columns, members.set_index("ags")["name"][city]))
    else:
        st.caption(t(lang, "map.hint"))
show_below_map(MAP, shown, drawn, shapes, classes, city, direction, origin_of(shown))
