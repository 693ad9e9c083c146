"""Writes the file of a new indicator: commented, and already valid."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from resilience import atomic
from resilience.cli.kit import KitError
from resilience.model.registry import nearest
from resilience.settings import ROOT

TEMPLATE = Path(__file__).with_name("indicator.py.template")


def new_indicator(theme: str, name: str, folder: Path) -> Path:
    """Write the file of a new indicator and return its path.

    Parameters
    ----------
    theme
        Id of a theme field, a folder below `folder`.
    name
        Second half of the id: lower-case English words joined by ``_``.

    Raises
    ------
    KitError
        An unknown theme, a name that is not an identifier, or a file that already exists.
    """
    themes = sorted(init.parent.name for init in folder.glob("*/__init__.py"))
    if theme not in themes:
        raise KitError(
            f"theme: found {theme!r}, allowed are {', '.join(themes)}{nearest(theme, themes)}"
        )
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise KitError(
            f"name: found {name!r}, allowed are lower-case English words joined by _, "
            "such as births_per_1000"
        )
    path = folder / theme / f"{name}.py"
    if path.exists():
        raise KitError(f"{path} is there already and was left as it is; choose another name")
    title = name.replace("_", " ").capitalize()
    words = {"title": title, "indicator_id": f"{theme}.{name}"}
    text = TEMPLATE.read_text(encoding="utf-8").format(**words)
    atomic.write_text(path, text)
    return path


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience new-indicator``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience new-indicator",
        description="Write the file of a new indicator: commented, and already valid.",
    )
    own.add_argument("theme", help="theme field, e.g. supply")
    own.add_argument("name", help="lower-case English words joined by _, e.g. births_per_1000")
    return own


def main(argv: list[str]) -> int:
    """Run the command; return 1 with a clear message if it cannot be done."""
    arguments = parser().parse_args(argv)
    try:
        path = new_indicator(arguments.theme, arguments.name, ROOT / "indicators")
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    indicator_id = f"{arguments.theme}.{arguments.name}"
    print(f"Wrote {path.relative_to(ROOT).as_posix()}. Next:")
    print(f"  python3 -m resilience check {indicator_id}")
    print(f"  python3 -m resilience preview {indicator_id}")
    return 0
