"""How the overall score stands on a page, where it was asked for, and how stable an order is."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from resilience.analysis import composite, monte_carlo
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
    """What counts how much.

    Parameters
    ----------
    chosen
        By theme, capacity or indicator, as chosen; what is not named weighs 1.
    resolved
        By indicator and theme, see `weighting.resolved`.
    told
        The weights, or where they come from, in words.
    declared
        Of the scored indicators, by id: ``theme_id, capacity, direction, label``.
    labels
        Names of all that can be weighed.
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
    standings = cache.computed(composite.standings, every, weighing.resolved)
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
    behind_it = view.assumptions(standings, references, monte_carlo.DOUBTS, SETTINGS, lang)
    show_html("stability", stability, fold(t(lang, "weights.assumptions"), bullets(behind_it)))


def _newest(scores: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Return the members' theme scores in the newest year in which any of them has one."""
    own = scores[scores["ags"].isin(areas.loc[areas["role"] == "member", "ags"])]
    newest = own.loc[own["score"].notna(), "period"].max()
    return own[own["period"].eq(newest)]


def _stability(standing: composite.Standing, own: monte_carlo.Runs, weighing: Weighing) -> str:
    """Show the choice of a second city and return how often which of the two is ahead as HTML.

    With it goes which single weight turns their order round.
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
