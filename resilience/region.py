"""Named sets of areas from ``data/regions/*.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pandas as pd


class RegionError(ValueError):
    """A region file that cannot be used; the message names file and field."""


@dataclass(frozen=True)
class Rule:
    """Membership by level, parent and population (both bounds inclusive)."""

    level: str
    parent: str
    population_min: int = 0
    population_max: int = 10**9


@dataclass(frozen=True)
class View:
    """Where a map of the region looks."""

    longitude: float
    latitude: float
    zoom: float


@dataclass(frozen=True)
class Region:
    """A named set of areas with its peers, references and names on screen."""

    id: str
    label_de: str
    label_en: str
    rule_de: str
    rule_en: str
    position: int
    selectable: bool = True
    members: tuple[str, ...] = ()
    rule: Rule | None = None
    pilots: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    peers: str | None = None
    peers_large: str | None = None
    short_names: dict[str, str] = field(default_factory=dict)
    view: View | None = None


def load_regions(folder: Path) -> list[Region]:
    """Return all regions in their order.

    Raises
    ------
    RegionError
        An unknown or missing field, or a region without members and without a rule.
    """
    regions = [_region(path) for path in sorted(folder.glob("*.toml"))]
    return sorted(regions, key=lambda region: region.position)


def _region(path: Path) -> Region:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    raw.pop("boundary_date", None)
    unknown = sorted(set(raw) - {f.name for f in fields(Region)})
    if unknown:
        raise RegionError(f"{path.name}: unknown field {', '.join(unknown)}")
    for name in ("members", "pilots", "reference"):
        raw[name] = tuple(raw.get(name, ()))
    raw["rule"] = Rule(**raw["rule"]) if "rule" in raw else None
    raw["view"] = (
        View(**{k: v for k, v in raw["view"].items() if k != "boundary_date"})
        if "view" in raw
        else None
    )
    region = Region(**raw)
    if bool(region.members) == bool(region.rule):
        raise RegionError(f"{path.name}: give either members or a [rule]")
    return region


def resolve(region: Region, regions: list[Region], areas: pd.DataFrame) -> pd.DataFrame:
    """Return the region's areas with their role: ``region_id, ags, role, pilot``.

    Parameters
    ----------
    region, regions
        The region, and all regions (its peers are one of them).
    areas
        ``ags, level, parent_ags, population``.
    """
    by_id = {r.id: r for r in regions}
    members = _members(region, areas)
    roles = dict.fromkeys(region.reference, "reference")
    for peer_id in (region.peers, region.peers_large):
        if peer_id is not None:
            if peer_id not in by_id:
                raise RegionError(
                    f"{region.id}: peers {peer_id!r} is no region; known: {sorted(by_id)}"
                )
            roles |= dict.fromkeys(_members(by_id[peer_id], areas), "peer")
    roles |= dict.fromkeys(members, "member")
    return pd.DataFrame(
        [(region.id, ags, role, ags in region.pilots) for ags, role in roles.items()],
        columns=["region_id", "ags", "role", "pilot"],
    )


def _members(region: Region, areas: pd.DataFrame) -> tuple[str, ...]:
    if region.rule is None:
        return region.members
    rule = region.rule
    inside = areas["ags"].str.startswith(rule.parent) & (areas["level"] == rule.level)
    sized = areas["population"].between(rule.population_min, rule.population_max)
    return tuple(sorted(areas.loc[inside & sized, "ags"]))
