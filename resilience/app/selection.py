"""The selection: read from the URL first, changed by controls, written to the URL last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import urlencode

import streamlit as st

from resilience.i18n import Lang
from resilience.model.selection import FIELDS, Selection

_STATE = "selection"
DROPPED = "dropped_from_url"
WRITTEN = "url_written"
_PAGE = "page_on_screen"
_ARRIVED = "arrived_by_the_bar"
DEFAULT_REGION = "default_region"


SORT = "sort"
SORTED = re.compile(r"\d{1,2}\.\d{1,2}\.(up|down)")
"""How a table is sorted by `static/page.js`: its place on the page, its column and the way."""
ON = "1"
"""A switch that is on, in the address."""


def current() -> Selection:
    """Return the session's selection."""
    held: Selection = st.session_state.get(_STATE, Selection())
    return held


def update(**changes: str | bool) -> Selection:
    """Change the session's selection, reset what hangs on the change, and return it."""
    changed = {name for name, value in changes.items() if value != getattr(current(), name)}
    hanging = [n for n, one in FIELDS.items() if changed & {*one.metadata.get("under", ())}]
    now: dict[str, Any] = {**dict.fromkeys(hanging, ""), **changes}
    selection = replace(current(), **now)
    st.session_state[_STATE] = selection
    return selection


def asked(name: str) -> str:
    """Return a field as `from_url` will: of the URL, or of the session if the URL is as written."""
    query = st.query_params.to_dict()
    news = query and query != st.session_state.get(WRITTEN)
    told: dict[str, Any] = query if news else vars(current())
    return str(told.get(name, getattr(Selection, name)))


def from_url(known: dict[str, Sequence[str]], page: str = "") -> Selection:
    """Take the URL's ids over into the session, if the URL is not the one last written.

    An id the URL leaves out is at its default; one that does not exist is dropped and remembered.
    A link of the navigation has no parameters: what was chosen goes with the visitor.

    Parameters
    ----------
    known
        The ids in use by the words of the fields' declarations; the first one of ``regions`` is
        the default.
    page
        Address of the page on screen.
    """
    query = st.query_params.to_dict()
    moved = page != st.session_state.get(_PAGE, page)
    st.session_state[_PAGE] = page
    arrived = not query and (moved or st.session_state.get(_ARRIVED, False))
    st.session_state[_ARRIVED] = arrived
    if arrived or query == st.session_state.get(WRITTEN):
        return current()
    if (sort := st.query_params.get(SORT, "")) and not SORTED.fullmatch(sort):
        _drop(SORT, sort)
        del st.query_params[SORT]
    known = {"languages": get_args(Lang), **known}
    taken: dict[str, Any] = {}
    for name, one in FIELDS.items():
        value = st.query_params.get(name)
        if value is None:
            continue
        flag, word = isinstance(one.default, bool), one.metadata.get("known", "")
        if one.metadata.get("some"):
            taken[name] = _known(name, value, known[word])
        elif value in ((ON,) if flag else known[word] if word else (value,)):
            taken[name] = flag or value
        else:
            _drop(name, value)
    if "indicator" in taken:
        taken["theme"] = str(taken["indicator"]).split(".")[0]
    st.session_state[DEFAULT_REGION] = known["regions"][0]
    taken.setdefault("region", known["regions"][0])
    st.session_state[_STATE] = Selection(**taken)
    return current()


def _known(name: str, value: str, allowed: Sequence[str]) -> str:
    """Return the items of a list that exist, and remember the others."""
    sign, most = _list(name)
    items = list(dict.fromkeys(filter(None, value.split(sign))))
    for item in items:
        if item not in allowed:
            _drop(name, item)
    kept = [item for item in items if item in allowed]
    if len(kept) > most:
        _drop(name, f"{kept[most]}…")
    return sign.join(kept[:most])


def _list(name: str) -> tuple[str, int]:
    """Return the sign between a list's items, and how many of them the address may hold."""
    told = FIELDS[name].metadata
    return told["some"], told["most"]


def _drop(name: str, value: str) -> None:
    """Remember what is not taken over, as text that can do no harm on a page."""
    measure = f"{name}={value}".replace("`", "'")[:60]
    st.session_state[DROPPED] = [*st.session_state.get(DROPPED, []), f"`{measure}`"]


def parameters() -> dict[str, str]:
    """Return the session's selection as the address holds it, without what goes without saying.

    An address rewritten without a change would be a step in the browser's history to nowhere.
    """
    now = current()
    told = {"lang": Selection.lang, "region": st.session_state.get(DEFAULT_REGION, "")}
    if now.indicator:
        told["theme"] = now.theme
    held = {n: v for n in FIELDS if (v := getattr(now, n)) and v != told.get(n)}
    return {name: ON if value is True else value for name, value in held.items()}


def shared() -> dict[str, str]:
    """Return those of `parameters` that pages have in common."""
    return {
        name: value for name, value in parameters().items() if not FIELDS[name].metadata.get("page")
    }


def to_url() -> str:
    """Write the session's selection into the URL.

    Returns
    -------
    str
        The query that the browser is to put in place after a link of the navigation; nothing where
        it is written. Streamlit would add a step to the browser's history, and one step back would
        lead to the same page without a selection.
    """
    others = {k: v for k, v in st.query_params.items() if k not in FIELDS}
    wanted = {**others, **parameters()}
    st.session_state[WRITTEN] = wanted
    if st.session_state.get(_ARRIVED) and wanted:
        return urlencode(wanted)
    st.session_state[_ARRIVED] = False
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
    return ""


def dropped() -> list[str]:
    """Return, once, what an old or mistyped link named that does not exist."""
    told: list[str] = st.session_state.pop(DROPPED, [])
    return told


def choose(
    widget: Callable[..., str | None],
    name: str,
    label: str,
    options: Sequence[str],
    labels: dict[str, str],
    default: str = "",
    keep: bool = False,
    **arguments: object,
) -> str:
    """Show a widget for one field of the selection and return the id chosen.

    Parameters
    ----------
    widget
        ``st.selectbox``, ``st.segmented_control`` and the like.
    name
        Field of `Selection`.
    options, labels
        Ids and their labels. An id held that is no option is dropped.
    default
        The id in place of none; empty for the first one.
    keep
        An id that is no option here is kept for the page that has it.
    """
    key = f"widget_{name}"
    held = getattr(current(), name)
    if held and held not in options and not keep:
        _drop(name, held)
        update(**{name: ""})
    value = held if held in options else default or options[0]
    st.session_state[key] = value  # always: a widget forgets its value when the page changes

    def changed() -> None:
        chosen = st.session_state[key]
        if chosen is not None:
            update(**{name: chosen})

    widget(label, options, key=key, format_func=labels.__getitem__, on_change=changed, **arguments)
    return value


def enter(name: str, label: str, **arguments: Any) -> str:
    """Show a line for free text that is one field of the selection and return what stands there."""
    key = f"widget_{name}"
    st.session_state[key] = getattr(current(), name)

    def changed() -> None:
        update(**{name: st.session_state[key].strip()})

    st.text_input(label, key=key, on_change=changed, **arguments)
    text: str = getattr(current(), name)
    return text


def switch(name: str, label: str, **arguments: Any) -> bool:
    """Show a switch for one flag of the selection and return whether it is on."""
    key = f"widget_{name}"
    st.session_state[key] = getattr(current(), name)

    def changed() -> None:
        update(**{name: st.session_state[key]})

    st.toggle(label, key=key, on_change=changed, **arguments)
    on: bool = getattr(current(), name)
    return on


def choose_some(
    name: str, label: str, options: Sequence[str], labels: dict[str, str], **arguments: Any
) -> list[str]:
    """Show a choice of several for one field that is a list, and return the ids chosen."""
    key, (sign, most) = f"widget_{name}", _list(name)
    st.session_state[key] = [one for one in getattr(current(), name).split(sign) if one]

    def changed() -> None:
        update(**{name: sign.join(st.session_state[key])})

    st.multiselect(
        label,
        options,
        key=key,
        format_func=labels.__getitem__,
        on_change=changed,
        max_selections=most,
        **arguments,
    )
    return [one for one in getattr(current(), name).split(sign) if one]
