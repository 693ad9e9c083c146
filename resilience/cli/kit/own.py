"""The command that makes a series from an analyst's own table: arguments and output."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from resilience.settings import ROOT

_KINDS = ("count", "rate", "money", "index")


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience add-series``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience add-series",
        description="Make a series of your own table and write its card. The table has the columns "
        "ags, period, value (AGS, Jahr, Wert) and, if you like, category, quality, note; what was "
        "understood is shown, and files are written only if all of it can be.",
    )
    own.add_argument(
        "file", type=Path, help="CSV (any usual encoding and separator), XLSX, ODS, GENESIS CSV"
    )
    own.add_argument("--series", required=True, help="id, e.g. library_visits")
    own.add_argument("--label-de", required=True, help="German name of the series")
    own.add_argument("--label-en", required=True, help="English name of the series")
    own.add_argument("--unit", required=True, help="e.g. visits, EUR, %%")
    own.add_argument("--kind", required=True, choices=_KINDS, help="counts add up, rates do not")
    own.add_argument("--publisher", required=True, help="who stands for the figures")
    own.add_argument("--licence", required=True, help="as stated, e.g. dl-de/by-2-0")
    own.add_argument("--url", default="", help="where they are published")
    own.add_argument("--key", metavar="COLUMN", help="the column with the keys of the areas")
    own.add_argument("--period", metavar="COLUMN", help="the column with the years or periods")
    own.add_argument(
        "--value", metavar="COLUMN", help="the column with the figures, or a GENESIS quantity"
    )
    own.add_argument(
        "--years-as-columns", action="store_true", help="each year is a column of figures"
    )
    own.add_argument(
        "--decimal",
        choices=("comma", "point"),
        help="1.234,5 or 1,234.5, where the table leaves it open",
    )
    own.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook with several")
    own.add_argument(
        "--dry-run", action="store_true", help="show what is understood, and write nothing"
    )
    return own


def main(argv: list[str]) -> int:
    """Run the command; return 1 with a clear message if the table cannot be used."""
    words = parser().parse_args(argv)
    from resilience.cli.kit import KitError
    from resilience.cli.kit.own_series import add_series

    try:
        figures = add_series(words, ROOT / "data", date.today())
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    periods = sorted(figures["period"].unique())
    wrote = (
        "Nothing was written (--dry-run)."
        if words.dry_run
        else f"Wrote data/observations/own_{words.series}.parquet and "
        f"data/sources/own_{words.series}.toml. Next: python3 -m resilience build"
    )
    print(
        f"{words.series}: {len(figures)} figures of {figures['ags'].nunique()} areas, "
        f"{periods[0]} to {periods[-1]}. {wrote}"
    )
    return 0
