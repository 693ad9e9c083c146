"""Proposes goalposts: the 5th and 95th percentile over all municipalities in a year."""

from __future__ import annotations

import argparse
import math
import sys

import numpy as np
import pandas as pd

from resilience.cli.kit.figures import KitError, chosen, computed_values

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


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience goalposts``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience goalposts",
        description="Propose goalposts from the distribution over the municipalities of a year.",
    )
    own.add_argument("indicator", nargs="?", help="id, e.g. supply.pharmacy; default: all")
    return own


def main(argv: list[str]) -> int:
    """Run the command: print what each indicator's goalposts could be, as its file has it now."""
    arguments = parser().parse_args(argv)
    try:
        entries, cursor = chosen(arguments.indicator)
        for entry in entries:
            for row in propose(computed_values(entry, cursor)).itertuples():
                posts = entry.indicator.goalposts
                has = f"declared {posts.low:g} to {posts.high:g}" if posts else "none declared"
                print(
                    f"{entry.indicator_id}  {row.period}  low={row.low:g} high={row.high:g}  "
                    f"(n={row.n}; {has})"
                )
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
