"""The row below the bar, the same on every page: city, peers, language, and sharing."""

from __future__ import annotations

from typing import Any

import streamlit as st

from resilience.app import cache
from resilience.app.login import show_logout
from resilience.app.names import names_of
from resilience.app.peer_controls import choose_own, choose_peers, peer_choice
from resilience.app.printing import show_city_sheet
from resilience.app.selection import choose, current, parameters, update
from resilience.i18n import LANGS, t
from resilience.settings import ROOT, preview_id
from resilience.text.links import address
from resilience.warehouse import queries

_LANGUAGES = {"de": "Deutsch", "en": "English"}


def show_context(page: str, regions: list[str]) -> None:
    """Show the row below the bar.

    Parameters
    ----------
    page
        Address of the page on screen.
    regions
        Ids of the regions to choose from.
    """
    lang = current().lang
    with st.container(horizontal=True, key="context", vertical_alignment="center"):
        quiet: dict[str, Any] = {"label_visibility": "collapsed"}
        if len(regions) > 1:
            known = cache.query(queries.regions, lang)
            named = dict(zip(known["region_id"], known["label"], strict=True))
            word = t(lang, "control.region")
            choose(st.selectbox, "region", word, regions, named, width=260, **quiet)
        cities = {"": t(lang, "control.no_city"), **names_of(current().region)}
        choose(
            st.selectbox, "city", t(lang, "control.city"), list(cities), cities, width=180, **quiet
        )
        choose_peers(current().city, width=330, **quiet)
        st.space("stretch")
        word = t(lang, "app.language")
        choose(st.segmented_control, "lang", word, LANGS, _LANGUAGES, required=True, **quiet)
        if not preview_id():
            with st.popover(t(lang, "context.share"), key="share"):
                _show_share(page)
        show_logout(lang)
    if current().peers == "own":
        choose_own()


def _show_share(page: str) -> None:
    """Show the link to the current view, and the files that go with it."""
    lang, city = current().lang, current().city
    st.markdown(t(lang, "context.link"))
    st.code(_base() + address(page, parameters()), language=None, wrap_lines=True)
    if city:
        st.markdown(t(lang, "context.sheet"))
        show_city_sheet(city, peer_choice(city))
    page_link("data", t(lang, "context.more"))


def _base() -> str:
    """Return what precedes a page's name in the browser's address."""
    return (st.context.url or "").rpartition("/")[0] + "/"


def page_link(name: str, label: str, **more: str) -> None:
    """Show a link to a page that keeps the selection.

    Parameters
    ----------
    name
        Name of the page's file.
    more
        Query parameters that the link sets.
    """
    chosen = parameters() | more
    page = ROOT / "pages" / f"{name}.py"
    st.page_link(page, label=label, width="stretch", query_params=chosen or None)


def choose_city(place: str) -> None:
    """Show the region's cities side by side; a click selects one.

    Parameters
    ----------
    place
        Distinguishes this choice from others on the same page.
    """
    members = names_of(current().region)
    key, held = f"widget_{place}city", current().city
    st.session_state[key] = held if held in members else None

    def changed() -> None:
        update(city=st.session_state[key] or "")

    label = t(current().lang, "control.city")
    st.pills(
        label,
        list(members),
        key=key,
        format_func=members.__getitem__,
        on_change=changed,
        label_visibility="collapsed",
    )


def choose_tab(name: str, labels: dict[str, str]) -> tuple[str, Any]:
    """Show tabs for one field of the selection; return the open one's id and container.

    The first tab is the default, which the address omits.
    """
    key = f"widget_{name}"
    held = getattr(current(), name)
    first, *_ = labels
    opened = held if held in labels else first
    st.session_state[key] = labels[opened]

    def changed() -> None:
        (chosen,) = (one for one, label in labels.items() if label == st.session_state[key])
        update(**{name: "" if chosen == first else chosen})

    shown = st.tabs(list(labels.values()), key=key, on_change=changed)
    return opened, shown[list(labels).index(opened)]
