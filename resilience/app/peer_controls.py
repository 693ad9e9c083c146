"""The controls of a comparison: which cities are shown, and what they are compared with."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from resilience.analysis import composite
from resilience.analysis.monte_carlo import DOUBTS
from resilience.analysis.rank_intervals import among_peers
from resilience.app import cache
from resilience.app.controls import members_of, scored_by
from resilience.app.selection import choose, choose_some, current, switch
from resilience.i18n import number, t
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel, features_text
from resilience.warehouse import queries

PEERS = ("members", "regiostar", "similar", "neighbours", "own")
"""Peer sets beside the region's own; the second to fourth belong to the city looked at."""
OF_A_CITY = ("regiostar", "similar", "neighbours")
FEWEST = 3
"""Areas a peer set must have for each kind of city; below, the region's own set stays."""


def choose_areas() -> pd.DataFrame:
    """Show the choice of the cities shown and return them: ``ags, name, city_type``."""
    lang = current().lang
    everywhere = cache.query(queries.municipalities)
    labels = everywhere.set_index("ags")["name"].to_dict()
    members = members_of(current().region)
    chosen = choose_some(
        "areas",
        t(lang, "peers.areas"),
        list(labels),
        labels,
        placeholder=t(lang, "peers.areas_all", n=len(members)),
    )
    if not chosen:
        return members
    short = members.set_index("ags")["name"].to_dict()
    picked = everywhere.set_index("ags", drop=False).loc[chosen].reset_index(drop=True)
    return picked.assign(name=picked["ags"].map(short).fillna(picked["name"]))


def choose_peers(city: str, kind: str = "town") -> tuple[pd.DataFrame, str]:
    """Show the choice of the peer set; return it, and what is to be known about it.

    Parameters
    ----------
    city
        Key of the city looked at, or nothing.
    kind
        Of the cities whose default set gives its name to the choice.

    Returns
    -------
    peers : pandas.DataFrame
        ``kind, label, ags``, see `queries.peers`.
    note : str
        How the set was found, or why it is another than the one asked for.
    """
    lang, region = current().lang, current().region
    default = cache.query(queries.peers, region, lang)
    label = default.loc[default["kind"] == kind, "label"].head(1).to_list()
    names = {"": t(lang, "peers.default", label=label[0] if label else "")}
    names |= {name: t(lang, f"peers.{name}") for name in PEERS}
    choice = choose(st.selectbox, "peers", t(lang, "peers.choose"), list(names), names)
    everywhere = cache.query(queries.municipalities)
    if choice == "own":
        labels = everywhere.set_index("ags")["name"].to_dict()
        chosen = choose_some("own", t(lang, "peers.own_list"), list(labels), labels)
        return _replaced(default, everywhere[everywhere["ags"].isin(chosen)], t(lang, "peers.own"))
    if choice == "members":
        members = everywhere[everywhere["ags"].isin(members_of(region)["ags"])]
        return _replaced(default, members, t(lang, "peers.members_label"))
    if not choice:
        return default, ""
    if not city:
        return default, t(lang, "peers.needs_city")
    own = everywhere.set_index("ags").loc[city]
    found, note = _of_city(choice, city, everywhere)
    # A large city and a town are not measured against each other, not even as neighbours.
    found = found[found["kind"] == own["kind"]]
    peers, short = _replaced(default, found, t(lang, f"peers.{choice}_label", city=own["name"]))
    return peers, " ".join(filter(None, (note, short)))


def _of_city(choice: str, city: str, everywhere: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    lang = current().lang
    own = everywhere.set_index("ags").loc[city]
    if choice == "regiostar":
        kind = own["regiostar7"]
        note = t(lang, "peers.regiostar_note", kind=int(kind))
        return everywhere[everywhere["regiostar7"] == kind], note
    if choice == "neighbours":
        keys = cache.query(queries.neighbours, city)["ags"]
        return everywhere[everywhere["ags"].isin([*keys, city])], t(lang, "peers.neighbours_note")
    keys = cache.query(queries.similar_areas, city)["ags"]
    features = features_text(cache.query(queries.similarity_features, lang), lang)
    note = t(
        lang,
        "peers.similar_note",
        n=len(keys),
        of=number(len(everywhere), 0, lang),
        features=features,
    )
    return everywhere[everywhere["ags"].isin([*keys, city])], note


def _replaced(default: pd.DataFrame, areas: pd.DataFrame, label: str) -> tuple[pd.DataFrame, str]:
    """Put a peer set in the place of the region's, for each kind of city it has enough areas of."""
    parts, short = [], ""
    for kind, own in areas.groupby("kind"):
        if len(own) >= FEWEST:
            parts.append(own[["kind", "ags"]].assign(label=label))
        else:
            word = t(current().lang, f"peers.kind_{kind}")
            short = t(current().lang, "peers.too_few", n=len(own), kind=word, fewest=FEWEST)
    if not parts:
        return default, short or t(current().lang, "peers.none")
    replaced = pd.concat(parts, ignore_index=True)
    rest = default[~default["kind"].isin(replaced["kind"])]
    return pd.concat([rest, replaced], ignore_index=True)[["kind", "label", "ags"]], short


def choose_places(
    measure: Measure,
    declared: pd.Series | None,
    split: list[PeerPanel],
    cities: pd.DataFrame,
    peers: pd.DataFrame,
) -> tuple[pd.DataFrame | None, str]:
    """Show the switch of places; return them, ``ags, first, last, n``, and how they come about.

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
