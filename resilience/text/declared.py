"""Texts of a declaration for a page."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang, number, t
from resilience.model.goalposts import MARKS, of_kind
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel
from resilience.words import PEER_KINDS, PeerKind


def about(indicator: pd.Series, lang: Lang) -> str:
    """Return what is measured and which direction is better."""
    return f"{indicator['about']} **{direction(indicator, lang)}.**"


def direction(indicator: pd.Series, lang: Lang) -> str:
    """Return which direction is better, as a capitalised phrase; a target band with its bounds."""
    way = t(lang, f"direction.{indicator['direction']}")
    if indicator["direction"] == "target_band":
        bounds = (indicator["band_low"], indicator["band_high"])
        low, high = (number(b, digits(b, indicator["decimals"]), lang) for b in bounds)
        way = f"{way} {low}–{high} {indicator['unit']}"
    return way[0].upper() + way[1:]


def notes(indicator: pd.Series, lang: Lang) -> list[str]:
    """Return capacity, reason of the direction, goalposts and caveat, a line each."""
    lines = {
        "compare.capacity": t(lang, f"capacity.{indicator['capacity']}"),
        "compare.direction": indicator["reason"],
        "compare.goalposts": goalposts_text(indicator, lang),
        "compare.caveat": indicator["caveat"],
    }
    return [f"**{t(lang, word)}:** {text}" for word, text in lines.items() if text]


def goalposts_text(indicator: pd.Series, lang: Lang) -> str:
    """Return the scales of the score with their source, or that there are none."""
    if not indicator["scored"]:
        return t(lang, "compare.not_scored")
    scales = [_scale(of_kind(indicator, kind), kind, lang) for kind in PEER_KINDS]
    told = "; ".join(scale for scale in scales if scale)
    return t(lang, "compare.scale_source", scales=told, source=indicator["goalposts"])


def _scale(indicator: pd.Series, kind: PeerKind, lang: Lang) -> str:
    """Return what scores 0 and 100 in a kind of city, empty where it has no scale."""
    if pd.isna(indicator["low"]):
        return ""
    low, high, band_low, band_high = (mark(indicator, side, lang) for side in MARKS)
    words = {"kind": t(lang, f"compare.scale_{kind}"), "unit": indicator["unit"]}
    if indicator["direction"] == "target_band":
        ends = {"low": low, "high": high, "band_low": band_low, "band_high": band_high}
        return t(lang, "compare.scale_band", **words, **ends)
    worst, best = (high, low) if indicator["direction"] == "lower_is_better" else (low, high)
    return t(lang, "compare.scale_marks", **words, worst=worst, best=best)


def mark(indicator: pd.Series, side: str, lang: Lang) -> str:
    """Return a goalpost as printed, empty where there is none."""
    if pd.isna(indicator[side]):
        return ""
    return number(indicator[side], digits(indicator[side], indicator["decimals"]), lang)


def digits(value: float, decimals: int) -> int:
    """Return the decimals that print a goalpost exactly, at most two more than the values'."""
    return next((d for d in range(decimals + 2) if round(value, d) == value), decimals + 2)


def explanation(panels: list[PeerPanel], lang: Lang) -> str:
    """Return how to read the chart and, for two kinds of city, why they are shown separately."""
    parts = [t(lang, "compare.explain")]
    if len(panels) > 1:
        parts.append(t(lang, "compare.explain_kinds"))
    return " ".join(parts)


def reference_line(measure: Measure, areas: pd.DataFrame) -> str:
    """Return the values of county, state and country as text, empty where the source has none."""
    references = areas[areas["role"] == "reference"]
    known = references[["ags", "name"]].merge(
        measure.values.drop(columns="name"), on="ags", how="inner"
    )
    known = known[known["value"].notna()]
    items = [f"{r['name']} {measure.quantity(r['value'])}" for r in known.to_dict("records")]
    return t(measure.lang, "compare.reference", items=", ".join(items)) if items else ""
