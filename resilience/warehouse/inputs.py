"""What the warehouse is made of, and whether it is older; light enough for every start."""

from __future__ import annotations

from pathlib import Path

from resilience.model.vintages import FILES
from resilience.settings import ROOT

FOLDERS = ("data", "indicators", "resilience", "etl")
SUFFIXES = {".parquet", ".toml", ".py", ".sql"}


def inputs() -> list[Path]:
    """Return every file the warehouse is made of."""
    kept = ROOT / "data" / FILES  # publishers' files: nothing is made of them but by way of others
    every = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return sorted(path for path in every if path.suffix in SUFFIXES and kept not in path.parents)


def is_stale(warehouse: Path) -> bool:
    """Return whether the warehouse is missing or older than its inputs.

    A file taken away shows in the time of its folder. That of a folder of code also changes when
    Python leaves its bytecode there, which the build does before it begins in `indicators`, the one
    such folder where a file may go alone.
    """
    if not warehouse.is_file():
        return True
    built = warehouse.stat().st_mtime_ns
    own = warehouse.resolve().parent
    folders = [folder for folder in _folders() if folder != own]
    return any(path.stat().st_mtime_ns > built for path in [*inputs(), *folders])


def _folders() -> list[Path]:
    """Return the folders in which a missing file means other figures."""
    data, code = ROOT / "data", ROOT / "indicators"
    found = [*data.glob("*"), code, *code.glob("*")]
    other = ("__pycache__", FILES)
    return [folder for folder in found if folder.is_dir() and folder.name not in other]
