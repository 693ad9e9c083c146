"""Texts and tables on two indicators: coefficients, and what they do not prove."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from resilience.analysis.correlation import INTERVAL_LEVEL, Coefficient, pearson, spearman
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.model.pair import Pair
from resilience.model.time_series import year_of
from resilience.text.figures import axis_title, quality
from resilience.text.tables import Column

APART = 0.3
"""Difference between both coefficients from which one is said to rest on single cities."""


def nearest_period(every_year: pd.DataFrame, members: pd.Series, period: str) -> str:
    """Return the period with members' values nearest to a given one, the newer of two."""
    known = every_year[every_year["ags"].isin(members) & every_year["value"].notna()]
    wanted = year_of(period)
    periods: list[str] = sorted(known["period"].unique(), reverse=True)
    return min(periods, key=lambda period: abs(year_of(period) - wanted))


def coefficient_table(pair: Pair, total: int) -> tuple[pd.DataFrame, list[Column]]:
    """Return both coefficients with their intervals, for the towns and for all municipalities.

    Parameters
    ----------
    total
        Number of all municipalities; where under half of them have both values, they have no
        coefficient, as the missing ones may differ.
    """
    lang, every = pair.lang, pair.everywhere
    of_all = t(lang, "relations.of_all", total=number(total, 0, lang))
    enough = len(every) >= total / 2
    rows = []
    for name, values, used in (
        (t(lang, "relations.of_towns"), pair.towns, pair.towns),
        (of_all, every, every if enough else every.head(0)),
    ):
        x, y = used["x"].to_numpy(), used["y"].to_numpy()
        found = [method(x, y) for method in (pearson, spearman)]
        row = {"name": name, "n": number(len(values), 0, lang)}
        for kind, coefficient in zip(("pearson", "spearman"), found, strict=True):
            row[kind] = _signed(coefficient.value, lang)
            row[f"{kind}_interval"] = _interval_text(coefficient, lang)
        rows.append(row)
    level = number(100 * INTERVAL_LEVEL, 0, lang)
    return pd.DataFrame(rows), [
        Column("name", t(lang, "relations.col_set")),
        Column("n", t(lang, "relations.col_n"), numeric=True),
        Column("pearson", t(lang, "relations.col_pearson"), numeric=True),
        Column("pearson_interval", t(lang, "relations.col_interval", level=level), numeric=True),
        Column("spearman", t(lang, "relations.col_spearman"), numeric=True),
        Column("spearman_interval", t(lang, "relations.col_interval", level=level), numeric=True),
    ]


def _signed(value: float, lang: Lang) -> str:
    """Return a coefficient with its sign."""
    text = number(value, 2, lang)
    return f"+{text}" if round(value, 2) > 0 else text


def _interval_text(coefficient: Coefficient, lang: Lang) -> str:
    """Return an interval as ``−0,32 bis +0,71``."""
    if coefficient.low != coefficient.low:
        return MISSING_SIGN
    low, high = _signed(coefficient.low, lang), _signed(coefficient.high, lang)
    return t(lang, "relations.interval", low=low, high=high)


def reading(pair: Pair) -> str:
    """Return the meaning of the towns' coefficient in a sentence: mostly that it says little."""
    lang, found = pair.lang, pearson(pair.towns["x"].to_numpy(), pair.towns["y"].to_numpy())
    if found.value != found.value:
        return t(lang, "relations.no_coefficient", n=found.n)
    if found.low != found.low:
        return t(lang, "relations.exact", n=found.n)
    open_ended = found.low <= 0 <= found.high
    key = "relations.reading_open" if open_ended else "relations.reading_closed"
    told = {"value": _signed(found.value, lang), "interval": _interval_text(found, lang)}
    parts = [t(lang, key, n=found.n, **told)]
    ranks = spearman(pair.towns["x"].to_numpy(), pair.towns["y"].to_numpy())
    if abs(found.value - ranks.value) > APART:
        parts.append(t(lang, "relations.apart", value=_signed(ranks.value, lang)))
    return " ".join(parts)


def pair_notes(pair: Pair, total: int) -> str:
    """Return how to read the chart, and which areas are not in it."""
    lang = pair.lang
    parts = []
    if len(pair.everywhere) > len(pair.rows):
        parts.append(t(lang, "relations.note_background"))
    large = pair.rows.loc[pair.rows["peer_kind"] == "large_city", "name"]
    if len(large):
        parts.append(t(lang, "relations.note_large", city=", ".join(large)))
    if beyond := pair.outside:
        parts.append(t(lang, "relations.note_outside", n=beyond))
    absent = pair.members.loc[~pair.members["ags"].isin(pair.rows["ags"]), "name"]
    if len(absent):
        parts.append(t(lang, "relations.note_absent", cities=", ".join(absent)))
    if len(pair.everywhere) < total / 2:
        n, all_of_them = number(len(pair.everywhere), 0, lang), number(total, 0, lang)
        parts.append(t(lang, "relations.note_thin", n=n, total=all_of_them))
    return " ".join(parts)


def sentence(pair: Pair) -> str:
    """Return what the chart shows."""
    return t(
        pair.lang,
        "relations.alt",
        first=axis_title(pair.first),
        second=axis_title(pair.second),
        n=len(pair.rows),
        reading=reading(pair),
    )


def shared_note(shared: pd.DataFrame, lang: Lang) -> str:
    """Return a warning that both indicators use the same series, empty if they do not.

    Parameters
    ----------
    shared
        ``label`` per series, see `queries.shared_series`.
    """
    if shared.empty:
        return ""
    return t(lang, "relations.shared", series=", ".join(shared["label"]))


def pair_table(pair: Pair) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per member with both values and their quality, and the columns."""
    lang, rows = pair.lang, []
    for member in pair.members.to_dict("records"):
        row = {"ags": member["ags"], "name": member["name"]}
        for side, measure in (("x", pair.first), ("y", pair.second)):
            own = measure.values[measure.values["ags"] == member["ags"]].to_dict("records")
            nothing: dict[Any, Any] = {"value": np.nan, "quality": "O", "note": ""}
            found = own[0] if own else nothing
            known = found["value"] == found["value"]
            row[f"raw {side}"] = found["value"]
            row[side] = measure.number(found["value"]) if known else t(lang, "missing.no_data")
            row[f"quality {side}"] = quality(
                found["quality"], found["note"] or "", measure.reasons, lang
            )
        counted = member["ags"] in set(pair.towns["ags"])
        row["counted"] = t(lang, "crosswalk.yes" if counted else "crosswalk.no")
        rows.append(row)
    word = t(lang, "compare.col_quality")
    return pd.DataFrame(rows), [
        Column("name", t(lang, "compare.col_city"), by="name"),
        Column("x", axis_title(pair.first), numeric=True, by="raw x"),
        Column("quality x", word),
        Column("y", axis_title(pair.second), numeric=True, by="raw y"),
        Column("quality y", word),
        Column("counted", t(lang, "relations.col_counted")),
    ]
