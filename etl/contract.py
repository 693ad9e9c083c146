"""What cards promise of the figures: areas and periods that are present, none in the future."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import duckdb
import pandas as pd

from etl.totals import unequal
from resilience.model.period import FORMS, first_day
from resilience.model.region import Region, resolve
from resilience.model.sources import Card, CardError, Series

_LEVELS = ("country", "state", "county", "municipality")
BOROUGH = "county_borough"
_SHOWN = 10
"""Faults of one kind that are listed; the others are only counted."""

UNREAL = "periods that no calendar has"
FUTURE = "periods from after their retrieval"
ABSENT = "areas and periods missing"
DECLARED = "periods and absences declared wrongly"
BEYOND = "figures beyond their limits"
NO_SUM = "counties that are not the sum of their towns"
TO_DO = {
    UNREAL: f"Allowed are {FORMS}.",
    FUTURE: "Correct the period, or retrieved_on of the snapshot on the card in data/sources.",
    ABSENT: "Mend the row in the publisher's file or its reading; what the publisher itself "
    "leaves out is declared as 'absent' on the series' card in data/sources.",
    DECLARED: "Correct areas, periods and absent of the series on its card in data/sources.",
    BEYOND: "Correct the figure's reading, or lowest and highest of the series on its card in "
    "data/sources; a count or a sum of money is not below zero unless the card says so.",
    NO_SUM: "Find the figure that is wrong in the publisher's file or its reading; if the "
    "publisher's own do not add up, set adds_up = false under [live] on the card.",
}
"""Kinds of fault, and the remedy for each."""


Dated = tuple[str, str, int, str]
"""Period, snapshot, number of figures, an area of one of them."""

Shape = dict[str, int]
"""Period -> number of categories of an area; all areas with the same figures share one."""

Present = dict[str, Shape]
"""Area -> its shape."""

Found = tuple[str, str, str]
"""Kind, text and area of a fault."""


@dataclass(frozen=True)
class Fault:
    """One deviation of the figures from what their card promises."""

    kind: str
    source_id: str
    text: str
    ags: str = ""


def faults(
    figures: duckdb.DuckDBPyConnection,
    cards: Iterable[Card],
    retrieved: Mapping[str, date],
    areas: pd.DataFrame,
    regions: list[Region],
) -> list[Fault]:
    """Return every deviation of the figures from the cards.

    A card promises, of each series, a row of each of ``areas`` in each of ``periods`` except what
    is ``absent``; the row's period may lack no category that other areas have then. A period must
    exist, and must have begun when its snapshot was retrieved. Of the card's own snapshots, no
    figure may be of a period that it does not name. A series without ``areas`` promises nothing
    of these. No figure lies beyond the limits of its series, and counts and sums of money of the
    towns add up to their county.

    Parameters
    ----------
    figures
        A connection with the table ``observation`` of the warehouse; only its columns ``series_id,
        ags, period, category, snapshot_id, value`` are read.
    retrieved
        Snapshot id -> date of retrieval.
    areas
        ``ags, short_name, level, parent_ags, peer_kind, population`` of every area.

    Raises
    ------
    CardError
        An entry of ``areas`` that is neither a level, a region nor an area's key.
    """
    names = dict(zip(areas["ags"], areas["short_name"], strict=True))
    cards = list(cards)
    beyond = _beyond(figures, [series for card in cards for series in card.series], names)
    off = _off(figures, cards, areas, names)
    dated, present = _dated(figures), _present(figures)
    promise = cache(lambda words: promised(words, areas, regions))
    out = []
    for card in cards:
        bundled = {snapshot.id for snapshot in card.snapshots}
        for series in card.series:
            own = dated.get(series.id, [])
            found = [fault for row in own for fault in _of_time(series, row, retrieved)]
            found += [*beyond.get(series.id, []), *off.get(series.id, [])]
            if series.areas:
                rows = present.get(series.id, {})
                named = {period for period, snapshot, *_ in own if snapshot in bundled}
                found += _undeclared(series, named, rows)
                found += _missing(series, promise(series.areas), rows, names)
            out += [Fault(kind, card.source_id, text, ags) for kind, text, ags in found]
    return out


def of_bundle(
    observations: pd.DataFrame, cards: list[Card], areas: pd.DataFrame, regions: list[Region]
) -> list[Fault]:
    """Return the `faults` of tidy observations that are not yet in a warehouse."""
    names = {"series": "series_id", "snapshot": "snapshot_id"}
    retrieved = {s.id: s.retrieved_on for card in cards for s in card.snapshots}
    with duckdb.connect() as figures:
        figures.register("observation", observations.rename(columns=names))
        return faults(figures, cards, retrieved, areas, regions)


def promised(words: tuple[str, ...], areas: pd.DataFrame, regions: list[Region]) -> frozenset[str]:
    """Return the keys of the areas that a card means."""
    by_id = {region.id: region for region in regions}
    borough = (areas["level"] == "municipality") & areas["ags"].str.endswith("000")
    found: set[str] = set()
    for word in words:
        if word in _LEVELS:
            found |= set(areas.loc[areas["level"] == word, "ags"])
        elif word == BOROUGH:
            found |= set(areas.loc[borough, "ags"])
        elif word in by_id:
            roles = resolve(by_id[word], regions, areas)
            found |= set(roles.loc[roles["role"] == "member", "ags"])
        elif word in set(areas["ags"]):
            found.add(word)
        elif parts := _parts(word, areas):
            found |= parts
        else:
            allowed = ", ".join((*_LEVELS, BOROUGH, *sorted(by_id)))
            raise CardError(
                f"data/sources, [[series]] areas: found {word!r}, allowed are {allowed}, keys of "
                "areas, and a city's parts as CITY-ward, CITY-district or CITY-quarter"
            )
    return frozenset(found)


def _parts(word: str, areas: pd.DataFrame) -> set[str]:
    """Return the parts of a city, given as the city's key and the level of the parts."""
    city, _, level = word.partition("-")
    own = areas["ags"].str.startswith(f"{city}-") & (areas["level"] == level)
    return set(areas.loc[own, "ags"])


def _dated(figures: duckdb.DuckDBPyConnection) -> dict[str, list[Dated]]:
    """Return per series its periods and snapshots, each with its number of figures and an area."""
    out: dict[str, list[Dated]] = {}
    sql = """SELECT series_id, period, snapshot_id, count(*), min(ags) FROM observation
             GROUP BY ALL ORDER BY ALL"""
    for series_id, *row in figures.execute(sql).fetchall():
        out.setdefault(series_id, []).append(tuple(row))
    return out


def _beyond(
    figures: duckdb.DuckDBPyConnection, every: list[Series], names: Mapping[str, str]
) -> dict[str, list[Found]]:
    """Return per series the figures that lie beyond its limits."""
    limits = pd.DataFrame(
        [(series.id, *series.limits) for series in every], columns=["series_id", "low", "high"]
    )
    figures.register("limits", limits)
    sql = """SELECT series_id, ags, period, category, value, low, high
             FROM observation JOIN limits USING (series_id)
             WHERE value < low OR value > high ORDER BY ALL"""
    out: dict[str, list[Found]] = {}
    for series_id, ags, period, category, value, low, high in figures.execute(sql).fetchall():
        of = f" {category}" if category else ""
        where = f"{ags} {names.get(ags, '')} {period}{of}"
        text = f"{series_id}: {where} is {value:g}, allowed are {low:g} to {high:g}"
        out.setdefault(series_id, []).append((BEYOND, text, ags))
    figures.unregister("limits")
    return out


def _off(
    figures: duckdb.DuckDBPyConnection,
    cards: list[Card],
    areas: pd.DataFrame,
    names: Mapping[str, str],
) -> dict[str, list[Found]]:
    """Return per series the counties that are not the sum of their towns."""
    adding = {
        series.id
        for card in cards
        for series in card.series
        if series.adds and (card.live is None or card.live.adds_up)
    }
    out: dict[str, list[Found]] = {}
    for row in unequal(figures, areas, adding).to_dict("records"):
        where = f"{row['parent']} {names.get(row['parent'], '')} {row['period']}"
        text = f"{row['series_id']}: {where} is {row['printed']:,.6g}, its {row['size']} towns are "
        out.setdefault(row["series_id"], []).append(
            (NO_SUM, f"{text}{row['added']:,.6g}", row["parent"])
        )
    return out


def _present(figures: duckdb.DuckDBPyConnection) -> dict[str, Present]:
    """Return per series the areas with their periods and numbers of categories."""
    out: dict[str, Present] = {}
    sql = """SELECT series_id, list(ags), periods, categories FROM (
                 SELECT series_id, ags, list(period ORDER BY period) AS periods,
                        list(categories ORDER BY period) AS categories
                 FROM (SELECT series_id, ags, period, count(DISTINCT category) AS categories
                       FROM observation GROUP BY ALL) GROUP BY ALL
             ) GROUP BY ALL"""
    for series_id, areas, periods, categories in figures.execute(sql).fetchall():
        shape = dict(zip(periods, categories, strict=True))
        out.setdefault(series_id, {}).update(dict.fromkeys(areas, shape))
    return out


def _of_time(series: Series, row: Dated, retrieved: Mapping[str, date]) -> Iterator[Found]:
    """Yield the fault of a period that does not exist or lies after its snapshot's retrieval."""
    period, snapshot, count, ags = row
    what = f"{series.id}: {count} figures of {period!r}, one of them of {ags}"
    try:
        begins = first_day(period)
    except ValueError:
        yield UNREAL, what, ags
        return
    if snapshot in retrieved and begins > retrieved[snapshot]:
        yield FUTURE, f"{what}; {snapshot} was retrieved on {retrieved[snapshot]}", ags


def _undeclared(series: Series, bundled: set[str], present: Present) -> Iterator[Found]:
    """Yield bundled periods that the card does not name, and absences that have figures."""
    for period in sorted(bundled - set(series.periods)):
        yield DECLARED, f"{series.id}: figures of {period!r}, which periods does not name", ""
    for name in sorted(series.absent):
        ags, _, period = name.partition(" ")
        if ags in present and (not period or period in present[ags]):
            yield DECLARED, f"{series.id}: absent names {name}, of which there are figures", ""


def _missing(
    series: Series, promised: frozenset[str], present: Present, names: Mapping[str, str]
) -> Iterator[Found]:
    """Yield a fault per area that lacks rows, with all the periods it lacks them in."""
    most: Shape = {}
    shapes = {id(shape): shape for shape in present.values()}
    for shape in shapes.values():
        for period, categories in shape.items():
            most[period] = max(most.get(period, 0), categories)
    whole = {
        key
        for key, shape in shapes.items()
        if all(shape.get(period, 0) >= max(most.get(period, 0), 1) for period in series.periods)
    }
    for ags in sorted(promised - set(series.absent)):
        shape = present.get(ags, {})
        if id(shape) in whole:
            continue
        periods = [p for p in series.periods if f"{ags} {p}" not in series.absent]
        lacking = [p for p in periods if p not in shape]
        partial = [p for p in periods if 0 < shape.get(p, 0) < most.get(p, 0)]
        for where, what in ((lacking, "no row"), (partial, "not every category")):
            if where:
                text = f"{series.id}: {what} of {ags} {names[ags]} in {', '.join(where)}"
                if ags[1:] in present:
                    text += f"; there is one of {ags[1:]}, the same key without its zero"
                yield ABSENT, text, ags


def faults_text(found: Iterable[Fault], where: Callable[[Fault], str]) -> str:
    """Return faults as text: per kind their number, the first few with place, and the remedy."""
    lines = []
    for kind, to_do in TO_DO.items():
        own = [fault for fault in found if fault.kind == kind]
        if own:
            lines.append(f"{kind}: {len(own)}")
            lines += [f"  {where(fault)}: {fault.text}" for fault in own[:_SHOWN]]
            lines += [f"  and {len(own) - _SHOWN} more"] if len(own) > _SHOWN else []
            lines.append(f"  {to_do}")
    return "\n".join(lines)
