"""Stadtprofil: one city on one page, for planners who know their own."""

import streamlit as st

from resilience import asking, cached
from resilience.charts import ground, show_html, show_text
from resilience.controls import choose_city, members_of
from resilience.figure import heading, paragraph
from resilience.i18n import t
from resilience.peering import choose_peers
from resilience.portrait import Portrait
from resilience.printing import show_city_sheet
from resilience.selection import current, parameters, switch
from resilience.views import city as view

chosen = choose_city()
lang, region = current().lang, current().region
members = members_of(region)
city = chosen or view.default_city(members)
carried = {k: v for k, v in parameters().items() if k in ("lang", "region")} | {"city": city}
about = cached.computed(asking.about_of, cached.query, region, city, lang, carried)
kind = view.kind_of(about.city)

show_text(heading(1, t(lang, "city.heading", city=about.city["name"])))
if not chosen:
    st.info(t(lang, "city.none_chosen", city=about.city["name"]))
left, right = st.columns([0.6, 0.4], vertical_alignment="bottom")
with left:
    peers, note = choose_peers(city, kind)
with right:
    axes = switch("axes", t(lang, "city.axes"))
own = members[members["ags"] == city]
profile = cached.computed(asking.profile_of, cached.query, own, peers, axes, lang)
show_text(paragraph(view.introduction(profile)))
with st.container(horizontal=True):
    show_city_sheet(city)
against = tuple(peers.loc[peers["kind"] == kind, "ags"])
portrait = cached.computed(Portrait, cached.query, region, profile, about, against)
show_html("profile", cached.computed(Portrait.picture, portrait, note, ground()))
show_html("standing", cached.computed(Portrait.standing, portrait, ground()))
rest = cached.computed(Portrait.process, portrait, tuple(members["ags"]))
show_html("course", cached.computed(Portrait.course, portrait), rest)
