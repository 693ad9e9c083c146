"""What a running dashboard shows when a new build takes the place of the old one."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from resilience.app import cache
from resilience.model.peer_panel import PeerPanel
from resilience.warehouse import queries
from resilience.warehouse.opening import create, cursor


def small(path: Path, word: str) -> Path:
    """Write a warehouse whose build id and only theme are a word."""
    connection = create(path)
    connection.execute("INSERT INTO build VALUES (?, '2030-01-01', '', '', '', NULL)", [word])
    connection.execute("INSERT INTO theme VALUES ('a', ?, ?, '', '', 1)", [word, word])
    connection.close()
    return path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the warehouse on screen, built as ``old``."""
    cache._run.cache_clear()
    cache._opened.cache_clear()
    cache._compute.cache_clear()
    made = small(tmp_path / "it's a warehouse.duckdb", "old")
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(made))
    return made


def swap(path: Path) -> None:
    os.replace(small(path.with_name("fresh"), "new"), path)


def theme() -> str:
    return cache.query(queries.themes, "de")["label"].item()


def test_a_new_build_is_shown_without_a_restart(path):
    assert (cache.build_id(), theme()) == ("old", "old")
    swap(path)
    assert (cache.build_id(), theme()) == ("new", "new")


def test_a_result_is_kept_until_the_build_changes(path, monkeypatch):
    assert theme() == "old"
    themes, asked = queries.themes, []
    monkeypatch.setattr(queries, "themes", lambda *a: asked.append(a) or themes(*a))
    monkeypatch.setattr(queries.themes, "__name__", "themes")
    assert theme() == "old"
    assert not asked
    swap(path)
    assert theme() == "new"
    assert len(asked) == 1


def test_a_query_caught_by_the_swap_answers_from_the_build_it_is_kept_under(path):
    connection, build = cache._current()
    swap(path)
    assert cache.build_id() == "new"
    late = cache._run("themes", ("de",), build, connection)
    assert (build, late["label"].item()) == ("old", "old")
    assert theme() == "new"


def test_the_old_file_is_let_go_once_its_last_query_is_done(path):
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("open files are listed in /proc on Linux only")

    def held() -> int:
        targets = [os.readlink(d) for d in descriptors.iterdir() if d.is_symlink()]
        return sum(target == f"{path} (deleted)" for target in targets)

    running = cursor(cache._current()[0])
    swap(path)
    assert theme() == "new"
    assert held() == 1
    assert running.execute("SELECT label_de FROM theme").fetchall() == [("old",)]
    running.close()
    assert held() == 0


def first_label(word: str, themes: pd.DataFrame, mark: str = "") -> str:
    return f"{word} {themes['label'].item()}{mark}"


def test_partials_of_one_function_are_kept_apart(path):
    asked = (queries.themes, "de")
    made = [
        partial(first_label, "a"),
        partial(first_label, "b"),
        partial(first_label, "b", mark="!"),
    ]
    assert [cache.derived(one, asked) for one in made] == ["a old", "b old", "b old!"]


@pytest.fixture
def made(path) -> list[tuple]:
    """Return what `note` was asked to make, in order."""
    MADE.clear()
    return MADE


MADE: list[tuple] = []


def note(*arguments: object) -> int:
    time.sleep(0.05)
    MADE.append(arguments)
    return len(MADE)


def test_a_result_is_made_once_per_content_of_its_arguments(made):
    def frame(value: float) -> pd.DataFrame:
        return pd.DataFrame({"ags": ["a", "b"], "value": [value, float("nan")]})

    told = [cache.computed(note, frame(v), {"k": [1]}) for v in (1.0, 2.0, 1.0, 2.0)]
    assert told == [1, 2, 1, 2]
    assert cache.computed(note, frame(1.0), {"k": [2]}) == 3


def test_an_object_without_content_is_told_apart_by_which_it_is(made):
    one, other = (PeerPanel("label", 2, pd.DataFrame(), pd.DataFrame()) for _ in range(2))
    assert [cache.computed(note, panel) for panel in (one, other, one)] == [1, 2, 1]


def test_many_who_ask_at_once_wait_for_the_one_that_makes_it(made):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: cache.computed(note, "same"), range(8)))
    assert found == [1] * 8
    assert len(made) == 1


def test_a_new_build_makes_results_anew(path, made):
    assert cache.computed(note, "x") == 1
    swap(path)
    assert cache.computed(note, "x") == 2
