"""Peer sets for a region's cities other than the region's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from resilience.i18n import Lang, number, t
from resilience.model.peer_panel import features_text
from resilience.warehouse import queries

PEERS = ("members", "regiostar", "similar", "neighbours", "own")
"""Peer sets besides the region's own; the second to fourth depend on the selected city."""
_FEWEST = 3
"""Minimum number of areas per kind of city; below it, the region's own set is kept."""


@dataclass(frozen=True)
class PeerChoice:
    """The requested peer set.

    Parameters
    ----------
    name
        One of `PEERS`, or empty for the region's own.
    city
        Key of the selected city, or empty.
    own
        Keys of the user's own list.
    """

    name: str = ""
    city: str = ""
    own: tuple[str, ...] = ()


NOT_CHOSEN = PeerChoice()


def chosen_peers(
    ask: Callable[..., pd.DataFrame], region: str, lang: Lang, choice: PeerChoice
) -> tuple[pd.DataFrame, str]:
    """Return a peer set and a note on it.

    Returns
    -------
    peers : pandas.DataFrame
        ``kind, label, ags``, see `queries.peers`. Sets of similar cities, neighbours and cities of
        the same type exclude the city itself.
    note : str
        How the set was found, or why it differs from the one requested.
    """
    default = ask(queries.peers, region, lang)
    everywhere = ask(queries.municipalities)
    if not choice.name:
        return default, ""
    if choice.name == "own":
        chosen = everywhere[everywhere["ags"].isin(choice.own)]
        return _replaced(default, chosen, t(lang, "peers.own"), lang)
    if choice.name == "members":
        areas = ask(queries.areas, region)
        members = areas.loc[areas["role"] == "member", "ags"]
        chosen = everywhere[everywhere["ags"].isin(members)]
        return _replaced(default, chosen, t(lang, "peers.members_label"), lang)
    if not choice.city:
        return default, t(lang, "peers.needs_city")
    own = everywhere[everywhere["ags"] == choice.city].iloc[0]
    found, note = _of_city(ask, choice, own, everywhere, lang)
    # A large city and a town are not compared with each other, not even as neighbours.
    found = found[(found["peer_kind"] == own["peer_kind"]) & (found["ags"] != choice.city)]
    label = t(lang, f"peers.{choice.name}_label", city=own["name"])
    peers, short = _replaced(default, found, label, lang)
    return peers, " ".join(filter(None, (note, short)))


def _of_city(
    ask: Callable[..., pd.DataFrame],
    choice: PeerChoice,
    own: pd.Series,
    everywhere: pd.DataFrame,
    lang: Lang,
) -> tuple[pd.DataFrame, str]:
    if choice.name == "regiostar":
        kind = own["regiostar7"]
        note = t(lang, "peers.regiostar_note", kind=int(kind))
        return everywhere[everywhere["regiostar7"] == kind], note
    if choice.name == "neighbours":
        keys = ask(queries.neighbours, choice.city)["ags"]
        return everywhere[everywhere["ags"].isin(keys)], t(lang, "peers.neighbours_note")
    keys = ask(queries.similar_areas, choice.city)["ags"]
    note = t(
        lang,
        "peers.similar_note",
        n=len(keys),
        of=number(len(everywhere), 0, lang),
        features=features_text(ask(queries.similarity_features, lang), lang),
    )
    return everywhere[everywhere["ags"].isin(keys)], note


def _replaced(
    default: pd.DataFrame, areas: pd.DataFrame, label: str, lang: Lang
) -> tuple[pd.DataFrame, str]:
    """Replace the region's peer set by another, for each kind of city with enough areas in it."""
    parts, short = [], ""
    for kind, own in areas.groupby("peer_kind"):
        if len(own) >= _FEWEST:
            parts.append(own[["ags"]].assign(kind=kind, label=label))
        else:
            word = t(lang, f"peers.kind_{kind}")
            short = t(lang, "peers.too_few", n=len(own), kind=word, fewest=_FEWEST)
    if not parts:
        return default, short or t(lang, "peers.none")
    replaced = pd.concat(parts, ignore_index=True)
    rest = default[~default["kind"].isin(replaced["kind"])]
    return pd.concat([rest, replaced], ignore_index=True)[["kind", "label", "ags"]], short
