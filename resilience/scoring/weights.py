"""Methods of weighting: equal, stated, agreed, principal components, equal influence, spread.

OECD/JRC Handbook (2008), sections 6.1 to 6.5; COINr ``get_PCA``, ``get_opt_weights``. Expert
weights are those of the structure itself. For uncertain weights see
:mod:`~resilience.scoring.weight_draws`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from resilience.scoring.aggregate import Method, Methods, aggregate, combine, methods_by_parent
from resilience.scoring.budget_allocation import allocated, read_budgets
from resilience.scoring.multivariate import principal_components
from resilience.scoring.objective_weights import critic, entropy
from resilience.scoring.structure import Structure

ComponentMethod = Literal["factors", "first_component"]
Source = Literal[
    "structure",
    "equal",
    "components",
    "first_component",
    "balance",
    "information",
    "entropy",
    "critic",
    "budget_allocation",
]


@dataclass(frozen=True)
class Weighting:
    """The method of weighting.

    `source` is the structure's table, equal, components or first_component (see
    :func:`from_components`), balance or information (see :func:`balanced`), entropy or critic (see
    :mod:`~resilience.scoring.objective_weights`), or budget_allocation (see
    :mod:`~resilience.scoring.budget_allocation`), from the CSV file `budgets`; `level` is the level
    for which the methods from components to critic find weights; `codes` are overriding weights, by
    code.
    """

    source: Source = "structure"
    level: int = 1
    codes: Mapping[str, float] = field(default_factory=dict)
    budgets: str = ""


def chosen_weights(
    choice: Weighting,
    scores: pd.DataFrame,
    structure: Structure,
    method: Methods = "arithmetic",
) -> pd.Series:
    """Return the weights by code that a choice yields; `scores` are normalised indicators.

    Raises
    ------
    ValueError
        If the source or a code is unknown, or budgets do not fit.
    """
    if unknown := sorted(set(choice.codes) - set(structure.table.index)):
        raise ValueError(f"weights: codes {unknown} are not in the structure")
    if choice.source == "structure":
        found = structure.table["weight"].astype(float).copy()
    elif choice.source == "equal":
        found = equal(structure)
    elif choice.source == "budget_allocation":
        if not choice.budgets:
            raise ValueError(
                "weights: source budget_allocation needs budgets, a CSV file with a row per person"
            )
        found = allocated(read_budgets(Path(choice.budgets)), structure)
    elif choice.source == "balance" or choice.source == "information":
        found = balanced(scores, structure, choice.level, choice.source, method=method)
    elif choice.source in get_args(Source):
        table = scores if choice.level == 1 else aggregate(scores, structure, method)[0]
        if choice.source == "entropy":
            found = entropy(table, structure, choice.level)
        elif choice.source == "critic":
            found = critic(table, structure, choice.level)
        else:
            kind: ComponentMethod = (
                "factors" if choice.source == "components" else "first_component"
            )
            found = from_components(table, structure, choice.level, kind)
    else:
        raise ValueError(
            f"weights: found source {choice.source!r}, allowed are {', '.join(get_args(Source))}"
        )
    found.update(pd.Series(choice.codes, dtype=float))
    return found.rename("weight")


def equal(structure: Structure) -> pd.Series:
    """Return the weight 1 for every element."""
    return pd.Series(1.0, index=structure.table.index, name="weight")


def from_components(
    table: pd.DataFrame,
    structure: Structure,
    level: int = 1,
    method: ComponentMethod = "factors",
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
    method: Methods = "arithmetic",
) -> pd.Series:
    """Return weights under which each element of a level has its share of influence on the index.

    Parameters
    ----------
    scores
        Units x indicators, normalised; other levels keep the structure's weights.
    level
        Level whose weights are sought.
    objective
        ``balance``: each element's share of the correlations with the index, ``c / sum(abs(c))``,
        comes closest to its share of `targets` (equal if None), by least squares.
        ``information``: the sum of the correlations is greatest.
    method
        How scores are aggregated.

    Returns
    -------
    pandas.Series
        Weights by code, at least 0, those of the level summing to 1. Where no weights reach the
        targets (an element correlates negatively with the index) they come as close as possible.

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
    table = scores if level == 1 else aggregate(scores, structure, method)[0]
    own = table[codes].to_numpy(dtype=float)
    methods = methods_by_parent(method, structure)

    def loss(shares: np.ndarray) -> float:
        correlations = _correlations(own, _index(own, shares, structure, level, methods))
        if objective == "information":
            return -float(correlations.mean())
        return float(np.sum((correlations / np.abs(correlations).sum() - wanted) ** 2))

    weights[codes] = _minimise(loss, len(codes))
    return weights.rename("weight")


def _index(
    x: np.ndarray, shares: np.ndarray, structure: Structure, level: int, methods: dict[str, Method]
) -> np.ndarray:
    """Return the top element's scores from one level's scores and weights."""
    weights = structure.weights
    weights[structure.span(level)] = shares
    for step in range(level, structure.depth):
        own = weights[structure.span(step)]
        groups = [
            combine(x[:, start:stop], own[start:stop], methods[parent])[0]
            for parent, start, stop in structure.groups(step)
        ]
        x = np.stack(groups, axis=-1)
    return x[:, 0]


def _correlations(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return each column's Pearson correlation with a vector, 0 where there is none."""
    both = np.isfinite(x) & np.isfinite(y)[:, None]
    n = np.maximum(both.sum(axis=0), 1)
    a, b = np.where(both, x, 0.0), np.where(both, y[:, None], 0.0)
    a = np.where(both, a - a.sum(axis=0) / n, 0.0)
    b = np.where(both, b - b.sum(axis=0) / n, 0.0)
    scale = np.sqrt((a * a).sum(axis=0) * (b * b).sum(axis=0))
    r: np.ndarray = np.divide((a * b).sum(axis=0), scale, out=np.zeros(len(n)), where=scale > 0)
    return r


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
    best: np.ndarray = np.clip(min([starts[0], *results], key=loss), 0, None)
    shares: np.ndarray = best / best.sum()
    return shares


def _factor_weights(loadings: np.ndarray) -> np.ndarray:
    """Return the handbook's weights from unrotated loadings (correlations with components)."""
    explained = (loadings**2).sum(axis=0)
    kept = max(int((explained > 1).sum()), 1)
    # An element's share of its component times the component's share of what is explained: what
    # the component explains cancels out, and each element's largest squared loading is left.
    weights = (_varimax(loadings[:, :kept]) ** 2).max(axis=1)
    shares: np.ndarray = weights / weights.sum()
    return shares


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
