"""Named sets of areas from ``data/regions/*.toml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

from resilience.model import toml_schema


class RegionError(ValueError):
    """An invalid region file; the message names file and field."""


@dataclass(frozen=True)
class Rule:
    """Membership by level, parent and population (both bounds inclusive)."""

    level: Literal["country", "state", "county", "municipality", "ward", "district", "quarter"]
    parent: str
    population_min: int = 0
    population_max: int = 10**9


@dataclass(frozen=True)
class View:
    """Centre and zoom of a map of the region."""

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
    """Return all regions in display order.

    Raises
    ------
    RegionError
        A field that is missing, unknown or of the wrong type, an id that is not the file's name, or
        a region without members and without a rule.
    """
    regions = [_region(path) for path in sorted(folder.glob("*.toml"))]
    return sorted(regions, key=lambda region: region.position)


def _region(path: Path) -> Region:
    table = toml_schema.read(path, RegionError)
    for name, kind in (("rule", Rule), ("view", View)):
        if name in table:
            table[name] = toml_schema.from_table(
                kind, table[name], f"{path.name} [{name}]", RegionError
            )
    region = toml_schema.from_table(Region, table, path.name, RegionError)
    if region.id != path.stem:
        raise RegionError(f"{path.name} id = {region.id!r}: the file's name expected")
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
        ``ags, level, parent_ags, peer_kind, population``.

    Raises
    ------
    RegionError
        A region without members, peers that are not a region, a pilot that is not a member, a short
        name for an area outside the region, or members shown without peers of their kind.
    """
    by_id = {r.id: r for r in regions}
    members = _members(region, areas)
    roles = dict.fromkeys(region.reference, "reference")
    for name in ("peers", "peers_large"):
        peer_id = getattr(region, name)
        if peer_id is None:
            continue
        if peer_id not in by_id:
            known = ", ".join(sorted(by_id))
            raise RegionError(f"{region.id}.toml {name} = {peer_id!r}: no region; known: {known}")
        roles |= dict.fromkeys(_members(by_id[peer_id], areas), "peer")
    roles |= dict.fromkeys(members, "member")
    _check(region, members, areas)
    return pd.DataFrame(
        [(region.id, ags, role, ags in region.pilots) for ags, role in roles.items()],
        columns=["region_id", "ags", "role", "pilot"],
    )


def _check(region: Region, members: tuple[str, ...], areas: pd.DataFrame) -> None:
    if not members:
        raise RegionError(f"{region.id}.toml [rule]: no area is like this")
    if strangers := sorted(set(region.pilots) - set(members)):
        raise RegionError(f"{region.id}.toml pilots: no members: {', '.join(strangers)}")
    if strangers := sorted(set(region.short_names) - {*members, *region.reference}):
        raise RegionError(
            f"{region.id}.toml [short_names]: neither members nor reference: {', '.join(strangers)}"
        )
    large = areas.loc[areas["ags"].isin(members), "peer_kind"] == "large_city"
    for name, needed in (("peers", not large.all()), ("peers_large", bool(large.any()))):
        if region.selectable and needed and getattr(region, name) is None:
            kind = "large cities" if name == "peers_large" else "towns"
            raise RegionError(
                f"{region.id}.toml: missing {name}, the region its {kind} are compared with"
            )


def _members(region: Region, areas: pd.DataFrame) -> tuple[str, ...]:
    if region.rule is None:
        return region.members
    rule = region.rule
    inside = areas["ags"].str.startswith(rule.parent) & (areas["level"] == rule.level)
    sized = areas["population"].between(rule.population_min, rule.population_max)
    return tuple(sorted(areas.loc[inside & sized, "ags"]))
