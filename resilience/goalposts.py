"""Proposes goalposts: the 5th and 95th percentile over all municipalities in a year."""

from __future__ import annotations

import argparse
import math
import sys

import numpy as np
import pandas as pd

from resilience import queries
from resilience.settings import warehouse_path
from resilience.warehouse import WarehouseError, open_read_only

PERCENTILES = (5, 95)


def propose(values: pd.DataFrame) -> pd.DataFrame:
    """Return proposed goalposts per period.

    Parameters
    ----------
    values
        An indicator's values, see `queries.indicator_values`.

    Returns
    -------
    pandas.DataFrame
        ``period, n, low, high`` with low and high rounded to two digits of their distance;
        periods with fewer than 100 municipalities are left out.
    """
    towns = values[(values["level"] == "municipality") & values["value"].notna()]
    rows = []
    for period, group in towns.groupby("period"):
        if len(group) >= 100:
            low, high = np.percentile(group["value"], PERCENTILES)
            rows.append((period, len(group), *rounded(float(low), float(high))))
    return pd.DataFrame(rows, columns=["period", "n", "low", "high"])


def rounded(low: float, high: float) -> tuple[float, float]:
    """Return two numbers rounded to two significant digits of their distance."""
    if low == high:
        return low, high
    digits = 1 - math.floor(math.log10(high - low))
    return round(low, digits), round(high, digits)


def main(argv: list[str]) -> int:
    """Run ``python3 -m resilience goalposts [ID]``: print what each indicator's could be."""
    parser = argparse.ArgumentParser(prog="python3 -m resilience goalposts")
    parser.add_argument("indicator", nargs="?", help="id, e.g. supply.pharmacy; default: all")
    arguments = parser.parse_args(argv)
    try:
        cursor = open_read_only(warehouse_path())
    except WarehouseError as error:
        print(error, file=sys.stderr)
        return 1
    declared = queries.indicators(cursor, "en").set_index("indicator_id")
    wanted = [arguments.indicator] if arguments.indicator else declared.index.tolist()
    unknown = [i for i in wanted if i not in declared.index]
    if unknown:
        known = ", ".join(declared.index)
        print(f"no indicator {unknown[0]!r} in the warehouse; known: {known}", file=sys.stderr)
        return 1
    for indicator_id in wanted:
        for row in propose(queries.indicator_values(cursor, indicator_id)).itertuples():
            has = declared.loc[indicator_id]
            print(
                f"{indicator_id}  {row.period}  low={row.low:g} high={row.high:g}  (n={row.n}; "
                f"declared {has['low']:g} to {has['high']:g})"
            )
    return 0
