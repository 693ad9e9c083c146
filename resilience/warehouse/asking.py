"""Answers an analyst's SQL query on a read-only warehouse."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from resilience.model.registry import nearest
from resilience.warehouse.comments import described
from resilience.warehouse.holdings import series_ids
from resilience.warehouse.opening import Cursor, open_read_only


class QuestionError(ValueError):
    """A query that is not answered; the message says why and what to do."""


def answered(warehouse: Path, sql: str) -> Cursor:
    """Return a connection that holds the result of one SELECT.

    The query cannot read or write files, nor change any setting that would allow it.

    Raises
    ------
    WarehouseError
        There is no readable warehouse.
    QuestionError
        The SQL is not one SELECT, or DuckDB cannot answer it.
    """
    connection = open_read_only(warehouse)
    connection.execute("SET lock_configuration = true")
    try:
        kinds = [one.type.name for one in connection.extract_statements(sql)]
        if kinds != ["SELECT"]:
            raise QuestionError(
                f"found {' and '.join(kinds) or 'no statement'}, allowed is one SELECT, DESCRIBE "
                "or SUMMARIZE: the warehouse is only read here; to change figures, see add-series"
            )
        return connection.execute(sql)
    except duckdb.Error as error:
        raise QuestionError(_told(str(error), connection)) from error


def _told(text: str, connection: Cursor) -> str:
    first = text.strip().splitlines()[0]
    if table := re.search(r"Table with name (\S+) does not exist", text):
        name, tables = table[1], [one.name for one in described(connection)]
        if name in series_ids(connection):
            return (
                f"found the table {name!r}, which is a series: SELECT ags, period, category, value "
                f"FROM observation_current WHERE series_id = {name!r}"
            )
        return (
            f"found no table {name!r}{nearest(name, tables)}; the tables are {', '.join(tables)} "
            "(docs/warehouse.md says what is in them)"
        )
    if candidates := re.search(r"Candidate bindings: (.+)", text):
        return f"{first} The nearest columns are {candidates[1]}; DESCRIBE TABLE lists all"
    return f"{first}; mend it there"
