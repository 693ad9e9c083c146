"""The data of stories: a region's figures, queried once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import pandas as pd

from resilience.analysis import city_findings, repository
from resilience.analysis.peer_sets import NOT_CHOSEN, PeerChoice, chosen_peers
from resilience.analysis.repository import Figures
from resilience.analysis.scenarios import Lens, every_lens
from resilience.maps.outlines import Outlines, outlines
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel, panels
from resilience.model.provenance import Provenance
from resilience.settings import SETTINGS
from resilience.text import provenance as lines
from resilience.warehouse import queries

QUARTER = 0.75
"""Share of the peers that a city must be ahead of, or behind, to be mentioned."""


@dataclass(frozen=True)
class Facts(Figures):
    """A region's figures and the findings for stories.

    Parameters
    ----------
    choice
        Choice of the peer sets, by default the region's own.
    """

    choice: PeerChoice = NOT_CHOSEN

    @cached_property
    def peers(self) -> pd.DataFrame:
        """Peers of the members by kind, see `queries.peers`."""
        return chosen_peers(self.ask, self.region, self.lang, self.choice)[0]

    @cached_property
    def kinds(self) -> pd.Series:
        """Per member the kind of peers it is compared with."""
        return self.members["peer_kind"].rename("kind")

    @cached_property
    def outlines(self) -> Outlines:
        """The region's outlines."""
        shapes = self.ask(queries.outlines, ("municipality",))
        return outlines(shapes, self.areas, self.ask(queries.rivers))

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """See `queries.theme_inputs`."""
        return self.ask(queries.theme_inputs)

    @cached_property
    def year(self) -> int:
        """The year of the newest scores."""
        scores = self.ask(queries.group_scores)
        return int(str(scores.loc[scores["score"].notna(), "period"].max())[:4])

    @cached_property
    def since(self) -> str:
        """The oldest year that still counts as current."""
        return str(self.year - SETTINGS.maximum_age)

    def city(self, ags: str) -> Mapping[Any, Any]:
        """Return the row of one member."""
        return self.members[self.members["ags"] == ags].to_dict("records")[0]

    def peers_of(self, ags: str) -> tuple[str, tuple[str, ...]]:
        """Return the name of a city's peer set and the keys in it."""
        own = self.peers[self.peers["kind"] == self.city(ags)["peer_kind"]]
        label = "" if own.empty else str(own["label"].iloc[0])
        return label, tuple(own["ags"])

    def indicator(self, indicator_id: str) -> pd.Series:
        """Return the declaration of an indicator."""
        declared = self.declared.set_index("indicator_id", drop=False)
        return cast(pd.Series, declared.loc[indicator_id])

    def measure(self, group_id: str, indicator_id: str = "", period: str = "") -> Measure:
        """Return an indicator or a group's score, by default in the newest year with a member's."""
        what = (self.ask, group_id, indicator_id)
        period = period or repository.known_periods(*what, set(self.members["ags"]))[0]
        return repository.measure_of(*what, period, self.lang)

    def panels(self, measure: Measure) -> list[PeerPanel]:
        """Return the members beside their peers, by kind."""
        return panels(measure.values, self.members, self.peers)

    def panel_of(self, measure: Measure, ags: str) -> PeerPanel:
        """Return a city beside its peers."""
        return next(p for p in self.panels(measure) if ags in set(p.members["ags"]))

    def provenance(self, measure: Measure) -> Provenance:
        """Return the provenance of the members' values."""
        return lines.provenance_of(self.ask, measure, tuple(self.members["ags"]))

    def standings(self, ags: str, theme_id: str = "") -> pd.DataFrame:
        """Return a city's standing on each scored indicator."""
        inputs, (_, peers) = self.inputs, self.peers_of(ags)
        if theme_id:
            inputs = inputs[inputs["theme_id"] == theme_id]
        return city_findings.indicator_standings(inputs, self.declared, ags, peers)

    def changes(self, ags: str, theme_id: str = "") -> pd.DataFrame:
        """Return a city's changes whose last year still counts as current."""
        declared = self.declared
        if theme_id:
            declared = declared[declared["theme_id"] == theme_id]
        values, breaks = self.ask(queries.city_values, ags), self.ask(queries.every_break)
        found, _ = city_findings.changes(values, breaks, declared)
        return found[found["end"].str[:4] >= self.since]

    @cached_property
    def lenses(self) -> dict[str, dict[str, Lens]]:
        """All scenarios by kind of city and id, see `scenarios.every_lens`."""
        return every_lens(self.ask, self.members, self.peers)


def notable(standings: pd.DataFrame, standing: str) -> pd.DataFrame:
    """Return the indicators on which a city is ahead of, or behind, at least three quarters.

    Parameters
    ----------
    standings
        See `city_findings.indicator_standings`.
    """
    own = city_findings.outstanding(standings, standing)
    counted = own[{"ahead": "worse", "behind": "better"}[standing]]
    return own[counted / own["others"] >= QUARTER]
