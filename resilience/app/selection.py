"""The selection: read from the URL first, changed by controls, written to the URL last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
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
_KNOWN = "ids_in_use"
DEFAULT_REGION = "default_region"
ON = "1"
"""A switch that is on, in the address."""
_NOTHING = Selection()
_shown: ContextVar[Selection | None] = ContextVar("shown", default=None)


@contextmanager
def showing(selection: Selection) -> Iterator[None]:
    """Make `current` return this selection instead of the session's."""
    token = _shown.set(selection)
    try:
        yield
    finally:
        _shown.reset(token)


def current() -> Selection:
    """Return the session's selection, or the one that is being shown in its place."""
    if (shown := _shown.get()) is not None:
        return shown
    held: Selection = st.session_state.get(_STATE, _NOTHING)
    return held


def update(**changes: str | bool) -> Selection:
    """Change the session's selection, reset the fields that depend on it, and return it."""
    changed = {name for name, value in changes.items() if value != getattr(current(), name)}
    hanging = [n for n, one in FIELDS.items() if changed & {*one.metadata.get("under", ())}]
    now: dict[str, Any] = {**dict.fromkeys(hanging, ""), **changes}
    selection = replace(current(), **now)
    if _shown.get() is not None:
        _shown.set(selection)
    else:
        st.session_state[_STATE] = selection
    return selection


def asked(name: str) -> str:
    """Return a field as `from_url` will: of the URL, or of the session if the URL is unchanged."""
    query = st.query_params.to_dict()
    news = query and query != st.session_state.get(WRITTEN)
    told: dict[str, Any] = query if news else vars(current())
    return str(told.get(name, getattr(Selection, name)))


def from_url(known: dict[str, Sequence[str]], page: str = "") -> Selection:
    """Copy the URL's ids to the session, unless the URL is the one last written.

    An id the URL omits gets its default; one that does not exist is dropped and recorded. Links of
    the navigation have no parameters, so the selection is kept.

    Parameters
    ----------
    known
        Valid ids by the names used in the fields' declarations; the first one of ``regions`` is the
        default.
    page
        Name of the page on screen.
    """
    st.session_state[_KNOWN] = known
    query = st.query_params.to_dict()
    moved = page != st.session_state.get(_PAGE, page)
    st.session_state[_PAGE] = page
    if moved:
        update(sort="")  # for the tables of the previous page
    arrived = not query and (moved or st.session_state.get(_ARRIVED, False))
    st.session_state[_ARRIVED] = arrived
    if arrived or query == st.session_state.get(WRITTEN):
        return current()
    st.session_state[DEFAULT_REGION] = known["regions"][0]
    st.session_state[_STATE] = read(query, known)
    return current()


def page_now() -> str:
    """Return the name of the page on screen."""
    return str(st.session_state[_PAGE])


def read_again(query: Mapping[str, str]) -> Selection:
    """Return the selection of an address other than the session's; unknown ids are not recorded."""
    told = st.session_state.get(DROPPED, [])
    selection = read(query, st.session_state[_KNOWN])
    st.session_state[DROPPED] = told
    return selection


def read(query: Mapping[str, str], known: Mapping[str, Sequence[str]]) -> Selection:
    """Return the selection of an address; unknown ids are dropped and recorded.

    Parameters
    ----------
    known
        As for `from_url`.
    """
    known = {"languages": get_args(Lang), **known}
    taken: dict[str, Any] = {}
    for name, one in FIELDS.items():
        value = query.get(name)
        if value is None:
            continue
        flag, told = isinstance(one.default, bool), one.metadata
        word = told.get("known", "")
        if told.get("some"):
            taken[name] = _known(name, value, known[word])
        elif value in ((ON,) if flag else known[word] if word else re.findall(told["form"], value)):
            taken[name] = flag or value
        else:
            _drop(name, value)
    if "indicator" in taken:
        taken["theme"] = str(taken["indicator"]).split(".")[0]
    taken.setdefault("region", known["regions"][0])
    return Selection(**taken)


def _known(name: str, value: str, allowed: Sequence[str]) -> str:
    """Return the items of a list that exist, and record the others."""
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
    """Return the separator of a list's items, and their maximum number."""
    told = FIELDS[name].metadata
    return told["some"], told["most"]


def _drop(name: str, value: str) -> None:
    """Record a dropped id, as text that is safe on a page."""
    measure = f"{name}={value}".replace("`", "'")[:60]
    st.session_state[DROPPED] = [*st.session_state.get(DROPPED, []), f"`{measure}`"]


def parameters() -> dict[str, str]:
    """Return the session's selection as query parameters, without defaults.

    An address rewritten without a change would add a useless step to the browser's history.
    """
    now = current()
    told = {"lang": Selection.lang, "region": st.session_state.get(DEFAULT_REGION, "")}
    if now.indicator:
        told["theme"] = now.theme
    held = {n: v for n in FIELDS if (v := getattr(now, n)) and v != told.get(n)}
    return {name: ON if value is True else value for name, value in held.items()}


def shared() -> dict[str, str]:
    """Return those of `parameters` that all pages share."""
    return {
        name: value for name, value in parameters().items() if not FIELDS[name].metadata.get("page")
    }


def to_url() -> str:
    """Write the session's selection into the URL.

    Returns
    -------
    str
        The query that the browser must set after a link of the navigation; empty where it is
        already written. Streamlit would add a step to the browser's history, and one step back
        would lead to the same page without a selection.
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
    """Return the unknown ids of an old or mistyped link, once."""
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
        Ids and their labels. A selected id that is not an option is dropped.
    default
        The id to use for none; empty for the first one.
    keep
        Whether to keep an id that is not an option here, for the page that has it.
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
    """Show a text input for one field of the selection and return its text."""
    key = f"widget_{name}"
    st.session_state[key] = getattr(current(), name)

    def changed() -> None:
        update(**{name: st.session_state[key].strip()})

    st.text_input(label, key=key, on_change=changed, **arguments)
    text: str = getattr(current(), name)
    return text


def switch(name: str, label: str, **arguments: Any) -> bool:
    """Show a switch for one flag of the selection and return its state."""
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
    """Show a multiple choice for one field that is a list, and return the ids chosen."""
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
