"""Targets in words: who adopted what, a city's position, and the verdict on its progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from resilience.analysis.held_targets import reached
from resilience.analysis.targets import OLDEST, YEARS_NEEDED, Judgement
from resilience.i18n import MISSING_SIGN, Lang, number, quantity, signed, t
from resilience.text.figures import interval_text
from resilience.text.links import address
from resilience.text.provenance import date_text, period_text
from resilience.text.tables import Column, Link

_Table = tuple[pd.DataFrame, list[Column]]


def number_text(target: Mapping[Any, Any], lang: Lang) -> str:
    """Return the number with its unit and what it refers to, or that there is none."""
    if target["value"] != target["value"]:
        return t(lang, "targets.no_number")
    value = target["value"]
    text = quantity(value, 0 if value == int(value) else 1, target["unit"], lang)
    return f"{text}, {target['base']}" if isinstance(target["base"], str) else text


def due_text(target: Mapping[Any, Any], now: str, lang: Lang) -> str:
    """Return when a target is to be reached, and whether that has passed.

    Parameters
    ----------
    now
        Today, like ``2026-11-28``.
    """
    if target["every_year"]:
        return t(lang, "targets.every_year")
    due = target["due"]
    if not isinstance(due, str):
        return t(lang, "targets.no_due")
    text = period_text(due, lang)
    passed = due < now[: len(due)]
    return t(lang, "targets.passed", due=text) if passed else text


def adopted_text(target: Mapping[Any, Any], lang: Lang) -> str:
    """Return who adopted a target in which document and when, and what evidence was seen."""
    when = target["adopted"]
    parts = [target["body"], target["document"]]
    parts += [period_text(when, lang)] if isinstance(when, str) else []
    words = [t(lang, f"targets.status_{target['status']}")]
    words.append(t(lang, f"targets.evidence_{target['evidence']}"))
    return f"{', '.join(parts)} ({'; '.join(words)})"


def source_line(row: Mapping[Any, Any], lang: Lang) -> str:
    """Return the source of an entry, and when it was last checked against it."""
    told = [row.get("publisher"), row["citation"]]
    where = ", ".join(one for one in told if isinstance(one, str))
    return t(lang, "targets.source", where=where, date=date_text(row["checked_on"], lang))


def sources_line(rows: pd.DataFrame, lang: Lang) -> str:
    """Return the sources of several entries."""
    told = dict.fromkeys(part for one in rows["publisher"] for part in one.split("; "))
    return t(lang, "story.source", what="; ".join(told))


def position_text(target: Mapping[Any, Any], own: Mapping[Any, Any] | None, lang: Lang) -> str:
    """Return a city's value beside a target, only where the two are comparable.

    Parameters
    ----------
    own
        The city's newest value of the indicator with ``unit, decimals``; None where there is none.
    """
    if not isinstance(target["indicator_id"], str):
        return t(lang, "targets.no_indicator")
    if target["comparable"] == "other":
        return t(lang, "targets.other_measure")
    if own is None:
        return t(lang, "targets.no_value")
    value = quantity(own["value"], int(own["decimals"]), own["unit"], lang)
    if own["low"] == own["low"]:
        value += f" ({interval_text(own['low'], own['high'], int(own['decimals']), lang)})"
    if own["quality"] != "A":
        value += f", {t(lang, 'quality.' + own['quality'])}"
    year = period_text(own["period"], lang)
    text = t(lang, f"targets.stands_{target['comparable']}", value=value, year=year)
    if target["label"] in ("state", "federation", "union"):
        text += f" {t(lang, 'targets.only_to_place')}"
    return text


def verdict_text(target: Mapping[Any, Any], found: Judgement, lang: Lang) -> str:
    """Return the rule's verdict with the figures behind it, or why there is none."""
    if found.verdict is None:
        words: dict[str, object] = {"n": len(found.values), "least": YEARS_NEEDED, "years": OLDEST}
        reason = t(lang, f"targets.reason_{found.reason}", **words)
        return t(lang, "targets.not_judged", reason=reason)
    last = found.values.iloc[-1]
    figures = {
        "since": found.since,
        "until": last["period"],
        "change": signed(found.change, 0 if abs(found.change) >= 10 else 1, lang),
        "unit": target["unit"] if isinstance(target["unit"], str) else "",
    }
    told = t(lang, f"targets.verdict_{found.verdict}")
    return f"{told} {t(lang, 'targets.rule_figures', **figures)}".strip()


def target_table(
    targets: pd.DataFrame,
    positions: Mapping[str, str],
    verdicts: Mapping[str, str],
    now: str,
    carried: Mapping[str, str],
    lang: Lang,
) -> _Table:
    """Return a row per target: label and wording, number and year, state of the city, verdict.

    Parameters
    ----------
    positions, verdicts
        Texts by target.
    """
    rows = []
    for row in targets.to_dict("records"):
        label = t(lang, f"targets.label_{row['label']}")
        area = row["area_name"]
        if isinstance(area, str):
            label = f"{label}: {area}"
        state = [Link(positions[row["target_id"]]), Link(verdicts[row["target_id"]])]
        if isinstance(row["indicator_id"], str):
            way = address("indicator", carried, indicator=row["indicator_id"])
            state.insert(0, Link(row["indicator"], way))
        rows.append(
            {
                "text": (Link(label, strong=True), Link(row["text"])),
                "number": (
                    Link(number_text(row, lang)),
                    Link(due_text(row, now, lang)),
                ),
                "adopted": adopted_text(row, lang),
                "state": tuple(state),
                "caveat": (Link(row["caveat"]), Link(source_line(row, lang))),
            }
        )
    return pd.DataFrame(rows), [
        Column(word, t(lang, f"targets.col_{word}"))
        for word in ("text", "number", "adopted", "state", "caveat")
    ]


def climate_rows(
    targets: pd.DataFrame, missing: pd.DataFrame, cities: pd.DataFrame, lang: Lang
) -> pd.DataFrame:
    """Return a row per city with its year of neutrality, earliest first, or why there is none.

    Columns ``ags, name, due, neutral, evidence, status_text, missing``.
    """
    years = targets[targets["neutral"].notna()].set_index("ags")
    found = missing[missing["climate"]].set_index("ags")["text"]
    rows = []
    for city in cities.to_dict("records"):
        row: dict[str, Any] = {"ags": city["ags"], "name": city["name"], "due": None}
        row |= {"neutral": "", "evidence": "", "status_text": ""}
        row["missing"] = found.get(city["ags"], t(lang, "targets.not_found"))
        if city["ags"] in years.index:
            told = years.loc[city["ags"]].to_dict()
            row |= {name: told[name] for name in ("due", "neutral", "evidence")}
            row["status_text"] = adopted_text(told, lang)
        rows.append(row)
    made = pd.DataFrame(rows)
    return made.sort_values(["due", "name"], na_position="last", kind="stable").reset_index(
        drop=True
    )


def climate_table(rows: pd.DataFrame, lang: Lang) -> _Table:
    """Return the rows of `climate_rows` as a table."""
    made = rows.assign(
        year=[row if isinstance(row, str) else MISSING_SIGN for row in rows["due"]],
        means=rows["neutral"].where(rows["due"].notna(), rows["missing"]),
    )
    return made, [
        Column("name", t(lang, "compare.col_city"), by="name"),
        Column("year", t(lang, "targets.col_year"), numeric=True, by="year"),
        Column("means", t(lang, "targets.col_means")),
        Column("status_text", t(lang, "targets.col_adopted")),
    ]


def climate_sentence(rows: pd.DataFrame, lang: Lang) -> str:
    """Return how many cities have a year, the range of years, and how many have none."""
    known = rows["due"].dropna().str[:4]
    return t(
        lang,
        "targets.climate_sentence",
        n=number(len(known), 0, lang),
        first=known.min() if len(known) else MISSING_SIGN,
        last=known.max() if len(known) else MISSING_SIGN,
        none=number(len(rows) - len(known), 0, lang),
    )


def series_sentence(target: Mapping[Any, Any], values: pd.DataFrame, lang: Lang) -> str:
    """Return in how many years a yearly target was reached, and the mean."""
    met = int(reached(values, target).sum())
    last = values.iloc[-1]
    return t(
        lang,
        "targets.series_sentence" if met else "targets.series_never",
        city=target["area_name"],
        met=number(met, 0, lang),
        n=number(len(values), 0, lang),
        first=values["period"].iloc[0],
        last=last["period"],
        value=number(last["value"], 0, lang),
        mean=number(values["value"].mean(), 0, lang),
        target=number(target["value"], 0, lang),
        unit=target["unit"],
    )


def series_table(values: pd.DataFrame, unit: str, lang: Lang) -> _Table:
    """Return a row per year."""
    rows = values.assign(
        figure=[quantity(value, 0, unit, lang) for value in values["value"]],
        span=[
            interval_text(low, high, 0, lang)
            for low, high in zip(values["low"], values["high"], strict=True)
        ],
    )
    return rows, [
        Column("period", t(lang, "compare.col_year"), numeric=True),
        Column("figure", t(lang, "map.col_value"), numeric=True),
        Column("span", t(lang, "compare.col_interval"), numeric=True),
    ]
