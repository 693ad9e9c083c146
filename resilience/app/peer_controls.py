"""The controls of a comparison: which cities are shown, and what they are compared with."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from resilience.analysis import composite
from resilience.analysis.doubts import DOUBTS
from resilience.analysis.peer_sets import NOT_CHOSEN, PEERS, PeerChoice, chosen_peers
from resilience.analysis.rank_intervals import among_peers
from resilience.app import cache
from resilience.app.controls import members_of, scored_by
from resilience.app.names import municipality_names, names_of
from resilience.app.selection import choose, choose_some, current, switch
from resilience.i18n import Lang, number, t
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel
from resilience.warehouse import queries


def choose_areas() -> pd.DataFrame:
    """Show the choice of the cities shown and return them: ``ags, name, peer_kind``."""
    lang = current().lang
    labels, members = municipality_names(), members_of(current().region)
    chosen = choose_some(
        "areas",
        t(lang, "peers.areas"),
        _members_first(labels),
        labels,
        placeholder=t(lang, "peers.areas_all", n=len(members)),
    )
    if not chosen:
        return members
    everywhere, short = cache.query(queries.municipalities), names_of(current().region)
    picked = everywhere.set_index("ags", drop=False).loc[chosen].reset_index(drop=True)
    return picked.assign(name=picked["ags"].map(short).fillna(picked["name"]))


def choose_peers(city: str, **arguments: Any) -> None:
    """Show the choice of the peer set.

    Parameters
    ----------
    city
        Key of the selected city, or empty; the default set of its kind labels the choice.
    """
    lang, region = current().lang, current().region
    label = cache.computed(_default_peers, region, city, lang)
    names = {"": t(lang, "peers.default", label=label)}
    names |= {name: t(lang, f"peers.{name}") for name in PEERS}
    told = {name: t(lang, "peers.compared", peers=label) for name, label in names.items()}
    choose(st.selectbox, "peers", t(lang, "peers.choose"), list(told), told, **arguments)


def _default_peers(region: str, city: str, lang: Lang) -> str:
    """Return the name of a city's own peers, of the towns' without one; empty if it has none."""
    default = cache.query(queries.peers, region, lang)
    kind = members_of(region).set_index("ags")["peer_kind"].get(city, "town")
    return "".join(default.loc[default["kind"] == kind, "label"].head(1))


def choose_own() -> None:
    """Show the choice of the user's own peers, the region's members first."""
    lang = current().lang
    labels = municipality_names()
    choose_some("own", t(lang, "peers.own_list"), _members_first(labels), labels)


def _members_first(labels: dict[str, str]) -> list[str]:
    """Return keys with the region's members in front, on which a list opens."""
    members = names_of(current().region)
    return [*members, *(ags for ags in labels if ags not in members)]


def peers_now() -> tuple[pd.DataFrame, str]:
    """Return the peers that cities are compared with, and a note on them.

    Returns
    -------
    peers : pandas.DataFrame
        ``kind, label, ags``, see `queries.peers`.
    note : str
        How the set was found, or why it differs from the one requested.
    """
    now = current()
    return chosen_peers(cache.query, now.region, now.lang, peer_choice(now.city))


def peer_choice(city: str) -> PeerChoice:
    """Return the peer set that the selection requests, for the selected city."""
    now = current()
    if not now.peers:
        return NOT_CHOSEN
    return PeerChoice(now.peers, city, tuple(filter(None, now.own.split("."))))


def choose_places(
    measure: Measure,
    declared: pd.Series | None,
    split: list[PeerPanel],
    cities: pd.DataFrame,
    peers: pd.DataFrame,
) -> tuple[pd.DataFrame | None, str]:
    """Show the switch of ranks; return them, ``ags, first, last, n``, and how they are determined.

    Parameters
    ----------
    declared
        The indicator shown; none for the score of a theme or a capacity.
    split, cities, peers
        The cities shown and their peers, see `model.peer_panel.panels`.
    """
    lang = current().lang
    if not switch("places", t(lang, "places.switch")):
        return None, ""
    if declared is None:
        standings = cache.computed(
            composite.of_group,
            cache.query(queries.theme_inputs),
            cache.query(queries.indicators, "de"),
            scored_by(measure.group_id),
            cities,
            peers,
        )
        return composite.place_table(standings), t(
            lang,
            "places.note_score",
            runs=number(DOUBTS.replications, 0, lang),
            low=number(100 * DOUBTS.low, 0, lang),
            high=number(100 * DOUBTS.high, 0, lang),
        )
    if not declared["scored"]:
        return None, t(lang, "places.context")
    band = (declared["band_low"], declared["band_high"])
    sets = ", ".join(f"{panel.size} {panel.label}" for panel in split)
    found = among_peers(split, declared["direction"], band, measure.decimals)
    return found, t(lang, "places.note", reference=sets)
