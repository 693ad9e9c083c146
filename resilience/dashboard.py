"""The frame of every page: navigation, selection, the row below the bar, and the page itself."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from resilience.analysis.doubts import CONCENTRATIONS
from resilience.analysis.peer_sets import PEERS
from resilience.app import cache, layout, meeting, selection
from resilience.app.chart import colour_scheme
from resilience.app.context import show_context
from resilience.app.controls import CAPACITY, GROUPS, members_of, watch_preview
from resilience.app.login import is_locked, show_login
from resilience.app.map import CLASSES
from resilience.app.recovery import recover
from resilience.app.screens import OWN_LIST
from resilience.app.vendor import base_path
from resilience.i18n import Lang, t
from resilience.model.content import EVERY_LABEL, IDEA_KINDS, LABELS
from resilience.settings import ROOT, preview_id
from resilience.warehouse import queries
from resilience.warehouse.opening import WarehouseError

# Pages by group of the bar: file -> address; the first ones have no group. This is no docstring, as
# Streamlit prints any bare expression in its main script.
_BAR = {
    "": {"start": ""},
    "city": {"city": "city", "quarters": "quarters"},
    "compare": {
        "compare": "compare",
        "matrix": "matrix",
        "several": "several",
        "map": "map",
        "trends": "trends",
        "relations": "relations",
        "weights": "weights",
    },
    "future": {
        "scenarios": "scenarios",
        "targets": "targets",
        "kopfstand": "kopfstand",
        "ideas": "ideas",
        "megatrends": "megatrends",
    },
    "meeting": {"meeting": "meeting"},
    "data": {
        "catalogue": "indicators",
        "indicator": "indicator",
        "crosswalk": "crosswalk",
        "data": "data",
        "method": "method",
    },
}
_NAMES = {address: name for group in _BAR.values() for name, address in group.items()}
# Pages that links lead to, but not the navigation bar.
_UNLISTED = ("indicator",)


def pages(lang: Lang) -> dict[str, list[st.Page]]:
    """Return the pages by group of the navigation bar."""
    return {
        t(lang, f"group.{group}") if group else "": [
            st.Page(
                ROOT / "pages" / f"{name}.py",
                title=t(lang, f"page.{name}"),
                url_path=address or None,
                default=not address,
                visibility="hidden" if name in _UNLISTED else "visible",
            )
            for name, address in members.items()
        ]
        for group, members in _BAR.items()
    }


def navigation(lang: Lang, bar: bool) -> st.Page:
    """Show the navigation bar if ``bar``, and return the current page."""
    if preview_id():
        one = [
            page for group in pages(lang).values() for page in group if page.url_path in _UNLISTED
        ]
        return st.navigation(one, position="hidden")
    return st.navigation(pages(lang), position="top" if bar else "hidden")


def allowed(regions: tuple[str, ...]) -> dict[str, Sequence[str]]:
    """Return the ids that an address may name."""
    themes = cache.query(queries.themes, "de")["theme_id"].tolist()
    indicators = cache.query(queries.catalogue, regions[0], "de")["indicator_id"].tolist()
    cities = sorted({ags for region in regions for ags in members_of(region)["ags"]})
    municipalities = cache.query(queries.municipalities)["ags"].tolist()
    keys = cache.query(queries.part_keys)
    parts = {kind: own["id"].tolist() for kind, own in keys.groupby("kind")}
    capacities = [f"{CAPACITY}.{name}" for name in GROUPS]
    return {
        "regions": regions,
        "theme_fields": themes,
        "themes": [*themes, CAPACITY],
        "indicators": [*indicators, *capacities],
        "cities": cities,
        "frameworks": cache.query(queries.frameworks, "de")["framework_id"].tolist(),
        "municipalities": municipalities,
        "peer_sets": list(PEERS),
        "measures": [*indicators, *themes, *capacities],
        "classes": CLASSES,
        "modes": ["meeting"],
        "concentrations": [f"{one:g}" for one in CONCENTRATIONS],
        "stories": [*themes, *cities, OWN_LIST],
        "cells": ["value"],
        "peer_kinds": ["town", "large_city"],
        "focuses": ["weak", "strong"],
        "city_orders": [f"{ags}.{way}" for ags in municipalities for way in ("down", "up")],
        "scenarios": cache.query(queries.scenarios, "de")["scenario_id"].tolist(),
        "labels": [*LABELS, EVERY_LABEL],
        "idea_kinds": IDEA_KINDS,
        "parts": parts.get("part", []),
        "part_levels": parts.get("level", []),
        "part_indicators": parts.get("indicator", []),
        "indicator_orders": [f"{one}.{way}" for one in indicators for way in ("down", "up")],
    }


def show() -> None:
    """Show the requested page within its frame."""
    lang: Lang = "en" if selection.asked("lang") == "en" else "de"
    in_meeting = selection.asked("mode") == "meeting"
    locked = is_locked()
    page = navigation(lang, bar=not (in_meeting or locked))
    title = f"{page.title} · {t(lang, 'app.title')}"
    st.set_page_config(title, layout.icon(), layout="wide")
    if locked:
        show_login(lang)
        return
    every_region = cache.query(queries.regions, "de")
    regions = every_region.loc[every_region["selectable"], "region_id"].tolist()
    known = cache.computed(allowed, tuple(regions))
    now = selection.from_url(known, _NAMES[page.url_path])
    if (now.lang, bool(now.mode)) != (lang, in_meeting):
        st.rerun()  # going back in the browser to another language
    warning = st.empty()
    if in_meeting:
        meeting.show_deck(page.url_path)
    else:
        st.html(layout.style_html())
        st.logo(layout.mark_svg(lang, colour_scheme()), size="large")
        if preview_id():
            watch_preview()
        show_context(page.url_path, regions)
        page.run()
    if unknown := selection.dropped():
        warning.warning(t(lang, "app.dropped", items=", ".join(unknown)))
    st.html(layout.script_html(), unsafe_allow_javascript=True)
    path = f"{base_path()}/{page.url_path}"
    completed = layout.state_html(lang, path, selection.to_url())
    st.html(completed, unsafe_allow_javascript=True)


cache.settle_memory()
try:
    show()
except WarehouseError as error:
    recover(error)
