"""The building blocks of a declaration, each checked when it is created."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from resilience.refusal import is_number, require, require_plain, require_row

NoiseModel = Literal["poisson", "binomial"]
Extent = Literal["full", "part"]
PeerKind = Literal["town", "large_city"]
PEER_KINDS: tuple[PeerKind, ...] = get_args(PeerKind)
"""Kinds of city; cities of a kind are compared with each other, and their scores share a scale."""


@dataclass(frozen=True)
class Text:
    """A text on screen in both languages."""

    de: str
    en: str

    def __post_init__(self) -> None:
        for language, text in (("de", self.de), ("en", self.en)):
            require_plain(text, f"Text(...): the {language} text")


@dataclass(frozen=True)
class Goalposts:
    """The fixed scales of a score, one per kind of city; frozen, so that years are comparable.

    Parameters
    ----------
    town, large_city
        Values ``(low, high)`` in the indicator's unit that score 0 and 100 (100 and 0 if lower is
        better) in towns of 20,000 to 100,000 inhabitants and in larger cities; values beyond are
        clipped. A kind without a scale gets no score, and smaller municipalities never do.
    year
        The period in which the two are the rounded 5th and 95th percentile of the cities of the
        kind in North Rhine-Westphalia (``python3 -m resilience goalposts ID`` proposes them).
    judgement
        Instead of a year: who set the numbers, and why.
    band
        For ``target_band`` only: values from..to score 100, falling linearly to 0 at low and high.
    """

    town: tuple[float, float] | None = None
    large_city: tuple[float, float] | None = None
    year: str = ""
    judgement: Text | None = None
    band: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        for word in ("town", "large_city", "band"):
            pair = getattr(self, word)
            require(
                pair is None or (isinstance(pair, tuple) and [*map(is_number, pair)] == [True] * 2),
                f"Goalposts({word}={pair!r}): give two numbers, ({word}=(low, high))",
            )
        require(
            isinstance(self.year, str),
            f"Goalposts(year={self.year!r}): give the period as a text, year='{self.year}'",
        )
        require(bool(self.scales), "Goalposts(...): give town=(low, high), large_city=..., or both")
        for kind, (low, high) in self.scales.items():
            require(
                math.isfinite(low) and math.isfinite(high) and low < high,
                f"Goalposts({kind}=({low}, {high})): low must be a finite number below high",
            )
            if self.band is not None:
                require(
                    low <= self.band[0] <= self.band[1] <= high,
                    f"Goalposts(band={self.band}): the band must lie within {kind}=({low}, {high})",
                )
        require(
            bool(self.year) != bool(self.judgement),
            "Goalposts(...): give the year of the distribution, or the judgement, and not both",
        )

    @property
    def scales(self) -> dict[PeerKind, tuple[float, float]]:
        """The scale of each kind of city that has one."""
        both: dict[PeerKind, tuple[float, float] | None] = {
            "town": self.town,
            "large_city": self.large_city,
        }
        return {kind: scale for kind, scale in both.items() if scale is not None}

    @property
    def source(self) -> Text:
        """The source of the numbers, for the screen."""
        return self.judgement or Text(
            de=f"5. und 95. Perzentil der Städte gleicher Art in Nordrhein-Westfalen {self.year}",
            en=f"5th and 95th percentile of like cities in North Rhine-Westphalia, {self.year}",
        )


@dataclass(frozen=True)
class Need:
    """A series the SQL reads, with the categories it uses.

    Parameters
    ----------
    series
        Series id; the table of that name holds these categories only.
    categories
        Parts of the breakdown; ``""`` is the total.
    years_before
        For a change over time: how many years before the value's period it starts. The value then
        also inherits the quality of that year's figures.
    """

    series: str
    categories: tuple[str, ...] = ("",)
    years_before: int = 0

    def __post_init__(self) -> None:
        require(
            isinstance(self.years_before, int) and self.years_before >= 0,
            f"Need({self.series!r}, years_before={self.years_before!r}): give the years between "
            "the start of the change and the value, as a whole number from 0",
        )
        several = isinstance(self.categories, tuple) and bool(self.categories)
        require(
            several and len(set(self.categories)) == len(self.categories),
            f"Need({self.series!r}, categories={self.categories!r}): name each category once, as a "
            "tuple: categories=('forest',)",
        )


@dataclass(frozen=True)
class Noise:
    """How uncertain a value is because it counts few events.

    The SQL runs again with the count moved to each end of its interval, so that low and high are
    the values the indicator would have had; see `resilience.warehouse.compute`.

    Parameters
    ----------
    model
        ``poisson``: exact 95 % Poisson interval of the number of events, for unbounded counts;
        ``binomial``: exact 95 % interval of the share of `trials`, for "how many of".
    series, category
        The count of one of ``needs`` that is moved.
    events
        For ``poisson`` only: series whose total counts the independent events, where the count
        itself does not (one accident can cause several casualties). It need not be one of
        ``needs``.
    trials
        For ``binomial`` only: the `Need` or series that counts all cases, of which the count is a
        part; several categories are summed.
    """

    model: NoiseModel
    series: str
    category: str = ""
    events: str | None = None
    trials: str | Need | None = None

    def __post_init__(self) -> None:
        allowed = get_args(NoiseModel)
        require(self.model in allowed, f"Noise(model={self.model!r}): allowed are {allowed}")
        require(
            (self.model == "binomial") == (self.trials is not None),
            f"Noise(model={self.model!r}, trials={self.trials!r}): the binomial model, and only "
            "it, needs the trials: trials='dwellings'",
        )
        require(
            self.events is None or self.model == "poisson",
            f"Noise(model={self.model!r}, events={self.events!r}): events are for 'poisson' only",
        )

    def require_among(self, categories: dict[str, tuple[str, ...]]) -> None:
        """Raise `DeclarationError` unless the count is among the declared needs."""
        known = categories.get(self.series, ())
        require(
            bool(known),
            f"noise={self.series!r}: is none of needs, which are {', '.join(categories)}; name "
            "the one that counts, or take noise out",
        )
        require(
            self.category in known,
            f"noise={self.series!r}, category={self.category!r}: needs reads of it only "
            f"{', '.join(map(repr, known))} ('' is the total); say with category= which one counts",
        )

    @property
    def beside(self) -> Need | None:
        """The series read beside the count: its independent events, or its trials."""
        other = self.events or self.trials
        return Need(other) if isinstance(other, str) else other


@dataclass(frozen=True)
class Example:
    """A small worked example: input rows and the rows the SQL must return for them.

    Parameters
    ----------
    given
        Per series the rows ``(ags, period, value)`` or ``(ags, period, category, value)``.
    expected
        Rows ``(ags, period, value)``.
    """

    given: dict[str, list[tuple[str | float | None, ...]]]
    expected: list[tuple[str, str, float | None]]

    def __post_init__(self) -> None:
        for series, rows in self.given.items():
            for row in rows:
                require_row(f"given: the series {series!r}", row, (3, 4))
        for row in self.expected:
            require_row("expected:", row, (3,))


@dataclass(frozen=True)
class Clause:
    """An item of a resilience framework that an indicator contributes to.

    Parameters
    ----------
    item
        Id of the item in ``data/content/frameworks.toml``, where it also says whether the item's
        number and name were checked against the framework's text.
    extent
        ``full``: measures what the item asks for; ``part``: one aspect of it, or a proxy.
    """

    item: str
    extent: Extent = "part"

    def __post_init__(self) -> None:
        allowed = get_args(Extent)
        require(self.extent in allowed, f"Clause(extent={self.extent!r}): allowed are {allowed}")


Oddity = Literal[
    "floor", "ceiling", "twin", "opposite", "importance", "years", "territory", "missing_input"
]


@dataclass(frozen=True)
class Accepted:
    """A finding of ``check`` that is accepted, with the reason.

    Parameters
    ----------
    what
        ``floor, ceiling``: most towns of the region score alike at one end; ``twin, opposite``:
        says the same as another scored indicator of the theme, or cancels it out; ``importance``:
        carries too much of the theme's differences; ``years``: figures of different years;
        ``territory``: figures of different territorial dates; ``missing_input``: a missing input
        gives a value.
    why
        The reason, in one sentence.
    """

    what: Oddity
    why: str

    def __post_init__(self) -> None:
        allowed = get_args(Oddity)
        require(self.what in allowed, f"Accepted({self.what!r}): allowed are {', '.join(allowed)}")
        require(bool(self.why.strip()), f"Accepted({self.what!r}): say why it stays")


@dataclass(frozen=True)
class Awaiting:
    """Where the figures of an indicator that are not yet at hand are published.

    Parameters
    ----------
    publisher, table
        Who publishes them, and in which table or register.
    url
        Address to start from; shown as text, never opened by the dashboard.
    why
        What is missing before the indicator can be computed.
    """

    publisher: str
    table: str
    url: str
    why: Text

    def __post_init__(self) -> None:
        for word in ("publisher", "table", "url"):
            require(
                bool(getattr(self, word).strip()),
                f"Awaiting({word}=''): name it, so that somebody can fetch the figures",
            )
