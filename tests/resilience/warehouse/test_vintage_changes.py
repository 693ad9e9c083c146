"""What the newest retrieval changed: found in the vintages, asked for by the app, and told."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from resilience.i18n import t
from resilience.text import changes as view
from resilience.warehouse import queries
from resilience.warehouse.opening import create
from resilience.warehouse.vintage_changes import fill_changes

BLANK = ", ".join(["''"] * 12)


@pytest.fixture(scope="module")
def warehouse_in_memory():
    """Yield a warehouse with a series, three areas, a region of two of them, and no figures."""
    connection = create(Path(":memory:"))
    connection.execute(f"INSERT INTO source VALUES ('count', {BLANK}, NULL, NULL, NULL)")
    connection.execute("UPDATE source SET title_de = 'Zählung', publisher = 'Amt'")
    connection.execute("INSERT INTO series VALUES ('things','count','Dinge','','m','rate',1,[])")
    connection.execute("INSERT INTO region VALUES ('two','','','','',1,true,'','',0,0,0)")
    for ags, name in (("01", "Dort"), ("02", "Hier"), ("03", "Weit")):
        connection.execute(
            "INSERT INTO area (ags, boundary_date, level, name, short_name, peer_kind) "
            "VALUES (?, '2024-12-31', 'municipality', ?, ?, 'town')",
            [ags, name, name],
        )
    connection.execute("INSERT INTO region_area VALUES ('two','01','member',false)")
    connection.execute("INSERT INTO region_area VALUES ('two','02','member',false)")
    yield connection
    connection.close()


@pytest.fixture
def vintages(warehouse_in_memory):
    """Return a function that adds a vintage to a warehouse, and the warehouse."""
    connection = warehouse_in_memory
    for table in ("vintage_change", "observation", "snapshot"):
        connection.execute(f"DELETE FROM {table}")

    def add(name: str, retrieved: str, published: str | None, **values: float | None) -> None:
        connection.execute(
            "INSERT INTO snapshot VALUES (?, 'count', ?, ?, '', '', '2024-12-31')",
            [name, retrieved, published],
        )
        for key, value in values.items():
            _, ags, period = key.split("_")
            connection.execute(
                "INSERT INTO observation VALUES ('things', ?, ?, '', ?, ?, ?, '')",
                [ags, period, name, value, "O" if value is None else "A"],
            )

    return add, connection


def found(connection) -> dict[tuple[str, str], tuple]:
    fill_changes(connection)
    rows = connection.execute("SELECT ags, period, kind, old_value, value FROM vintage_change")
    return {(ags, period): tuple(rest) for ags, period, *rest in rows.fetchall()}


def test_one_retrieval_changes_nothing_however_many_files_it_had(vintages):
    add, connection = vintages
    add("a", "2026-01-01", "2025-01-01", v_01_2023=1)
    add("b", "2026-01-01", "2025-06-01", v_01_2023=2, v_01_2024=3)
    assert found(connection) == {}
    changed = queries.changed_series(connection, "de")
    for lang in ("de", "en"):
        told = view.changes_sentence(changed, {"as_of": None}, lang)
        assert told == t(lang, "changes.none")


def test_each_kind_of_change_is_found_and_what_stayed_is_not(vintages):
    add, connection = vintages
    add("a", "2026-01-01", None, v_01_2023=1, v_02_2023=2, v_02_2022=None, v_01_2022=7)
    add("b", "2026-02-01", None, v_01_2023=1.5, v_02_2023=2, v_02_2022=9, v_01_2024=3, v_03_2024=4)
    assert found(connection) == {
        ("01", "2023"): ("revised", 1, 1.5),
        ("02", "2022"): ("filled", None, 9),
        ("01", "2024"): ("new_period", None, 3),
        ("03", "2024"): ("area_gained", None, 4),
        ("02", "2024"): ("area_lost", 2, None),
    }
    (row,) = queries.changed_series(connection, "de").to_dict("records")
    assert list(row["new_periods"]) == ["2024"]
    assert (list(row["gained"]), list(row["lost"])) == (["Weit"], ["Hier"])
    assert (row["filled"], row["revised"]) == (1, 1)


def test_an_older_file_that_came_later_revises_nothing(vintages):
    add, connection = vintages
    add("a", "2026-01-01", "2025-12-01", v_01_2023=1)
    add("b", "2026-02-01", "2025-01-01", v_01_2023=5, v_01_2022=4)
    assert found(connection) == {("01", "2022"): ("new_period", None, 4)}


def test_only_the_newest_retrieval_counts(vintages):
    add, connection = vintages
    add("a", "2026-01-01", None, v_01_2023=1)
    add("b", "2026-02-01", None, v_01_2023=2)
    add("c", "2026-03-01", None, v_01_2023=2, v_01_2024=3)
    assert found(connection) == {("01", "2024"): ("new_period", None, 3)}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_changes_are_told_with_area_period_old_and_new(vintages, lang):
    add, connection = vintages
    add("a", "2026-01-01", None, v_01_2023=1000, v_02_2023=2, v_03_2023=8)
    add("b", "2026-02-01", None, v_01_2023=1500, v_02_2023=2.25, v_03_2023=9)
    fill_changes(connection)
    changed = queries.changed_series(connection, lang)
    assert "01.02.2026" in view.changes_sentence(changed, {"as_of": None}, "de")
    rows, columns = view.changes_table(changed, lang)
    assert rows["revised"].tolist() == ["3"]
    revised = queries.revised_figures(connection, "two", lang)  # without the area elsewhere
    rows, columns = view.revisions_table(revised, lang)
    assert rows[["name", "period", "old", "new"]].values.tolist() == [
        [
            "Dort",
            "2023",
            "1.000" if lang == "de" else "1,000",
            "1.500" if lang == "de" else "1,500",
        ],
        ["Hier", "2023", "2", "2,25" if lang == "de" else "2.25"],
    ]
    assert {column.field for column in columns} <= set(rows.columns)
    assert "2" in view.revisions_sentence(revised, "X", lang)
    assert view.revisions_sentence(revised.head(0), "X", lang) == t(
        lang, "changes.none_revised", region="X"
    )


def test_a_state_of_an_earlier_day_says_so():
    build = {"as_of": pd.Timestamp("2026-11-25")}
    told = view.changes_sentence(pd.DataFrame(), build, "de")
    assert told.startswith("Gezeigt ist, was am 25.11.2026 bekannt war")
