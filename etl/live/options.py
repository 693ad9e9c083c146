"""Arguments of the commands that take in newer figures, parsed without their libraries."""

from __future__ import annotations

import argparse
from pathlib import Path

from resilience.settings import ROOT


def refresh_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience refresh``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience refresh",
        description="Ask publishers for newer figures and append them as new vintages; "
        "the next build uses them.",
    )
    own.add_argument("source", nargs="*", help="card, client or beginning of names; default: all")
    own.add_argument("--since", type=int, metavar="YEAR", help="earliest year to ask for")
    own.add_argument("--dry-run", action="store_true", help="do everything but write")
    own.add_argument("--from", dest="root", type=Path, metavar="DIR", help="read saved files")
    own.add_argument("--find", metavar="WORDS", help="search GovData for open data and print it")
    own.add_argument("--list", action="store_true", help="print what is here and at publishers")
    own.add_argument(
        "--data", type=Path, default=ROOT / "data", metavar="DIR", help="default: %(default)s"
    )
    return own


def update_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience update``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience update",
        description="Append publishers' files, saved by hand, as new vintages of their sources.",
    )
    own.add_argument("file", nargs="+", type=Path, help="as the publisher gave it")
    own.add_argument("--as", dest="source", metavar="SOURCE", help="source the files are of")
    own.add_argument("--dry-run", action="store_true", help="do everything but write")
    own.add_argument(
        "--data", type=Path, default=ROOT / "data", metavar="DIR", help="default: %(default)s"
    )
    return own
