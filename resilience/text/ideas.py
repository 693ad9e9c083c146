"""All ideas of the process, each with the indicators it could affect and their current state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from resilience.i18n import Lang, quantity, t
from resilience.text.city_process import source_text
from resilience.text.figures import interval_text
from resilience.text.links import address
from resilience.text.provenance import date_text, period_text
from resilience.text.tables import Column, Link


def state_text(own: Mapping[Any, Any] | None, told: Mapping[Any, Any], lang: Lang) -> str:
    """Return a city's newest value with interval and year, or that there is none."""
    if own is None:
        return t(lang, "missing.no_data")
    decimals = int(told["decimals"])
    text = quantity(own["value"], decimals, told["unit"], lang)
    if own["low"] == own["low"]:
        text += f" ({interval_text(own['low'], own['high'], decimals, lang)})"
    return f"{text}, {period_text(own['period'], lang)}"


def all_ideas_table(
    ideas: pd.DataFrame,
    themes: Mapping[str, str],
    catalogue: pd.DataFrame,
    newest: pd.DataFrame,
    city: Mapping[str, str],
    carried: Mapping[str, str],
    lang: Lang,
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per idea.

    Parameters
    ----------
    ideas
        See `queries.ideas`.
    catalogue
        All indicators, ``indicator_id, label, status, unit, decimals``.
    newest
        See `queries.newest_everywhere`.
    city
        ``ags, name`` of the city whose state is given; empty for the pilot of each idea.
    carried
        Query parameters that links keep.
    """
    told = catalogue.set_index("indicator_id").to_dict("index")
    own = {(r["ags"], r["indicator_id"]): r for r in newest.to_dict("records")}
    rows = []
    for row in ideas.to_dict("records"):
        ags = city.get("ags") or row["pilot"]
        name = city.get("name") or row["pilot_name"]
        traces = [
            _trace(one, told, own.get((ags, one)), name, carried, lang)
            for one in row["indicators"]
            if one in told
        ]
        fields = ", ".join(themes[one] for one in row["themes"]) or t(lang, "ideas.whole_city")
        kind = t(lang, f"ideas.kind_{row['city_type']}")
        pilot = (
            row["pilot_name"] if isinstance(row["pilot_name"], str) else t(lang, "ideas.no_pilot")
        )
        after = [Link(t(lang, "ideas.after"))] if row["after"] else []
        checked = t(lang, "ideas.checked", date=date_text(row["checked_on"], lang))
        rows.append(
            {
                "title": (Link(row["title"], strong=True), Link(row["summary"]), *after),
                "field": (Link(fields), Link(f"{pilot}, {kind}")),
                "trace": tuple(link for trace in traces for link in trace)
                or (Link(t(lang, "city.no_trace")),),
                "source": (Link(source_text(row, lang)), Link(checked)),
            }
        )
    return pd.DataFrame(rows), [
        Column(word, t(lang, f"ideas.col_{word}")) for word in ("title", "field", "trace", "source")
    ]


def _trace(
    indicator_id: str,
    told: Mapping[Any, Any],
    own: Mapping[Any, Any] | None,
    name: str,
    carried: Mapping[str, str],
    lang: Lang,
) -> tuple[Link, Link]:
    about = told[indicator_id]
    way = address("indicator", carried, indicator=indicator_id)
    if about["status"] == "awaiting_data":
        return Link(about["label"], way), Link(t(lang, "scenarios.awaiting"))
    state = state_text(own, about, lang)
    return Link(about["label"], way), Link(t(lang, "ideas.state", city=name, state=state))
