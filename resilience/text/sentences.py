"""What each picture shows, in a sentence: for screen readers and for reports."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang, number, t
from resilience.model.measure import Shown
from resilience.model.peer_panel import Panel


def overview_sentence(
    region: str, themes: pd.DataFrame, panels: dict[str, list[Panel]], lang: Lang
) -> str:
    """Return the lowest and highest theme scores of the region."""
    parts = []
    for theme in themes.to_dict("records"):
        values = pd.concat([panel.members["value"] for panel in panels[theme["theme_id"]]])
        if values.notna().any():
            low, high = number(values.min(), 0, lang), number(values.max(), 0, lang)
            parts.append(t(lang, "overview.alt_theme", theme=theme["label"], low=low, high=high))
    return t(lang, "overview.alt", region=region, sentences="; ".join(parts))


def map_sentence(shown: Shown, members: pd.DataFrame) -> str:
    """Return which area has the lowest and which the highest value."""
    lang = shown.lang
    known = members.dropna(subset="value").sort_values("value")
    sentence = t(lang, "missing.no_data")
    if len(known):
        low, high = known.iloc[0], known.iloc[-1]
        sentence = t(
            lang,
            "map.alt_range",
            low_name=low["name"],
            low=shown.quantity(low["value"]),
            high_name=high["name"],
            high=shown.quantity(high["value"]),
        )
    return t(lang, "map.alt", what=shown.label, period=shown.period, sentence=sentence)


def strip_sentence(shown: Shown, panels: list[Panel]) -> str:
    """Return median and middle half of each peer set and every member's value."""
    lang, parts = shown.lang, []
    for panel in panels:
        low, median, high = panel.quartiles
        if median == median:
            parts.append(
                t(
                    lang,
                    "compare.alt_panel",
                    peers=panel.label,
                    median=shown.quantity(median),
                    low=shown.number(low),
                    high=shown.number(high),
                )
            )
        for member in panel.members.to_dict("records"):
            value = shown.quantity(member["value"])
            parts.append(t(lang, "compare.alt_city", city=member["name"], value=value))
    sentences = "; ".join(parts)
    return t(lang, "compare.alt", what=shown.label, period=shown.period, sentences=sentences)
