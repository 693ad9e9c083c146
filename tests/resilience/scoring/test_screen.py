"""Availability, screening, statistics and denomination at their edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from resilience.scoring.direction import ScoringWarning
from resilience.scoring.screen import availability, denominate, screen, statistics

TABLE = pd.DataFrame(
    {"x": [1.0, 0, np.nan], "y": [2.0, np.nan, np.nan], "z": [3.0, 4, np.nan]},
    index=["full", "part", "none"],
)


def test_availability_counts_gaps_and_zeros_and_knows_units_without_values():
    own = availability(TABLE)
    assert own["missing"].tolist() == [0, 1, 3]
    assert own["zero"].tolist() == [0, 1, 0]
    assert_allclose(own["available"], [1, 2 / 3, 0])
    assert_allclose(own["non_zero"], [1, 0.5, np.nan])


def test_a_unit_exactly_at_the_limit_is_kept():
    assert screen(TABLE, minimum_available=2 / 3)["included"].tolist() == [True, True, False]
    own = screen(TABLE, "either", minimum_available=0.5, minimum_non_zero=0.6)
    assert own["included"].tolist() == [True, False, False]


def test_forced_units_are_kept_or_dropped_whatever_their_data():
    own = screen(TABLE, force={"none": True, "full": False})
    assert own["included"].tolist() == [False, True, True]


def test_unknown_choices_are_refused():
    with pytest.raises(ValueError, match="found by='zero'"):
        screen(TABLE, "zero")
    with pytest.raises(ValueError, match=r"forced units \['x'\]"):
        screen(TABLE, force={"x": True})


def test_gaps_alone_do_not_make_a_column_look_repetitive_unless_the_reference_is_asked_for():
    table = pd.DataFrame({"x": [1.0, 2, 3] + [np.nan] * 4})
    assert not statistics(table).loc["x", ["few_unique", "few_non_zero"]].any()
    assert statistics(table, shares_of="units").loc["x", ["few_unique", "few_non_zero"]].all()


def test_statistics_of_a_column_without_values_are_null():
    own = statistics(pd.DataFrame({"x": [np.nan, np.nan]})).loc["x"]
    assert own[["min", "mean", "skew", "share_unique"]].isna().all()
    assert own["few_available"]
    assert own["same"] == 0


def test_denominators_divide_and_zero_gives_null_with_a_message():
    sizes = pd.DataFrame({"people": [10.0, 0, 5]}, index=TABLE.index)
    with pytest.warns(ScoringWarning, match=r"z: people is 0 for \['part'\]"):
        own = denominate(TABLE, sizes, {"z": "people"}, scale=100)
    assert_allclose(own["z"], [30, np.nan, np.nan])
    assert own["x"].equals(TABLE["x"])


def test_a_denominator_without_a_column_is_refused():
    with pytest.raises(ValueError, match=r"no columns \['area'\]"):
        denominate(TABLE, pd.DataFrame(index=TABLE.index), {"z": "area"})


def test_infinite_values_count_as_missing():
    table = TABLE.assign(x=[np.inf, 0, np.nan])
    assert availability(table).loc["full", "missing"] == 1
    assert statistics(table).loc["x", "max"] == 0
