"""Where weights come from: equal, stated, principal components, equal influence, or in doubt.

OECD/JRC Handbook (2008), sections 6.1 to 6.5; COINr ``get_PCA``, ``get_opt_weights``,
``get_noisy_weights``. Expert weights are those of the structure itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from resilience.scoring.aggregate import Method, aggregate
from resilience.scoring.multivariate import principal_components
from resilience.scoring.structure import Structure


def equal(structure: Structure) -> pd.Series:
    """Return the weight 1 for every element."""
    return pd.Series(1.0, index=structure.table.index, name="weight")


def from_components(
    table: pd.DataFrame,
    structure: Structure,
    level: int = 1,
    method: Literal["factors", "first_component"] = "factors",
) -> pd.Series:
    """Return weights with those of one level taken from principal components, group by group.

    Parameters
    ----------
    table
        Units x elements of that level, normalised.
    method
        ``factors``: the handbook's (section 6.1): components with a standard deviation above 1
        (at least one) are rotated (varimax); each element counts by its squared loading on the
        component it belongs to most, times that component's share of the explained variance; never
        negative. ``first_component``: loadings on the first component, COINr's; their sum is made
        positive, but single weights may be negative.

    Raises
    ------
    ValueError
        If the method or level is unknown, or a group has too few complete units.
    """
    if method not in ("factors", "first_component"):
        raise ValueError(f"from_components: found {method!r}, allowed are factors, first_component")
    if not 1 <= level < structure.depth:
        raise ValueError(f"from_components: found level {level}, allowed 1..{structure.depth - 1}")
    weights = structure.table["weight"].astype(float).copy()
    codes = structure.codes(level)
    for _, start, stop in structure.groups(level):
        members = codes[start:stop]
        if len(members) == 1:
            continue
        components = principal_components(table[members])
        loadings = components.loadings.to_numpy()
        if method == "first_component":
            weights[members] = loadings[:, 0]
        else:
            weights[members] = _factor_weights(loadings * components.deviations)
    return weights.rename("weight")


def balanced(
    scores: pd.DataFrame,
    structure: Structure,
    level: int,
    objective: Literal["balance", "information"] = "balance",
    targets: Mapping[str, float] | None = None,
    method: Method = "arithmetic",
) -> pd.Series:
    """Return weights under which each element of a level has its share of influence on the index.

    Parameters
    ----------
    scores
        Units x indicators, normalised; other levels keep the structure's weights.
    level
        Whose weights are sought.
    objective
        ``balance``: correlations with the index stand in the proportions of `targets` (equal if
        None), by least squares. ``information``: their sum is greatest.
    method
        How scores are aggregated.

    Returns
    -------
    pandas.Series
        Weights by code, at least 0, those of the level summing to 1. Where no weights reach the
        targets (an element that runs against the index) they come as close as they can.

    Raises
    ------
    ValueError
        If the level or objective is unknown, or there are several elements at the top.
    """
    top = structure.codes(structure.depth)
    if len(top) != 1 or not 1 <= level < structure.depth:
        raise ValueError("balanced: needs a single top element, and a level below it")
    if objective not in ("balance", "information"):
        raise ValueError(f"objective: found {objective!r}, allowed are balance, information")
    codes = structure.codes(level)
    wanted = pd.Series(1.0 if targets is None else targets, index=codes).to_numpy(dtype=float)
    wanted = wanted / wanted.sum()
    weights = structure.table["weight"].astype(float).copy()
    own = scores if level == 1 else aggregate(scores, structure, method)[0]

    def influence(shares: np.ndarray) -> np.ndarray:
        weights[codes] = shares
        index = aggregate(scores, structure, method, weights=weights)[0][top[0]]
        return own[codes].corrwith(index).to_numpy()

    def loss(shares: np.ndarray) -> float:
        correlations = influence(shares)
        if objective == "information":
            return -float(correlations.mean())
        return float(np.sum((correlations - wanted * correlations.sum()) ** 2))

    weights[codes] = _minimise(loss, len(codes))
    return weights.rename("weight")


def dirichlet(structure: Structure, concentration: float, sets: int, seed: int) -> np.ndarray:
    """Draw sets of weights around the structure's.

    Siblings' shares follow a Dirichlet distribution with parameters ``concentration * w / sum(w)``:
    their means are the structure's shares, and a higher concentration keeps them closer. With k
    equally weighted siblings, ``concentration = k`` draws uniformly from all weights.

    Returns
    -------
    numpy.ndarray
        ``(sets, elements)`` in the structure's order; the first set is the structure's own.

    Raises
    ------
    ValueError
        If the concentration is not above 0 or `sets` is below 1.
    """
    if not concentration > 0 or sets < 1:
        raise ValueError(
            f"dirichlet: found concentration={concentration}, sets={sets}; allowed are a number "
            "above 0 and 1 or more sets"
        )
    siblings = structure.table.groupby(["level", "parent"], sort=False)["weight"]
    share = (structure.table["weight"] / siblings.transform("sum")).to_numpy()
    rng = np.random.default_rng(seed)
    drawn = rng.standard_gamma(concentration * share, size=(sets, len(share)))
    for group in siblings.indices.values():
        total = drawn[:, group].sum(axis=1, keepdims=True)
        # Below the smallest float all weight of a very low concentration sits on one sibling.
        drawn[:, group] = np.where(total > 0, drawn[:, group] / total, share[group])
    drawn[0] = share
    return drawn


def noisy(structure: Structure, factors: Mapping[int, float], sets: int, seed: int) -> np.ndarray:
    """Draw sets of weights ``w (1 + f (2 u - 1))`` with u uniform and f the factor of the level.

    Returns ``(sets, elements)``; the first set is the structure's own. Raises ValueError for a
    factor outside 0..1 or a level that does not exist.
    """
    levels = structure.table["level"].to_numpy()
    wrong = [f for f in factors if f not in levels or not 0 <= factors[f] <= 1]
    if wrong or sets < 1:
        raise ValueError(
            f"noisy: levels {wrong} need to exist with factors in 0..1, sets at least 1"
        )
    spread = np.array([factors.get(int(level), 0.0) for level in levels])
    u = np.random.default_rng(seed).random((sets, len(levels)))
    drawn = structure.weights * (1 + spread * (2 * u - 1))
    drawn[0] = structure.weights
    return drawn


def _minimise(loss: Callable[[np.ndarray], float], size: int) -> np.ndarray:
    """Return the non-negative shares, summing to 1, with the least loss of several searches."""
    starts = [np.full(size, 1 / size), *(np.random.default_rng(0).dirichlet(np.ones(size), 4))]
    results = [
        minimize(
            loss,
            start,
            method="SLSQP",
            bounds=[(0.0, 1.0)] * size,
            constraints={"type": "eq", "fun": lambda shares: shares.sum() - 1},
            options={"maxiter": 500, "ftol": 1e-14},
        ).x
        for start in starts
    ]
    best = np.clip(min([starts[0], *results], key=loss), 0, None)
    return best / best.sum()


def _factor_weights(loadings: np.ndarray) -> np.ndarray:
    """Return the handbook's weights from unrotated loadings (correlations with components)."""
    explained = (loadings**2).sum(axis=0)
    kept = max(int((explained > 1).sum()), 1)
    squared = _varimax(loadings[:, :kept]) ** 2
    explained = squared.sum(axis=0)
    home = squared.argmax(axis=1)
    own = squared[np.arange(len(squared)), home] / explained[home]
    weights = own * explained[home] / explained.sum()
    return weights / weights.sum()


def _varimax(loadings: np.ndarray, rounds: int = 200) -> np.ndarray:
    """Rotate loadings so that each element loads on few components (Kaiser's criterion)."""
    rows, columns = loadings.shape
    rotation, before = np.eye(columns), 0.0
    for _ in range(rounds):
        turned = loadings @ rotation
        target = turned**3 - turned * (turned**2).sum(axis=0) / rows
        left, values, right = np.linalg.svd(loadings.T @ target)
        rotation = left @ right
        if values.sum() < before * (1 + 1e-10):
            break
        before = values.sum()
    return loadings @ rotation
