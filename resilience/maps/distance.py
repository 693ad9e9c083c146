"""Distances of cities from the median of their peers: values for a map, and their classes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from resilience.charts.style import DIVERGING
from resilience.i18n import change_unit, t
from resilience.maps.change import Change, ChangeClasses, round_size
from resilience.maps.map import Layer, classes_of, comparable_years, drawn
from resilience.model.measure import Measure
from resilience.model.peer_panel import panels
from resilience.model.provenance import Provenance
from resilience.text.declared import direction

SHARES = (0.4, 0.8)
"""Shares of all distances, by size, below which the classes' breaks lie."""
SCORE_SIZES = (4.0, 12.0)
"""Breaks of every score's distances, in points."""
WAYS = {"higher_is_better": "up", "lower_is_better": "down"}
"""Better side of the median, by an indicator's direction; absent for other directions."""


@dataclass(frozen=True)
class DistanceClasses(ChangeClasses):
    """Classes of distances: blue is better, brown is worse, whatever the direction.

    Parameters
    ----------
    down
        Whether a low value is better, so that distances below zero are blue.
    """

    down: bool = False

    @property
    def colours(self) -> tuple[str, ...]:
        """One colour per class; large distances stand out from small ones."""
        middle = len(DIVERGING) // 2
        steps = (1, middle)[: len(self.sizes)]
        picks = (*(-step for step in reversed(steps)), 0, *steps)
        found = tuple(DIVERGING[middle + pick] for pick in picks)
        return found[::-1] if self.down else found


def distance_layer(
    measure: Measure,
    members: pd.DataFrame,
    peers: pd.DataFrame,
    direction: str,
    provenance: Provenance,
) -> Layer | None:
    """Return a map of the members' distances from the median of the peers of their own kind.

    None where no member has a value, or a member with a value has no median.

    Parameters
    ----------
    members
        ``ags, name, peer_kind`` of the region.
    peers
        ``kind, label, ags``, see `queries.peers`.
    direction
        As the indicator declares it; ``higher_is_better`` for a score.
    """
    lang, split = measure.lang, panels(measure.values, members, peers)
    medians = {ags: panel.quartiles[1] for panel in split for ags in panel.members["ags"]}
    base = drawn(measure, members)
    gaps = (base["value"] - base["ags"].map(medians)).round(measure.decimals)
    if gaps.isna().all() or (base["value"].notna() & gaps.isna()).any():
        return None
    values = base.assign(value=gaps, low=base["low"] - base["value"] + gaps)
    values["high"] = base["high"] - base["value"] + gaps
    distance = Change(
        t(lang, "map.distance", what=measure.label),
        change_unit(measure.unit, lang) if measure.indicator_id else t(lang, "map.points"),
        measure.decimals,
        measure.period,
        lang,
        values,
        values,
        measure.group_id,
        measure.indicator_id,
        measure.reasons,
    )
    way = t(lang, f"map.distance_{WAYS.get(direction, 'none')}")
    compared = " · ".join(f"{panel.label} ({len(panel.peers)})" for panel in split if panel.size)
    classes = replace(distance_classes(measure, members, peers), down=WAYS.get(direction) == "down")
    told = f"{way} {t(lang, 'map.distance_peers', peers=compared)}"
    others = pd.concat(
        [one.peers.assign(told=one.peers["value"], value=one.peers["value"] - one.quartiles[1])
         for one in split]
    )  # fmt: skip
    return Layer(distance, values, classes, told, provenance, base=measure, others=others)


def usual_layer(
    measure: Measure,
    members: pd.DataFrame,
    peers: pd.DataFrame,
    declared: pd.Series | None,
    provenance: Provenance,
) -> Layer:
    """Return the default layer of a map: distances where there are any, else the values.

    Parameters
    ----------
    declared
        The indicator's declaration; None for a score.
    """
    way = "higher_is_better" if declared is None else declared["direction"]
    found = distance_layer(measure, members, peers, way, provenance)
    if found:
        return found
    lang = measure.lang
    told = t(lang, "overview.direction") if declared is None else direction(declared, lang)
    classes = classes_of(measure, pd.concat([members["ags"], peers["ags"]]))
    return Layer(measure, drawn(measure, members), classes, told, provenance)


def distance_classes(
    measure: Measure, members: pd.DataFrame, peers: pd.DataFrame
) -> DistanceClasses:
    """Return classes symmetric about zero, the same for all years between two breaks.

    Their breaks are round numbers near the sizes below which two fifths and four fifths of all
    distances lie: those of members and peers from the median of their kind, in each of those years.
    """
    if not measure.indicator_id:
        return DistanceClasses((*(-size for size in reversed(SCORE_SIZES)), *SCORE_SIZES), 0)
    rows = comparable_years(measure).dropna(subset="value")
    kind = members["peer_kind"]
    found = []
    for name in kind.unique():
        compared = peers.loc[peers["kind"] == name, "ags"]
        medians = rows[rows["ags"].isin(compared)].groupby("period")["value"].median()
        own = rows[rows["ags"].isin([*compared, *members.loc[kind == name, "ags"]])]
        found.append((own["value"] - own["period"].map(medians)).abs())
    sizes = pd.concat(found).dropna().to_numpy(dtype=float)
    least = 10.0**-measure.decimals
    sizes = sizes[sizes >= least / 2]
    if not len(sizes):
        return DistanceClasses((), 0)
    marks = sorted({max(round_size(mark), least) for mark in np.quantile(sizes, SHARES)})
    decimals = max(0, -int(np.floor(np.log10(marks[0]) + 1e-9)))
    return DistanceClasses((*(-mark for mark in reversed(marks)), *marks), decimals)
