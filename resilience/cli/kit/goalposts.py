"""Proposes goalposts: the 5th and 95th percentile of each kind of city in a year."""

from __future__ import annotations

import math
import sys

import numpy as np
import pandas as pd

from resilience.cli import options
from resilience.cli.kit import KitError
from resilience.cli.kit.figures import chosen, computed_values
from resilience.model.goalposts import KIND_OF
from resilience.words import PeerKind

PERCENTILES = (5, 95)


ENOUGH: dict[PeerKind, int] = {"town": 100, "large_city": 20}
"""Minimum number of cities of a kind with a value for a proposal."""
NONE_PROPOSED = (
    "none can be proposed: no year has a value in "
    + " or ".join(f"{least} of kind {kind}" for kind, least in ENOUGH.items())
    + "; state a judgement=Text(...) instead of a year, or write direction='context'"
)


def propose(values: pd.DataFrame) -> pd.DataFrame:
    """Return proposed goalposts per period and kind of city.

    Parameters
    ----------
    values
        An indicator's values with ``level, city_type``; see `queries.indicator_values`.

    Returns
    -------
    pandas.DataFrame
        ``period, kind, n, low, high`` with low and high rounded to two digits of their distance;
        groups with too few values (`ENOUGH`) or no spread are left out.
    """
    cities = values[(values["level"] == "municipality") & values["value"].notna()]
    kinds = cities["city_type"].map(KIND_OF)
    rows = []
    for kind, enough in ENOUGH.items():
        for period, group in cities[kinds == kind].groupby("period"):
            low, high = np.percentile(group["value"], PERCENTILES)
            if len(group) >= enough and low < high:
                rows.append((period, kind, len(group), *rounded(float(low), float(high))))
    found = pd.DataFrame(rows, columns=["period", "kind", "n", "low", "high"])
    return found.sort_values("period", kind="stable", ignore_index=True)


def rounded(low: float, high: float) -> tuple[float, float]:
    """Return two numbers rounded to two significant digits of their distance."""
    if low == high:
        return low, high
    digits = 1 - math.floor(math.log10(high - low))
    return round(low, digits) + 0.0, round(high, digits) + 0.0  # no negative zero


def proposal(rows: pd.DataFrame) -> str:
    """Return a period's proposals as written in a declaration, with the numbers of cities."""
    scales = ", ".join(f"{r.kind}=({r.low:g}, {r.high:g})" for r in rows.itertuples())
    counted = ", ".join(f"{r.n} of kind {r.kind}" for r in rows.itertuples())
    year = rows["period"].iloc[0]
    return f'goalposts=Goalposts({scales}, year="{year}"),  # {counted}'


def main(argv: list[str]) -> int:
    """Run the command: print proposed goalposts for each indicator as its file is now."""
    arguments = options.goalposts_options().parse_args(argv)
    try:
        with chosen(arguments.indicator) as (entries, cursor):
            for entry in entries:
                proposed = propose(computed_values(entry, cursor))
                for _, rows in proposed.groupby("period"):
                    print(f"{entry.indicator_id}  {proposal(rows)}")
                if proposed.empty:
                    print(f"{entry.indicator_id}  {NONE_PROPOSED}")
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
