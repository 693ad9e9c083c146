"""Whom a city is compared with: never itself, never another kind, never too few."""

from functools import cache

import pytest

from resilience.analysis import repository
from resilience.analysis.peer_sets import NOT_CHOSEN, PeerChoice, chosen_peers
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only

REGION = "ihk-duesseldorf"


@pytest.fixture(scope="module")
def ask(warehouse):
    return cache(repository.through(open_read_only(warehouse)))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ["similar", "neighbours", "regiostar"])
def test_a_city_is_not_among_its_own_peers(ask, name, lang):
    everywhere = ask(queries.municipalities).set_index("ags")
    areas = ask(queries.areas, REGION)
    for city in areas.loc[areas["role"] == "member", "ags"]:
        peers, _ = chosen_peers(ask, REGION, lang, PeerChoice(name, city))
        own = peers[peers["kind"] == everywhere.loc[city, "peer_kind"]]
        assert city not in set(own["ags"]) or own["label"].iloc[0] in set(
            ask(queries.peers, REGION, lang)["label"]
        )
        assert set(everywhere.loc[own["ags"], "peer_kind"]) == {everywhere.loc[city, "peer_kind"]}
        if name == "similar":
            assert set(own["ags"]) == set(ask(queries.similar_areas, city)["ags"])


def test_a_list_of_ones_own_that_is_too_short_leaves_the_regions_set(ask):
    default, note = chosen_peers(ask, REGION, "de", NOT_CHOSEN)
    assert note == ""
    members = default.loc[default["kind"] == "town", "ags"].to_list()
    peers, note = chosen_peers(ask, REGION, "de", PeerChoice("own", "", tuple(members[:2])))
    assert peers.equals(default)
    assert "Zu wenige" in note
    peers, note = chosen_peers(ask, REGION, "de", PeerChoice("own", "", tuple(members[:3])))
    assert set(peers.loc[peers["kind"] == "town", "ags"]) == set(members[:3])
    assert note == ""


def test_a_set_of_a_city_needs_one(ask):
    default, _ = chosen_peers(ask, REGION, "de", NOT_CHOSEN)
    peers, note = chosen_peers(ask, REGION, "de", PeerChoice("similar"))
    assert peers.equals(default)
    assert "oben eine Stadt wählen" in note
