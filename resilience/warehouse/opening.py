"""Opens warehouse files, and replaces the old one by a new one; the only module that does."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from resilience import atomic
from resilience.locking import try_lock
from resilience.settings import ROOT
from resilience.warehouse.comments import write_comments

Cursor = duckdb.DuckDBPyConnection
"""A connection to a warehouse, or a cursor of one: it runs SQL."""
SCHEMA = ROOT / "resilience" / "warehouse" / "schema.sql"


DAMAGE = (
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.IOException,
    duckdb.SerializationException,
)
"""Errors that DuckDB raises on a damaged file."""
ANEW = "build it anew with 'python3 -m resilience build'"
FAULTS = {
    "missing": "no warehouse here; make it with 'python3 -m resilience build'",
    "empty": f"an empty file, not a warehouse; {ANEW}",
    "damaged": f"a damaged warehouse; {ANEW}",
    "older": f"a warehouse of another version of this program; {ANEW}",
    "foreign": (
        "not a warehouse of this program, and left as it is; move it away, or name another file "
        "with --warehouse"
    ),
    "folder": "a folder; name a file in it with --warehouse, such as warehouse.duckdb",
}
"""Faults of a warehouse path."""
NOT_OURS = ("foreign", "folder")
"""Faults with which a build does not replace the file."""


class WarehouseError(RuntimeError):
    """Raised where a warehouse cannot be opened or replaced; the message says which and what to do.

    Attributes
    ----------
    fault
        Its entry in `FAULTS`; empty if it is none of these.
    """

    def __init__(self, message: str, fault: str = "") -> None:
        super().__init__(message)
        self.fault = fault


class BusyError(WarehouseError):
    """Raised where another process is building the warehouse."""


def wrong(path: Path, fault: str) -> WarehouseError:
    """Return the error that describes what is at a path in place of a warehouse."""
    return WarehouseError(f"{path}: {FAULTS[fault]}", fault)


def create(path: Path) -> Cursor:
    """Return a connection to a new, empty warehouse with the documented tables."""
    connection = duckdb.connect(str(path))
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    write_comments(connection)
    return connection


def open_read_only(path: Path, whole: bool = True) -> Cursor:
    """Return a read-only connection to the file as it is now; for each query take a `cursor`.

    The file is attached to a database in memory: one opened by its path would be shared by all
    connections of the process, so that a new file under the same path would go unnoticed.

    Parameters
    ----------
    whole
        Whether to read all rows once (0.1 s): DuckDB verifies a block's checksum only on reading
        it.

    Raises
    ------
    WarehouseError
        The file is missing, or not a warehouse this program can read; see `FAULTS`.
    """
    if fault := _outside(path):
        raise wrong(path, fault)
    quoted = str(path).replace("'", "''")
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"ATTACH '{quoted}' AS warehouse (TYPE duckdb, READ_ONLY)")
        connection.execute("USE warehouse")
        connection.execute("SET enable_external_access = false")
        fault = _inside(connection, whole)
    except duckdb.Error:
        fault = "damaged"
    if fault:
        connection.close()
        raise wrong(path, fault)
    return connection


@contextmanager
def questions_to(path: Path) -> Iterator[Cursor]:
    """Yield a read-only connection for a few queries, without reading the whole file first.

    Raises
    ------
    WarehouseError
        As `open_read_only`, or a query reaches a damaged block.
    """
    connection = open_read_only(path, whole=False)
    try:
        yield connection
    except DAMAGE as error:
        raise wrong(path, "damaged") from error
    finally:
        connection.close()


def fault_of(path: Path, whole: bool = True) -> str:
    """Return the entry of `FAULTS` for what is at a path, empty for a sound warehouse."""
    try:
        open_read_only(path, whole).close()
    except WarehouseError as error:
        return error.fault
    return ""


def _outside(path: Path) -> str:
    """Return what is wrong with a file, checked before DuckDB opens it."""
    if path.is_dir():
        return "folder"
    if not path.is_file():
        return "missing"
    with path.open("rb") as file:
        head = file.read(12)
    if not head:
        return "empty"
    return "" if head[8:] == b"DUCK" else "foreign"


def _inside(connection: Cursor, whole: bool) -> str:
    """Return what is wrong with an attached file's tables."""
    found = _columns(connection, "warehouse")
    if found != _documented():
        return "older" if {("build", "build_id"), ("series", "series_id")} <= found else "foreign"
    tables = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'warehouse'"
    for (table,) in connection.execute(tables).fetchall() if whole else ():
        connection.execute(f"SELECT sum(hash(t)) FROM {table} t").fetchall()
    return "" if connection.execute("SELECT build_id FROM build").fetchall() else "damaged"


@cache
def _documented() -> set[tuple[str, str]]:
    with duckdb.connect(":memory:") as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        return _columns(connection, "memory")


def _columns(connection: Cursor, database: str) -> set[tuple[str, str]]:
    sql = """SELECT table_name, column_name FROM duckdb_columns()
             WHERE database_name = ? AND NOT internal"""
    return {(table, column) for table, column in connection.execute(sql, [database]).fetchall()}


@contextmanager
def changing(path: Path) -> Iterator[Cursor]:
    """Yield a connection that writes to a warehouse file.

    Raises
    ------
    WarehouseError
        DuckDB refuses a statement of the block.
    """
    try:
        with duckdb.connect(str(path)) as connection:
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(str(error)) from error


def cursor(connection: Cursor) -> Cursor:
    """Return a cursor for one thread on `open_read_only`'s connection, which it may outlive."""
    own = connection.cursor()
    own.execute("USE warehouse")  # not inherited
    return own


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Yield a file to write, which replaces ``path`` if the block succeeds.

    Its modification time is that of the beginning, so that files edited meanwhile are newer.

    Raises
    ------
    BusyError
        Another process is building the warehouse.
    WarehouseError
        The existing file is not a warehouse, or it is in use and cannot be replaced (Windows).
    """
    if (fault := fault_of(path, whole=False)) in NOT_OURS:
        raise wrong(path, fault)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _lock(path).open("wb") as handle:
        if not try_lock(handle):
            raise BusyError(
                f"{path}: another build is making it; wait for its end, then run the command again"
            )
        yield from _replaced(path)


def is_busy(path: Path) -> bool:
    """Return whether a process is building a warehouse at this path now."""
    if not _lock(path).is_file():
        return False
    with _lock(path).open("rb") as handle:
        return not try_lock(handle)


def _lock(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _replaced(path: Path) -> Iterator[Path]:
    began = time.time_ns()
    written = False
    try:
        with atomic.replacing(path) as fresh:
            yield fresh
            os.utime(fresh, ns=(began, began))
            written = True
    except PermissionError as error:
        if not written:
            raise
        raise WarehouseError(
            f"{path}: in use, so it was left as it was ({error.strerror}); "
            "close the dashboard, then build again"
        ) from error
