"""What was known on an earlier day: the vintages retrieved by then, and what rests on them."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from resilience.i18n import LANGS, t
from resilience.model.registry import Entry, Registry
from resilience.model.sources import Card, Snapshot, load_cards
from resilience.model.vintages import FOLDER, load_vintages
from resilience.warehouse import opening as wh
from resilience.words import Awaiting, Text


class AsOfError(ValueError):
    """A day of which no state can be rebuilt; the message names the first of which one can."""


def later_than(data: Path, day: date) -> frozenset[str]:
    """Return the ids of all vintages, bundled and fetched, that were retrieved after a day.

    Parameters
    ----------
    data
        The ``data`` folder.

    Raises
    ------
    AsOfError
        A day to come, or one before the register of areas was retrieved.
    """
    if day > date.today():
        raise AsOfError(
            f"--as-of {day}: lies in the future; give a day up to {date.today()}, or none for what "
            "is known now."
        )
    every = {s.id: s.retrieved_on for _, own in _vintages(data) for s in own}
    settings = tomllib.loads((data / "geometry" / "areas.toml").read_text(encoding="utf-8"))
    register = settings["kept"]["register"]
    if day < every[register]:
        raise AsOfError(
            f"--as-of {day}: lies before the first vintage of these files; all areas are those of "
            f"{register}, retrieved on {every[register]}. Give that day or a later one, or build "
            "from an earlier commit."
        )
    return frozenset(name for name, retrieved in every.items() if retrieved > day)


def known_then(found: Registry, data: Path, here: Collection[str], day: date) -> Registry:
    """Return the registry of a day: an indicator awaits what had not been retrieved yet.

    Parameters
    ----------
    here
        The series of which a figure had been retrieved by then.
    """
    cards = load_cards(data / "sources")
    missing = {series.id: card for card in cards for series in card.series if series.id not in here}
    entries = {name: _as_known(entry, missing, day) for name, entry in found.active.items()}
    return replace(found, indicators={**found.indicators, **entries})


def _vintages(data: Path) -> list[tuple[Card, list[Snapshot]]]:
    """Return all sources, each with its vintages, bundled and fetched."""
    fetched = load_vintages(data / FOLDER)
    return [
        (card, [*card.snapshots, *(v.snapshot for v in fetched if v.source_id == card.source_id)])
        for card in load_cards(data / "sources")
    ]


def _as_known(entry: Entry, missing: dict[str, Card], day: date) -> Entry:
    lacking = [missing[name] for name in entry.indicator.series if name in missing]
    if not lacking:
        return entry
    card, why = lacking[0], {lang: t(lang, "indicator.unknown_then", day=day) for lang in LANGS}
    awaited = Awaiting(card.publisher, card.table_code or card.source_id, card.url, Text(**why))
    bare = replace(
        entry.indicator, needs=(), sql="", example=None, noise="unknown", awaiting=awaited
    )
    return replace(entry, indicator=bare)


def day_of(warehouse: Path) -> date | None:
    """Return the day whose state of knowledge a warehouse shows; None for the newest."""
    try:
        with closing(wh.open_read_only(warehouse)) as connection:
            rows = connection.execute("SELECT as_of FROM build").fetchall()
    except (wh.WarehouseError, duckdb.Error):  # none, or one of another version
        return None
    day: date | None = rows[0][0] if rows else None
    return day
