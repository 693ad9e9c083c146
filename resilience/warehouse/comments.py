"""Descriptions of tables and columns, written into the warehouse and read back from it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from resilience.settings import ROOT

COMMENTS = ROOT / "resilience" / "warehouse" / "comments.toml"
_LANGUAGES = {"_de": ", in German", "_en": ", in English"}


@dataclass(frozen=True)
class TableAbout:
    """A table or view of the warehouse; its columns are ``(name, type, comment)``."""

    name: str
    view: bool
    comment: str
    columns: tuple[tuple[str, str, str], ...]


def write_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the comments of ``comments.toml`` to all tables and columns."""
    words = tomllib.loads(COMMENTS.read_text(encoding="utf-8"))
    connection.begin()  # otherwise each comment would be written to disk by itself
    for table in described(connection):
        own = words.get(table.name, {})
        if "about" in own:
            kind = "VIEW" if table.view else "TABLE"
            _comment(connection, f"{kind} {table.name}", own["about"])
        for column, _, _ in table.columns:
            if text := _column(column, [own, words.get(own.get("like"), {}), words["every"]]):
                _comment(connection, f"COLUMN {table.name}.{column}", text)
    connection.commit()


def _column(column: str, words: list[dict[str, Any]]) -> str:
    """Return a column's comment: the first under its name, with or without language suffix."""
    base, ending = column[:-3], column[-3:]
    for told in words:
        if column in told and column != "about":
            return str(told[column])
        if ending in _LANGUAGES and base in told and not (base == "about" and told is words[0]):
            return str(told[base]) + _LANGUAGES[ending]
    return ""


def _comment(connection: duckdb.DuckDBPyConnection, what: str, text: str) -> None:
    quoted = text.replace("'", "''")
    connection.execute(f"COMMENT ON {what} IS '{quoted}'")


def described(connection: duckdb.DuckDBPyConnection) -> list[TableAbout]:
    """Return a warehouse's tables and views with comments, in the order of ``comments.toml``."""
    order = [*tomllib.loads(COMMENTS.read_text(encoding="utf-8"))]
    place = {name: n for n, name in enumerate(order)}
    return sorted(_described(connection), key=lambda table: place.get(table.name, len(order)))


def _described(connection: duckdb.DuckDBPyConnection) -> Iterator[TableAbout]:
    tables = connection.execute(
        """
        SELECT table_name, false, coalesce(comment, '') FROM duckdb_tables()
        WHERE database_name = current_database() AND NOT internal
        UNION ALL
        SELECT view_name, true, coalesce(comment, '') FROM duckdb_views()
        WHERE database_name = current_database() AND NOT internal
        ORDER BY 1
        """
    ).fetchall()
    columns = connection.execute(
        """
        SELECT table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns()
        WHERE database_name = current_database() AND NOT internal ORDER BY column_index
        """
    ).fetchall()
    for name, view, comment in tables:
        own = tuple((column, kind, text) for table, column, kind, text in columns if table == name)
        yield TableAbout(name, view, comment, own)


def as_markdown(tables: list[TableAbout]) -> str:
    """Return the descriptions of tables and columns as the text of ``docs/warehouse.md``."""
    lines = [
        "# The warehouse, table by table",
        "",
        "Printed by `python3 -m resilience sql --describe`; do not edit. The same words stand as",
        "comments in the DuckDB file, and are written in `resilience/warehouse/comments.toml`;",
        "keys and rules are in `resilience/warehouse/schema.sql`.",
    ]
    for table in tables:
        lines += [
            "",
            f"## {table.name}{' (view)' if table.view else ''}",
            "",
            f"{table.comment}.",
            "",
        ]
        lines += ["| Column | Type | What stands in it |", "|---|---|---|"]
        lines += [f"| `{name}` | {kind} | {text} |" for name, kind, text in table.columns]
    return "\n".join(lines) + "\n"
