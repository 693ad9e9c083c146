"""Figures fetched after the bundle was made: each vintage a pair of files in ``data/vintages``.

``<snapshot>.parquet`` holds the observations, ``<snapshot>.toml`` names the publisher's file they
were read from. A vintage is never changed, and counts once its TOML is there. The publisher's file
itself lies in ``data/snapshots``, outside version control.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from resilience.model import toml_schema
from resilience.model.sources import Card, CardError, Snapshot

FOLDER = "vintages"
FILES = "snapshots"


@dataclass(frozen=True)
class Vintage:
    """A snapshot and its source."""

    source_id: str
    snapshot: Snapshot


def load_vintages(folder: Path) -> list[Vintage]:
    """Return the vintages of a folder, ordered by file name; none where it does not exist.

    Raises
    ------
    CardError
        An invalid description, or one without figures.
    """
    out = []
    for path in sorted(folder.glob("*.toml")):
        table = toml_schema.read(path, CardError)
        source = table.pop("source_id", "")
        told = {**table, "id": path.stem, "folder": FILES}
        snapshot = toml_schema.from_table(Snapshot, told, path.name, CardError)
        if not path.with_suffix(".parquet").is_file():
            raise CardError(f"{path.with_suffix('.parquet')} is missing; delete {path.name} too.")
        out.append(Vintage(str(source), snapshot))
    return out


def figures(folder: Path, vintages: Iterable[Vintage]) -> list[Path]:
    """Return the observation files of vintages."""
    return [folder / f"{vintage.snapshot.id}.parquet" for vintage in vintages]


def snapshots(data: Path, card: Card) -> list[Snapshot]:
    """Return all vintages of a source, bundled and fetched."""
    own = [v.snapshot for v in load_vintages(data / FOLDER) if v.source_id == card.source_id]
    return [*card.snapshots, *own]


def stand(snapshot: Snapshot) -> date:
    """Return the date by which vintages are ordered, as in the view ``observation_newest``."""
    return snapshot.published_on or snapshot.retrieved_on
