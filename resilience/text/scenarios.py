"""A scenario in words and tables: a city's exposure and capacity, and what is unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from resilience.analysis.scenarios import ROLES, Lens
from resilience.analysis.what_if import ThemeScore
from resilience.i18n import MISSING_SIGN, Lang, number, quantity, t
from resilience.text.figures import interval_text
from resilience.text.links import address
from resilience.text.provenance import period_text
from resilience.text.tables import Column, Link

Printed = tuple[pd.DataFrame, list[Column]]


def stands_text(
    seen: Lens, city: Mapping[Any, Any], peers: Collection[str], name: str, lang: Lang
) -> str:
    """Return a city's standing in a scenario, as far as its intervals allow."""
    parts = [t(lang, f"scenarios.{part}_{seen.stands(city['ags'], part, peers)}") for part in ROLES]
    return t(lang, "scenarios.stands", city=city["name"], scenario=name, parts="; ".join(parts))


def counted_text(seen: Lens, cities: pd.DataFrame, peers: Collection[str], lang: Lang) -> str:
    """Return how many cities are surely more exposed, and surely less capable, than the median."""
    told = {"n": number(len(cities), 0, lang)}
    for part, side in (("exposure", "above"), ("capacity", "below")):
        found = [seen.stands(ags, part, peers) == side for ags in cities["ags"]]
        told[part] = number(sum(found), 0, lang)
    return t(lang, "scenarios.counted", **told)


def lens_table(seen: Lens, cities: pd.DataFrame, peers: Collection[str], lang: Lang) -> Printed:
    """Return a row per city: both means with their intervals, and its standing."""
    rows = []
    for city in cities.to_dict("records"):
        row = {"ags": city["ags"], "name": city["name"]}
        for part in ROLES:
            found = seen.areas.loc[city["ags"]]
            row[part] = _span(found, part, lang)
            row[f"{part}_by"] = found[part]
            stand = seen.stands(city["ags"], part, peers)
            row[f"{part}_stands"] = t(lang, f"scenarios.{stand}")
        rows.append(row)
    columns = [Column("name", t(lang, "compare.col_city"), by="name")]
    for part in ROLES:
        word = t(lang, f"scenarios.{part}")
        columns.append(Column(part, word, numeric=True, by=f"{part}_by"))
        columns.append(Column(f"{part}_stands", t(lang, "scenarios.col_stands", part=word)))
    return pd.DataFrame(rows), columns


def _span(row: pd.Series, part: str, lang: Lang) -> str:
    if row[part] != row[part]:
        return t(lang, "scenarios.unknown")
    ends = {end: number(row[f"{part}_{end}"], 0, lang) for end in ("low", "high")}
    return t(lang, "scenarios.span", value=number(row[part], 0, lang), **ends)


def roles_table(
    roles: pd.DataFrame,
    seen: Lens,
    newest: pd.DataFrame,
    declared: pd.DataFrame,
    city: str,
    carried: Mapping[str, str],
    lang: Lang,
) -> Printed:
    """Return a row per indicator: its role and why, the city's value, and its position.

    Parameters
    ----------
    newest
        See `queries.newest_everywhere`.
    city
        Key of the selected city; empty for none, which leaves its columns out.
    carried
        Query parameters that links keep.
    """
    told = declared.set_index("indicator_id")
    own = newest[newest["ags"] == city].set_index("indicator_id")
    rows = []
    for row in roles.to_dict("records"):
        one = row["indicator_id"]
        way = address("indicator", carried, indicator=one)
        made = {
            "label": (Link(row["label"], way),),
            "role": t(lang, f"scenarios.{row['role']}"),
            "higher": t(lang, f"scenarios.higher_{row['higher']}"),
            "reason": row["reason"],
            "value": t(lang, "scenarios.awaiting") if row["awaiting"] else MISSING_SIGN,
            "position": MISSING_SIGN,
        }
        if row["awaiting"] and not city:
            made["label"] = (Link(row["label"], way), Link(t(lang, "scenarios.awaiting")))
        if one in own.index and one in told.index:
            made["value"] = _value(own.loc[one], told.loc[one], lang)
        if city and one in seen.positions:
            made["position"] = number(seen.positions.loc[city, one], 0, lang)
        rows.append(made)
    columns = [
        Column("label", t(lang, "map.col_indicator")),
        Column("role", t(lang, "scenarios.col_role")),
        Column("higher", t(lang, "scenarios.col_higher")),
        Column("reason", t(lang, "scenarios.col_reason")),
        Column("value", t(lang, "map.col_value"), numeric=True),
        Column("position", t(lang, "scenarios.col_position"), numeric=True),
    ]
    return pd.DataFrame(rows), columns if city else columns[:4]


def _value(row: Any, told: Any, lang: Lang) -> str:
    """Return a value with unit, interval and year."""
    decimals = int(told["decimals"])
    text = quantity(row["value"], decimals, told["unit"], lang)
    if row["low"] == row["low"]:
        text += f" ({interval_text(row['low'], row['high'], decimals, lang)})"
    text += f", {period_text(row['period'], lang)}"
    return text if row["quality"] == "A" else f"{text}, {t(lang, 'quality.' + row['quality'])}"


def capacity_table(found: pd.DataFrame, lang: Lang) -> Printed:
    """Return a row per kind of capacity: its mean position and the number of indicators."""
    rows = found.assign(
        name=[t(lang, f"capacity.{group}") for group in found["group"]],
        mean=[number(value, 0, lang) for value in found["position"]],
        count=[number(n, 0, lang) for n in found["n"]],
    )
    return rows, [
        Column("name", t(lang, "scenarios.col_kind")),
        Column("mean", t(lang, "scenarios.col_position"), numeric=True),
        Column("count", t(lang, "scenarios.col_n"), numeric=True),
    ]


def assumed_table(
    parts: Mapping[str, tuple[pd.Series, pd.Series]],
    scores: tuple[ThemeScore, ThemeScore] | None,
    theme: str,
    lang: Lang,
) -> Printed:
    """Return what an assumption changes: current, assumed, and whether the difference is sure.

    Parameters
    ----------
    parts
        Per part of the scenario the city's row today and under the assumption.
    scores
        The theme's score today and under the assumption; None where the indicator is not scored.
    theme
        Name of the theme.
    """
    lines: list[tuple[str, list[float], list[float]]] = []
    for part, (before, after) in parts.items():
        now, then = ([row[f"{part}{e}"] for e in ("", "_low", "_high")] for row in (before, after))
        lines.append((t(lang, f"scenarios.{part}"), now, then))
    if scores:
        now, then = ([one.score, one.low, one.high] for one in scores)
        lines.append((t(lang, "scenarios.theme_score", theme=theme), now, then))
    rows = [
        {
            "what": what,
            "before": _ends(before, lang),
            "after": _ends(after, lang),
            "verdict": t(lang, f"scenarios.change_{_apart(before, after)}"),
        }
        for what, before, after in lines
    ]
    words = ("what", "before", "after", "verdict")
    return pd.DataFrame(rows), [
        Column(word, t(lang, f"scenarios.col_{word}"), numeric=word in ("before", "after"))
        for word in words
    ]


def _ends(values: list[float], lang: Lang) -> str:
    if values[0] != values[0]:
        return t(lang, "scenarios.unknown")
    value, low, high = (number(one, 0, lang) for one in values)
    return t(lang, "scenarios.span", value=value, low=low, high=high)


def _apart(before: list[float], after: list[float]) -> str:
    """Return in words whether a change is sure: only where the intervals do not overlap."""
    if before[0] != before[0] or after[0] != after[0]:
        return "unknown"
    if round(before[0]) == round(after[0]):
        return "none"
    if after[1] > before[2]:
        return "more"
    return "less" if after[2] < before[1] else "alike"
