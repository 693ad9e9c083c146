"""Weights by budget allocation: several people each distribute a budget of points."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from resilience.scoring.reading import numbers, read_text
from resilience.scoring.structure import Structure


def read_budgets(path: Path) -> pd.DataFrame:
    """Read a CSV file with one row per person, named in the first column, and a column per code.

    Raises
    ------
    ValueError
        If the file cannot be read, or a cell is not a number of at least 0; empty cells are 0
        points.
    """
    text = read_text(path)
    text = text.set_index(text.columns[0])
    budgets = pd.DataFrame({code: numbers(text[code], path.name) for code in text.columns})
    if (negative := budgets.lt(0).any()).any():
        codes = negative.index[negative].tolist()
        raise ValueError(f"{path.name}: columns {codes} hold points below 0, allowed are 0 or more")
    return budgets.fillna(0.0)


def allocated(budgets: pd.DataFrame, structure: Structure) -> pd.Series:
    """Return weights by budget allocation; groups without points keep the structure's weights.

    ``w_j = mean_p(b_pj / sum_k b_pk)`` over the people p who gave points to the group, k its
    members, so that everyone counts equally, however large the budget (OECD/JRC Handbook 2008,
    section 6.5, budget allocation process, after Jesinghaus in Moldan and Billharz 1997,
    Sustainability Indicators, SCOPE 58).

    Parameters
    ----------
    budgets
        People x codes, points of at least 0.

    Raises
    ------
    ValueError
        If a code is not in the structure, members of a group are missing beside others, or nobody
        gives points to a group that has columns.
    """
    if unknown := sorted(set(budgets.columns) - set(structure.table.index)):
        raise ValueError(f"weights: budgets: codes {unknown} are not in the structure")
    weights = structure.table["weight"].astype(float).copy()
    for level in range(1, structure.depth):
        codes = structure.codes(level)
        for parent, start, stop in structure.groups(level):
            members = codes[start:stop]
            absent = [code for code in members if code not in budgets]
            if len(absent) == len(members):
                continue
            if absent:
                raise ValueError(
                    f"weights: budgets: {absent} of {parent} have no column, the other members "
                    "have; give all members of a group one, or none"
                )
            own = budgets[members]
            given = own[own.sum(axis=1) > 0]
            if given.empty:
                raise ValueError(
                    f"weights: budgets: nobody gives points to the members of {parent}; give "
                    "some, or leave its columns out"
                )
            weights[members] = given.div(given.sum(axis=1), axis=0).mean()
    return weights.rename("weight")
