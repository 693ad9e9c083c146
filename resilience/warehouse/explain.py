"""Explains errors in an indicator's SQL in one sentence, with the line and a remedy."""

from __future__ import annotations

import re
from typing import Any

from resilience.model.registry import Entry, nearest
from resilience.warehouse import confined
from resilience.warehouse.holdings import SeriesAtHand

INPUT = ["ags", "period", "category", "value"]
"""Columns of each series that the SQL can read."""
NEEDS = "needs="
SQL = "sql="

_KNOWN = {
    r"Table with name (?P<name>\S+) does not exist": (
        "the SQL reads the table '{name}', which is not declared; needs = ({needs}). Add the "
        "series to needs, or mend its name{need_hint}"
    ),
    r'Referenced column "(?P<name>[^"]+)" (?:was )?not found': (
        "the SQL uses the column '{name}', which does not exist; every series has the columns "
        "{columns}{column_hint} (a text stands in single quotes)"
    ),
    r'(?:Table|Values list) "(?P<of>[^"]+)" does not have a column named "(?P<name>[^"]+)"': (
        "the SQL uses the column '{name}' of '{of}', which does not have it; every series has the "
        "columns {columns}{column_hint}"
    ),
    r'Ambiguous reference to column name "(?P<name>[^"]+)" \(use: (?P<which>[^)]+)\)': (
        "the SQL uses the column '{name}', which several of its tables have; name the table before "
        "it: {which}"
    ),
    r'Referenced table "(?P<name>[^"]+)" not found!\s*Candidate tables: (?P<which>[^\n]*\S)': (
        "the SQL uses the table '{name}', which stands in no FROM or JOIN; there are {which}: mend "
        "the name, or give a table this name behind FROM or JOIN"
    ),
    r"(?:Function|Macro) with name (?P<name>\S+) does not exist": (
        "the SQL calls the function '{name}', which DuckDB does not have; look it up at "
        "duckdb.org/docs/sql/functions"
    ),
    r'column "(?P<name>[^"]+)" must appear in the GROUP BY clause': (
        "the SQL returns the column '{name}' beside a sum or count, but does not group by it; "
        "write GROUP BY ags, period, or take any_value() of it"
    ),
}
"""Patterns of DuckDB's messages on common mistakes, and the explanations given for them."""
_UNQUOTED = str.maketrans("", "", "\"'")


def explain(entry: Entry, answer: dict[str, Any], seconds: int) -> str:
    """Return why the SQL failed to return rows.

    Parameters
    ----------
    answer
        Answer of `resilience.warehouse.confined`, without columns.
    seconds
        Time limit of the SQL.
    """
    if ended := answer.get("ended"):
        limit = (
            f"did not finish within {seconds} s"
            if ended == "time"
            else f"took more than {confined.MEMORY // 2**20} MB of memory"
        )
        return (
            f"{entry.where(SQL)}: the SQL {limit}; look for a join without ON or USING, a "
            "recursion without an end, or a long text or list"
        )
    text = str(answer.get("refused") or answer["error"][1])
    for pattern, sentence in _KNOWN.items():
        if found := re.search(pattern, text):
            name, needs = found["name"], [need.series for need in entry.indicator.tables]
            words = {
                **{part: told.translate(_UNQUOTED) for part, told in found.groupdict().items()},
                "columns": ", ".join(INPUT),
                "needs": ", ".join(needs),
                "column_hint": nearest(name, INPUT),
                "need_hint": nearest(name, needs),
            }
            return f"{entry.where(name, SQL)}: {sentence.format(**words)}"
    if "refused" in answer:
        used = re.search(r"(?:uses|reads from) (\w+)", text)
        return f"{entry.where(used[1] if used else SQL, SQL)}: {text}"
    said = re.search(r'at or near "([^"]+)"', text)
    place = entry.where(said[1] if said else SQL, SQL)
    return f"{place}: the SQL does not run: {text.splitlines()[0]}; mend it here"


def no_value(entry: Entry, at_hand: list[SeriesAtHand]) -> str:
    """Return why a valid SELECT may give no value: an undeclared category, or no common year."""
    read = [one for need in entry.indicator.tables for one in need.categories]
    wanted = re.findall(r"'([^'\d][^']*)'", entry.indicator.sql)
    for name in [one for one in wanted if one not in read][:1]:
        known = ", ".join(map(repr, dict.fromkeys(read)))
        return (
            f"{entry.where(name, SQL)}: no area has a value; the SQL looks for {name!r}, and needs "
            f"reads the categories {known} only{nearest(name, read)}"
        )
    spans = [
        f"{one.series_id} {one.span}" for one in at_hand if one.series_id in entry.indicator.series
    ]
    return (
        f"{entry.where(SQL)}: no area has a value; look whether the series share areas and periods "
        f"({', '.join(spans)}), and whether a condition leaves any row"
    )
