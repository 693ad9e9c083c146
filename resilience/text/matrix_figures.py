"""Warehouse queries for the tables of many indicators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from resilience.analysis.matrix import cells
from resilience.i18n import Lang, t
from resilience.model.measure import years_text
from resilience.model.provenance import Provenance
from resilience.text.matrix import Matrix
from resilience.text.provenance import summed_up
from resilience.warehouse import queries

_Ask = Callable[..., pd.DataFrame]


def matrix_of(
    ask: _Ask, cities: pd.DataFrame, peers: pd.DataFrame, indicators: Sequence[str], lang: Lang
) -> Matrix:
    """Return indicators of cities among their peers.

    Parameters
    ----------
    ask
        Runs queries, see `analysis.repository`.
    cities
        ``ags, name`` of cities of one kind.
    peers
        Rows of their kind, see `queries.peers`.
    indicators
        Ids in the requested order; none for all, by theme.
    """
    declared = ask(queries.indicators, lang)
    if indicators:
        declared = declared.set_index("indicator_id", drop=False).loc[list(indicators)]
        declared = declared.reset_index(drop=True)
    found = cells(
        ask(queries.values_everywhere),
        declared,
        ask(queries.every_break),
        cities["ags"].to_list(),
        peers["ags"].to_list(),
    )
    themes, corrections = ask(queries.themes, lang), ask(queries.corrections, lang)
    names = dict(zip(themes["theme_id"], themes["label"], strict=True))
    reasons = dict(zip(corrections["correction_id"], corrections["reason"], strict=True))
    label = t(lang, "matrix.no_peers") if peers.empty else str(peers["label"].iloc[0])
    return Matrix(lang, found, cities, declared, names, label, len(peers), reasons)


def provenance_of_cells(ask: _Ask, rows: pd.DataFrame, lang: Lang) -> Provenance:
    """Return the brief provenance of the values of cells, see `analysis.matrix.cells`."""
    areas = tuple(dict.fromkeys(rows["ags"]))
    indicators = tuple(dict.fromkeys(rows["indicator_id"]))
    sources = ask(queries.sources_of_newest, indicators, areas, lang)
    years = rows.loc[rows["period"].notna(), "period"].str[:4]
    found = summed_up(sources, years_text(years.min(), years.max()), rows["quality"], lang)
    return replace(found, line=found.brief)
