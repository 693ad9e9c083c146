"""What a build says: the rows behind a failed check, and which scores entered or left."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from resilience.warehouse.build_report import LISTED, Scored, failure, score_changes, scored
from resilience.warehouse.load import Check
from resilience.warehouse.opening import open_read_only

NAMES = {"a": "Dort", "b": "Hier", "c": "Weit", "d": "Nah"}
ALL = frozenset((name, ags) for name in ("t.one", "t.two") for ags in NAMES)
BEFORE = Scored("2024", ALL, frozenset({("t", ags) for ags in NAMES}), NAMES)


def test_nothing_changed_is_said_too():
    assert score_changes(BEFORE, BEFORE) == ["Scores: none entered, none left."]


def test_what_left_and_what_entered_is_named():
    gone = {("t.one", "a"), *(("t.two", ags) for ags in NAMES)}
    after = replace(
        BEFORE, year="2026", indicators=(ALL - gone) | {("t.new", "b")}, themes=frozenset()
    )
    assert score_changes(BEFORE, after) == [
        "Scores are as of 2026, before of 2024.",
        "left: theme score t of Dort, Hier, Weit and 1 more",
        "left: indicator in the scores t.one of Dort",
        "left: indicator in the scores t.two of Dort, Hier, Weit and 1 more",
        "entered: indicator in the scores t.new of Hier",
    ]


def test_many_changes_are_counted():
    after = replace(BEFORE, indicators=frozenset((f"t.{n}", "a") for n in range(30)))
    lines = score_changes(BEFORE, after)
    assert len(lines) == LISTED + 1
    assert lines[-1] == f"and {32 - LISTED} lines more"


def test_a_warehouse_says_what_it_scored(warehouse):
    with closing(open_read_only(warehouse)) as connection:
        found = scored(connection)
        pairs = "SELECT count(*) FROM theme_score WHERE score IS NOT NULL"
        assert len(found.themes) == connection.execute(pairs).fetchone()[0] > 0
        inputs = "SELECT count(DISTINCT (indicator_id, ags)) FROM theme_score_input"
        assert len(found.indicators) == connection.execute(inputs).fetchone()[0] > 0
    assert found.names["05158020"].startswith("Langenfeld")


@pytest.mark.parametrize("more", [0, 3])
def test_a_failed_check_names_its_rows(more):
    check = Check("figures of nowhere", "0", str(2 + more), ("a.parquet: x 05", "a.parquet: y 05"))
    lines = failure([Check("fine", "1", "2"), check]).splitlines()
    assert lines[0] == "2 checks failed; the warehouse was left as it was."
    assert lines[4:7] == ["figures of nowhere:", "  a.parquet: x 05", "  a.parquet: y 05"]
    assert lines[7:] == ([f"  and {more} more"] if more else [])
