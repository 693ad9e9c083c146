"""An indicator tried out before it is a file: computed and checked like one, then written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import Any

import pandas as pd

from resilience.cli.kit import KitError
from resilience.cli.kit.check import Finding, check
from resilience.cli.kit.figures import computed_values
from resilience.cli.kit.goalposts import propose
from resilience.model.registry import FILE_NAME, Entry
from resilience.spec import (
    Capacity,
    DeclarationError,
    Direction,
    Example,
    Goalposts,
    Indicator,
    Need,
    Text,
)
from resilience.warehouse.compute import observations_of
from resilience.warehouse.explain import INPUT
from resilience.warehouse.opening import Cursor
from resilience.warehouse.sandbox import IndicatorError, run_example

DRAFT_TEXTS = ("name", "about", "unit", "numerator", "denominator", "reason", "caveat")
UNWRITTEN = Text(de="Noch zu schreiben.", en="Still to be written.")
"""Placeholder in a file for a text that was left empty."""


@dataclass(frozen=True)
class Draft:
    """What an analyst entered.

    Parameters
    ----------
    theme_id, name
        The two halves of the id.
    needs
        Series with the categories the SQL reads, the numerator first.
    texts
        German and English version of each of `DRAFT_TEXTS`; both empty if not written yet.
    """

    theme_id: str
    name: str
    needs: tuple[Need, ...]
    sql: str
    capacity: Capacity
    direction: Direction
    decimals: int
    texts: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Tried:
    """The results of a draft: its finished file, its values with their areas, and the findings."""

    entry: Entry
    values: pd.DataFrame
    findings: list[Finding]


def tried(draft: Draft, cursor: Cursor) -> Tried:
    """Return the results of a draft on the bundled series, its SQL run in the sandbox.

    Its example is made of figures at hand; its goalposts are the proposed ones.

    Raises
    ------
    KitError
        The input is not yet an indicator, or its SQL does not run; the message says what to do.
    """
    if not re.fullmatch(FILE_NAME, draft.name):
        raise KitError(
            f"name: found {draft.name!r}, allowed are lower-case English words joined by _, "
            "such as births_per_1000"
        )
    try:
        bare = _entry(draft, Example({need.series: [] for need in draft.needs}, []), None)
        values = computed_values(bare, cursor)
        example = _example(draft, observations_of(cursor, bare), values)
        entry = _entry(draft, example, _goalposts(draft, values))
    except (DeclarationError, IndicatorError) as error:
        raise KitError(str(error)) from error
    return Tried(entry, values, [*_unwritten(draft), *check(entry, cursor)])


def _unwritten(draft: Draft) -> list[Finding]:
    open_ = [word for word in DRAFT_TEXTS if not all(draft.texts.get(word, ("", "")))]
    return [Finding("texts", "look", f"still to be written: {', '.join(open_)}")] if open_ else []


def _entry(draft: Draft, example: Example, goalposts: Goalposts | None) -> Entry:
    texts: dict[str, Any] = {
        word: Text(*told) if all(told := draft.texts.get(word, ("", ""))) else UNWRITTEN
        for word in DRAFT_TEXTS
    }
    indicator = Indicator(
        **texts,
        capacity=draft.capacity,
        direction=draft.direction,
        needs=tuple(need.series if need == Need(need.series) else need for need in draft.needs),
        sql=_sql(draft.sql),
        example=example,
        goalposts=goalposts,
        decimals=draft.decimals,
    )
    indicator_id = f"{draft.theme_id}.{draft.name}"
    file = f"indicators/{draft.theme_id}/{draft.name}.py"
    return Entry(indicator_id, draft.theme_id, file, indicator, file_text(draft.name, indicator))


def _example(draft: Draft, tables: dict[str, pd.DataFrame], values: pd.DataFrame) -> Example:
    """Return an example of two areas with a value in the newest period: figures and results.

    Where the SQL also needs other periods, the example includes them.
    """
    known = values[values["value"].notna()]
    areas = known.loc[known["period"] == known["period"].max(), "ags"].head(2)
    for periods in ([known["period"].max()], None):
        given = {}
        for series, rows in tables.items():
            kept = rows[rows["ags"].isin(areas)]
            if periods:
                kept = kept[kept["period"].isin(periods)]
            cells = kept.astype({"value": "object"})[INPUT].itertuples(index=False, name=None)
            given[series] = [
                (ags, period, *([category] if category else []), None if v != v else float(v))
                for ags, period, category, v in cells
            ]
        made = run_example(_entry(draft, Example(given, []), None))
        if made["value"].notna().any():
            break
    expected = [
        (str(ags), str(period), None if value != value else float(value))
        for ags, period, value in made.itertuples(index=False, name=None)
    ]
    return Example(given, expected)


def _goalposts(draft: Draft, values: pd.DataFrame) -> Goalposts | None:
    """Return the proposal of the newest year that has one; None for other directions."""
    if draft.direction not in ("higher_is_better", "lower_is_better"):
        return None
    proposed = propose(values)
    newest = proposed[proposed["period"] == proposed["period"].max()]
    if newest.empty:
        return None
    scales = {str(row.kind): (float(row.low), float(row.high)) for row in newest.itertuples()}
    return Goalposts(
        town=scales.get("town"),
        large_city=scales.get("large_city"),
        year=str(newest["period"].iloc[0]),
    )


def _sql(sql: str) -> str:
    """Return the SQL indented as in a file; unchanged if its quotes do not allow that."""
    plain = dedent(sql).strip()
    if "\\" in plain or '"""' in plain or not plain:
        return plain
    return f"\n{indent(plain, ' ' * 8)}\n    "


def file_text(name: str, indicator: Indicator) -> str:
    """Return the file that declares an indicator."""
    words = {"Example", "Indicator", "Text"}
    body = [f"    {word}={_text(getattr(indicator, word))}," for word in DRAFT_TEXTS]
    body += [f'    capacity="{indicator.capacity}",', f'    direction="{indicator.direction}",']
    needs = []
    for need in indicator.needs:
        if isinstance(need, str):
            needs.append(_quoted(need))
        else:
            words.add("Need")
            parts = "".join(f"{_quoted(one)}, " for one in need.categories)
            needs.append(f"Need({_quoted(need.series)}, categories=({parts.rstrip()}))")
    body.append(f"    needs=({', '.join(needs)},),")
    sql = indicator.sql
    body.append(f'    sql="""{sql}""",' if sql.startswith("\n") else f"    sql={_quoted(sql)},")
    if posts := indicator.goalposts:
        words.add("Goalposts")
        scales = ", ".join(f"{kind}=({a!r}, {b!r})" for kind, (a, b) in posts.scales.items())
        body.append(f"    goalposts=Goalposts({scales}, year={_quoted(posts.year)}),")
    assert indicator.example is not None
    body.append("    example=Example(\n        given={")
    for series, rows in indicator.example.given.items():
        body.append(f"            {_quoted(series)}: [")
        body += [f"                {_row(row)}," for row in rows]
        body.append("            ],")
    body.append("        },\n        expected=[")
    body += [f"            {_row(row)}," for row in indicator.example.expected]
    body.append(f"        ],\n    ),\n    decimals={indicator.decimals},")
    head = [
        f'"""{name.replace("_", " ").capitalize()}."""',
        "",
        f"from resilience.spec import {', '.join(sorted(words))}",
        "",
        "INDICATOR = Indicator(",
    ]
    return "\n".join([*head, *body, ")", ""])


def _text(text: Text) -> str:
    return f"Text(\n        de={_quoted(text.de)},\n        en={_quoted(text.en)},\n    )"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _row(row: tuple[str | float | None, ...]) -> str:
    return f"({', '.join(_quoted(one) if isinstance(one, str) else repr(one) for one in row)})"
