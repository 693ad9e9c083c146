"""A city's scenarios and targets, for stories, sheets and briefs, where there are any."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from resilience.analysis.held_targets import Held
from resilience.analysis.repository import Ask
from resilience.analysis.scenarios import Lens, notable_scenarios
from resilience.i18n import Lang, t
from resilience.text import targets as view
from resilience.text.provenance import date_text
from resilience.warehouse import queries


def scenario_lines(
    ask: Ask, lenses: dict[str, Lens], ags: str, peers: Collection[str], lang: Lang
) -> list[str]:
    """Return the scenarios in which a city is surely worse off than the median, a line each."""
    known = ask(queries.scenarios, lang)
    names = dict(zip(known["scenario_id"], known["name"], strict=True))
    found = notable_scenarios(lenses, ags, peers)
    return [
        t(lang, f"scenarios.noted_{word}", names=", ".join(names[one] for one in ids))
        for word, ids in found.items()
        if ids
    ]


def own_targets(held: Held, theme_id: str = "") -> pd.DataFrame:
    """Return the targets of the city itself, or of all cities, in a theme or in all."""
    rows = held.mine[held.mine["label"] == "city"]
    return rows[rows["theme_id"] == theme_id] if theme_id else rows


def target_lines(held: Held, rows: pd.DataFrame) -> list[str]:
    """Return a line per target: wording, number and year, verdict, where and how far it was seen.

    Where no city is looked at, the line begins with the one whose target it is.
    """
    lines = [_line(held, row) for row in rows.to_dict("records")]
    if held.ags:
        return lines
    return [f"{name}: {line}" for name, line in zip(rows["area_name"], lines, strict=True)]


def _line(held: Held, row: Mapping[Any, Any]) -> str:
    lang = held.lang
    return t(
        lang,
        "targets.told",
        text=row["text"],
        due=view.due_text(row, held.today, lang),
        verdict=view.verdict_text(row, held.judged(row), lang),
        evidence=t(lang, f"targets.told_{row['evidence']}"),
        publisher=row["publisher"],
        checked=date_text(row["checked_on"], lang),
    )


def theme_scenarios(ask: Ask, theme_id: str, lang: Lang) -> str:
    """Return the scenarios that use indicators of a theme."""
    roles = ask(queries.scenario_roles, lang)
    own = roles[roles["indicator_id"].str.startswith(f"{theme_id}.")]
    known = ask(queries.scenarios, lang)
    names = known.loc[known["scenario_id"].isin(own["scenario_id"]), "name"]
    return t(lang, "scenarios.of_theme", names=", ".join(names))
