"""What a matrix of indicators and cities shows, in words: its finding, and the focus lists."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from resilience.analysis import matrix as made
from resilience.analysis.claims import BEHIND
from resilience.analysis.matrix import FocusSide
from resilience.i18n import number, quantity, t
from resilience.text.claims import value_claim
from resilience.text.links import address
from resilience.text.matrix import Look, Matrix, rows_of
from resilience.text.provenance import period_text
from resilience.text.tables import Column, Link, html_table

_SIDES: tuple[FocusSide, ...] = ("weak", "strong")


def matrix_finding(matrix: Matrix, look: Look) -> str:
    """Return the title: counts for the highlighted city or for all, without naming leaders.

    All rows of the selected theme field count, whatever the focus.
    """
    title = _counted(matrix, look)
    return f"{title} ({matrix.themes[look.theme]})" if look.theme else title


def _counted(matrix: Matrix, look: Look) -> str:
    lang, counts = matrix.lang, _counts(matrix, look)
    if not any(own["placed"] for own in counts.values()):
        return t(lang, "matrix.heading")
    if look.city in counts:
        return t(lang, "matrix.finding_city", **_printed(matrix, look.city, counts))
    of = {name: [own[name] for own in counts.values()] for name in ("best", "worst", "placed")}
    spans = {name: _span(min(of[name]), max(of[name]), matrix) for name in ("best", "worst")}
    mixed = min(of["best"]) > 0 and min(of["worst"]) > 0 and len(counts) > 1
    word = "matrix.finding_mixed" if mixed else "matrix.finding"
    least, most = min(of["placed"]), max(of["placed"])
    n = number(most, 0, lang)
    return t(lang, word, n=n if least == most else t(lang, "matrix.up_to", n=n), **spans)


def subtitle(matrix: Matrix, look: Look) -> str:
    """Return what is compared with which peers, and how much of it is sure."""
    lang, counts = matrix.lang, _counts(matrix, look)
    parts = [t(lang, "matrix.about", peers=matrix.label, n=number(matrix.size, 0, lang))]
    if look.city in counts:
        parts.append(t(lang, "matrix.sure_city", **_printed(matrix, look.city, counts)))
    unjudged = [told for told in matrix.told.values() if told["direction"] == "context"]
    hidden = sum(look.theme in ("", told["theme_id"]) for told in unjudged)
    if look.view != "value" and hidden:
        parts.append(t(lang, "matrix.hidden", n=number(hidden, 0, lang)))
    return " ".join(parts)


def _counts(matrix: Matrix, look: Look) -> dict[str, dict[str, int]]:
    """Return the numbers of `analysis.matrix.tally` per city, whatever the focus."""
    counts = made.tally(rows_of(matrix, Look(theme=look.theme)))
    rows = zip(counts.index, counts.to_dict("records"), strict=True)
    return {str(ags): {str(name): int(n) for name, n in own.items()} for ags, own in rows}


def _printed(matrix: Matrix, city: str, counts: dict[str, dict[str, int]]) -> dict[str, str]:
    printed = {name: number(n, 0, matrix.lang) for name, n in counts[city].items()}
    return {"city": matrix.names[city], **printed}


def _span(low: int, high: int, matrix: Matrix) -> str:
    ends = [number(one, 0, matrix.lang) for one in (low, high)]
    return ends[0] if low == high else t(matrix.lang, "matrix.span", low=ends[0], high=ends[1])


def focus_html(matrix: Matrix, look: Look, carried: Mapping[str, str]) -> str:
    """Return both lists of the highlighted city: weak and worsening, strong and improving."""
    lang, name = matrix.lang, matrix.names[look.city]
    found = rows_of(matrix, Look(theme=look.theme))
    counts = _counts(matrix, look).get(look.city, {"compared": 0, "placed": 0})
    parts = [
        f"<h2>{escape(t(lang, 'matrix.focus', city=name))}</h2>",
        f"<p>{escape(t(lang, 'matrix.focus_rule'))} ",
        f"{escape(t(lang, 'matrix.focus_known', n=counts['compared'], of=counts['placed']))}</p>",
    ]
    for side in _SIDES:
        caption = t(lang, f"matrix.focus_{side}", city=name)
        rows, columns = focus_table(matrix, made.moving(found, look.city, side), carried)
        if rows.empty:
            none = t(lang, f"matrix.focus_{side}_none", city=name)
            parts.append(f"<p>{escape(none)}</p>")
        else:
            parts.append(html_table(rows, columns, caption))
    way, word = (
        address("city", {**carried, "city": look.city}),
        t(lang, "matrix.profile", city=name),
    )
    return f'{"".join(parts)}<p><a href="{escape(way)}">{escape(word)}</a></p>'


def focus_table(
    matrix: Matrix, cells: pd.DataFrame, carried: Mapping[str, str]
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per cell: value, position and change, and in words how sure both are."""
    lang, rows = matrix.lang, []
    for cell in cells.to_dict("records"):
        told = matrix.told[cell["indicator_id"]]
        after = cell["others"] - cell["worse"] - cell["equal"]
        behind = cell["claim"] in BEHIND
        n = {"n": number(after if behind else cell["worse"], 0, lang)}
        n["of"] = number(cell["others"], 0, lang)
        way = address("indicator", carried, indicator=cell["indicator_id"])
        course = {"since": period_text(cell["since"], lang)}
        rows.append(
            {
                "label": (Link(told["label"], way),),
                "value": quantity(cell["value"], told["decimals"], told["unit"], lang),
                "year": period_text(cell["period"], lang),
                "place": t(lang, f"city.standing_{'behind' if behind else 'ahead'}", **n),
                "place_sure": value_claim(cell, matrix.label, lang),
                "before": quantity(cell["before"], told["decimals"], told["unit"], lang),
                "since": course["since"],
                "course_sure": t(lang, f"matrix.course_{cell['course']}_{_sure(cell)}"),
            }
        )
    names = ("label", "value", "year", "place", "place_sure", "before", "since", "course_sure")
    numeric = ("value", "year", "before", "since")
    columns = [Column(one, t(lang, f"matrix.col_{one}"), numeric=one in numeric) for one in names]
    return pd.DataFrame(rows), columns


def _sure(cell: Mapping[Any, Any]) -> str:
    return "sure" if cell["course_sure"] else "open"
