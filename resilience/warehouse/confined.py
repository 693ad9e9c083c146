"""The process in which the SQL of indicators runs: limited, locked and expendable.

`resilience.warehouse.sandbox` starts this file as a script and sends jobs through its input: a
pickled dictionary with the input ``tables`` (per table its columns as arrays), the ``sql``, the
``columns`` a result must have, the names of the types that are ``numbers``, and its time limit in
``seconds``. One dictionary comes back per job:

- ``kinds``: the kinds of the statements, if they are not exactly one SELECT;
- ``refused``: why the SELECT is not run;
- ``error``: the name and the message of what DuckDB raised;
- ``columns``, ``types`` and, if these are as required, ``rows``: its columns as arrays, masked
  where null.

A job that takes too long ends the process. For a quick start, this file imports nothing of the
project, and no pandas.
"""

from __future__ import annotations

import faulthandler
import json
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import numpy as np

Columns = dict[str, np.ndarray]
"""A table: its columns by name."""
MEMORY = 2**30
"""Maximum memory of a job in bytes; the largest takes a few MB."""
ANSWER = 2**27
"""Maximum size of an answer in bytes."""
TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest"})
UNSTABLE = frozenset({"age", "version"})
"""Functions that depend on the date or on DuckDB's version without being marked volatile."""
HARMLESS = frozenset({"error"})
"""Functions marked volatile only to prevent constant folding."""
KEYWORDS = frozenset(
    [
        "current_catalog",
        "current_date",
        "current_role",
        "current_schema",
        "current_time",
        "current_timestamp",
        "current_user",
        "localtime",
        "localtimestamp",
        "session_user",
        "user",
    ]
)
"""Functions that SQL calls without parentheses."""


class Refused(Exception):
    """Raised for a SELECT that is not run; the message says why and what to do."""


@contextmanager
def locked(tables: dict[str, Columns]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield an in-memory DuckDB that holds only the given tables, read-only.

    One thread adds up in one order, so that a build gives the same figures each time. It reaches no
    file, not even one for temporary data: DuckDB exempts that folder when external
    access is off.
    """
    connection = duckdb.connect(
        ":memory:",
        config={"threads": "1", "memory_limit": f"{MEMORY // 2}B", "temp_directory": ""},
    )
    try:
        for name, columns in tables.items():
            connection.register("_columns", columns)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM _columns')
            connection.unregister("_columns")
        for setting in (
            "TimeZone = 'UTC'",
            "enable_external_access = false",
            "python_enable_replacements = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        connection.execute("BEGIN TRANSACTION READ ONLY")
        yield connection
    finally:
        connection.close()


def changing_functions() -> frozenset[str]:
    """Return the names of DuckDB's functions whose results depend on time, chance or machine."""
    with locked({}) as connection:
        rows = connection.execute(
            """SELECT function_name, stability, coalesce(macro_definition, '')
               FROM duckdb_functions() WHERE function_type IN ('scalar', 'macro')"""
        ).fetchall()
    found = {name for name, stability, _ in rows if stability not in (None, "CONSISTENT")}
    found = found - HARMLESS | UNSTABLE | KEYWORDS
    words = [(name, {*_words(text)}) for name, _, text in rows]
    while more := {name for name, own in words if own & found} - found:
        found |= more
    return frozenset(found)


def inspect(tree: object, tables: set[str], changing: frozenset[str]) -> None:
    """Raise `Refused` if a parsed SELECT uses more than its tables and deterministic functions."""
    named: set[str] = set()
    read = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        if not isinstance(node, dict):
            continue
        waiting += node.values()
        _check_node(node, changing)
        if node.get("type") == "BASE_TABLE":
            read.append(node)
        named.update(pair["key"].lower() for pair in (node.get("cte_map") or {}).get("map", ()))
    for node in read:
        path = [node.get("catalog_name"), node.get("schema_name"), node["table_name"]]
        if path[-1].lower() not in tables | named or path[:2] != ["", ""]:
            raise Refused(f"Table with name {'.'.join(filter(None, path))} does not exist")


def _check_node(node: dict[str, Any], changing: frozenset[str]) -> None:
    kind = node.get("type")
    if kind == "TABLE_FUNCTION":
        name = node["function"].get("function_name", "").lower()
        if name not in TABLE_FUNCTIONS:
            raise Refused(
                f"the SQL reads from {name}(); allowed are the declared series and "
                f"{', '.join(sorted(TABLE_FUNCTIONS))}"
            )
    elif kind == "SHOW_REF":
        raise Refused("the SQL holds DESCRIBE, SHOW or SUMMARIZE; write a plain SELECT")
    if node.get("sample"):
        raise Refused(_changing("TABLESAMPLE or USING SAMPLE"))
    names = [part.lower() for part in node.get("column_names") or ()]
    if kind == "COLUMN_REF" and len(names) == 1 and names[0] in KEYWORDS:
        raise Refused(_changing(names[0]))
    if str(node.get("function_name", "")).lower() in changing:
        raise Refused(_changing(f"{node['function_name'].lower()}()"))


def work(job: dict[str, Any], changing: frozenset[str]) -> dict[str, Any]:
    """Return the answer to one job."""
    with locked(job["tables"]) as connection:
        statements: list[Any] = connection.extract_statements(job["sql"])
        kinds = [statement.type.name for statement in statements]
        if kinds != ["SELECT"]:
            return {"kinds": kinds}
        text = connection.execute("SELECT json_serialize_sql(?)", [job["sql"]]).fetchall()
        tree = json.loads(text[0][0])
        if tree["error"]:
            raise Refused(
                f"the SQL cannot be looked through ({tree.get('error_message')}); write a plain "
                "SELECT, without PIVOT and without statements that write"
            )
        inspect(tree["statements"], {name.lower() for name in job["tables"]}, changing)
        relation = connection.sql(statements[0])
        types = [kind.id for kind in relation.types]
        answer: dict[str, Any] = {"columns": relation.columns, "types": types}
        if relation.columns == job["columns"] and types[-1] in job["numbers"]:
            *keys, last = job["columns"]
            number = f"CAST({last} AS DOUBLE)"
            select = f"{', '.join(keys)}, {number} AS {last}, isfinite({number}) AS finite"
            answer["rows"] = relation.project(select).fetchnumpy()
        return answer


def _serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer jobs until there are no more."""
    changing = changing_functions()
    with Path(os.devnull).open("w") as nowhere:
        while True:
            try:
                job = pickle.load(jobs)
            except EOFError:
                return
            # A thread of its own in C: it ends the process whatever DuckDB is busy with, and also
            # if nobody waits for the answer any more.
            faulthandler.dump_traceback_later(job["seconds"], exit=True, file=nowhere)
            try:
                content = pickle.dumps(work(job, changing))
                if len(content) > ANSWER:
                    raise Refused(f"the SQL returns more than {ANSWER // 2**20} MB")
            except Refused as reason:
                content = pickle.dumps({"refused": str(reason)})
            except (duckdb.Error, MemoryError, RecursionError) as error:
                content = pickle.dumps({"error": (type(error).__name__, str(error))})
            faulthandler.cancel_dump_traceback_later()
            answers.write(content)
            answers.flush()


def limit_memory() -> None:
    """Limit the growth of this process's memory to `MEMORY` where possible (Linux)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _words(text: str) -> Iterator[str]:
    for part in text.replace("(", " ").replace(")", " ").replace(".", " ").split():
        yield part.strip('"').lower()


def _changing(what: str) -> str:
    return (
        f"the SQL uses {what}, whose result changes with time, chance or machine; a build must "
        "give the same figures each time, so take dates and numbers from the series or write them"
    )


if __name__ == "__main__":
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limit_memory()
    _serve(sys.stdin.buffer, replies)
