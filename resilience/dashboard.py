"""The frame: language, region, shared selection, navigation."""

import streamlit as st

from resilience.analysis.peer_sets import PEERS
from resilience.app import cache, layout, meeting, selection
from resilience.app.controls import CAPACITY, GROUPS, members_of, region_label, watch_preview
from resilience.app.map import CLASSES
from resilience.app.recovery import recover
from resilience.i18n import LANGS, t
from resilience.settings import ROOT, preview_id
from resilience.warehouse import queries
from resilience.warehouse.opening import WarehouseError

_PAGES = ROOT / "pages"

st.set_page_config(
    page_title="Stadt der Zukunft", page_icon=str(ROOT / "static" / "icon.png"), layout="wide"
)
cache.settle_memory()


def show() -> None:
    """Show the page asked for, with what stands around it."""
    every_region = cache.query(queries.regions, "de")
    regions = every_region.loc[every_region["selectable"], "region_id"].tolist()
    themes = cache.query(queries.themes, "de")["theme_id"].tolist()
    indicators = cache.query(queries.catalogue, regions[0], "de")["indicator_id"].tolist()
    cities = sorted({ags for region in regions for ags in members_of(region)["ags"]})
    municipalities = cache.query(queries.municipalities)["ags"].tolist()
    frameworks = cache.query(queries.frameworks, "de")["framework_id"].tolist()
    capacities = [f"{CAPACITY}.{name}" for name in GROUPS]
    selection.from_url(
        {
            "regions": regions,
            "theme_fields": themes,
            "themes": [*themes, CAPACITY],
            "indicators": [*indicators, *capacities],
            "measures": [*indicators, *themes, *capacities],
            "cities": cities,
            "municipalities": municipalities,
            "frameworks": frameworks,
            "peer_sets": PEERS,
            "classes": CLASSES,
            "modes": ["meeting"],
            "stories": [*themes, *cities],
            "cells": ["value"],
            "peer_kinds": ["town", "large_city"],
            "focuses": ["weak", "strong"],
            "city_orders": [f"{ags}.{way}" for ags in municipalities for way in ("down", "up")],
            "indicator_orders": [f"{one}.{way}" for one in indicators for way in ("down", "up")],
        }
    )
    lang = selection.current().lang

    pages = [
        st.Page(_PAGES / "overview.py", title=t(lang, "page.overview"), default=True),
        st.Page(_PAGES / "map.py", title=t(lang, "page.map"), url_path="map"),
        st.Page(_PAGES / "city.py", title=t(lang, "page.city"), url_path="city"),
        st.Page(_PAGES / "compare.py", title=t(lang, "page.compare"), url_path="compare"),
        st.Page(_PAGES / "matrix.py", title=t(lang, "page.matrix"), url_path="matrix"),
        st.Page(_PAGES / "several.py", title=t(lang, "page.several"), url_path="several"),
        st.Page(_PAGES / "trends.py", title=t(lang, "page.trends"), url_path="trends"),
        st.Page(_PAGES / "relations.py", title=t(lang, "page.relations"), url_path="relations"),
        st.Page(_PAGES / "weights.py", title=t(lang, "page.weights"), url_path="weights"),
        st.Page(_PAGES / "catalogue.py", title=t(lang, "page.catalogue"), url_path="indicators"),
        st.Page(_PAGES / "crosswalk.py", title=t(lang, "page.crosswalk"), url_path="crosswalk"),
        st.Page(_PAGES / "data.py", title=t(lang, "page.data"), url_path="data"),
        st.Page(_PAGES / "meeting.py", title=t(lang, "page.meeting"), url_path="meeting"),
        st.Page(_PAGES / "method.py", title=t(lang, "page.method"), url_path="method"),
    ]
    one = st.Page(_PAGES / "indicator.py", title=t(lang, "page.indicator"), url_path="indicator")
    draft = preview_id()
    page = st.navigation([one] if draft else [*pages, one], position="hidden")
    in_meeting = bool(selection.current().mode)
    if not in_meeting:
        names = {"de": "Deutsch", "en": "English"}
        with st.sidebar:
            subtitle = t(lang, "app.subtitle", region=region_label(selection.current().region))
            st.html(layout.name_html(subtitle, lang))
            selection.choose(
                st.segmented_control, "lang", t(lang, "app.language"), LANGS, names, required=True
            )
            labels = cache.query(queries.regions, lang).set_index("region_id")["label"].to_dict()
            if len(regions) > 1:
                selection.choose(st.selectbox, "region", t(lang, "control.region"), regions, labels)
        if draft:
            watch_preview()
        else:
            st.html(layout.links_html(pages, page.url_path, selection.parameters(), lang))
    warning = st.empty()
    if in_meeting:
        meeting.show_deck(page.url_path)
    else:
        st.html(layout.style_html())
        page.run()
    unknown = selection.dropped()
    if unknown:
        warning.warning(t(lang, "app.dropped", items=", ".join(unknown)))
    st.html(layout.script_html(lang), unsafe_allow_javascript=True)
    selection.to_url()


try:
    show()
except WarehouseError as error:
    recover(error)
