"""Uncertain weights: random sets around the chosen ones.

OECD/JRC Handbook (2008), section 7.1; COINr ``get_noisy_weights``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from resilience.scoring.structure import Structure


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
        # A very low concentration can draw numbers that are all below the smallest float.
        own = np.broadcast_to(share[group], (sets, len(group))).copy()
        drawn[:, group] = np.divide(drawn[:, group], total, out=own, where=total > 0)
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
