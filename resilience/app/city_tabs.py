"""The five parts of a city's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from resilience.analysis import repository
from resilience.app import cache
from resilience.app.chart import colour_scheme, show_chart, show_html, show_text
from resilience.app.city_profile import Portrait
from resilience.app.controls import members_of
from resilience.app.html import paragraph, remark
from resilience.app.peer_controls import peers_now
from resilience.app.selection import current, shared, switch
from resilience.charts import city as view
from resilience.i18n import t
from resilience.spec import AXES, CAPACITIES
from resilience.text.city_lists import about_of

CHIPS: tuple[Literal["violet", "blue", "green", "red"], ...] = ("violet", "blue", "green", "red")


def portrait_of(city: str) -> Portrait:
    """Return a member of the region among the peers chosen."""
    lang, region, axes, sort = current().lang, current().region, current().axes, current().sort
    carried = shared() | {"city": city}
    members, (peers, _) = members_of(region), peers_now()
    about = cache.computed(about_of, cache.query, region, city, lang, carried, peers, sort)
    own = members[members["ags"] == city]
    groups = (*about.themes, *(AXES if axes else CAPACITIES))
    claims = {
        group_id: cache.computed(repository.claims_of, cache.query, group_id, members, peers)
        for group_id in groups
    }
    what = (cache.query, own, peers, claims, axes, lang)
    profile = cache.computed(repository.newest_profile, *what)
    against = tuple(peers.loc[peers["kind"] == about.city["peer_kind"], "ags"])
    return cache.computed(Portrait, cache.query, region, profile, about, against)


def introduction(portrait: Portrait) -> str:
    """Return which peers the city is compared with, and how that set was found."""
    return " ".join(filter(None, (view.introduction(portrait.profile), peers_now()[1])))


def show_tab(name: str, portrait: Portrait) -> None:
    """Show a part of the page.

    Parameters
    ----------
    name
        One of `TABS`.
    """
    TABS[name](portrait)


def _overview(portrait: Portrait) -> None:
    lang = portrait.profile.lang
    told = cache.computed(Portrait.metrics, portrait)
    for column, one, colour in zip(st.columns(len(told)), told, CHIPS, strict=True):
        key = f"card_{one['theme']}"
        with column, st.container(border=True, key=key, height="stretch"):
            st.badge(one["label"], color=colour)
            st.metric(
                one["label"],
                one["score"],
                one["gap"] or None,
                delta_color="gray",
                delta_arrow="off",
                delta_description=t(lang, "city.to_median"),
                label_visibility="collapsed",
            )
            show_text(remark(one["claim"]))
    with st.container(border=True, key="card_profile"):
        switch("axes", t(lang, "city.axes"))
        show_chart(**cache.computed(Portrait.picture, portrait, "", colour_scheme()))
        show_html("sure", cache.computed(Portrait.sureness, portrait))


def _standing(portrait: Portrait) -> None:
    with st.container(border=True, key="card_standing"):
        show_html("lists", cache.computed(Portrait.standing, portrait))
    with st.expander(t(portrait.profile.lang, "city.drivers")):
        if moved := cache.computed(Portrait.drivers, portrait, colour_scheme()):
            show_chart(**moved)
        else:
            show_text(paragraph(t(portrait.profile.lang, "city.drivers_none")))


def _history(portrait: Portrait) -> None:
    with st.container(border=True, key="card_history"):
        show_html("course", cache.computed(Portrait.history, portrait))


def _process(portrait: Portrait) -> None:
    with st.container(border=True, key="card_process"):
        show_html("process", cache.computed(Portrait.process, portrait))


def _data(portrait: Portrait) -> None:
    members = tuple(members_of(portrait.region)["ags"])
    with st.container(border=True, key="card_gaps"):
        show_html("gaps", cache.computed(Portrait.gaps, portrait))
    with st.container(border=True, key="card_kin"):
        show_html("kin", cache.computed(Portrait.kin, portrait, members))


TABS: dict[str, Callable[[Portrait], None]] = {
    "overview": _overview,
    "standing": _standing,
    "history": _history,
    "process": _process,
    "data": _data,
}
"""The parts by their names in the address; the first one is open by default."""
