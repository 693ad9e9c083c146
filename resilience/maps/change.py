"""Changes between two years: values for a map, their classes, and missing ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from resilience.analysis import trend
from resilience.charts.style import DIVERGING
from resilience.i18n import Lang, change_unit, signed, t
from resilience.maps.classes import Classes
from resilience.model.measure import Measure
from resilience.model.time_series import TimeSeries

SHARES = (1 / 3, 2 / 3, 0.9)
"""Shares of all changes, by size, below which the classes' breaks lie."""


@dataclass(frozen=True, eq=False)
class Change(Measure):
    """A difference between two years, printed with its sign."""

    def number(self, value: float) -> str:
        """Return a change as printed, without unit."""
        return signed(value, self.decimals, self.lang)

    def quantity(self, value: float) -> str:
        """Return a change as printed, with unit."""
        return f"{self.number(value)}\N{NO-BREAK SPACE}{self.unit}"


@dataclass(frozen=True)
class ChangeClasses(Classes):
    """Classes of changes: symmetric about zero, in two hues.

    Breaks come in pairs of opposite sign; a change equal to a break belongs to the class of larger
    changes.
    """

    @property
    def sizes(self) -> tuple[float, ...]:
        """The breaks above zero."""
        return self.breaks[len(self.breaks) // 2 :]

    @property
    def colours(self) -> tuple[str, ...]:
        """One colour per class; the scale's ends are always used."""
        middle, side = len(DIVERGING) // 2, len(self.sizes)
        steps = [round(middle * (k + 1) / side) for k in range(side)]
        return tuple(DIVERGING[middle + k] for k in (*(-k for k in reversed(steps)), 0, *steps))

    def colour(self, value: float) -> str:
        """Return the colour of a change that is not missing."""
        step = int(np.searchsorted(self.sizes, abs(value), side="right"))
        return self.colours[len(self.sizes) + (step if value >= 0 else -step)]

    def labels(self, lang: Lang) -> tuple[str, ...]:
        """Return a label per class, each number with its sign."""
        down = [signed(-size, self.decimals, lang) for size in self.sizes]
        up = [signed(size, self.decimals, lang) for size in self.sizes]
        if not up:
            return (t(lang, "map.class_all"),)
        return (
            t(lang, "trends.class_down", high=down[-1]),
            *(t(lang, "trends.class_lower", low=b, high=a) for a, b in reversed([*pairwise(down)])),
            t(lang, "trends.class_middle", low=down[0], high=up[0]),
            *(t(lang, "map.class_between", low=a, high=b) for a, b in pairwise(up)),
            t(lang, "map.class_above", low=up[-1]),
        )


def change_between(history: TimeSeries, start: str, end: str) -> tuple[Change, dict[str, str]]:
    """Return the members' changes between two periods, and why some have none.

    The reasons are ``break`` or ``missing``, by area.
    """
    measure, lang = history.measure, history.lang
    span = t(lang, "trends.span", start=start, end=end)
    found, reasons = trend.change(history.known, history.breaks, start, end)
    found["value"] = found["value"].round(measure.decimals)
    values = history.members[["ags", "name"]].merge(found, on="ags", how="left")
    values = values.assign(
        low=np.nan,
        high=np.nan,
        period=span,
        note="",
        quality=["A" if value == value else "O" for value in values["value"]],
    )
    absent = {ags: "missing" for ags in history.members["ags"] if ags not in set(found["ags"])}
    change = Change(
        t(lang, "trends.change_of", what=measure.label),
        change_unit(measure.unit, lang),
        measure.decimals,
        span,
        lang,
        values,
        values,
        measure.group_id,
        measure.indicator_id,
        {},
    )
    return change, absent | reasons


def change_classes(history: TimeSeries) -> ChangeClasses:
    """Return classes for the changes between any two years, so that colours keep their meaning.

    Their breaks are round numbers (1, 2 or 5 times a power of ten), symmetric about zero, near the
    sizes below which a third, two thirds and nine tenths of all non-zero changes lie: those of
    members and peers between all pairs of years without a break between them.
    """
    sizes = np.abs(trend.every_change(history.compared, history.breaks))
    least = 10.0**-history.measure.decimals
    sizes = sizes[sizes >= least / 2]
    if not len(sizes):
        return ChangeClasses((), 0)
    marks = sorted({max(round_size(mark), least) for mark in np.quantile(sizes, SHARES)})
    decimals = max(0, -math.floor(math.log10(marks[0]) + 1e-9))
    return ChangeClasses((*(-mark for mark in reversed(marks)), *marks), decimals)


def round_size(size: float) -> float:
    """Return the nearest of 1, 2 and 5 times a power of ten, by ratio."""
    power = 10.0 ** math.floor(math.log10(size))
    nearest = min((1, 2, 5, 10), key=lambda factor: abs(math.log(size / (factor * power))))
    return float(f"{nearest * power:.12g}")


def refused(history: TimeSeries, start: str, end: str, reasons: dict[str, str]) -> str:
    """Return why no member has a change to show, empty if any has one."""
    if len(reasons) < len(history.members):
        return ""
    between = [b for b in history.breaks if start < b <= end]
    if "break" in reasons.values():
        key, what = "trends.change_broken", ", ".join(between)
    else:
        key, what = "trends.change_missing", ""
    return t(history.lang, key, start=start, end=end, breaks=what)


def left_out(history: TimeSeries, reasons: dict[str, str], word: str) -> str:
    """Return, per reason, the members without a figure in a sentence.

    Parameters
    ----------
    word
        Beginning of the locale key; the reason follows it.
    """
    names = history.members.set_index("ags")["name"]
    sentences = []
    for reason in sorted(set(reasons.values())):
        cities = [names[ags] for ags in names.index if reasons.get(ags) == reason]
        if cities:
            sentences.append(t(history.lang, f"{word}_{reason}", cities=", ".join(cities)))
    return " ".join(sentences)


def index_of(history: TimeSeries, base: str) -> tuple[TimeSeries, dict[str, str]]:
    """Return the indicator as an index of 100 in a base period, and the members without one."""
    measure = history.measure
    rows, reasons = trend.indexed(history.compared, history.breaks, base)
    label = t(history.lang, "trends.index_of", what=measure.label)
    unit = t(history.lang, "trends.index_unit", base=base)
    members = set(history.members["ags"])
    absent = {ags: "missing" for ags in members - set(history.compared["ags"])}
    made = Measure(
        label,
        unit,
        1,
        base,
        measure.lang,
        rows[rows["period"] == base],
        rows,
        measure.group_id,
        measure.indicator_id,
        measure.reasons,
    )
    own = {ags: reason for ags, reason in reasons.items() if ags in members}
    return TimeSeries(
        made, history.members, history.peers, history.breaks, history.chosen
    ), absent | own


def no_index(history: TimeSeries, direction: str) -> str:
    """Return why an index of this quantity would be meaningless, empty if it is meaningful."""
    lang, unit = history.lang, history.measure.unit
    if direction == "target_band":
        return t(lang, "trends.no_index_band")
    if t(lang, "trends.points").lower() in unit.lower() or unit.startswith("% "):
        return t(lang, "trends.no_index_points", unit=unit)
    return ""
