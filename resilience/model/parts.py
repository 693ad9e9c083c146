"""Cities with figures of their parts, from ``data/parts/*.toml``: levels, indicators, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from resilience.model import toml_schema
from resilience.model.sources import Quality

_Declared = TypeVar("_Declared")
PartLevel = Literal["ward", "district", "quarter"]


class PartsError(ValueError):
    """An invalid file of a city's parts; the message names file, field and remedy."""


@dataclass(frozen=True)
class NamedLevel:
    """The name that a city gives to its parts of one level."""

    level: PartLevel
    one_de: str
    one_en: str
    many_de: str
    many_en: str


@dataclass(frozen=True)
class NoFigure:
    """Why there is no figure: a quality letter and a note with the reason."""

    quality: Quality
    note: str


@dataclass(frozen=True)
class PartTable:
    """A tidy table of figures: one file of a snapshot.

    Parameters
    ----------
    snapshot
        Id of a snapshot on a source's card, which names folder and file.
    levels
        Printed level -> level of the area table; ``municipality`` for the city itself.
    series
        Printed variable -> series.
    rounded_to
        Counts are printed as multiples of it; 1 if they are exact.
    gap
        Meaning of a figure that is not printed.
    quality, note
        Quality and note of the printed figures.
    apart
        Printed id -> what it means there.
    """

    snapshot: str
    levels: dict[str, str]
    series: dict[str, str]
    gap: NoFigure
    quality: Quality = "A"
    note: str = ""
    rounded_to: int = 1
    apart: dict[str, NoFigure] | None = None


@dataclass(frozen=True)
class PartIndicator:
    """An indicator of the parts of a city.

    Its value is the ``rate``, as published, or ``factor`` times the sum of ``count`` over the sum
    of ``weight``. For larger parts, the rates of smaller ones are averaged, weighted by ``weight``.
    """

    id: str
    theme: str
    label_de: str
    label_en: str
    unit_de: str
    unit_en: str
    decimals: int
    direction: Literal["higher_is_better", "lower_is_better", "context"]
    reason_de: str
    reason_en: str
    weight: tuple[str, ...]
    rate: str = ""
    count: tuple[str, ...] = ()
    factor: float = 1.0
    share_of_weight: bool = False
    alike: bool = False


@dataclass(frozen=True)
class PartedCity:
    """A city with figures of its parts."""

    city: str
    about_de: str
    about_en: str
    level: tuple[NamedLevel, ...]
    table: tuple[PartTable, ...]
    indicator: tuple[PartIndicator, ...]

    @property
    def rounded_to(self) -> int:
        """The coarsest rounding of its tables."""
        return max(table.rounded_to for table in self.table)


def load_parts(folder: Path) -> list[PartedCity]:
    """Return the cities of a folder, ordered by file.

    Raises
    ------
    PartsError
        A missing or unknown field, a wrong type, an id declared twice, or an indicator that has
        both a rate and counts, or neither.
    """
    return [_city(path) for path in sorted(folder.glob("*.toml"))]


def refuse_unknown_parts(
    cities: list[PartedCity], themes: Collection[str], series: Collection[str]
) -> None:
    """Check that what the indicators name exists.

    Raises
    ------
    PartsError
        Names the city, the indicator and the unknown theme or series.
    """
    for city in cities:
        for one in city.indicator:
            where = f"data/parts, city {city.city}, [[indicator]] {one.id}"
            if one.theme not in themes:
                raise PartsError(
                    f"{where}: theme {one.theme!r}; allowed are {', '.join(sorted(themes))}"
                )
            for name in (*filter(None, [one.rate]), *one.count, *one.weight):
                if name not in series:
                    raise PartsError(
                        f"{where}: the series {name!r} is on no card in data/sources; declare it "
                        "there, or name one that is"
                    )


def _city(path: Path) -> PartedCity:
    table = dict(toml_schema.read(path, PartsError))
    for name, kind in (("level", NamedLevel), ("table", PartTable), ("indicator", PartIndicator)):
        rows = table.get(name, [])
        table[name] = [_part(kind, row, f"{path.name} [[{name}]]") for row in rows]
    city = toml_schema.from_table(PartedCity, table, path.name, PartsError)
    for what, ids in (
        ("level", [one.level for one in city.level]),
        ("indicator", [one.id for one in city.indicator]),
    ):
        if not ids or max(Counter(ids).values()) > 1:
            raise PartsError(f"{path.name} [[{what}]]: found {ids}; each once, and at least one")
    for one in city.indicator:
        if bool(one.rate) == bool(one.count):
            raise PartsError(f"{path.name} [[indicator]] {one.id}: give either rate or count")
    return city


def _part(kind: type[_Declared], row: dict[str, Any], place: str) -> _Declared:
    """Return one entry of the file as a dataclass; its table of gaps becomes a `NoFigure`."""
    told = dict(row)
    if kind is PartTable:
        if "gap" in told:
            told["gap"] = toml_schema.from_table(NoFigure, told["gap"], f"{place} gap", PartsError)
        apart = told.get("apart", {}).items()
        told["apart"] = {
            key: toml_schema.from_table(NoFigure, gap, f"{place} apart {key}", PartsError)
            for key, gap in apart
        }
    return toml_schema.from_table(kind, told, place, PartsError)
