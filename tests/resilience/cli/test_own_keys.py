"""A key is recognised in each form offices write it, and never taken for another place."""

from __future__ import annotations

import pytest

from etl import areas
from resilience.cli.kit.own_keys import UnknownKey, area


@pytest.mark.parametrize(
    ("written", "ags", "recognised"),
    [
        ("05158020", "05158020", ""),
        ("05111000-011", "05111000-011", ""),
        ("5158020", "05158020", "leading zero lost"),
        ("05 1 58 020", "05158020", "written with blanks"),
        ("051580020020", "05158020", "regional key (ARS)"),
        ("51580020020", "05158020", "leading zero lost, regional key (ARS)"),
        ("051110000000", "05111000", "regional key (ARS)"),
        ("05313000", "05334002", "Aachen before 2009, today 05334002"),
        ("5313000", "05334002", "leading zero lost, Aachen before 2009, today 05334002"),
        ("053130000000", "05334002", "regional key (ARS), Aachen before 2009, today 05334002"),
        ("05158", "05158", "county"),
        ("5158", "05158", "leading zero lost, county"),
        ("05158000", "05158", "filled up with zeros, county"),
        ("05111", "05111000", "county key of a county borough"),
        ("05", "05", "state"),
        ("05000000", "05", "filled up with zeros, state"),
        ("DG", "DG", "country"),
    ],
)
def test_forms_of_a_key_are_recognised_and_named(written, ags, recognised):
    found = area(written)
    assert (found.ags, found.recognised) == (ags, recognised)


def test_every_former_key_is_the_same_territory_today():
    for old, new in areas.former_keys().items():
        assert area(old).ags == new
        assert "before 2009" in area(old).recognised


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("09162000", r"^a county or county borough of Bayern \(09…\), which is not in this"),
        ("9162000", r"^a county or county borough of Bayern \(09…\)"),
        ("09184112", r"^a municipality of Bayern \(09…\), which is not in this warehouse$"),
        ("11", r"^Berlin \(11…\), which is not in this warehouse$"),
        ("05999999", "^no key of Nordrhein-Westfalen that is known here"),
        ("05913001", "^no key of Nordrhein-Westfalen that is known here"),
        ("99999999", "^no municipality key$"),
        ("0515802", "^no municipality key$"),
        ("05158020.5", "^no key$"),
        ("", "^no key$"),
        ("Langenfeld", "^no key$"),
        ("Erkrath", "^a name; the key of Erkrath is 05158004$"),
    ],
)
def test_what_is_not_at_hand_is_said_and_no_other_town_is_proposed(written, reason):
    with pytest.raises(UnknownKey, match=reason):
        area(written)


def test_no_reason_names_a_town_that_was_not_written():
    towns = areas.table().query("level == 'municipality'")["ags"]
    known = set(areas.table()["ags"]) | set(areas.former_keys())
    for ags in towns:
        swapped = ags[:2] + ags[3] + ags[2] + ags[4:]
        if swapped not in known:
            with pytest.raises(UnknownKey) as error:
                area(swapped)
            assert not any(character.isdigit() for character in str(error.value).split("the ")[0])
            assert "05" not in str(error.value)
