"""A city's scores among its peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from resilience.i18n import Lang, t
from resilience.model.peer_panel import PeerPanel


@dataclass(frozen=True, eq=False)
class Profile:
    """A city's scores among its peers.

    Parameters
    ----------
    city
        ``ags, name, peer_kind`` and further attributes.
    blocks
        Block heading -> group id -> group name.
    panels
        Per group the city with the distribution of its peers.
    claims
        Per group the claim on the city's score, see `analysis.claims.claims_on_group`.
    """

    lang: Lang
    city: Mapping[str, Any]
    blocks: dict[str, dict[str, str]]
    panels: dict[str, PeerPanel]
    claims: Mapping[str, Mapping[Any, Any]]

    @property
    def groups(self) -> dict[str, str]:
        """All groups with their names."""
        return {key: label for block in self.blocks.values() for key, label in block.items()}

    @property
    def peers(self) -> tuple[str, int]:
        """Name and size of the peer set."""
        panel = next(iter(self.panels.values()))
        return panel.label or t(self.lang, "city.no_peers"), panel.size

    @cached_property
    def _own(self) -> dict[str, dict[Any, Any]]:
        return {key: one.members.to_dict("records")[0] for key, one in self.panels.items()}

    def of(self, group_id: str) -> dict[Any, Any]:
        """Return the city's row of a group, its score as ``value``."""
        return self._own[group_id]

    @property
    def rows(self) -> pd.DataFrame:
        """The city's rows of all groups."""
        return pd.concat([panel.members for panel in self.panels.values()], ignore_index=True)

    def farthest(self, groups: Sequence[str]) -> str | None:
        """Return the group whose score lies farthest from its peers' median, if any is known."""
        gaps = {key: abs(self.of(key)["value"] - self.panels[key].quartiles[1]) for key in groups}
        known = {key: gap for key, gap in gaps.items() if gap == gap}
        return max(known, key=known.__getitem__, default=None)
