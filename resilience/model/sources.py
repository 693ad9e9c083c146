"""A published source: its card, and the errors found in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from resilience.model import toml_schema
from resilience.model.period import FORMS, is_period

Quality = Literal["A", "P", "E", "B", "U", "I", "O", "M", "Q"]
NOT_STATED = "nicht angegeben"
"""Licence name on a card where the publisher states no licence."""

MISSING = ("O", "M")
"""Quality letters that require a missing value; Q (suppressed) allows either."""


class CardError(ValueError):
    """An invalid card or correction; the message names file, field and what to give."""


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
    """One harmonised quantity of a source.

    Attributes
    ----------
    areas
        The areas that have a row in each of ``periods``: levels of the area table,
        ``county_borough``, ids of regions (their members), keys of areas, or a city's parts of a
        level (``05315000-district``).
    absent
        The exceptions the publisher makes: ``05315000``, or ``05315000 2023`` for one period.
    lowest, highest
        What no figure lies below or above; see `limits` for what holds where they are not given.
    """

    id: str
    de: str
    en: str
    unit: str
    kind: Literal["count", "rate", "money", "index"]
    definition_version: int
    breaks: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None

    @property
    def limits(self) -> tuple[float, float]:
        """Between which values its figures lie; a count or a sum of money is not below zero."""
        least = 0.0 if self.kind in ("count", "money") else -math.inf
        low, high = self.lowest, self.highest
        return least if low is None else low, math.inf if high is None else high

    @property
    def adds(self) -> bool:
        """Whether its figures add up when areas merge: counts, and sums of money."""
        return self.kind == "count" or (self.kind == "money" and " per " not in self.unit)


@dataclass(frozen=True)
class Live:
    """How newer figures of a source are fetched from its publisher.

    Attributes
    ----------
    client
        Module of `etl.live` that fetches and reads.
    address
        Address to fetch from; the client's documentation says how it is used.
    files
        Pattern of the names of the files it fetches: ``31121-06i_00.csv``, ``*_Karte_L00.csv``.
    tried
        Whether reading was tested on a recorded answer of the publisher.
    login
        Prefix of the environment variables that hold the account (``<login>_USER`` and
        ``<login>_PASSWORD``); empty where no account is used.
    login_needed
        Whether nothing can be fetched without the account.
    adds_up
        Whether counts and sums of money of a county's towns add up to the county.
    zeros
        Whether a total of ``-`` may be a true zero rather than a figure not published yet.
    first
        Earliest year to fetch where nothing is at hand yet.
    jump
        Factor between two neighbouring periods of one area beyond which a person must check first.
    sign
        Pattern that matches the beginning of its files and of no other source's; by default the
        table code, as the GENESIS databases print it.
    columns
        Which printed column becomes which series.
    """

    client: str
    address: str
    files: str
    tried: Literal["recording", "never"]
    login: str = ""
    login_needed: bool = False
    adds_up: bool = True
    zeros: bool = False
    first: int = 2015
    jump: float = 10.0
    sign: str = ""
    columns: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Card:
    """Description of a source, shown wherever its figures appear.

    ``newer_*`` is given only where the publisher is known to have newer figures than those bundled:
    the newest period, if known, and in words what there is and where this was seen. ``live`` is
    given where figures can be fetched; such a source need not have a snapshot yet.
    """

    source_id: str
    title_de: str
    title_en: str
    publisher: str
    citation: str
    url: str
    licence_name: str
    licence_url: str
    table_code: str
    update_cycle_de: str
    update_cycle_en: str
    note_de: str
    note_en: str
    snapshots: tuple[Snapshot, ...]
    series: tuple[Series, ...]
    newer_period: str | None = None
    newer_de: str | None = None
    newer_en: str | None = None
    live: Live | None = None


@dataclass(frozen=True)
class Correction:
    """An upstream error: where it is, the wrong value that identifies it, and the action taken."""

    id: str
    series: str
    ags: str
    period: str
    category: str
    expected: float
    action: Literal["replace", "drop", "flag"]
    quality: Quality
    reason_de: str
    reason_en: str
    status: str
    replacement: float | None = None


@dataclass(frozen=True)
class _CardFile:
    source: dict[str, Any]
    series: tuple[Any, ...]
    snapshot: tuple[Any, ...] = ()
    live: dict[str, Any] | None = None


@dataclass(frozen=True)
class _CorrectionFile:
    correction: tuple[Any, ...]


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
        _refuse_twice(folder, what, ids)
    return cards


def load_corrections(folder: Path) -> list[Correction]:
    """Return the corrections of a folder's files, in their order.

    Raises
    ------
    CardError
        A missing or unknown field, a wrong type, an action without the fields it needs, or an id or
        a figure named twice.
    """
    rows = [row for path in sorted(folder.glob("*.toml")) for row in _corrections(path)]
    _refuse_twice(folder, "correction", [row.id for row in rows])
    figures = [f"{row.series} {row.ags} {row.period} {row.category!r}" for row in rows]
    _refuse_twice(folder, "correction of a figure", figures)
    return rows


def _card(path: Path) -> Card:
    file = toml_schema.from_table(
        _CardFile, toml_schema.read(path, CardError), path.name, CardError
    )
    snapshots = [
        toml_schema.from_table(Snapshot, row, f"{path.name} [[snapshot]]", CardError)
        for row in file.snapshot
    ]
    series = [
        toml_schema.from_table(Series, row, f"{path.name} [[series]]", CardError)
        for row in file.series
    ]
    for row in series:
        for period in row.periods:
            if not is_period(period):
                where = f"{path.name} [[series]] {row.id}: periods"
                raise CardError(f"{where}: found {period!r}, allowed are {FORMS}")
    live = file.live and toml_schema.from_table(Live, file.live, f"{path.name} [live]", CardError)
    if not series or not (snapshots or live):
        raise CardError(
            f"{path.name}: a card needs at least one [[series]], and one [[snapshot]] or [live]"
        )
    head = {**file.source, "source_id": path.stem, "snapshots": snapshots, "series": series}
    head["live"] = live
    card = toml_schema.from_table(Card, head, f"{path.name} [source]", CardError)
    told = card.newer_de is not None, card.newer_en is not None
    if any(told) != all(told) or (card.newer_period and not any(told)):
        raise CardError(
            f"{path.name} [source]: newer_period needs newer_de and newer_en, and these two go "
            "together: say in both languages what is newer and where that was seen"
        )
    return card


def _corrections(path: Path) -> list[Correction]:
    file = toml_schema.from_table(
        _CorrectionFile, toml_schema.read(path, CardError), path.name, CardError
    )
    rows = []
    for table in file.correction:
        row = toml_schema.from_table(Correction, table, f"{path.name} [[correction]]", CardError)
        place = f"{path.name} {row.id}"
        if (row.action == "replace") != (row.replacement is not None):
            raise CardError(f"{place}: give a replacement with the action 'replace', and only then")
        if row.action == "drop" and row.quality not in (*MISSING, "Q"):
            raise CardError(f"{place}: with the action 'drop' the quality is O, M or Q")
        if row.action != "drop" and row.quality in MISSING:
            raise CardError(f"{place}: the quality {row.quality} is for the action 'drop' only")
        rows.append(row)
    return rows


def _refuse_twice(folder: Path, what: str, ids: list[str]) -> None:
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise CardError(f"{folder}: {what} declared more than once: {', '.join(twice)}")
