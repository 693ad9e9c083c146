"""Queries behind Streamlit's cache; a new build is the invalidation."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import streamlit as st

from resilience import queries
from resilience.housekeeping import freeze, start_collector
from resilience.settings import warehouse_path
from resilience.warehouse import cursor, open_read_only

ENTRIES = 512
Made = TypeVar("Made")
COLLECT_EVERY = 300.0
"""Seconds between collections; Streamlit's own after every run is off (see docs/decisions)."""


def query(function: Callable[..., pd.DataFrame], *arguments: Hashable) -> pd.DataFrame:
    """Return a query's result for the build on screen, computed once per server.

    Parameters
    ----------
    function
        One of `resilience.queries`, without its cursor.
    arguments
        What it is asked for.
    """
    connection, build = _current()
    frame = _run(function.__name__, arguments, build, connection)
    return frame.copy(deep=False)  # shares the values; pandas copies them before any change


def derived(function: Callable[..., Made], *asked: tuple) -> Made:
    """Return what a pure function makes of queries' results, computed once per server and build.

    All sessions get the same object: it is to be read, not changed.

    Parameters
    ----------
    function
        Takes the results in the order they are asked for; of a partial, after those it holds.
    asked
        Per result, one of `resilience.queries` and its arguments.
    """
    connection, build = _current()
    named = tuple((question.__name__, arguments) for question, *arguments in asked)
    name = _name(function)
    return _derive(name, named, build, connection, function)


def _name(function: Callable) -> str:
    """Return what tells a function from all others, a partial's arguments included."""
    if isinstance(function, partial):
        return f"{_name(function.func)}{function.args!r}{function.keywords!r}"
    return f"{function.__module__}.{function.__qualname__}"


def computed(function: Callable[..., Made], *arguments: Any) -> Made:
    """Return what a pure function makes of its arguments, data frames included, computed once.

    All sessions get the same object: it is to be read, not changed.
    """
    return _compute(_name(function), build_id(), arguments, function)


def build_id() -> str:
    """Return the id of the build on screen."""
    return _current()[1]


@st.cache_resource(max_entries=ENTRIES, show_spinner=False)
def _run(
    name: str,
    arguments: tuple[Hashable, ...],
    build: str,
    _connection: duckdb.DuckDBPyConnection,  # not part of the key: the build it belongs to is
) -> pd.DataFrame:
    with cursor(_connection) as own:
        return getattr(queries, name)(own, *arguments)


@st.cache_resource(max_entries=ENTRIES, show_spinner=False)
def _derive(
    name: str,
    asked: tuple[tuple[str, list[Hashable]], ...],
    build: str,
    _connection: duckdb.DuckDBPyConnection,
    _function: Callable[..., Made],  # in the key by its name
) -> Made:
    answers = [_run(question, tuple(given), build, _connection) for question, given in asked]
    return _function(*answers)


@st.cache_resource(max_entries=ENTRIES, show_spinner=False)
def _compute(name: str, build: str, arguments: tuple[Any, ...], _function: Callable) -> Any:
    return _function(*arguments)


def _current() -> tuple[duckdb.DuckDBPyConnection, str]:
    path = warehouse_path()
    return _opened(str(path), path.stat().st_mtime_ns if path.is_file() else 0)


@st.cache_resource(max_entries=1, show_spinner=False)
def _opened(path: str, changed: int) -> tuple[duckdb.DuckDBPyConnection, str]:
    """Return the open warehouse and its build id; ``changed`` tells a rebuilt file from the old.

    The old one closes by itself once it is dropped here and the last query on it is done.
    """
    connection = open_read_only(Path(path))
    return connection, str(queries.build(connection)["build_id"])


@st.cache_resource(show_spinner=False)
def settle_memory() -> bool:
    """Take all imports out of the garbage collector's sight and collect off the hot path."""
    freeze()
    start_collector(COLLECT_EVERY)
    return True
