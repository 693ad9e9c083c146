"""Runs an SQL query on the warehouse, read-only: a table on the terminal, or CSV."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from resilience.settings import warehouse_path

_SHOWN = 50
"""Maximum number of rows of a table on the terminal."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience sql``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience sql",
        description="Ask the warehouse in SQL (DuckDB's), read-only. What stands in its tables: "
        "docs/warehouse.md, or --describe.",
    )
    own.add_argument("question", nargs="?", metavar="SELECT", help="one SELECT, in quotes")
    own.add_argument("--csv", action="store_true", help="print all rows as CSV")
    own.add_argument("--describe", action="store_true", help="print what stands in each table")
    own.add_argument(
        "--warehouse", type=Path, default=warehouse_path(), help="file (default: %(default)s)"
    )
    return own


def main(argv: list[str]) -> int:
    """Run the command; return 1 with a clear message if the query cannot be answered."""
    words = parser()
    given = words.parse_args(argv)
    if bool(given.question) == given.describe:
        words.error('give one SELECT in quotes, such as "SELECT * FROM theme", or --describe')
    from resilience.warehouse.asking import QuestionError, answered
    from resilience.warehouse.opening import WarehouseError

    try:
        if given.describe:
            _describe(given.warehouse)
        elif given.csv:
            from resilience.safe_csv import csv_text

            sys.stdout.write(csv_text(answered(given.warehouse, given.question).df()))
        else:
            _show(given.warehouse, given.question)
    except QuestionError as error:
        print(f"sql: {error}", file=sys.stderr)
        return 1
    except WarehouseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _show(warehouse: Path, question: str) -> None:
    from resilience.cli.kit.table import text_table
    from resilience.warehouse.asking import answered

    answer = answered(warehouse, question)
    head = [str(column[0]) for column in answer.description]
    rows = answer.fetchmany(_SHOWN + 1)
    cells = [[_cell(value) for value in row] for row in rows[:_SHOWN]]
    print(text_table(head, cells, width=60))
    print("More rows; --csv prints all." if len(rows) > _SHOWN else f"{len(rows)} rows.")


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def _describe(warehouse: Path) -> None:
    from resilience.warehouse.comments import as_markdown, described
    from resilience.warehouse.opening import open_read_only

    sys.stdout.write(as_markdown(described(open_read_only(warehouse))))
