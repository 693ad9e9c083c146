"""Weights on screen: the weight of each element, and how stable an order is."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from resilience.analysis.composite import Coherence, Standing
from resilience.analysis.doubts import DOUBTS
from resilience.i18n import Lang, number, t
from resilience.text.tables import Column


def element_labels(themes: pd.DataFrame, declared: pd.DataFrame, lang: Lang) -> dict[str, str]:
    """Return the names of all elements that can be weighted, by id."""
    capacities = {name: t(lang, f"capacity.{name}") for name in declared["capacity"].unique()}
    return {
        **themes.set_index("theme_id")["label"].to_dict(),
        **capacities,
        **declared["label"].to_dict(),
    }


def weights_text(weights: Mapping[str, float], labels: Mapping[str, str], lang: Lang) -> str:
    """Return the user's own weights as a sentence, or that all weights are equal."""
    items = [f"{labels[name]} {number(weight, 1, lang)}" for name, weight in weights.items()]
    if not items:
        return t(lang, "weights.about_equal")
    return t(lang, "weights.told", items=", ".join(items))


def shares(
    used: Mapping[str, float],
    declared: pd.DataFrame,
    themes: pd.DataFrame,
    lang: Lang,
) -> tuple[pd.DataFrame, list[Column]]:
    """Return each indicator's share of the total weight if nothing is missing, theme by theme.

    Parameters
    ----------
    used
        Weights of indicators and themes, see `weighting.resolved`.
    """
    names = themes.set_index("theme_id")["label"]
    total = sum(used[theme] for theme in declared["theme_id"].unique())
    own = pd.Series({name: used[name] for name in declared.index})
    part = own / own.groupby(declared["theme_id"]).transform("sum")
    share = 100 * part * declared["theme_id"].map(used) / total
    order = {theme: place for place, theme in enumerate(names.index)}
    table = declared.assign(share=share, place=declared["theme_id"].map(order))
    table = table.sort_values(["place", "share"], ascending=[True, False], kind="stable")
    rows = pd.DataFrame(
        {
            "label": table["label"],
            "theme": table["theme_id"].map(names),
            "capacity": [t(lang, f"capacity.{name}") for name in table["capacity"]],
            "raw": table["share"],
            "share": [f"{number(value, 1, lang)} %" for value in table["share"]],
        }
    )
    return rows, [
        Column("label", t(lang, "weights.col_indicator"), by="label"),
        Column("theme", t(lang, "weights.col_theme"), by="theme"),
        Column("capacity", t(lang, "weights.col_capacity"), by="capacity"),
        Column("share", t(lang, "weights.col_share"), numeric=True, by="raw"),
    ]


def kind_of(standings: list[Standing], city: str) -> int:
    """Return the index of the standings with a city; without one, of those with the most cities."""
    for place, standing in enumerate(standings):
        if city in standing.cities["ags"].to_list():
            return place
    return max(range(len(standings)), key=lambda place: len(standings[place].cities))


def meter(standing: Standing, one: str, other: str, lang: Lang) -> str:
    """Return the shares of runs in which each of two cities is ahead, as a bar and a sentence."""
    names = standing.cities.set_index("ags")["name"]
    ahead, behind = standing.ahead[other][one], standing.ahead[one][other]
    told = {
        "one": names[one],
        "other": names[other],
        "ahead": number(100 * ahead, 0, lang),
        "behind": number(100 * behind, 0, lang),
        "sure": number(100 * DOUBTS.sure, 0, lang),
    }
    if max(ahead, behind) < DOUBTS.sure:
        verdict = t(lang, "weights.verdict_comparable", **told)
    else:
        first, last = (one, other) if ahead > behind else (other, one)
        verdict = t(lang, "weights.verdict_ahead", first=names[first], last=names[last], **told)
    sentence = t(lang, "weights.meter", **told)
    return (
        f'<div class="meter" role="img" aria-label="{escape(sentence)}">'
        f'<span style="width:{100 * ahead:.1f}%"></span>'
        f'<i style="left:{100 * DOUBTS.sure:.0f}%"></i>'
        f'<i style="left:{100 - 100 * DOUBTS.sure:.0f}%"></i></div>'
        f"<p>{escape(sentence)} <strong>{escape(verdict)}</strong></p>"
    )


def flips_sentence(turned: pd.DataFrame, one: str, other: str, lang: Lang) -> str:
    """Return how many single weights can reverse the order of two cities."""
    word = {0: "none", 1: "one"}.get(len(turned), "many")
    return t(lang, f"weights.flips_{word}", n=len(turned), one=one, other=other)


def flips_table(
    turned: pd.DataFrame, labels: Mapping[str, str], lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per weight that reverses the order: its value, and the value that does so."""
    rows = pd.DataFrame(
        {
            "label": turned["element"].map(labels),
            "now": [number(step, 1, lang) for step in turned["now"]],
            "then": [number(step, 1, lang) for step in turned["then"]],
        }
    )
    return rows, [
        Column("label", t(lang, "weights.col_element")),
        Column("now", t(lang, "weights.col_now"), numeric=True),
        Column("then", t(lang, "weights.col_then"), numeric=True),
    ]


def coherence_text(found: Coherence, peers: str, lang: Lang) -> str:
    """Return how far the themes measure the same thing, as a caption."""
    return t(
        lang,
        "composite.coherence_caption",
        peers=peers,
        n=number(found.areas, 0, lang),
        alpha=number(found.alpha, 2, lang),
        first=number(100 * found.first, 0, lang),
    )


def coherence_table(
    found: Coherence, themes: pd.DataFrame, lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return the rank correlations of the theme scores, a row and a column per theme."""
    names = dict(zip(themes["theme_id"], themes["label"], strict=True))
    table = found.correlations
    ids = [one for one in names if one in table.index]
    rows = pd.DataFrame(
        [
            {"label": names[row]}
            | {one: number(float(table.loc[row, one]), 2, lang) for one in ids}
            for row in ids
        ]
    )
    return rows, [
        Column("label", t(lang, "weights.col_theme")),
        *(Column(one, names[one], numeric=True) for one in ids),
    ]
