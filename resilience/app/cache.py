"""Results of queries and of functions of them, kept in memory; a new build invalidates them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from threading import Condition
from typing import Any, TypeVar

import pandas as pd
from cachetools import LRUCache, cached

from resilience.app.gc import freeze, start_collector
from resilience.settings import warehouse_path
from resilience.warehouse import queries
from resilience.warehouse.opening import DAMAGE, Cursor, cursor, open_read_only, wrong

ENTRIES = 512
COMPUTED = 2048
"""Maximum number of results kept; a page needs about a dozen, a city's profile takes 0.2 MB."""
Made = TypeVar("Made")
COLLECT_EVERY = 300.0
"""Seconds between collections; Streamlit's own after every run is off (see docs/decisions)."""


def query(function: Callable[..., pd.DataFrame], *arguments: Hashable) -> pd.DataFrame:
    """Return a query's result for the build on screen, computed once per server.

    Parameters
    ----------
    function
        One of `resilience.warehouse.queries`, without its cursor.
    arguments
        Its arguments.

    Raises
    ------
    WarehouseError
        There is no readable warehouse.
    """
    connection, build = _current()
    frame = _run(function.__name__, arguments, build, connection)
    return frame.copy(deep=False)  # shares the values; pandas copies them before any change


def derived(function: Callable[..., Made], *asked: tuple[Any, ...]) -> Made:
    """Return the result of a pure function of queries' results, computed once per server and build.

    All sessions share the object: treat it as read-only.

    Parameters
    ----------
    function
        Takes the results in the order of ``asked``, after the arguments bound by a partial.
    asked
        Per result, one of `resilience.warehouse.queries` and its arguments.
    """
    connection, build = _current()
    named = tuple((question.__name__, tuple(given)) for question, *given in asked)
    return _derive(function, named, build, connection)


def computed(function: Callable[..., Made], *arguments: Any) -> Made:
    """Return the result of a pure function, computed once per server, build and arguments.

    All sessions share the object: treat it as read-only. Arguments are distinguished by content,
    data frames included, except for objects that cannot be compared (`Measure`): these are
    distinguished by identity, and should come from here themselves.
    """
    return _compute(function, arguments, build_id())


def asked_now(function: Callable[..., Made], *arguments: Any) -> Made:
    """Return the result of a function that takes a cursor as last argument; not cached."""
    connection, _ = _current()
    with cursor(connection) as own:
        return function(*arguments, own)


def build_id() -> str:
    """Return the id of the build on screen."""
    return _current()[1]


def reopen() -> None:
    """Drop the open warehouse; the next query opens the file as it is then."""
    _opened.cache_clear()


def _key(one: Any) -> Hashable:
    """Return the cache key of an argument: a function's name, a data frame's content."""
    if isinstance(one, partial):
        words = sorted(one.keywords.items())
        return (_key(one.func), tuple(map(_key, one.args)), *((n, _key(v)) for n, v in words))
    if isinstance(one, pd.DataFrame):
        return blake2b(pickle.dumps(one, protocol=5), digest_size=16).digest()
    if isinstance(one, dict):
        return tuple((name, _key(value)) for name, value in one.items())
    if callable(one):
        return (one.__module__, one.__qualname__)
    return tuple(map(_key, one)) if isinstance(one, (list, tuple)) else one


@cached(
    LRUCache(ENTRIES),
    key=lambda name, arguments, build, connection: (name, arguments, build),
    condition=Condition(),
)
def _run(
    name: str,
    arguments: tuple[Hashable, ...],
    build: str,
    connection: Cursor,  # not part of the key, unlike the build it belongs to
) -> pd.DataFrame:
    try:
        with cursor(connection) as own:
            frame: pd.DataFrame = getattr(queries, name)(own, *arguments)
            return frame
    except DAMAGE as error:
        raise wrong(warehouse_path(), "damaged") from error


@cached(
    LRUCache(ENTRIES),
    key=lambda function, asked, build, connection: (_key(function), asked, build),
    condition=Condition(),
)
def _derive(
    function: Callable[..., Made],
    asked: tuple[tuple[str, tuple[Hashable, ...]], ...],
    build: str,
    connection: Cursor,
) -> Made:
    answers = [_run(question, given, build, connection) for question, given in asked]
    return function(*answers)


@cached(
    LRUCache(COMPUTED),
    key=lambda function, arguments, build: (_key(function), _key(arguments), build),
    condition=Condition(),
)
def _compute(function: Callable[..., Made], arguments: tuple[Any, ...], build: str) -> Made:
    return function(*arguments)


def _current() -> tuple[Cursor, str]:
    path = warehouse_path()
    return _opened(str(path), path.stat().st_mtime_ns if path.is_file() else 0)


@cached(LRUCache(1), condition=Condition())
def _opened(path: str, changed: int) -> tuple[Cursor, str]:
    """Return the open warehouse and its build id; ``changed``, its time, identifies a rebuilt file.

    The old connection closes once it is dropped here and its last query is done.
    """
    connection = open_read_only(Path(path))
    return connection, str(queries.build(connection)["build_id"])


@cache
def settle_memory() -> None:
    """Freeze all imported objects, and collect garbage in the background."""
    freeze()
    start_collector(COLLECT_EVERY)
