"""What makes an indicator unfit for a score, or its figures for a comparison."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from resilience.model.registry import Entry
from resilience.settings import SETTINGS
from resilience.warehouse import queries
from resilience.warehouse.opening import Cursor
from resilience.warehouse.sandbox import example_inputs, run_sql
from resilience.warehouse.score import scores_of
from resilience.words import Oddity

SCALE_ENDS = (5.0, 95.0)
"""Points up to which, or from which, a town is at an end of the scale."""
NEARLY_ALL = 0.8
"""Share of a region's towns at one end from which an indicator no longer discriminates."""
TWIN, OPPOSITE = 0.85, -0.7
"""Rank correlations of scores in a theme beyond which two are redundant, or cancel out."""
IMPORTANT = 2.5
"""Maximum ratio of an indicator's share of its theme's variance to its weight."""

Oddities = Iterator[tuple[Oddity, str]]


def ends(scores: pd.Series) -> Oddities:
    """Yield ``floor`` or ``ceiling`` where most towns of a region are at one end of the scale.

    Parameters
    ----------
    scores
        Scores of the region's towns.
    """
    known = scores.dropna()
    low, high = int((known <= SCALE_ENDS[0]).sum()), int((known >= SCALE_ENDS[1]).sum())
    if len(known) and low >= NEARLY_ALL * len(known):
        yield "floor", f"{low} of {len(known)} towns of the region score {SCALE_ENDS[0]:g} or less"
    if len(known) and high >= NEARLY_ALL * len(known):
        yield (
            "ceiling",
            f"{high} of {len(known)} towns of the region score {SCALE_ENDS[1]:g} or more",
        )


def relatives(own: pd.Series, others: pd.DataFrame) -> Oddities:
    """Yield ``twin`` and ``opposite`` for other scored indicators of the theme.

    Parameters
    ----------
    own
        Scores of the peer towns.
    others
        Towns x indicators.
    """
    for name in others.columns:
        both = pd.concat([own, others[name]], axis=1, join="inner").dropna()
        if len(both) < 30 or (both.nunique() < 2).any():
            continue
        rho = float(both.corr(method="spearman").to_numpy()[0, 1])
        told = f"{name} (rho = {rho:+.2f}, {len(both)} towns)"
        if rho > TWIN:
            yield "twin", f"scores nearly the same as {told}"
        if rho < OPPOSITE:
            yield "opposite", f"cancels out {told}"


def share_carried(own: pd.Series, others: pd.DataFrame) -> tuple[float, float]:
    """Return an indicator's share of the variance of its theme's scores, and its weight.

    ``cov(x / n, mean) / var(mean)`` over towns with all n scores: the shares of all indicators add
    up to 1 (Paruolo, Saisana and Saltelli 2013, Ratings and rankings: voodoo or science?, JRSS A
    176, 609-634, take the squared correlation; here the share that is additive). Null for fewer
    than 30 towns.
    """
    table = pd.concat([own.rename("own"), others], axis=1).dropna()
    weight = 1 / table.shape[1]
    mean = table.mean(axis=1)
    if len(table) < 30 or mean.nunique() < 2:
        return float("nan"), weight
    return float(np.cov(table["own"] * weight, mean)[0, 1] / mean.var()), weight


def mixed_years(entry: Entry, tables: dict[str, pd.DataFrame], newest: str) -> Oddities:
    """Yield ``years`` where a needed series has no figure of the newest value's year."""
    other = []
    for need in entry.indicator.tables:
        rows = tables[need.series]
        years = set(rows.loc[rows["value"].notna(), "period"].str[:4].astype(int))
        wanted = int(newest[:4]) - need.years_before
        if years and wanted not in years:
            nearest = min(years, key=lambda year: (abs(year - wanted), year))
            other.append(f"{need.series} of {nearest}")
    if other:
        yield "years", f"the newest value is of {newest[:4]}, made with {', '.join(other)}"


def mixed_territory(entry: Entry, dates: dict[str, list[str]]) -> Oddities:
    """Yield ``territory`` where the newest figures of the series are of different dates."""
    found = {need.series: dates.get(need.series, []) for need in entry.indicator.tables}
    if len({date for own in found.values() for date in own}) > 1:
        told = ", ".join(f"{name} {' and '.join(own)}" for name, own in found.items())
        yield "territory", f"territorial dates differ: {told}"


def filled_gaps(entry: Entry) -> Oddities:
    """Yield ``missing_input`` for inputs of the example that may be missing and still give a value.

    Each category of each series is blanked in turn.
    """
    assert entry.indicator.example is not None
    tables = example_inputs(entry.indicator.example)
    filled = []
    for need in entry.indicator.tables:
        rows = tables[need.series]
        for category in need.categories:
            blank = rows.assign(value=rows["value"].mask(rows["category"] == category))
            if run_sql(entry, tables | {need.series: blank})["value"].notna().any():
                filled.append(f"{need.series}{f'/{category}' if category else ''}")
    if filled:
        yield "missing_input", f"a value comes out although {', '.join(filled)} is missing"


def in_basket(
    entry: Entry, values: pd.DataFrame, cursor: Cursor
) -> tuple[list[tuple[Oddity, str]], str]:
    """Return oddities of an indicator within its theme, and its importance in words.

    For the towns; the importance is empty if it is itself an oddity.
    """
    kinds, as_of = queries.kinds(cursor), int(queries.score_year(cursor))
    scores = scores_of(entry, values, kinds)
    known = scores[scores["score"].notna() & (scores["ags"].map(kinds) == "town")]
    young = known[known["period"].str[:4].astype(int) >= as_of - SETTINGS.maximum_age]
    own = young.sort_values("period").drop_duplicates("ags", keep="last").set_index("ags")["score"]
    if own.empty:
        return [], ""
    inputs = queries.scores_in_theme(cursor, entry.theme_id)
    inputs = inputs[inputs["indicator_id"] != entry.indicator_id]
    others = inputs.pivot(index="ags", columns="indicator_id", values="score").astype(float)
    others = others[others.index.isin(kinds.index[kinds == "town"])]
    members = own.index.intersection(pd.Index(queries.first_members(cursor)["ags"]))
    found = [*ends(own[members]), *relatives(own, others)]
    share, weight = share_carried(own, others)
    if share != share:
        return found, ""
    text = (
        f"carries {share:.0%} of the differences in the theme's scores; its weight is {weight:.0%}"
    )
    if share > IMPORTANT * weight:
        return [*found, ("importance", text)], ""
    return found, text
