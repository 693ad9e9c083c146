"""Queries behind Streamlit's cache; a new build is the invalidation."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from resilience import queries
from resilience.housekeeping import freeze, start_collector
from resilience.settings import warehouse_path
from resilience.warehouse import open_read_only

ENTRIES = 512
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
    return _run(function.__name__, arguments, build_id())


def build_id() -> str:
    """Return the id of the build on screen."""
    path = warehouse_path()
    return _opened(str(path), path.stat().st_mtime if path.is_file() else 0.0)[1]


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _run(name: str, arguments: tuple[Hashable, ...], build: str) -> pd.DataFrame:
    path = warehouse_path()
    connection, _ = _opened(str(path), path.stat().st_mtime)
    with connection.cursor() as cursor:
        return getattr(queries, name)(cursor, *arguments)


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(path: str, changed: float) -> tuple[duckdb.DuckDBPyConnection, str]:
    """Return the open warehouse and its build id; ``changed`` tells a rebuilt file from the old."""
    connection = open_read_only(Path(path))
    return connection, str(queries.build(connection)["build_id"])


@st.cache_resource(show_spinner=False)
def settle_memory() -> bool:
    """Take all imports out of the garbage collector's sight and collect off the hot path."""
    freeze()
    start_collector(COLLECT_EVERY)
    return True
