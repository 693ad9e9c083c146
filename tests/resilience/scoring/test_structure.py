"""Hierarchies: what is accepted, what is refused and how rows are ordered."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from resilience.scoring.structure import StructureError, structure

ROWS = [
    ("a", 1, "north", 1, "higher_is_better"),
    ("b", 1, "south", 3, "lower_is_better"),
    ("c", 1, "north", 1, "higher_is_better"),
    ("north", 2, "all", 1, None),
    ("south", 2, "all", 3, None),
    ("all", 3, None, 1, None),
]


def table(rows=ROWS) -> pd.DataFrame:
    columns = ["code", "level", "parent", "weight", "direction"]
    return pd.DataFrame(rows, columns=columns).set_index("code")


def changed(code: str, **values) -> pd.DataFrame:
    result = table()
    for name, value in values.items():
        result[name] = result[name].astype(object)
        result.loc[code, name] = value
    return result


def test_siblings_stand_together_in_the_order_of_their_parents():
    own = structure(table())
    assert own.indicators == ["a", "c", "b"]
    assert [tuple(group) for group in own.groups(1)] == [("north", 0, 2), ("south", 2, 3)]
    assert [tuple(group) for group in own.groups(2)] == [("all", 0, 2)]
    assert own.aggregates == ["north", "south", "all"]
    assert own.depth == 3


def test_effective_weights_multiply_down_and_sum_to_one_at_each_level():
    own = structure(table()).effective_weights()
    assert_allclose(
        own[["a", "b", "c", "north", "south", "all"]], [1 / 8, 3 / 4, 1 / 8, 0.25, 0.75, 1]
    )


def test_several_elements_may_stand_at_the_top():
    own = structure(table([*ROWS[:3], ("north", 2, "", 1, None), ("south", 2, np.nan, 1, None)]))
    assert own.codes(2) == ["north", "south"]
    assert own.depth == 2


def test_removing_indicators_removes_groups_left_empty():
    assert structure(table()).without(["b"]).table.index.tolist() == ["a", "c", "north", "all"]


def test_members_and_lineage_of_a_group():
    own = structure(table())
    assert own.members("all") == ["a", "c", "b"]
    assert own.members("north") == ["a", "c"]
    assert own.lineage().loc[0].tolist() == ["a", "north", "all"]


def test_weights_can_be_replaced_by_code():
    own = structure(table()).with_weights({"a": 5})
    assert own.table.at["a", "weight"] == 5
    assert own.table.at["b", "weight"] == 3
    with pytest.raises(StructureError, match=r"codes \['z'\] are not in the structure"):
        own.with_weights({"z": 1})


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (lambda: pd.concat([table(), table().loc[["a"]]]), r"codes \['a'\] appear more than once"),
        (lambda: table().drop(columns="weight"), r"columns \['weight'\] are missing"),
        (lambda: table().iloc[:0], "there are no rows"),
        (lambda: changed("a", level=1.5), r"level of \['a'\] must be a whole number"),
        (lambda: changed("all", level=4), "levels must be consecutive"),
        (lambda: changed("a", parent="nowhere"), r"parents of \['a'\] \(\['nowhere'\]\)"),
        (lambda: changed("a", parent=None), "a at level 1 has no parent"),
        (lambda: changed("a", parent="all"), "a at level 1 has its parent all at level 3"),
        (lambda: changed("all", parent="north"), "cycle: .*north"),
        (lambda: table().drop(index="b"), r"groups \['south'\] have no children"),
        (lambda: changed("a", direction="up"), r"direction of \['a'\]: found \['up'\]"),
        (lambda: changed("a", weight=-1), r"weight of \['a'\] must be a number of at least 0"),
        (lambda: changed("a", weight=None), r"weight of \['a'\] must be a number"),
        (lambda: changed("b", weight=0), "the weights of the children of south sum to zero"),
        (lambda: changed("all", weight=0), "the weights of the elements of level 3 sum to zero"),
    ],
)
def test_contradictions_are_refused_with_their_place(bad, message):
    with pytest.raises(StructureError, match=message):
        structure(bad())
