"""Two indicators, each in one year, for a scatter plot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from resilience.i18n import Lang
from resilience.model.measure import Measure

OUTLYING = 0.02
"""Share of all municipalities that may lie outside the axes on either side."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Two indicators, each in one year.

    Parameters
    ----------
    first, second
        The indicators on the horizontal and the vertical axis.
    members
        ``ags, name, peer_kind`` of the region.
    chosen
        Key of the highlighted member; empty for none.
    """

    first: Measure
    second: Measure
    members: pd.DataFrame
    chosen: str

    @property
    def lang(self) -> Lang:
        """The language on screen."""
        return self.first.lang

    @cached_property
    def everywhere(self) -> pd.DataFrame:
        """``ags, name, x, y`` of all municipalities with both values."""
        towns = self.first.values[self.first.values["level"] == "municipality"]
        x = towns[["ags", "name", "value"]].rename(columns={"value": "x"})
        y = self.second.values[["ags", "value"]].rename(columns={"value": "y"})
        return x.merge(y, on="ags").dropna(subset=["x", "y"]).reset_index(drop=True)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """``ags, name, peer_kind, x, y`` of the members with both values."""
        both = self.everywhere[["ags", "x", "y"]]
        return self.members[["ags", "name", "peer_kind"]].merge(both, on="ags")

    @cached_property
    def towns(self) -> pd.DataFrame:
        """The rows behind the coefficient: all members that are towns."""
        return self.rows[self.rows["peer_kind"] != "large_city"]

    @cached_property
    def spans(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Ranges of both axes, holding all members and all but the outermost municipalities."""
        return self._span("x"), self._span("y")

    def _span(self, axis: str) -> tuple[float, float]:
        every = self.everywhere[axis]
        if every.empty:
            return (0.0, 1.0)
        low, high = np.quantile(every, (OUTLYING, 1 - OUTLYING))
        low = min(low, self.rows[axis].min()) if len(self.rows) else low
        high = max(high, self.rows[axis].max()) if len(self.rows) else high
        pad = (high - low) * 0.06 or 1.0
        return float(low - pad), float(high + pad)

    def inside(self, rows: pd.DataFrame) -> pd.Series:
        """Return a mask of the rows, ``x, y``, that lie within the axes."""
        across, upwards = self.spans
        return rows["x"].between(*across) & rows["y"].between(*upwards)

    @property
    def outside(self) -> int:
        """Number of municipalities beyond the axes."""
        return int((~self.inside(self.everywhere)).sum())
