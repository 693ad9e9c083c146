"""Stadtprofil: one city on one page, for planners who know their own."""

import streamlit as st

from resilience.analysis import repository
from resilience.analysis.profile import default_city
from resilience.app import cache
from resilience.app.chart import colour_scheme, show_chart, show_html, show_text
from resilience.app.city_profile import Portrait
from resilience.app.controls import choose_city, members_of
from resilience.app.html import heading, paragraph
from resilience.app.peer_controls import choose_peers, peer_choice
from resilience.app.printing import show_city_sheet
from resilience.app.selection import current, shared, switch
from resilience.charts import city as view
from resilience.i18n import t
from resilience.text.city_lists import about_of

chosen = choose_city()
lang, region = current().lang, current().region
members = members_of(region)
city = chosen or default_city(members)
carried = shared() | {"city": city}
about = cache.computed(about_of, cache.query, region, city, lang, carried)
kind = about.city["peer_kind"]

show_text(heading(1, t(lang, "city.heading", city=about.city["name"])))
if not chosen:
    st.info(t(lang, "city.none_chosen", city=about.city["name"]))
left, right = st.columns([0.6, 0.4], vertical_alignment="bottom")
with left:
    peers, note = choose_peers(city, kind)
with right:
    axes = switch("axes", t(lang, "city.axes"))
own = members[members["ags"] == city]
profile = cache.computed(repository.newest_profile, cache.query, own, peers, axes, lang)
show_text(paragraph(view.introduction(profile)))
with st.container(horizontal=True):
    show_city_sheet(city, peer_choice(city))
against = tuple(peers.loc[peers["kind"] == kind, "ags"])
portrait = cache.computed(Portrait, cache.query, region, profile, about, against)
show_chart(**cache.computed(Portrait.picture, portrait, note, colour_scheme()))
show_html("standing", cache.computed(Portrait.standing, portrait))
if drivers := cache.computed(Portrait.drivers, portrait, colour_scheme()):
    show_chart(**drivers)
rest = cache.computed(Portrait.process, portrait, tuple(members["ags"]))
show_html("course", cache.computed(Portrait.history, portrait), rest)
