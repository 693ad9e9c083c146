"""Region files: what is refused, and with which words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from resilience.model.region import Region, RegionError, Rule, load_regions, resolve

HEAD = """
id = "valley"
label_de = "Tal"
label_en = "Valley"
rule_de = "Orte im Tal"
rule_en = "Places in the valley"
position = 1
"""

# A made-up register: a large city, two towns and the county around them.
AREAS = pd.DataFrame(
    {
        "ags": ["01001000", "01002001", "01002002", "01002"],
        "level": ["municipality", "municipality", "municipality", "county"],
        "parent_ags": ["01", "01002", "01002", "01"],
        "peer_kind": ["large_city", "town", "town", "town"],
        "population": [200_000, 20_000, 19_999, 39_999],
    }
)


def valley(**fields: object) -> Region:
    """Return a region of the two towns that are compared with the same two."""
    given = {
        "id": "valley",
        "label_de": "Tal",
        "label_en": "Valley",
        "rule_de": "",
        "rule_en": "",
        "position": 1,
        "members": ("01002001", "01002002"),
        "peers": "valley",
    }
    return Region(**(given | fields))  # type: ignore[arg-type]


def read(folder: Path, text: str, name: str = "valley.toml") -> list[Region]:
    (folder / name).write_text(text, encoding="utf-8")
    return load_regions(folder)


def test_a_file_is_read_as_written(tmp_path):
    text = HEAD + 'members = ["01002001"]\n[view]\nlongitude = 7\nlatitude = 51.5\nzoom = 9\n'
    (region,) = read(tmp_path, text)
    assert region.members == ("01002001",)
    assert region.selectable
    assert region.view is not None
    assert (region.view.longitude, region.view.latitude) == (7, 51.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id = !", r"valley\.toml: not a TOML file.*line 1"),
        (HEAD.replace("position = 1", "") + "members = ['1']", r"valley\.toml: missing position"),
        (HEAD + "members = ['1']\ncolour = 'red'", r"valley\.toml: unknown colour; known are id,"),
        (
            HEAD.replace("= 1", "= '1'") + "members = ['1']",
            r"valley\.toml position = '1': a whole number expected",
        ),
        (HEAD + "members = [1]", r"valley\.toml members = \(1,\): a list, each text"),
        (HEAD + "members = '1'", r"valley\.toml members = '1': a list"),
        (HEAD + "members = ['1']\nselectable = 1", r"selectable = 1: true or false expected"),
        (HEAD + "members = ['1']\nview = 3", r"valley\.toml \[view\] = 3: a table expected"),
        (
            HEAD + "members = ['1']\n[view]\nlongitude = 7\nlatitude = 51",
            r"valley\.toml \[view\]: missing zoom",
        ),
        (
            HEAD + "members = ['1']\n[view]\nlongitude = nan\nlatitude = 51\nzoom = 9",
            r"valley\.toml \[view\] longitude = nan: a number expected",
        ),
        (
            HEAD + "[rule]\nlevel = 'municipality'\nparent = '01'\npopulation = 5",
            r"valley\.toml \[rule\]: unknown population; known are .*population_min",
        ),
        (
            HEAD + "[rule]\nlevel = 'town'\nparent = '01'",
            r"valley\.toml \[rule\] level = 'town': one of 'country', .*'municipality'",
        ),
        (HEAD, r"valley\.toml: give either members or a \[rule\]"),
        (HEAD.replace("valley", "hill") + "members = ['1']", r"valley\.toml id = 'hill': the file"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_field(tmp_path, text, message):
    with pytest.raises(RegionError, match=message):
        read(tmp_path, text)


def test_roles_of_areas():
    large = valley(id="large", members=(), rule=Rule("municipality", "01", 100_000), peers=None)
    large = valley(**(vars(large) | {"selectable": False}))
    region = valley(
        members=("01001000", "01002001"),
        pilots=("01002001",),
        reference=("01002",),
        peers="valley",
        peers_large="large",
    )
    rows = resolve(region, [region, large], AREAS).set_index("ags")
    assert rows["role"].to_dict() == {
        "01001000": "member",
        "01002001": "member",
        "01002": "reference",
    }
    assert rows.index[rows["pilot"]].tolist() == ["01002001"]
    assert resolve(large, [region, large], AREAS)["ags"].tolist() == ["01001000"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"peers": "hill"}, r"valley\.toml peers = 'hill': no region; known: valley"),
        ({"pilots": ("01001000",)}, r"valley\.toml pilots: no members: 01001000"),
        (
            {"short_names": {"01001000": "City"}},
            r"valley\.toml \[short_names\]: neither members nor reference: 01001000",
        ),
        ({"members": ("01001000",)}, r"valley\.toml: missing peers_large, .* its large cities"),
        ({"peers": None}, r"valley\.toml: missing peers, .* its towns"),
        (
            {"members": (), "rule": Rule("municipality", "09")},
            r"valley\.toml \[rule\]: no area is like this",
        ),
    ],
)
def test_a_region_that_does_not_fit_the_areas_is_refused(fields, message):
    region = valley(**fields)
    with pytest.raises(RegionError, match=message):
        resolve(region, [region], AREAS)


def test_a_peer_set_needs_no_peers_of_its_own():
    everything = valley(members=(), rule=Rule("municipality", "01"), peers=None, selectable=False)
    assert len(resolve(everything, [everything], AREAS)) == 3
