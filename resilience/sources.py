"""Source cards: one TOML file per published source, with its vintages and series."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints


class CardError(ValueError):
    """A source card that cannot be read; the message names file, field and what is expected."""


@dataclass(frozen=True)
class Snapshot:
    """One vintage of one source."""

    id: str
    file_name: str
    folder: str
    sha256: str
    retrieved_on: date
    boundary_date: date
    published_on: date | None = None


@dataclass(frozen=True)
class Series:
    """One harmonised quantity of a source."""

    id: str
    de: str
    en: str
    unit: str
    kind: str
    definition_version: int
    breaks: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """What is said of a source wherever its figures appear."""

    source_id: str
    title_de: str
    title_en: str
    publisher: str
    citation: str
    url: str
    licence_name: str
    licence_url: str
    table_code: str
    update_cycle: str
    note_de: str
    note_en: str
    snapshots: tuple[Snapshot, ...]
    series: tuple[Series, ...]


def load_cards(folder: Path) -> list[Card]:
    """Return the cards of a folder, ordered by id.

    Raises
    ------
    CardError
        A missing or unknown field, a wrong type, or an id declared twice.
    """
    cards = [_card(path) for path in sorted(folder.glob("*.toml"))]
    for what, ids in (
        ("snapshot", [s.id for card in cards for s in card.snapshots]),
        ("series", [s.id for card in cards for s in card.series]),
    ):
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise CardError(f"{folder}: {what} declared more than once: {', '.join(twice)}")
    return cards


def _card(path: Path) -> Card:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    head = dict(raw.get("source", {}))
    head["source_id"] = path.stem
    snapshots = tuple(
        _build(Snapshot, row, path, "[[snapshot]]") for row in raw.get("snapshot", [])
    )
    rows = [{**row, "breaks": tuple(row.get("breaks", ()))} for row in raw.get("series", [])]
    series = tuple(_build(Series, row, path, "[[series]]") for row in rows)
    if not snapshots or not series:
        raise CardError(f"{path.name}: a card needs at least one [[snapshot]] and one [[series]]")
    return _build(Card, {**head, "snapshots": snapshots, "series": series}, path, "[source]")


def _build(kind: type, row: dict[str, Any], path: Path, place: str) -> Any:
    names = {field.name for field in fields(kind)}
    required = {field.name for field in fields(kind) if field.name != "published_on"}
    missing, unknown = sorted(required - set(row)), sorted(set(row) - names)
    if missing or unknown:
        raise CardError(f"{path.name} {place}: missing {missing or '-'}, unknown {unknown or '-'}")
    hints = get_type_hints(kind)
    for name, value in row.items():
        if hints[name] in (str, int, date) and not isinstance(value, hints[name]):
            raise CardError(
                f"{path.name} {place} {name} = {value!r}: {hints[name].__name__} expected"
            )
    return kind(**row)
