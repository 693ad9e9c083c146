"""What a run shows about its own indicators: how they are related and what each contributes.

Tables use the normalised scores, in a panel those of its newest period.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from resilience.scoring.coinr import Inputs
from resilience.scoring.direction import signs
from resilience.scoring.multivariate import (
    Components,
    correlation,
    cronbach_alpha,
    principal_components,
)
from resilience.scoring.pipeline import Run
from resilience.scoring.results import effect_of_removal, rank_table
from resilience.scoring.settings import IndexSettings
from resilience.scoring.structure import Structure

STRONG = 5
"""Number of strengths, and of weaknesses, per unit."""


def insights(inputs: Inputs, settings: IndexSettings, done: Run) -> dict[str, pd.DataFrame]:
    """Return tables by name; tables that do not apply to a run are left out.

    ``correlations`` (Spearman's, of indicators and groups), ``consistency`` (per group: number of
    children, Cronbach's alpha, share of the first component), ``components`` (loadings per group),
    ``importance`` (see `importance`), ``removal`` (mean change of ranks without an indicator),
    ``strengths`` (see `strengths`), and of a panel ``trends`` (see `trends`).
    """
    made: dict[str, pd.DataFrame] = {}
    if "normalise" in done.tables and "aggregate" in done.tables:
        structure = done.structure.with_weights(done.weights)
        table = _newest(done.tables["aggregate"])
        made["correlations"] = correlation(table, kind="spearman").rename_axis("code")
        principal = _principal(table, structure)
        rows = _consistency(table, structure, principal)
        made["consistency"] = pd.DataFrame(rows).set_index("group")
        if principal:
            parts = {
                group: one.loadings.T.assign(share=one.shares).T for group, one in principal.items()
            }
            made["components"] = pd.concat(parts, names=["group", "code"])
        made["importance"] = importance(table, structure)
        top = structure.codes(structure.depth)[0]
        options = (settings.aggregate, settings.minimum_coverage, settings.coverage_by)
        scores = table[structure.indicators]
        removed = effect_of_removal(scores, structure, top, None, *options)[1]
        made["removal"] = removed.to_frame().rename_axis("indicator")
    made["strengths"] = strengths(_newest(inputs.values[done.structure.indicators]), done.structure)
    if inputs.is_panel:
        made["trends"] = trends(inputs.values[done.structure.indicators])
    return made


def importance(table: pd.DataFrame, structure: Structure) -> pd.DataFrame:
    """Return how much of a group's variance each of its children contributes.

    Per child its ``weight`` within the group; ``share`` of the group's variance,
    ``cov(w x, group) / var(group)``, which adds up to 1 where the mean is arithmetic and nothing is
    missing; and ``correlation_ratio``, the squared correlation with the group, the first-order
    sensitivity index of a linear relation (Paruolo, Saisana and Saltelli 2013, Ratings and
    rankings: voodoo or science?, JRSS A 176, 609-634).

    Parameters
    ----------
    table
        Units x indicators and groups.
    """
    rows = []
    weights = pd.Series(structure.weights, index=structure.table.index)
    for level in range(1, structure.depth):
        codes = structure.codes(level)
        for group, start, stop in structure.groups(level):
            members = codes[start:stop]
            own = weights[members] / weights[members].sum()
            for code in members:
                both = table[[code, group]].dropna()
                whole = both[group].var()
                known = len(both) > 2 and whole > 0
                covariance = both[code].cov(both[group]) if known else np.nan
                rows.append(
                    {
                        "group": group,
                        "code": code,
                        "weight": own[code],
                        "share": own[code] * covariance / whole if known else np.nan,
                        "correlation_ratio": both[code].corr(both[group]) ** 2 if known else np.nan,
                    }
                )
    return pd.DataFrame(rows).set_index(["group", "code"])


def strengths(values: pd.DataFrame, structure: Structure, count: int = STRONG) -> pd.DataFrame:
    """Return every unit's best and worst indicators by rank among all units.

    Index ``unit, side, place``: ``strength`` or ``weakness``, the clearest first; columns
    ``indicator, rank, units, value``. Indicators with a target band have no rank by value and are
    left out, see :func:`~resilience.scoring.results.strengths_and_weaknesses` for one unit.
    """
    judged = [
        code
        for code, word in zip(structure.indicators, structure.directions, strict=True)
        if word in ("higher_is_better", "lower_is_better")
    ]
    table = values[judged]
    sign = signs([dict(zip(structure.indicators, structure.directions, strict=True))[one]
                  for one in judged])  # fmt: skip
    ranks = rank_table(table * sign).to_numpy(dtype=float)
    units = table.notna().sum().to_numpy()
    share = ranks / units
    parts = []
    for side, order in (("strength", 1), ("weakness", -1)):
        key = np.where(np.isnan(share), np.inf, order * share)
        picked = np.argsort(key, axis=1, kind="stable")[:, :count]
        for place in range(picked.shape[1]):
            column = picked[:, place]
            rows = np.arange(len(table))
            parts.append(
                pd.DataFrame(
                    {
                        "unit": table.index,
                        "side": side,
                        "place": place + 1,
                        "indicator": np.array(judged, dtype=object)[column],
                        "rank": ranks[rows, column],
                        "units": units[column],
                        "value": table.to_numpy(dtype=float)[rows, column],
                    }
                ).dropna(subset="rank")
            )
    found = pd.concat(parts, ignore_index=True)
    return found.sort_values(["unit", "side", "place"], kind="stable").set_index(
        ["unit", "side", "place"]
    )


def trends(values: pd.DataFrame) -> pd.DataFrame:
    """Return how each unit's indicators develop over the periods of a panel.

    Index ``unit, indicator``; ``first`` and ``last`` period with a value, how many ``periods``
    have one, ``growth``, the mean yearly rate ``(y_last / y_first)^(1 / years) - 1`` of positive
    values, and ``slope``, the change per year of a least-squares line (null for fewer than three
    periods).
    """
    long = values.rename_axis(index=["unit", "period"]).reset_index()
    long = long.melt(["unit", "period"], var_name="indicator")
    long = long.dropna(subset="value").sort_values("period", kind="stable")
    rows = []
    for (unit, indicator), own in long.groupby(["unit", "indicator"], sort=True):
        x, y = own["period"].to_numpy(dtype=float), own["value"].to_numpy(dtype=float)
        years = x[-1] - x[0]
        grows = years > 0 and y[0] > 0 and y[-1] > 0
        rows.append(
            {
                "unit": unit,
                "indicator": indicator,
                "first": own["period"].iloc[0],
                "last": own["period"].iloc[-1],
                "periods": len(own),
                "growth": (y[-1] / y[0]) ** (1 / years) - 1 if grows else np.nan,
                "slope": float(np.polyfit(x - x.mean(), y, 1)[0]) if len(own) > 2 else np.nan,
            }
        )
    return pd.DataFrame(rows).set_index(["unit", "indicator"])


def _newest(table: pd.DataFrame) -> pd.DataFrame:
    """Return the newest period's rows of a panel by unit; any other table unchanged."""
    if table.index.nlevels < 2:
        return table
    periods = table.index.get_level_values(1)
    newest: pd.DataFrame = table[periods == periods.max()].droplevel(1)
    return newest


def _principal(table: pd.DataFrame, structure: Structure) -> dict[str, Components]:
    """Return the principal components of each group of at least two children that all vary."""
    found = {}
    for group, members in _groups(structure):
        known = table[members].dropna()
        if len(members) > 1 and len(known) > 2 and not (known.nunique() < 2).any():
            found[group] = principal_components(known)
    return found


def _consistency(
    table: pd.DataFrame, structure: Structure, principal: dict[str, Components]
) -> Iterator[dict[str, object]]:
    for group, members in _groups(structure):
        known = group in principal
        yield {
            "group": group,
            "children": len(members),
            "alpha": cronbach_alpha(table[members]),
            "first_component": float(principal[group].shares[0]) if known else np.nan,
        }


def _groups(structure: Structure) -> Iterator[tuple[str, list[str]]]:
    for level in range(1, structure.depth):
        codes = structure.codes(level)
        for group, start, stop in structure.groups(level):
            yield group, codes[start:stop]
