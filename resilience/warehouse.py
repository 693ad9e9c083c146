"""The only opener of warehouse files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from resilience.settings import ROOT

SCHEMA = ROOT / "resilience" / "schema.sql"


class WarehouseError(RuntimeError):
    """A warehouse that cannot be opened; the message says which and what to do."""


def create(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new, empty warehouse with the documented tables."""
    connection = duckdb.connect(str(path))
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    return connection


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection; take a cursor of it per query.

    Raises
    ------
    WarehouseError
        The file is missing or not a warehouse.
    """
    if not path.is_file():
        raise WarehouseError(
            f"{path}: no warehouse here; make it with 'python3 -m resilience build'"
        )
    try:
        return duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"})
    except duckdb.Error as error:
        raise WarehouseError(
            f"{path}: not a readable warehouse ({error}); build it anew"
        ) from error


@contextmanager
def sandbox(series: dict[str, object]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield an in-memory DuckDB that holds only the given tables and reaches nothing else.

    Parameters
    ----------
    series
        Table name to data frame with ``ags, period, category, value``.
    """
    connection = duckdb.connect(":memory:", config={"threads": "2"})
    try:
        for name, frame in series.items():
            connection.register("_frame", frame)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM _frame')
            connection.unregister("_frame")
        for setting in (
            "enable_external_access = false",
            "python_enable_replacements = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        yield connection
    finally:
        connection.close()
