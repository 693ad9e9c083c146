"""Applies functions to panels, tables of units in periods, one period at a time."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd


def each_period(
    table: pd.DataFrame, function: Callable[[pd.DataFrame], pd.DataFrame]
) -> pd.DataFrame:
    """Apply a function to each period's rows, or to the whole table if its rows have no periods.

    Periods are the second level of the index; the result has the rows of `table` in their order.
    """
    if table.index.nlevels < 2:
        return function(table)
    parts = [function(part) for _, part in table.groupby(level=1, sort=True)]
    return pd.concat(parts).loc[table.index]
