"""An indicator's values over the years, with its breaks, cities and comparable stretches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from resilience.i18n import Lang
from resilience.model.measure import Measure

BROKEN = "break in series"
"""Note that the build gives to the first value after a break."""


@dataclass(frozen=True, eq=False)
class TimeSeries:
    """An indicator over the years.

    Parameters
    ----------
    measure
        The indicator, with all its years.
    members
        ``ags, name, peer_kind`` of the region.
    peers
        ``kind, label, ags``, see `queries.peers`.
    breaks
        Periods from which values are not comparable with earlier ones.
    chosen
        Key of the highlighted member; empty for none.
    """

    measure: Measure
    members: pd.DataFrame
    peers: pd.DataFrame
    breaks: Sequence[str]
    chosen: str

    @property
    def lang(self) -> Lang:
        """The language on screen."""
        return self.measure.lang

    @cached_property
    def known(self) -> pd.DataFrame:
        """Rows of the members' values of all years, missing ones left out."""
        rows = self.measure.every_year
        return rows[rows["value"].notna() & rows["ags"].isin(self.members["ags"])]

    @cached_property
    def compared(self) -> pd.DataFrame:
        """Rows of all members and peers, missing values included."""
        areas = pd.concat([self.members["ags"], self.peers["ags"]])
        return self.measure.every_year[self.measure.every_year["ags"].isin(areas)]

    @cached_property
    def periods(self) -> list[str]:
        """Periods in which at least one member has a value, ascending."""
        return sorted(self.known["period"].unique())

    @cached_property
    def step(self) -> float:
        """Years from one value of the series to the next."""
        return spacing(self.periods)

    @cached_property
    def inside(self) -> list[str]:
        """Breaks with members' values on both sides."""
        return [b for b in self.breaks if self.periods and self.periods[0] < b <= self.periods[-1]]

    def kind(self, ags: str) -> str:
        """Return the kind of peers a member is compared with; ``town`` without a member."""
        kinds = self.members.loc[self.members["ags"] == ags, "peer_kind"]
        return str(kinds.iloc[0]) if len(kinds) else "town"

    def peer_label(self, kind: str) -> str:
        """Return the name of the peers of a kind of city, empty if the region has none."""
        labels = self.peers.loc[self.peers["kind"] == kind, "label"]
        return str(labels.iloc[0]) if len(labels) else ""

    @cached_property
    def _parts(self) -> dict[str, list[pd.DataFrame]]:
        return {str(ags): pieces(values, self.breaks) for ags, values in self.known.groupby("ags")}

    def of(self, ags: str) -> list[pd.DataFrame]:
        """Return a member's values, split at the breaks."""
        return self._parts.get(ags, [])

    def median(self, kind: str) -> list[pd.DataFrame]:
        """Return the median of the peers, where half of them have a value, split at the breaks."""
        peers = self.peers.loc[self.peers["kind"] == kind, "ags"]
        own = self.compared[self.compared["ags"].isin(peers)].dropna(subset="value")
        grouped = own.groupby("period")["value"].agg(["median", "size"]).reset_index()
        enough = grouped[grouped["size"] >= max(len(peers) / 2, 2)]
        rows = enough.rename(columns={"median": "value"}).assign(ags="", note="", quality="A")
        return pieces(rows, self.breaks)


def year_of(period: str) -> float:
    """Return a period as a position on an axis of years: ``2022-05-15`` lies within 2022."""
    year, *rest = period.split("-")
    if not rest:
        return float(year)
    if rest[0].startswith("Q"):
        return int(year) + (int(rest[0][1]) - 0.5) / 4
    return int(year) + (int(rest[0]) - 0.5) / 12


def period_at(place: float, step: float) -> str:
    """Return the period at a position on an axis of years: a month if the step is under a year."""
    if step >= 1:
        return str(round(place))
    year = int(place)
    return f"{year}-{int((place - year) * 12 + 1):02d}"


def stretches(values: pd.DataFrame, breaks: Sequence[str]) -> pd.Series:
    """Return a stretch number per row; an area's values are comparable only within a stretch.

    Parameters
    ----------
    values
        ``ags, period, note``, missing values left out, each area's rows in order of period.
    breaks
        Periods from which values are not comparable with earlier ones.
    """
    era = pd.Series(_eras(values["period"], breaks), values.index)
    anew = values["note"].str.contains(BROKEN, regex=False).astype(int)
    return era + anew.groupby(values["ags"]).cumsum()


def _eras(periods: Sequence[str] | pd.Series, breaks: Sequence[str]) -> np.ndarray:
    return np.searchsorted(sorted(breaks), periods, side="right")


def newest_stretch(periods: Sequence[str], notes: Sequence[str], breaks: Sequence[str]) -> int:
    """Return where the last stretch of one area's values begins, see `stretches`.

    Parameters
    ----------
    periods, notes
        Periods and notes of its values, in order of period; at least one.
    """
    anew = np.cumsum([BROKEN in note for note in notes])
    found = _eras(periods, breaks) + anew
    return int(np.argmax(found == found[-1]))


def pieces(values: pd.DataFrame, breaks: Sequence[str]) -> list[pd.DataFrame]:
    """Split one area's values, ``ags, period, value, note``, where they cease to be comparable."""
    rows = values.sort_values("period")
    return [piece for _, piece in rows.groupby(stretches(rows, breaks))]


def spacing(periods: Iterable[str]) -> float:
    """Return the years from one value of a series to the next: a year unless some lie closer."""
    places = sorted({year_of(period) for period in periods})
    return float(min([1.0, *np.diff(places)]))
