"""Ranks, profiles, removal of indicators and comparison of versions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from resilience.scoring.aggregate import aggregate
from resilience.scoring.normalise import min_max
from resilience.scoring.results import (
    compare,
    effect_of_removal,
    rank_table,
    strengths_and_weaknesses,
    unit_summary,
)


@pytest.fixture(scope="module")
def scores(reference) -> pd.DataFrame:
    structure = reference.inputs.structure
    treated = reference.expected("treated")[structure.indicators]
    return pd.DataFrame(min_max(treated, structure.directions), treated.index, treated.columns)


def test_ranks_start_with_the_highest_tie_alike_and_keep_gaps():
    table = pd.DataFrame({"x": [1.0, 5, 5, np.nan]})
    assert_allclose(rank_table(table)["x"], [3, 1, 1, np.nan])


def test_ranks_within_groups_leave_out_units_without_one():
    table = pd.DataFrame({"x": [1.0, 5, 3, 9]}, index=list("abcd"))
    groups = pd.Series({"a": "one", "b": "one", "c": "two"})
    assert_allclose(rank_table(table, groups)["x"], [2, 1, 1, np.nan])


def test_a_unit_summary_shows_score_and_rank():
    table = pd.DataFrame({"x": [1.0, 5], "y": [7.0, 2]}, index=["a", "b"])
    assert unit_summary(table, "a", ["x", "y"]).to_numpy().tolist() == [[1, 2], [7, 1]]
    with pytest.raises(ValueError, match="unit 'z' is not in the table"):
        unit_summary(table, "z", ["x"])


def test_a_last_place_is_a_weakness_unless_the_reference_is_asked_for(reference):
    structure, values = reference.inputs.structure, reference.inputs.values
    last = rank_table(values[["x01"]])["x01"].idxmax()
    strengths, weaknesses = strengths_and_weaknesses(values, structure, last)
    assert "x01" in weaknesses.index
    assert weaknesses.loc["x01", "rank"] == rank_table(values[["x01"]])["x01"].max()
    assert strengths["rank"].is_monotonic_increasing
    assert weaknesses["rank"].is_monotonic_decreasing
    _, theirs = strengths_and_weaknesses(values, structure, last, omit_last_places=True)
    assert "x01" not in theirs.index


def test_strengths_follow_the_direction(reference):
    structure, values = reference.inputs.structure, reference.inputs.values
    assert structure.table.at["x03", "direction"] == "lower_is_better"
    best = values["x03"].idxmin()
    strengths, _ = strengths_and_weaknesses(values, structure, best, count=24)
    assert strengths.loc["x03", "rank"] == 1
    assert strengths.loc["x03", "value"] == values["x03"].min()


def test_columns_of_few_values_can_be_left_out(reference):
    structure, values = reference.inputs.structure, reference.inputs.values
    few = values.columns[values.nunique() / values.notna().sum() <= 0.2]
    assert len(few)
    strengths, weaknesses = strengths_and_weaknesses(
        values, structure, "U001", count=24, minimum_unique=0.2
    )
    assert not set(few) & {*strengths.index, *weaknesses.index}


def test_removing_an_indicator_is_scoring_without_it(reference, scores):
    structure = reference.inputs.structure
    changes, mean = effect_of_removal(scores, structure, "index", ["x01", "wohnen"])
    nominal = rank_table(aggregate(scores, structure)[0])["index"]
    without = rank_table(aggregate(scores, structure.without(["x01"]))[0])["index"]
    assert_allclose(changes["x01"], nominal - without)
    without = structure.without(structure.members("wohnen"))
    assert_allclose(changes["wohnen"], nominal - rank_table(aggregate(scores, without)[0])["index"])
    assert mean["x01"] == pytest.approx(changes["x01"].abs().mean())
    assert (mean > 0).all()
    with pytest.raises(ValueError, match=r"\['x99'\] are not in the structure"):
        effect_of_removal(scores, structure, "index", ["x99"])


def test_versions_are_compared_over_the_units_they_share():
    first = pd.Series({"a": 1.0, "b": 2, "c": 3, "gone": 9})
    second = pd.Series({"a": 3.0, "b": 2, "c": 1, "new": 9})
    table, correlation = compare(first, second)
    assert table.index.tolist() == ["a", "b", "c"]
    assert table["score_change"].tolist() == [-2, 0, 2]
    assert table["rank_change"].tolist() == [2, 0, -2]
    assert correlation == pytest.approx(-1)
    assert np.isnan(compare(first, second[["a"]])[1])
