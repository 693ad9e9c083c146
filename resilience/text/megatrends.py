"""Megatrends with one line of evidence each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from resilience.analysis.megatrends import Evidence
from resilience.i18n import Lang, number, quantity, t
from resilience.text.links import address
from resilience.text.provenance import period_text
from resilience.text.tables import Column, Link
from resilience.text.targets import source_line


def evidence_text(found: Evidence | None, told: Mapping[Any, Any], lang: Lang) -> str:
    """Return the development of a series in the region's cities, with unit and years."""
    if found is None:
        return t(lang, "megatrends.no_series")
    decimals = int(told["decimals"])
    words = {
        "after": quantity(found.after, decimals, told["unit"], lang),
        "before": number(found.before, decimals, lang),
        "start": period_text(found.start, lang),
        "end": period_text(found.end, lang),
        "n": number(found.n, 0, lang),
        "up": number(found.up, 0, lang),
        "down": number(found.down, 0, lang),
        "alike": number(found.alike, 0, lang),
    }
    return t(
        lang, "megatrends.single" if found.start == found.end else "megatrends.change", **words
    )


def trend_table(
    trends: pd.DataFrame, evidence: Mapping[str, str], carried: Mapping[str, str], lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per megatrend: evidence, further open data, and who named it.

    Parameters
    ----------
    evidence
        Texts by megatrend; absent where no open series shows it.
    """
    rows = []
    for row in trends.to_dict("records"):
        told: tuple[Link, ...] = (Link(t(lang, "megatrends.no_series")),)
        if isinstance(row["indicator_id"], str):
            way = address("indicator", carried, indicator=row["indicator_id"])
            told = (Link(row["indicator"], way), Link(evidence[row["megatrend_id"]]))
        rows.append(
            {
                "name": (Link(row["name"], strong=True),),
                "evidence": told,
                "open": row["open"],
                "source": source_line(row, lang),
            }
        )
    return pd.DataFrame(rows), [
        Column(word, t(lang, f"megatrends.col_{word}"))
        for word in ("name", "evidence", "open", "source")
    ]
