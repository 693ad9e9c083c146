"""Arguments of commands that need large libraries, parsed without importing these."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from resilience.cli.serve import PORT
from resilience.i18n import LANGS
from resilience.settings import ROOT, warehouse_path


def build_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience build``."""
    own = _command(
        "build", "Build the warehouse from the bundled figures; if it fails, the old one stays."
    )
    own.add_argument("--warehouse", type=Path, default=warehouse_path(), help="file to write")
    own.add_argument(
        "--as-of",
        type=_day,
        metavar="YYYY-MM-DD",
        help="rebuild what was known on that day: figures retrieved later are left out",
    )
    return own


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"found {text!r}, allowed is a day such as 2026-12-31"
        ) from None


def setup_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience setup``."""
    own = _command(
        "setup", "Make or refresh .venv with everything that tests, checks and editors use."
    )
    own.add_argument("--runtime", action="store_true", help="only what serving and building need")
    own.add_argument(
        "--wheels",
        type=_folder,
        metavar="DIR",
        help="take the packages from files, not the internet",
    )
    return own


def bundle_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience bundle``."""
    own = _command("bundle", "Read publishers' files and write the bundled figures anew.")
    own.add_argument(
        "--from", dest="root", type=Path, required=True, metavar="DIR", help="publishers' files"
    )
    own.add_argument(
        "--out", type=Path, default=ROOT / "data", metavar="DIR", help="default: %(default)s"
    )
    return own


def check_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience check``."""
    own = _command(
        "check", "Check indicators on the real figures; exit code 1 if one must be mended."
    )
    _indicators(own)
    return own


def goalposts_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience goalposts``."""
    own = _command(
        "goalposts", "Propose goalposts from the distribution over each kind of city in a year."
    )
    _indicators(own)
    return own


def preview_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience preview``."""
    own = _command("preview", "Show one indicator's page alone and compute it anew on each save.")
    own.add_argument("indicator", help="id, e.g. supply.pharmacy")
    own.add_argument("--port", type=int, default=PORT + 100, help="default: %(default)s")
    own.add_argument("--no-browser", action="store_true", help="only print the address")
    return own


def screens_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience screens``."""
    own = _command(
        "screens", "Write the screens of a meeting as one HTML file that needs nothing else."
    )
    own.add_argument("story", help="the id of a theme field, or a city's key (AGS)")
    own.add_argument("--out", type=Path, required=True, metavar="FILE.html", help="file to write")
    _view(own, region="id; default: the first")
    return own


def sheet_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience sheet``."""
    own = _command("sheet", "Print the sheet of a city or of a region, or all of a region.")
    own.add_argument("area", metavar="AGS|REGION|all", help="key of a city, id of a region, or all")
    own.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE|DIR",
        help="FILE.pdf, FILE.html or FILE.docx; with 'all' a folder for PDF files",
    )
    own.add_argument("--pages", type=int, choices=(1, 2), default=1, help="2: with all figures")
    _view(own)
    return own


def brief_options() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience brief``."""
    own = _command(
        "brief", "Print a theme field of the region as an attachment for a committee paper."
    )
    own.add_argument("theme", metavar="THEME", help="id of a theme field, such as housing")
    own.add_argument(
        "--out", type=Path, required=True, metavar="FILE.pdf", help="or FILE.html or FILE.docx"
    )
    _view(own)
    return own


def _command(word: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"python3 -m resilience {word}", description=description)


def _indicators(own: argparse.ArgumentParser) -> None:
    own.add_argument("indicator", nargs="?", help="id, e.g. supply.pharmacy; default: all")


def _view(own: argparse.ArgumentParser, region: str = "id; default: the first that fits") -> None:
    own.add_argument("--lang", choices=LANGS, default="de", help="default: %(default)s")
    own.add_argument("--region", metavar="REGION", help=region)


def _folder(text: str) -> Path:
    folder = Path(text).resolve()
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{text}: no such folder; name one that holds .whl files")
    return folder
