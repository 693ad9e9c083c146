"""What the user looks at: one frozen value, read from the URL first and written to it last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

import streamlit as st

from resilience.i18n import Lang

STATE = "selection"
DROPPED = "dropped_from_url"
WRITTEN = "url_written"
DEFAULT_REGION = "default_region"


@dataclass(frozen=True)
class Selection:
    """Ids only; labels are found on the screen. An empty id means the default.

    Parameters
    ----------
    lang, region, theme, indicator, period
        Language, region, theme field, indicator (empty on the map: the theme's score) and year.
    city
        The city looked at; marked in every picture.
    search, capacity, framework, source, status
        What the catalogue of indicators is narrowed to; ``framework`` also names the one listed.
    section
        The part of an indicator's page that is open.
    view, start, end, base, projection
        Of the page of years: the picture, the two years of a change, the year of an index, and
        whether trends are drawn on (``on``).
    other, other_period
        The indicator that another one is set against, on the map also a theme or a capacity, and
        the year of the second map.
    maps, names, relief
        Of the map: one, two or a change; names without values and cities as high as their
        population (``on``).
    scope
        Whose values are downloaded: empty for the region's members, ``all`` for all areas.
    areas, own
        Lists of areas, joined by a dot: the cities shown (empty: the region's members) and the ones
        they are compared with where ``peers`` is ``own``.
    peers
        What the cities shown are compared with.
    places
        ``on`` where places were asked for.
    weighting, weights, inside
        Of the page of weights: the set chosen, own weights as text, and the theme whose
        indicators are being weighed.
    composite, rival
        ``on`` where the overall score was asked for; the city the chosen one is held against.
    axes
        ``on`` where a city's profile shows two axes in place of four capacities.
    mode, story
        ``meeting`` where screens of a meeting fill the window; the theme or city they tell of.
    """

    lang: Lang = "de"
    region: str = ""
    theme: str = ""
    indicator: str = ""
    city: str = ""
    period: str = ""
    search: str = ""
    capacity: str = ""
    framework: str = ""
    source: str = ""
    status: str = ""
    section: str = ""
    view: str = ""
    start: str = ""
    end: str = ""
    base: str = ""
    projection: str = ""
    other: str = ""
    scope: str = ""
    areas: str = ""
    peers: str = ""
    own: str = ""
    places: str = ""
    weighting: str = ""
    weights: str = ""
    inside: str = ""
    composite: str = ""
    rival: str = ""
    axes: str = ""
    maps: str = ""
    other_period: str = ""
    names: str = ""
    relief: str = ""
    mode: str = ""
    story: str = ""


LISTS = ("areas", "own")
LONGEST = 60
"""Items of a list that the address may hold."""
SORT = "sort"
SORTED = re.compile(r"\d{1,2}\.\d{1,2}\.(up|down)")
"""How a table is sorted by `static/page.js`: its place on the page, its column and the way."""
NAMES = tuple(field.name for field in fields(Selection))
SHARED = ("lang", "region", "theme", "indicator", "period", "city", "areas", "peers", "own")
"""What pages have in common, so that links inside a page keep it."""
YEARS = ("period", "other_period", "start", "end", "base")
DEPENDENT = {
    "region": ("city", "story"),
    "theme": ("indicator", *YEARS),
    "indicator": YEARS,
    "start": ("end",),
    "other": ("other_period",),
}
"""What falls back to its default when something above it changes."""


def current() -> Selection:
    """Return the session's selection."""
    return st.session_state.get(STATE, Selection())


def update(**changes: str) -> Selection:
    """Change the session's selection, reset what hangs on the change, and return it."""
    for name in [n for n in DEPENDENT if n in changes and changes[n] != getattr(current(), n)]:
        changes = dict.fromkeys(DEPENDENT[name], "") | changes
    st.session_state[STATE] = replace(current(), **changes)  # type: ignore[arg-type]
    return st.session_state[STATE]


def from_url(allowed: dict[str, Sequence[str]]) -> Selection:
    """Take the URL's ids over into the session, if the URL is not the one last written.

    An id the URL leaves out is at its default; one that does not exist is dropped and remembered.
    ``allowed`` holds the ids in use per name; the first one of ``region`` is its default.
    """
    if st.query_params.to_dict() == st.session_state.get(WRITTEN):
        return current()
    if (sort := st.query_params.get(SORT, "")) and not SORTED.fullmatch(sort):
        _drop(SORT, sort)
        del st.query_params[SORT]
    allowed = {"lang": get_args(Lang), **allowed}
    taken: dict[str, str] = {}
    for name in NAMES:
        value = st.query_params.get(name)
        if value is None:
            continue
        if name in LISTS:
            taken[name] = _known(name, value, allowed[name])
        elif value in allowed.get(name, (value,)):
            taken[name] = value
        else:
            _drop(name, value)
    if "indicator" in taken:
        taken["theme"] = taken["indicator"].split(".")[0]
    st.session_state[DEFAULT_REGION] = allowed["region"][0]
    taken.setdefault("region", allowed["region"][0])
    st.session_state[STATE] = Selection(**taken)  # type: ignore[arg-type]
    return current()


def _known(name: str, value: str, allowed: Sequence[str]) -> str:
    """Return the items of a list that exist, and remember the others."""
    items = list(dict.fromkeys(filter(None, value.split("."))))
    for item in items:
        if item not in allowed:
            _drop(name, item)
    kept = [item for item in items if item in allowed]
    if len(kept) > LONGEST:
        _drop(name, f"{kept[LONGEST]}…")
    return ".".join(kept[:LONGEST])


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
    return {n: v for n in NAMES if (v := getattr(now, n)) and v != told.get(n)}


def shared() -> dict[str, str]:
    """Return those of `parameters` that pages have in common."""
    return {name: value for name, value in parameters().items() if name in SHARED}


def to_url() -> None:
    """Write the session's selection into the URL."""
    others = {k: v for k, v in st.query_params.items() if k not in NAMES}
    wanted = {**others, **parameters()}
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
    st.session_state[WRITTEN] = wanted


def dropped() -> list[str]:
    """Return, once, what an old or mistyped link named that does not exist."""
    return st.session_state.pop(DROPPED, [])


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
    return getattr(current(), name)


def switch(name: str, label: str, **arguments: Any) -> bool:
    """Show a switch for one field of the selection and return whether it is ``on``."""
    key = f"widget_{name}"
    st.session_state[key] = getattr(current(), name) == "on"

    def changed() -> None:
        update(**{name: "on" if st.session_state[key] else ""})

    st.toggle(label, key=key, on_change=changed, **arguments)
    return getattr(current(), name) == "on"


def choose_some(
    name: str, label: str, options: Sequence[str], labels: dict[str, str], **arguments: Any
) -> list[str]:
    """Show a choice of several for one field that is a list, and return the ids chosen."""
    key = f"widget_{name}"
    st.session_state[key] = [one for one in getattr(current(), name).split(".") if one]

    def changed() -> None:
        update(**{name: ".".join(st.session_state[key])})

    st.multiselect(
        label,
        options,
        key=key,
        format_func=labels.__getitem__,
        on_change=changed,
        max_selections=LONGEST,
        **arguments,
    )
    return [one for one in getattr(current(), name).split(".") if one]
