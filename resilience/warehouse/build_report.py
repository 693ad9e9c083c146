"""What a build reports: failed checks, and which scores entered or left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from resilience.warehouse.load import Check

LISTED = 20
"""Lines of changes that are listed; the others are only counted."""

_NAMED = 3
"""Maximum number of areas that a line names."""


class _Connection(Protocol):
    def execute(self, query: str) -> _Connection: ...

    def fetchall(self) -> list[tuple[str, str]]: ...


Pairs = frozenset[tuple[str, str]]
"""Indicator or theme, and area."""


@dataclass(frozen=True)
class Scored:
    """The indicators and themes that have a score in a warehouse.

    ``indicators`` are those whose value enters the scores of an area's themes.
    """

    year: str
    indicators: Pairs
    themes: Pairs
    names: dict[str, str]


def scored(warehouse: _Connection) -> Scored:
    """Return what has a score in an open warehouse."""

    def pairs(sql: str) -> list[tuple[str, str]]:
        return warehouse.execute(sql).fetchall()

    years = warehouse.execute("SELECT DISTINCT period, '' FROM theme_score").fetchall()
    return Scored(
        year=max((year for year, _ in years), default=""),
        indicators=frozenset(pairs("SELECT DISTINCT indicator_id, ags FROM theme_score_input")),
        themes=frozenset(pairs("SELECT theme_id, ags FROM theme_score WHERE score IS NOT NULL")),
        names=dict(pairs("SELECT ags, short_name FROM area_current")),
    )


def score_changes(before: Scored, after: Scored) -> list[str]:
    """Return in words which scores entered and which left, or that none did."""
    lines = []
    if before.year != after.year:
        lines.append(f"Scores are as of {after.year or 'no year'}, before of {before.year}.")
    names = before.names | after.names
    for what, old, new in (
        ("theme score", before.themes, after.themes),
        ("indicator in the scores", before.indicators, after.indicators),
    ):
        lines += _lines(f"left: {what}", old - new, names)
        lines += _lines(f"entered: {what}", new - old, names)
    if not lines:
        return ["Scores: none entered, none left."]
    rest = len(lines) - LISTED
    return [*lines[:LISTED], *([f"and {rest} lines more"] if rest > 0 else [])]


def _lines(what: str, pairs: Pairs, names: dict[str, str]) -> Iterator[str]:
    of: dict[str, list[str]] = {}
    for name, ags in sorted(pairs):
        of.setdefault(name, []).append(names.get(ags, ags))
    for name, areas in of.items():
        more = f" and {len(areas) - _NAMED} more" if len(areas) > _NAMED else ""
        yield f"{what} {name} of {', '.join(areas[:_NAMED])}{more}"


def failure(failed: list[Check]) -> str:
    """Return failed checks as a table, followed by the offending rows."""
    overview = checks_table(
        ["check", "expected", "found"], [[c.what, c.expected, c.found] for c in failed]
    )
    lines = [f"{len(failed)} checks failed; the warehouse was left as it was.", overview]
    for check in failed:
        if check.rows:
            rest = int(check.found) - len(check.rows)
            lines += [f"{check.what}:", *(f"  {row}" for row in check.rows)]
            lines += [f"  and {rest} more"] if rest else []
    return "\n".join(lines)


def checks_table(head: list[str], rows: list[list[str]]) -> str:
    """Return a table for the terminal, its columns as wide as their widest cell."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = [
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True))
        for row in [head, *rows]
    ]
    return "\n".join(line.rstrip() for line in lines)
