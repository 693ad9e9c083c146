"""Back to the data: ranks, profiles, strengths, effects of indicators, changes between versions.

OECD/JRC Handbook (2008), section 8; COINr ``get_results``, ``get_unit_summary``, ``get_str_weak``,
``remove_elements``, ``compare_coins``.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from resilience.scoring.aggregate import CoverageBy, Methods, aggregate
from resilience.scoring.direction import signs
from resilience.scoring.ranking import TOLERANCE, ranks
from resilience.scoring.structure import Structure


def rank_table(scores: pd.DataFrame, groups: pd.Series | None = None) -> pd.DataFrame:
    """Rank each column from 1 (highest); equal scores share a rank, missing ones are null.

    Scores that differ only by rounding are equal. With `groups` (such as periods) each
    group is ranked on its own; units without one get no rank.
    """
    places = np.full(scores.shape, np.nan)
    parts = [np.arange(len(scores))]
    if groups is not None:
        labels = groups if len(groups) == len(scores) else groups.reindex(scores.index)
        found = pd.Series(labels.to_numpy()).groupby(labels.to_numpy()).indices
        parts = [np.asarray(rows) for rows in found.values()]
    for rows in parts:
        own = scores.to_numpy(dtype=float)[rows]
        places[rows] = ranks(own, descending=True, axis=0, tolerance=TOLERANCE)
    return pd.DataFrame(places, index=scores.index, columns=scores.columns)


def unit_summary(scores: pd.DataFrame, unit: Hashable, codes: Sequence[str]) -> pd.DataFrame:
    """Return score and rank of one unit for each code.

    Raises
    ------
    ValueError
        If the unit is not in the table.
    """
    _check_unit(scores, unit)
    table = rank_table(scores[list(codes)])
    return pd.DataFrame({"score": scores[list(codes)].T[unit], "rank": table.T[unit]})


def strengths_and_weaknesses(
    values: pd.DataFrame,
    structure: Structure,
    unit: Hashable,
    count: int = 5,
    minimum_unique: float | None = None,
    omit_last_places: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the indicators on which a unit does best and worst among all units.

    Parameters
    ----------
    values
        Units x indicators, on the original scale.
    count
        Number of strengths, and of weaknesses.
    minimum_unique
        Leave out indicators whose share of distinct values is not above this, as their ranks mean
        little.
    omit_last_places
        The reference's behaviour: indicators on which the unit is last are left out of both lists.

    Returns
    -------
    strengths, weaknesses
        Per indicator, the best (worst) first: rank (1 is best, directions applied), value, units
        (with a value).

    Raises
    ------
    ValueError
        If the unit is not in the table.
    """
    _check_unit(values, unit)
    codes = structure.indicators
    table = values[codes]
    place = rank_table(table * signs(structure.directions))
    own = pd.DataFrame(
        {"rank": place.T[unit], "value": table.T[unit], "units": table.notna().sum()}
    )
    keep = own["rank"].notna()
    if minimum_unique is not None:
        keep &= table.nunique() / own["units"].where(own["units"] > 0) > minimum_unique
    if omit_last_places:
        keep &= own["rank"] != place.max()
    ordered = own[keep].sort_values("rank", kind="stable")
    return ordered.head(count), ordered.tail(count).iloc[::-1]


def effect_of_removal(
    scores: pd.DataFrame,
    structure: Structure,
    element: str,
    codes: Sequence[str] | None = None,
    method: Methods = "arithmetic",
    minimum_coverage: float | Sequence[float] = 0.0,
    coverage_by: CoverageBy = "weight",
) -> tuple[pd.DataFrame, pd.Series]:
    """Return how an element's ranks change when one indicator or group at a time is left out.

    Parameters
    ----------
    scores
        Units x indicators, normalised.
    element
        The group whose ranks are compared.
    codes
        Codes to leave out in turn (weight set to 0); None: every indicator.

    Returns
    -------
    changes
        Units x codes: nominal rank minus rank without it; above 0 the rank improves without it.
    mean_change
        Per code, the mean of the absolute changes.

    Raises
    ------
    ValueError
        If an element is unknown.
    """
    codes = structure.indicators if codes is None else list(codes)
    if unknown := sorted({element, *codes} - set(structure.table.index)):
        raise ValueError(f"effect_of_removal: {unknown} are not in the structure")
    options = {"minimum_coverage": minimum_coverage, "coverage_by": coverage_by}
    weights = pd.Series(structure.weights, index=structure.table.index)

    def places(used: pd.Series) -> pd.Series:
        result = aggregate(scores, structure, method, weights=used, **options)[0]  # type: ignore[arg-type]
        return rank_table(result[[element]])[element]

    nominal = places(weights)
    changes = pd.DataFrame(
        {code: nominal - places(weights.where(weights.index != code, 0.0)) for code in codes},
        index=scores.index,
    )
    return changes, changes.abs().mean().rename("mean_absolute_change")


def compare(first: pd.Series, second: pd.Series) -> tuple[pd.DataFrame, float]:
    """Compare two versions of an index over the units they share.

    Returns
    -------
    table
        Per unit: score and rank in both (suffixes _first, _second), ranks among the shared units,
        score_change and rank_change (first minus second, so a rank change above 0 is a rise).
    correlation
        Pearson correlation of the scores; null for fewer than 2 shared units or without spread.
    """
    shared = first.index.intersection(second.index)
    both = pd.DataFrame({"first": first.loc[shared], "second": second.loc[shared]})
    places = rank_table(both)
    table = both.add_prefix("score_").join(places.add_prefix("rank_"))
    table["score_change"] = both["first"] - both["second"]
    table["rank_change"] = places["first"] - places["second"]
    complete = both.dropna()
    if len(complete) < 2 or (complete.nunique() < 2).any():
        return table, float("nan")
    return table, float(np.corrcoef(complete["first"], complete["second"])[0, 1])


def _check_unit(table: pd.DataFrame, unit: Hashable) -> None:
    if unit not in table.index:
        raise ValueError(f"unit {unit!r} is not in the table")
