"""What is declared of the fields of the selection."""

from dataclasses import FrozenInstanceError

import pytest

from resilience.model.selection import FIELDS, Selection


def test_switches_are_off_and_ids_at_their_default():
    values = {name: getattr(Selection(), name) for name in FIELDS}
    assert values.pop("lang") == "de"
    assert {name for name, value in values.items() if value is False} == {
        "projection",
        "places",
        "composite",
        "axes",
        "names",
        "folded",
    }
    assert set(values.values()) == {"", False}


def test_a_field_hangs_on_fields_that_there_are():
    above = {name for one in FIELDS.values() for name in one.metadata.get("under", ())}
    assert above == {
        *("region", "city", "part", "theme", "indicator", "start", "other"),
        *("scenario", "assumed"),
    }


def test_a_selection_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Selection().city = "x"
