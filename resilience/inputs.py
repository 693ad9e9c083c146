"""What the warehouse is made of, and whether it is older than that; light enough for every start."""

from __future__ import annotations

from pathlib import Path

from resilience.settings import ROOT

FOLDERS = ("data", "indicators", "resilience", "etl")
SUFFIXES = {".parquet", ".toml", ".py", ".sql"}


def inputs() -> list[Path]:
    """Return every file the warehouse is made of."""
    return sorted(
        path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in SUFFIXES
    )


def is_stale(warehouse: Path) -> bool:
    """Return whether the warehouse is missing or older than one of its inputs."""
    if not warehouse.is_file():
        return True
    built = warehouse.stat().st_mtime
    return any(path.stat().st_mtime > built for path in inputs())
