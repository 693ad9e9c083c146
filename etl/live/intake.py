"""Takes in a publisher's files: read, checked, compared with what is at hand, appended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from etl.live.checks import CheckError, check, without_unfilled
from etl.live.clients import client
from etl.live.difference import changed, report
from etl.live.faults import FetchError
from etl.territory import carried_over
from etl.tidy import tidy
from etl.vintages import ROW, append, known
from resilience.model.registry import registry
from resilience.model.sources import Card, Live
from resilience.model.vintages import snapshots, stand

Say = Callable[[str], None]

Effect = Callable[[Path, pd.DataFrame], list[str]]
"""Says of the ``data`` folder's new and revised figures how indicators and scores change."""


class Outcome(NamedTuple):
    """What came of asking a source.

    Attributes
    ----------
    newest
        Newest period the publisher lists.
    differing
        The figures that are new or revised, see `etl.live.difference.changed`.
    """

    told: str
    newest: str
    differing: pd.DataFrame


def keep(
    data: Path,
    card: Card,
    live: Live,
    files: list[Path],
    say: Say,
    since: int | None = None,
    dry: bool = False,
) -> Outcome:
    """Read a publisher's files and append what is new as a vintage.

    Raises
    ------
    ValueError
        The files cannot be read or do not hold what the source promises; nothing was written.
    """
    before = known(data, card)
    reading = client(live.client).read(card, live, files)
    newest = max(reading.rows["period"], default="")
    rows, left_out = settled(card, live, reading.rows, since)
    for line in left_out:
        say(f"{card.source_id}: {line}")
    try:
        check(card, live, rows, before)
    except CheckError as error:
        for line in error.rows:
            say(f"{card.source_id}: {line}")
        raise
    differing = changed(before, rows)
    here = max((stand(snapshot) for snapshot in snapshots(data, card)), default=date.min)
    if (reading.published_on or date.today()) < here:  # it adds, but revises nothing
        say(
            f"{card.source_id}: the publisher's file is of {reading.published_on}, older than "
            f"what is at hand ({here}): only what is lacking here counts"
        )
        differing = differing[~differing["had"]]
        rows = rows.merge(differing[ROW], on=ROW)
    if differing.empty:
        say(f"{card.source_id}: nothing new; the newest period is {newest}")
        return Outcome("nothing new", newest, differing)
    told = f"{len(differing)} new or revised figures, newest period {rows['period'].max()}"
    if dry:
        say(f"{card.source_id}: {told}; nothing was written")
    else:
        made = append(data, card, rows, files, date.today(), reading.published_on)
        say(f"{card.source_id}: {told}; vintage {made.id}")
    for line in report(before, rows):
        say(f"  {line}")
    if using := _indicators(set(differing["series"])):
        say(f"  indicators that use them: {', '.join(using)}")
    return Outcome(told, newest, differing)


def _indicators(series: set[str]) -> list[str]:
    """Return the indicators that need one of the series, also those that awaited it."""
    every = registry().indicators
    return [name for name, entry in every.items() if series & set(entry.indicator.series)]


def settled(
    card: Card, live: Live, rows: pd.DataFrame, since: int | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Return what was read as a tidy table without unfilled periods, and what was left out."""
    if since:
        rows = rows[rows["period"].str[:4].astype(int) >= since]
    if "category" not in rows:
        rows = rows.assign(category="")
    if "dash" not in rows:
        rows = rows.assign(dash=False)
    if "quality" not in rows:
        rows = rows.assign(quality=rows["value"].isna().map({True: "O", False: "A"}))
    if "note" not in rows:
        rows = rows.assign(note="")
    published, left_out = without_unfilled(rows, live.zeros)
    published = carried_over(published, {s.id for s in card.series if s.adds})
    if published.empty:
        reason = left_out[0] if left_out else "the answer holds no figure of a known area"
        raise FetchError(f"{reason}; nothing was changed.")
    unset = published.drop(columns=["source", "snapshot"], errors="ignore")
    return tidy(unset, source=card.source_id, snapshot="new"), left_out


def tell_effect(data: Path, came: list[pd.DataFrame], effect: Effect | None, say: Say) -> None:
    """Say how indicators and scores change with the new and revised figures of all sources."""
    differing = [rows for rows in came if not rows.empty]
    if effect and differing:
        for line in effect(data, pd.concat(differing, ignore_index=True)):
            say(line)
