"""The list of what the newest retrievals changed, as the page Daten shows it."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from resilience.app import cache
from resilience.app.changes_section import changed_since
from resilience.i18n import t
from resilience.warehouse.opening import create
from resilience.warehouse.vintage_changes import fill_changes

BLANK = ", ".join(["''"] * 12)


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Have the app look at a new warehouse; return what adds a vintage of a town to it."""
    for kept in (cache._run, cache._opened, cache._compute):
        kept.cache_clear()
    path = tmp_path / "w.duckdb"
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(path))
    with create(path) as made:
        made.execute("INSERT INTO build VALUES ('a', '2030-01-01', '', '', '', '2029-12-31')")
        made.execute(f"INSERT INTO source VALUES ('count', {BLANK}, NULL, NULL, NULL)")
        made.execute("UPDATE source SET title_de = 'Zählung', publisher = 'Amt'")
        made.execute("INSERT INTO series VALUES ('n','count','Dinge','','m','rate',1,[])")
        made.execute("INSERT INTO region VALUES ('two','Zwei','Two','','',1,true,'','',0,0,0)")
        made.execute(
            "INSERT INTO area (ags, boundary_date, level, name, short_name, peer_kind) "
            "VALUES ('01', '2024-12-31', 'municipality', 'Dort', 'Dort', 'town')"
        )
        made.execute("INSERT INTO region_area VALUES ('two', '01', 'member', false)")

    def vintage(name: str, retrieved: str, **values: float) -> None:
        with duckdb.connect(str(path)) as made:
            made.execute(
                "INSERT INTO snapshot VALUES (?, 'count', ?, NULL, '', '', '2024-12-31')",
                [name, retrieved],
            )
            for period, value in values.items():
                row = [period.strip("_"), name, value]
                made.execute("INSERT INTO observation VALUES ('n','01',?,'',?,?,'A','')", row)
            made.execute("DELETE FROM vintage_change")
            fill_changes(made)

    return vintage


def test_the_page_lists_series_and_revised_values_and_of_which_day_it_is(add):
    add("a", "2029-01-01", _2023=1000)
    add("b", "2029-06-01", _2023=1500, _2024=7)
    html = "".join(changed_since("two", "de"))
    told = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))
    assert t("de", "changes.heading") in told
    assert "Gezeigt ist, was am 31.12.2029 bekannt war" in told
    assert "neuesten Abruf ihrer Quelle geänderte Merkmale: 1 (01.06.2029)" in told
    assert re.search(r"Dinge .*Amt: Zählung 01\.06\.2029 2024 1 0 ", told)
    assert re.search(r"Dort .*Dinge .*insgesamt 2023 1\.000 1\.500", told)


def test_of_single_vintages_the_page_says_that_nothing_changed(add):
    add("a", "2029-01-01", _2023=1000)
    html = "".join(changed_since("two", "en"))
    assert t("en", "changes.none") in html
    assert "<table" not in html
