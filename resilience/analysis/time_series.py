"""What pictures of years show: an indicator's values of all years, its breaks and its cities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from resilience.analysis import trend
from resilience.i18n import Lang
from resilience.model.measure import Measure


@dataclass(frozen=True, eq=False)
class TimeSeries:
    """An indicator over the years.

    Parameters
    ----------
    measure
        The indicator; of it, all years.
    members
        ``ags, name, city_type`` of the region.
    peers
        ``kind, label, ags``, see `queries.peers`.
    breaks
        Periods from which the series behind the indicator do not compare with earlier values.
    chosen
        Key of the member that is set off; empty for none.
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
        return trend.spacing(self.periods)

    @cached_property
    def inside(self) -> list[str]:
        """Breaks with members' values on both sides."""
        return [b for b in self.breaks if self.periods and self.periods[0] < b <= self.periods[-1]]

    def kind(self, ags: str) -> str:
        """Return which peers a member is measured against; without a member, those of the towns."""
        large = self.members.loc[self.members["city_type"] == "large_city", "ags"]
        return "large_city" if ags in set(large) else "town"

    def peer_label(self, kind: str) -> str:
        """Return the name of the peers of a kind of city, empty if the region has none."""
        labels = self.peers.loc[self.peers["kind"] == kind, "label"]
        return str(labels.iloc[0]) if len(labels) else ""

    @cached_property
    def _parts(self) -> dict[str, list[pd.DataFrame]]:
        return {
            str(ags): trend.pieces(values, self.breaks) for ags, values in self.known.groupby("ags")
        }

    def of(self, ags: str) -> list[pd.DataFrame]:
        """Return a member's values, cut at the breaks."""
        return self._parts.get(ags, [])

    def median(self, kind: str) -> list[pd.DataFrame]:
        """Return the median of the peers, where half of them have a value, cut at the breaks."""
        peers = self.peers.loc[self.peers["kind"] == kind, "ags"]
        own = self.compared[self.compared["ags"].isin(peers)].dropna(subset="value")
        grouped = own.groupby("period")["value"].agg(["median", "size"]).reset_index()
        enough = grouped[grouped["size"] >= max(len(peers) / 2, 2)]
        rows = enough.rename(columns={"median": "value"}).assign(ags="", note="", quality="A")
        return trend.pieces(rows, self.breaks)

    @cached_property
    def projections(self) -> dict[str, trend.Projection | trend.Unprojected]:
        """Each member's projection, or why it has none."""
        possible = trend.limits(self.measure.every_year["value"], self.measure.unit)
        return {
            ags: trend.project(
                self.known[self.known["ags"] == ags], self.breaks, self.step, possible
            )
            for ags in self.members["ags"]
        }
