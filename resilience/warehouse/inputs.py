"""The files the warehouse is built from, and whether it is stale; quick enough for every start."""

from __future__ import annotations

from pathlib import Path

from resilience.model.vintages import FILES
from resilience.settings import ROOT

FOLDERS = ("data", "indicators", "resilience", "etl")
SUFFIXES = {".parquet", ".toml", ".py", ".sql"}


def inputs() -> list[Path]:
    """Return every file the warehouse is built from."""
    kept = ROOT / "data" / FILES  # publishers' files: used only through other inputs
    every = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return sorted(path for path in every if path.suffix in SUFFIXES and kept not in path.parents)


def is_stale(warehouse: Path) -> bool:
    """Return whether the warehouse is missing or older than its inputs.

    A deleted file shows in the modification time of its folder. That of a code folder also changes
    when Python writes bytecode there; in `indicators`, the only code folder where a single file may
    be deleted, the build has this done before it begins.
    """
    if not warehouse.is_file():
        return True
    built = warehouse.stat().st_mtime_ns
    own = warehouse.resolve().parent
    folders = [folder for folder in _folders() if folder != own]
    return any(path.stat().st_mtime_ns > built for path in [*inputs(), *folders])


def _folders() -> list[Path]:
    """Return the folders in which a deleted file changes figures."""
    data, code = ROOT / "data", ROOT / "indicators"
    found = [*data.glob("*"), code, *code.glob("*")]
    other = ("__pycache__", FILES)
    return [folder for folder in found if folder.is_dir() and folder.name not in other]
