"""The vocabulary of declarations: everything an analyst writes, as frozen dataclasses.

An indicator file imports from this module only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from resilience.phrases import (
    ALL_BUSINESS_SITES,
    ALL_CARS,
    ALL_DWELLINGS,
    ALL_HOUSEHOLDS,
    ALL_INHABITANTS,
    CAR_TIME,
    CENSUS_BY_OTHERS,
    CHARGING_MODEL,
    EMPLOYEES_BY_RESIDENCE,
    EMPLOYEES_BY_WORKPLACE,
    EMPLOYEES_OF_2015,
    EURO,
    EVENTS_TO_2015,
    FOLLOWS_AGES,
    INHABITANTS,
    INHABITANTS_OF_THE_SAME_YEAR,
    MINUTES,
    PER_1000_INHABITANTS,
    PER_10000_INHABITANTS,
    PER_HECTARE,
    PER_INHABITANT,
    PERCENT,
    SAME_BORDERS,
    SOCIAL_INDEX_LEVELS,
    SQUARE_METRES_PER_INHABITANT,
    THOUSAND_INHABITANTS,
    WAY_NOT_OFFER,
    ZERO_TO_ONE,
    published,
    ratio,
    share,
)
from resilience.refusal import DeclarationError, require, require_kinds
from resilience.words import (
    Accepted,
    Awaiting,
    Clause,
    Example,
    Goalposts,
    Need,
    Noise,
    Text,
)

__all__ = [
    "ALL_BUSINESS_SITES",
    "ALL_CARS",
    "ALL_DWELLINGS",
    "ALL_HOUSEHOLDS",
    "ALL_INHABITANTS",
    "CAR_TIME",
    "CENSUS_BY_OTHERS",
    "CHARGING_MODEL",
    "EMPLOYEES_BY_RESIDENCE",
    "EMPLOYEES_BY_WORKPLACE",
    "EMPLOYEES_OF_2015",
    "EURO",
    "EVENTS_TO_2015",
    "FOLLOWS_AGES",
    "INHABITANTS",
    "INHABITANTS_OF_THE_SAME_YEAR",
    "MINUTES",
    "PERCENT",
    "PER_1000_INHABITANTS",
    "PER_10000_INHABITANTS",
    "PER_HECTARE",
    "PER_INHABITANT",
    "SAME_BORDERS",
    "SOCIAL_INDEX_LEVELS",
    "SQUARE_METRES_PER_INHABITANT",
    "THOUSAND_INHABITANTS",
    "WAY_NOT_OFFER",
    "ZERO_TO_ONE",
    "Accepted",
    "Awaiting",
    "Clause",
    "DeclarationError",
    "Example",
    "Goalposts",
    "Indicator",
    "Need",
    "Noise",
    "Text",
    "Theme",
    "published",
    "ratio",
    "share",
]

Capacity = Literal["robustness", "redundancy", "adaptation", "transformation"]
CAPACITIES: tuple[Capacity, ...] = get_args(Capacity)
AXES: dict[str, tuple[Capacity, Capacity]] = {
    "withstand": ("robustness", "redundancy"),
    "change": ("adaptation", "transformation"),
}
"""The four capacities grouped into the two axes of the BBSR's stress test."""
Direction = Literal["higher_is_better", "lower_is_better", "target_band", "context"]
Status = Literal["active", "awaiting_data"]


@dataclass(frozen=True)
class Theme:
    """A theme field; its folder under ``indicators`` is its id.

    Parameters
    ----------
    name
        Short name.
    question
        What a resilient city must be able to do in this field, as one question.
    position
        Place in lists, from 1.
    """

    name: Text
    question: Text
    position: int


@dataclass(frozen=True)
class Indicator:
    """A declared, computed measure; its place under ``indicators`` is its id.

    Parameters
    ----------
    name, about
        Short name and one sentence saying what is measured.
    numerator, denominator
        What is counted or measured, and what it is divided by, in words; no denominator for what
        is not a ratio.
    unit
        As printed behind a number.
    capacity
        The resilience capacity it stands for.
    direction, reason
        Which direction is better, and why; ``context`` is never coloured good or bad and never
        scored.
    caveat
        What a reader must know before comparing: breaks, small counts, modelled data.
    needs
        What the SQL may read, the numerator first: a series id for its total, or a `Need` for parts
        of it; each is a table ``(ags, period, category, value)`` of the series' name.
    sql
        One SELECT returning exactly ``ags, period, value``; null where an input is missing.
    example
        Run as a test and shown with the indicator.
    goalposts
        What scores 0 and 100. A build needs them unless the direction is ``context`` or the
        figures are awaited; until then ``python3 -m resilience goalposts`` proposes some.
    decimals
        Digits shown after the decimal comma.
    noise
        What is known of random variation in the value: a `Noise` for counts of few events;
        ``complete`` for a complete count or a register, where chance plays no part; ``unknown`` for
        modelled, estimated or sampled values without a published error. Unknown is never shown as
        exact.
    frameworks
        Items of resilience frameworks it contributes to.
    awaiting
        An open source whose figures are not at hand. Without needs, sql and example the indicator
        stays a gap; with them it is computed by the first build that finds figures of all its
        series, and scored if it has goalposts.
    accepted
        What ``check`` would fail on, and why it is accepted.
    version
        Raised when the definition changes.
    """

    name: Text
    about: Text
    unit: Text
    capacity: Capacity
    direction: Direction
    reason: Text
    caveat: Text
    numerator: Text
    denominator: Text | None = None
    needs: tuple[str | Need, ...] = ()
    sql: str = ""
    example: Example | None = None
    goalposts: Goalposts | None = None
    decimals: int = 1
    noise: Noise | Literal["complete", "unknown"] = "unknown"
    frameworks: tuple[Clause, ...] = ()
    awaiting: Awaiting | None = None
    accepted: tuple[Accepted, ...] = ()
    version: int = 1

    def __post_init__(self) -> None:
        require_kinds(self)
        for word, value, allowed in (
            ("capacity", self.capacity, get_args(Capacity)),
            ("direction", self.direction, get_args(Direction)),
        ):
            require(value in allowed, f"{word}={value!r}: allowed are {', '.join(allowed)}")
        require(
            isinstance(self.noise, Noise) or self.noise in ("complete", "unknown"),
            f"noise={self.noise!r}: allowed are a Noise(...), 'complete' and 'unknown'",
        )
        self._check_scale()
        if self.awaiting and not (self.needs or self.sql or self.example):
            require(
                self.noise == "unknown",
                "awaiting=...: without needs, sql and example there is no noise to tell of",
            )
        else:
            self._check_inputs()

    def _check_scale(self) -> None:
        if self.direction == "context":
            require(
                self.goalposts is None,
                "direction='context' takes no goalposts; take them out, or name the direction in "
                "which values are better",
            )
        banded = self.goalposts is not None and self.goalposts.band is not None
        require(
            banded == (self.direction == "target_band") or self.goalposts is None,
            f"direction={self.direction!r}: a band belongs to direction='target_band', and only "
            "there; give both or neither",
        )

    def _check_inputs(self) -> None:
        require(
            bool(self.needs),
            "needs=(): name at least one series, as a tuple: needs=('population',)",
        )
        require(bool(self.sql.strip()), "sql='': write one SELECT returning ags, period, value")
        categories = {need.series: need.categories for need in self.tables}
        require(
            len(categories) == len(self.needs),
            f"needs={self.needs!r}: a series stands there twice; one Need takes all its categories",
        )
        if self.example is None:
            raise DeclarationError("example=None: give rows and what the SQL must make of them")
        given = self.example.given
        for series in sorted(given.keys() ^ categories.keys())[:1]:
            one, other = ("needs", "example") if series in categories else ("example", "needs")
            raise DeclarationError(
                f"{one}=...: names the series {series!r}, and {other} only "
                f"{', '.join(categories if other == 'needs' else given)}; mend the name, or give "
                "rows of each needed series and no other"
            )
        if self.counted:
            self.counted.require_among(categories)

    @property
    def counted(self) -> Noise | None:
        """The declared `Noise`; None where the noise does not follow from a count."""
        return self.noise if isinstance(self.noise, Noise) else None

    @property
    def status(self) -> Status:
        """``active`` if there are figures, ``awaiting_data`` if not."""
        return "awaiting_data" if self.awaiting else "active"

    def with_figures(self) -> Indicator:
        """Return this indicator once it has figures; ``context`` if it lacks goalposts."""
        direction: Direction = self.direction if self.goalposts else "context"
        return replace(self, awaiting=None, direction=direction)

    @property
    def tables(self) -> tuple[Need, ...]:
        """The series that the SQL reads, each with its categories."""
        return tuple(Need(need) if isinstance(need, str) else need for need in self.needs)

    @property
    def series(self) -> tuple[str, ...]:
        """Ids of all series that the SQL or the noise needs."""
        names = [need.series for need in self.tables]
        if self.counted and self.counted.beside:
            names.append(self.counted.beside.series)
        return tuple(dict.fromkeys(names))

    @property
    def lacks_goalposts(self) -> bool:
        """Whether it has a direction and figures, but no scale yet."""
        return self.direction != "context" and self.goalposts is None and self.awaiting is None

    @property
    def scored(self) -> bool:
        """Whether the indicator takes part in scores."""
        return self.goalposts is not None and self.awaiting is None
