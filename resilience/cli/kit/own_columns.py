"""Identifies the columns of an analyst's table by their headings or as declared."""

from __future__ import annotations

import re

from resilience.cli.kit import KitError
from resilience.model.period import is_period
from resilience.model.registry import nearest

HEADERS = {
    "ags": "ags ars key gkz gemeindeschlüssel gemeindeschluessel regionalschlüssel "
    "regionalschluessel kreisschlüssel schlüssel gemeindekennziffer",
    "period": "period jahr year zeit periode zeitraum berichtsjahr time",
    "value": "value wert anzahl",
    "category": "category kategorie",
    "quality": "quality qualität qualitaet",
    "note": "note anmerkung bemerkung fußnote hinweis",
    "name": "name gemeinde gemeindename stadt ort kreis town city municipality area",
}
"""Column -> its headings, case-insensitive; ``name`` is for people and left out."""

NAMED = {"ags": "--key", "period": "--period", "value": "--value"}
"""Required columns, and the option by which another heading is declared."""

PERIODS = "2024, 2024-Q1, 2024-01 or 2024-01-31"

_WORD = {word.casefold(): column for column, words in HEADERS.items() for word in words.split()}


def as_period(text: str) -> str:
    """Return a German date such as ``31.1.2024`` as ``2024-01-31``, all else as it is."""
    if found := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", text, re.ASCII):
        day, month, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return text


def known_columns(head: list[str], named: dict[str, str]) -> int:
    """Return how many headings are the name of a column, or declared to be one."""
    told = {name.casefold() for name in named.values()}
    return sum(cell.casefold() in _WORD or cell.casefold() in told for cell in head)


def find_columns(
    where: str, head: list[str], named: dict[str, str], wide: bool
) -> tuple[dict[str, int], list[str]]:
    """Return the position of each column, and the headings that are left out."""
    needed = ["ags"] if wide else list(NAMED)
    found: dict[str, list[int]] = {}
    for column, name in named.items():
        found[column] = [n for n, cell in enumerate(head) if cell.casefold() == name.casefold()]
        if not found[column]:
            raise KitError(
                f"{where}: found no column {name!r}, as {NAMED[column]} says; the columns are "
                f"{', '.join(head)}"
            )
    taken = {n for places in found.values() for n in places}
    others = []
    for n, cell in enumerate(head):
        column = _WORD.get(cell.casefold(), "")
        if n in taken or (wide and is_period(as_period(cell))):
            continue
        if (
            column in ("", "name")
            or column in named
            or (wide and column in NAMED and column != "ags")
        ):
            others.append(cell)
        else:
            found.setdefault(column, []).append(n)
    for column, places in found.items():
        if len(places) > 1:
            option = f"; say which one with {NAMED[column]}" if column in NAMED else ""
            raise KitError(
                f"{where}: found {len(places)} columns that could be the {column} "
                f"({', '.join(head[n] for n in places)}), one is allowed{option}, or rename one"
            )
    lacking = [column for column in needed if column not in found]
    unknown = [cell for cell in others if _WORD.get(cell.casefold()) != "name"]
    if not lacking and (not unknown or all(column in named for column in needed)):
        return {column: places[0] for column, places in found.items()}, others
    raise KitError(f"{where}: {_mend(head, lacking, unknown, needed)}")


def _mend(head: list[str], lacking: list[str], unknown: list[str], needed: list[str]) -> str:
    """Return what is wrong with a head and what to do about it."""
    years = [cell for cell in head if is_period(as_period(cell))]
    if lacking and years and "ags" not in lacking:
        return (
            f"found the columns {', '.join(years)}, which are periods; add --years-as-columns if "
            "each holds the figures of its year"
        )
    said = [f"unknown column {c!r}{nearest(c.casefold(), _WORD)}" for c in unknown[:1]]
    said += [f"column {c!r} is missing" for c in lacking[:1]]
    allowed = "ags, period, value (AGS, Jahr, Wert)"
    if len(needed) == 1:
        allowed = "ags (AGS), the years"
    options = " ".join(f"{NAMED[column]} NAME" for column in needed)
    return (
        f"{'; '.join(said)}. The columns are {', '.join(head)}; allowed are {allowed} "
        "and, if you like, category, quality, note, name. Rename or remove what "
        f"is wrong, or say with {options} which is which: the others are left out then"
    )
