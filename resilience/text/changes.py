"""What changed since the last state of the figures, as sentences and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.text.provenance import date_text, period_text
from resilience.text.tables import Column, Link

MOST_NAMED = 8
"""Areas that a cell names; the rest is counted."""
MOST_SHOWN = 100
"""Revised figures in the table; the rest is counted."""


def changes_sentence(changed: pd.DataFrame, build: dict[str, Any], lang: Lang) -> str:
    """Return how many series changed and since when, or that none did.

    Parameters
    ----------
    changed, build
        See `queries.changed_series` and `queries.build`.
    """
    if changed.empty:
        told = t(lang, "changes.none")
    else:
        days = changed["since"].min(), changed["since"].max()
        span = " – ".join(dict.fromkeys(date_text(day, lang) for day in days))
        told = t(lang, "changes.some", n=len(changed), days=span)
    if pd.isna(build["as_of"]):
        return told
    return f"{t(lang, 'changes.as_of', day=date_text(build['as_of'], lang))} {told}"


def changes_table(changed: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per changed series, and the columns."""
    rows = [
        {
            "series": (Link(row["series"]), Link(f"{row['publisher']}: {row['source']}")),
            "since": date_text(row["since"], lang),
            "periods": ", ".join(period_text(p, lang) for p in row["new_periods"]) or MISSING_SIGN,
            "revised": number(row["revised"], 0, lang),
            "filled": number(row["filled"], 0, lang),
            "gained": _named(list(row["gained"]), lang),
            "lost": _named(list(row["lost"]), lang),
        }
        for row in changed.to_dict("records")
    ]
    counted = ("revised", "filled")
    return pd.DataFrame(rows), [
        Column(name, t(lang, f"changes.col_{name}"), numeric=name in counted)
        for name in ("series", "since", "periods", "revised", "filled", "gained", "lost")
    ]


def revisions_table(revised: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per revised figure with its old and new value, `MOST_SHOWN` at most."""
    rows = [
        {
            "ags": row["ags"],
            "name": row["name"],
            "series": row["series"],
            "category": row["category"] or t(lang, "changes.total"),
            "period": period_text(row["period"], lang),
            "old": _figure(row["old_value"], lang),
            "new": _figure(row["value"], lang),
        }
        for row in revised.head(MOST_SHOWN).to_dict("records")
    ]
    counted = ("period", "old", "new")
    return pd.DataFrame(rows), [
        Column(name, t(lang, f"changes.col_{name}"), numeric=name in counted)
        for name in ("name", "series", "category", "period", "old", "new")
    ]


def revisions_sentence(revised: pd.DataFrame, region: str, lang: Lang) -> str:
    """Return how many figures of a region were revised, and how many of them are shown."""
    if revised.empty:
        return t(lang, "changes.none_revised", region=region)
    shown = min(len(revised), MOST_SHOWN)
    return t(lang, "changes.revised", n=number(len(revised), 0, lang), shown=shown, region=region)


def _named(names: Sequence[str], lang: Lang) -> str:
    if not names:
        return MISSING_SIGN
    told = ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return t(lang, "changes.and_more", names=told, n=rest) if rest > 0 else told


def _figure(value: float, lang: Lang) -> str:
    """Return a published figure: whole numbers as such, others with two decimals."""
    return (
        number(value, 0 if value == round(value) else 2, lang) if value == value else MISSING_SIGN
    )
