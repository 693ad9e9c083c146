"""The only opener of warehouse files, and what puts a new one in the place of the old."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from resilience import atomic
from resilience.settings import ROOT

SCHEMA = ROOT / "resilience" / "warehouse" / "schema.sql"


class WarehouseError(RuntimeError):
    """A warehouse that cannot be opened or replaced; the message says which and what to do."""


def create(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new, empty warehouse with the documented tables."""
    connection = duckdb.connect(str(path))
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    return connection


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection to the file as it is now; for each query take a `cursor`.

    The file is attached to a database in memory: one opened by its path would be shared by all
    connections of the process, and a new file under the same path would not be seen.

    Raises
    ------
    WarehouseError
        The file is missing or not a warehouse.
    """
    if not path.is_file():
        raise WarehouseError(
            f"{path}: no warehouse here; make it with 'python3 -m resilience build'"
        )
    quoted = str(path).replace("'", "''")
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"ATTACH '{quoted}' AS warehouse (TYPE duckdb, READ_ONLY)")
        connection.execute("USE warehouse")
        connection.execute("SET enable_external_access = false")
        connection.execute("SELECT build_id FROM build").fetchall()
    except duckdb.Error as error:
        connection.close()
        raise WarehouseError(
            f"{path}: not a readable warehouse ({error}); build it anew"
        ) from error
    return connection


def cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return a cursor of `open_read_only`'s connection for one thread; it may outlive that."""
    own = connection.cursor()
    own.execute("USE warehouse")  # not inherited
    return own


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Give a file to write that takes the place of ``path`` if the block ends well.

    Its time is that of the beginning, so that what is edited meanwhile is newer.

    Raises
    ------
    WarehouseError
        The old file is in use and the system does not let go of it (Windows).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
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
