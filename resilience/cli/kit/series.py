"""Lists the figures at hand, for whoever looks for what an indicator could be made of."""

from __future__ import annotations

import argparse
import sys

import pandas as pd

from resilience.cli.kit.table import text_table
from resilience.settings import warehouse_path
from resilience.warehouse import queries
from resilience.warehouse.opening import WarehouseError, open_read_only


def matching(series: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    """Return the series that hold all words in id, labels, unit, categories or source."""
    text = series[["series_id", "label_de", "label_en", "unit", "source_id", "categories"]]
    lowered = text.map(str).agg(" ".join, axis=1).str.casefold()
    keep = pd.Series(True, index=series.index)
    for word in words:
        keep &= lowered.str.contains(word.casefold(), regex=False)
    return series[keep]


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience series``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience series",
        description="List the series there are: id, label, unit, years, areas, categories.",
    )
    own.add_argument("words", nargs="*", metavar="WORD", help="all must occur, German or English")
    return own


def main(argv: list[str]) -> int:
    """Run the command; return 1 if no series fits or there is no warehouse."""
    arguments = parser().parse_args(argv)
    try:
        cursor = open_read_only(warehouse_path())
    except WarehouseError as error:
        print(error, file=sys.stderr)
        return 1
    everything = queries.series(cursor)
    found = matching(everything, arguments.words)
    if found.empty:
        words = " ".join(arguments.words)
        print(f"No series holds {words!r}; without a word all {len(everything)} are listed.")
        return 1
    rows = [
        [
            row["series_id"],
            row["label_en"],
            row["unit"],
            f"{row['first']}–{row['last']} ({row['periods']})",
            str(row["areas"]),
            ", ".join(repr(c) for c in row["categories"])
            if list(row["categories"]) != [""]
            else "",
        ]
        for row in found.to_dict("records")
    ]
    print(text_table(["series", "label", "unit", "periods", "areas", "categories"], rows, width=60))
    print(f"{len(found)} of {len(everything)} series; in needs, name the categories to be read.")
    return 0
