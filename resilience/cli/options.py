"""Arguments of commands that need large libraries, parsed without importing these."""

from __future__ import annotations

import argparse
from pathlib import Path

from resilience.cli.serve import PORT
from resilience.i18n import LANGS
from resilience.settings import warehouse_path


def build_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience build``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience build",
        description="Build the warehouse from the bundled figures; if it fails, the old one stays.",
    )
    own.add_argument("--warehouse", type=Path, default=warehouse_path(), help="file to write")
    return own


def check_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience check``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience check",
        description="Check indicators on the real figures; exit code 1 if one must be mended.",
    )
    own.add_argument("indicator", nargs="?", help="id, e.g. supply.pharmacy; default: all")
    return own


def goalposts_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience goalposts``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience goalposts",
        description="Propose goalposts from the distribution over each kind of city in a year.",
    )
    own.add_argument("indicator", nargs="?", help="id, e.g. supply.pharmacy; default: all")
    return own


def preview_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience preview``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience preview",
        description="Show one indicator's page alone and compute it anew on each save.",
    )
    own.add_argument("indicator", help="id, e.g. supply.pharmacy")
    own.add_argument("--port", type=int, default=PORT + 100, help="default: %(default)s")
    own.add_argument("--no-browser", action="store_true", help="only print the address")
    return own


def screens_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience screens``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience screens",
        description="Write the screens of a meeting as one HTML file that needs nothing else.",
    )
    own.add_argument("story", help="the id of a theme field, or a city's key (AGS)")
    own.add_argument("--out", type=Path, required=True, metavar="FILE.html", help="file to write")
    own.add_argument("--lang", choices=LANGS, default="de", help="default: %(default)s")
    own.add_argument("--region", default="", metavar="ID", help="default: the first one")
    return own


def sheet_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience sheet``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience sheet",
        description="Print the sheet of a city or of a region, or all of a region.",
    )
    own.add_argument("area", metavar="AGS|REGION|all", help="key of a city, id of a region, or all")
    own.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE|DIR",
        help="FILE.pdf, FILE.html or FILE.docx; with 'all' a folder for PDF files",
    )
    own.add_argument("--pages", type=int, choices=(1, 2), default=1, help="2: with all figures")
    _common(own)
    return own


def brief_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience brief``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience brief",
        description="Print a theme field of the region as an attachment for a committee paper.",
    )
    own.add_argument("theme", metavar="THEME", help="id of a theme field, such as housing")
    own.add_argument(
        "--out", type=Path, required=True, metavar="FILE.pdf", help="or FILE.html or FILE.docx"
    )
    _common(own)
    return own


def _common(own: argparse.ArgumentParser) -> None:
    own.add_argument("--lang", choices=LANGS, default="de", help="default: %(default)s")
    own.add_argument("--region", metavar="REGION", help="id; by default the first that fits")
