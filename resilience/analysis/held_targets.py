"""A region's targets with their figures, positions and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd

from resilience.analysis.repository import Ask
from resilience.analysis.targets import Judgement, judge
from resilience.i18n import Lang
from resilience.scoring.noise import poisson_interval
from resilience.warehouse import queries

NO_FIGURES = pd.DataFrame({"period": [], "value": [], "quality": [], "note": []}, dtype=object)


@dataclass(frozen=True, eq=False)
class Held:
    """The targets of a region's cities, compared with figures.

    Parameters
    ----------
    ask
        Runs queries.
    members
        ``ags, name, city_type`` of the region.
    ags
        Key of the selected city; empty for none.
    """

    ask: Ask
    members: pd.DataFrame
    ags: str
    lang: Lang

    @cached_property
    def today(self) -> str:
        """The day of the build."""
        return str(self.ask(queries.build_day)["day"].iloc[0])

    @cached_property
    def every(self) -> pd.DataFrame:
        """All targets, except those of areas without a member."""
        return self._here(self.ask(queries.targets, self.lang))

    @cached_property
    def missing(self) -> pd.DataFrame:
        """Targets not found, except those of areas without a member."""
        return self._here(self.ask(queries.targets_missing, self.lang))

    def _here(self, rows: pd.DataFrame) -> pd.DataFrame:
        return self._where(rows, self.members["ags"].tolist())

    @staticmethod
    def _where(rows: pd.DataFrame, cities: list[str]) -> pd.DataFrame:
        holds = pd.Series([_holds(area, cities) for area in rows["ags"]], rows.index, dtype=bool)
        return rows[holds]

    @property
    def _city(self) -> Mapping[Any, Any]:
        return self.members[self.members["ags"] == self.ags].to_dict("records")[0]

    @property
    def name(self) -> str:
        """Name of the selected city."""
        return str(self._city["name"])

    @cached_property
    def mine(self) -> pd.DataFrame:
        """The targets that apply to the city; without one, all."""
        rows = self.every
        if not self.ags:
            return rows
        kind = rows["city_type"].isna() | (rows["city_type"] == self._city["city_type"])
        return self._where(rows[kind], [self.ags])

    @property
    def with_series(self) -> pd.DataFrame:
        """The targets that have a series of their own: the city's, or all without a city."""
        return self.mine[self.mine["series_id"].notna()]

    def series(self, target: Mapping[Any, Any]) -> pd.DataFrame:
        """Return the figures of a target's own series with the interval of a count.

        Columns ``period, value, quality, note, breaks, low, high``.
        """
        rows = self.ask(queries.target_series, target["series_id"], target["ags"])
        low, high = poisson_interval(rows["value"].to_numpy(dtype=float))
        return rows.assign(low=low, high=high)

    def city_of(self, target: Mapping[Any, Any]) -> str:
        """Return whose state stands beside a target: the city's that set it, else the chosen."""
        return str(target["ags"] if target["ags"] in set(self.members["ags"]) else self.ags)

    def own(self, target: Mapping[Any, Any]) -> dict[Any, Any] | None:
        """Return the newest value of a target's indicator with unit and digits, if any."""
        indicator_id = target["indicator_id"]
        rows = self.ask(queries.newest_everywhere)
        found = rows[(rows["ags"] == self.city_of(target)) & (rows["indicator_id"] == indicator_id)]
        if found.empty:
            return None
        declared = self.ask(queries.indicators, self.lang).set_index("indicator_id")
        told = cast(pd.Series, declared.loc[str(indicator_id)])
        newest: dict[Any, Any] = found.to_dict("records")[0]
        return newest | {name: told[name] for name in ("unit", "decimals")}

    def judged(self, target: Mapping[Any, Any]) -> Judgement:
        """Return the rule's verdict on a target, or why there is none."""
        values, breaks = NO_FIGURES, list[str]()
        if isinstance(target["series_id"], str):
            values = self.series(target)
            breaks = list(values["breaks"].iloc[0]) if len(values) else []
        elif self.ags and target["comparable"] == "same":
            rows = self.ask(queries.city_values, self.ags)
            at = rows["indicator_id"] == target["indicator_id"]
            values = rows[at & rows["value"].notna()].sort_values("period")
            found = self.ask(queries.every_break)
            breaks = found.loc[found["indicator_id"] == target["indicator_id"], "period"].tolist()
        return judge(target, values, breaks, int(self.today[:4]))


def _holds(area: object, cities: Iterable[str]) -> bool:
    """Return whether an entry for an area, or for none, applies to any of the cities."""
    return not isinstance(area, str) or any(ags.startswith(area) for ags in cities)


def reached(values: pd.DataFrame, target: Mapping[Any, Any]) -> np.ndarray:
    """Return a mask of the years in which a value to be kept met its target."""
    figures = values["value"].to_numpy(dtype=float)
    wanted: np.ndarray = (
        figures >= target["value"] if target["direction"] == "up" else figures <= target["value"]
    )
    return wanted
