"""The overall score on a page, shown on request, and the stability of an order."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from resilience.analysis import composite, monte_carlo
from resilience.analysis.doubts import CONCENTRATIONS, DOUBTS, Doubts
from resilience.analysis.weighting import flips
from resilience.app import cache
from resilience.app.chart import (
    colour_scheme,
    drawn,
    provenance_of_scores,
    show_chart,
    show_html,
    show_text,
)
from resilience.app.html import bullets, fold, heading, paragraph
from resilience.app.selection import choose, current
from resilience.charts import composite as view
from resilience.i18n import Lang, t
from resilience.settings import SETTINGS
from resilience.text import weights as weights_view
from resilience.text.tables import html_table
from resilience.warehouse import queries


@dataclass(frozen=True)
class Weighing:
    """The weights in use.

    Parameters
    ----------
    chosen
        Weights by theme, capacity or indicator, as chosen; those not named weigh 1.
    resolved
        Weights by indicator and theme, see `weighting.resolved`.
    told
        The weights, or their source, in words.
    declared
        The scored indicators by id: ``theme_id, capacity, direction, label``.
    labels
        Names of all elements that can be weighted.
    """

    chosen: dict[str, float]
    resolved: dict[str, float]
    told: str
    declared: pd.DataFrame
    labels: dict[str, str]


def show_overall(weighing: Weighing) -> None:
    """Show the overall score of all cities, and how stable the order of two of them is."""
    region, lang, city = current().region, current().lang, current().city
    every = cache.derived(
        monte_carlo.normalised,
        (queries.theme_inputs,),
        (queries.indicators, "de"),
        (queries.areas, region),
        (queries.peers, region, "de"),
    )
    doubts = _doubts(lang)
    standings = _standings(every, weighing, doubts)
    peers = cache.query(queries.peers, region, lang)
    peer_sets = peers.drop_duplicates("kind")
    references = dict(zip(peer_sets["kind"], peer_sets["label"], strict=True))
    rows, columns = cache.computed(view.composite_table, standings, references, lang)
    behind = cache.derived(_newest, (queries.theme_scores,), (queries.areas, region))
    themes = tuple(cache.query(queries.themes, lang)["theme_id"])
    figure = (view.composite_figure, standings, references, city, lang, colour_scheme())
    show_chart(
        drawn(*figure),
        "composite_figure",
        t(lang, "composite.table_caption", year=behind["period"].max()),
        cache.computed(view.composite_sentence, standings, lang),
        provenance_of_scores(themes, behind),
        rows,
        columns,
        city,
        weighing.told,
    )
    show_text(heading(2, t(lang, "weights.stability")))
    place = weights_view.kind_of(standings, city)
    stability = _stability(standings[place], every[place], weighing)
    behind_it = view.assumptions(standings, references, doubts, SETTINGS, lang)
    show_html(
        "stability",
        stability,
        _pairs_html(every, weighing, lang),
        fold(t(lang, "weights.assumptions"), bullets(behind_it)),
        _coherence_html(peers, lang),
    )


def _doubts(lang: Lang) -> Doubts:
    """Show the choice of how much weights vary and return what is varied."""
    ids = [f"{one:g}" for one in CONCENTRATIONS]
    labels = {one: t(lang, f"composite.concentration_{one}") for one in ids}
    label = t(lang, "composite.concentration")
    usual = f"{DOUBTS.concentration:g}"
    chosen = choose(st.selectbox, "concentration", label, ids, labels, usual)
    return replace(DOUBTS, concentration=float(chosen))


def _standings(
    every: list[monte_carlo.Runs], weighing: Weighing, doubts: Doubts
) -> list[composite.Standing]:
    return cache.computed(composite.standings, every, weighing.resolved, SETTINGS, doubts)


def _pairs_html(every: list[monte_carlo.Runs], weighing: Weighing, lang: Lang) -> str:
    """Return the number of distinct pairs at each concentration of the weights, as HTML."""
    found = {
        one: _standings(every, weighing, replace(DOUBTS, concentration=float(one)))
        for one in CONCENTRATIONS
    }
    return paragraph(view.pairs_text(found, lang))


def _coherence_html(peers: pd.DataFrame, lang: Lang) -> str:
    """Return how the themes are related over the peers of each kind, as folded HTML."""
    scores, themes = cache.query(queries.theme_scores), cache.query(queries.themes, lang)
    parts = []
    for label, own in peers.groupby("label", sort=False):
        found = cache.computed(composite.coherence, scores, tuple(own["ags"]))
        if found is not None:
            rows, columns = weights_view.coherence_table(found, themes, lang)
            caption = weights_view.coherence_text(found, str(label), lang)
            parts.append(html_table(rows, columns, caption))
    told = paragraph(t(lang, "composite.coherence_about"))
    return fold(t(lang, "composite.coherence"), "".join([told, *parts]))


def _newest(scores: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Return the members' theme scores in the newest year in which any of them has one."""
    own = scores[scores["ags"].isin(areas.loc[areas["role"] == "member", "ags"])]
    newest = own.loc[own["score"].notna(), "period"].max()
    return own[own["period"].eq(newest)]


def _stability(standing: composite.Standing, own: monte_carlo.Runs, weighing: Weighing) -> str:
    """Show the choice of a second city; return as HTML how often each of the two is ahead.

    The HTML also shows which single weights reverse their order.
    """
    lang, city = current().lang, current().city
    names = dict(zip(standing.cities["ags"], standing.cities["name"], strict=True))
    one = city or next(iter(names))
    others = {ags: name for ags, name in names.items() if ags != one}
    if not others:
        return paragraph(t(lang, "weights.alone", city=names[one]))
    label = t(lang, "weights.rival", city=names[one])
    rival = choose(st.selectbox, "rival", label, list(others), others)
    turned = cache.computed(flips, own, weighing.chosen, weighing.declared, one, rival)
    return cache.computed(_stability_html, standing, turned, weighing.labels, one, rival, lang)


def _stability_html(
    standing: composite.Standing,
    turned: pd.DataFrame,
    labels: dict[str, str],
    one: str,
    rival: str,
    lang: Lang,
) -> str:
    names = dict(zip(standing.cities["ags"], standing.cities["name"], strict=True))
    sentence = weights_view.flips_sentence(turned, names[one], names[rival], lang)
    told = f"{weights_view.meter(standing, one, rival, lang)}{paragraph(sentence)}"
    if turned.empty:
        return told
    rows, columns = weights_view.flips_table(turned, labels, lang)
    return f"{told}{html_table(rows, columns, t(lang, 'weights.flips_caption'))}"
