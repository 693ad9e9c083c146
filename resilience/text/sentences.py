"""What each chart or map shows, in a sentence: for screen readers and for reports."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang, number, t
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel


def overview_sentence(
    region: str, themes: pd.DataFrame, panels: dict[str, list[PeerPanel]], lang: Lang
) -> str:
    """Return the lowest and highest theme scores of the region."""
    parts = []
    for theme in themes.to_dict("records"):
        values = pd.concat([panel.members["value"] for panel in panels[theme["theme_id"]]])
        if values.notna().any():
            low, high = number(values.min(), 0, lang), number(values.max(), 0, lang)
            parts.append(t(lang, "overview.alt_theme", theme=theme["label"], low=low, high=high))
    return t(lang, "overview.alt", region=region, sentences="; ".join(parts))


def map_sentence(measure: Measure, members: pd.DataFrame) -> str:
    """Return the areas with the lowest and the highest value."""
    lang = measure.lang
    known = members.dropna(subset="value").sort_values("value")
    sentence = t(lang, "missing.no_data")
    if len(known):
        low, high = known.iloc[0], known.iloc[-1]
        sentence = t(
            lang,
            "map.alt_range",
            low_name=low["name"],
            low=measure.quantity(low["value"]),
            high_name=high["name"],
            high=measure.quantity(high["value"]),
        )
    return t(lang, "map.alt", what=measure.label, period=measure.period, sentence=sentence)


def strip_sentence(measure: Measure, panels: list[PeerPanel]) -> str:
    """Return median and middle half of each peer set and every member's value."""
    lang, parts = measure.lang, []
    for panel in panels:
        low, median, high = panel.quartiles
        if median == median:
            parts.append(
                t(
                    lang,
                    "compare.alt_panel",
                    peers=panel.label,
                    median=measure.quantity(median),
                    low=measure.number(low),
                    high=measure.number(high),
                )
            )
        for member in panel.members.to_dict("records"):
            value = measure.quantity(member["value"])
            parts.append(t(lang, "compare.alt_city", city=member["name"], value=value))
    sentences = "; ".join(parts)
    return t(lang, "compare.alt", what=measure.label, period=measure.period, sentences=sentences)
