"""The words of a declaration: everything an analyst writes, as frozen dataclasses.

An indicator file imports from here and from nowhere else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

Capacity = Literal["robustness", "adaptation", "redundancy", "transformation"]
Direction = Literal["higher_is_better", "lower_is_better", "target_band", "context"]
NoiseModel = Literal["poisson"]


class DeclarationError(ValueError):
    """A declaration that cannot be right; the message names the word, its value and the choices."""


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise DeclarationError(message)


@dataclass(frozen=True)
class Text:
    """A text on screen in both languages."""

    de: str
    en: str

    def __post_init__(self) -> None:
        for language, text in (("de", self.de), ("en", self.en)):
            _require(bool(text.strip()), f"Text(...): the {language} text is empty; write both")


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
class Goalposts:
    """The fixed scale of a score, in the indicator's unit; frozen, so that years compare.

    Parameters
    ----------
    low, high
        Values that score 0 and 100 (100 and 0 if lower is better); values beyond are clipped.
    year
        The two are the 5th and 95th percentile over the municipalities of North Rhine-Westphalia
        in this year, rounded (``python3 -m resilience goalposts ID`` proposes them).
    judgement
        Instead of a year: whose judgement the numbers are, and why.
    band
        For ``target_band`` only: from..to scores 100, falling linearly to 0 at low and high.
    """

    low: float
    high: float
    year: str = ""
    judgement: Text | None = None
    band: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        finite = math.isfinite(self.low) and math.isfinite(self.high)
        _require(
            finite and self.low < self.high,
            f"Goalposts(low={self.low}, high={self.high}): low must be a finite number below high",
        )
        _require(
            bool(self.year) != bool(self.judgement),
            "Goalposts(...): give the year of the distribution, or the judgement, and not both",
        )
        if self.band is not None:
            inner = self.low <= self.band[0] <= self.band[1] <= self.high
            _require(inner, f"Goalposts(band={self.band}): the band must lie within low and high")

    @property
    def source(self) -> Text:
        """Where the numbers come from, for the screen."""
        return self.judgement or Text(
            de=f"5. und 95. Perzentil der Gemeinden in Nordrhein-Westfalen {self.year}",
            en=f"5th and 95th percentile of municipalities in North Rhine-Westphalia, {self.year}",
        )


@dataclass(frozen=True)
class Need:
    """A series the SQL reads, with the categories it reads of it.

    Parameters
    ----------
    series
        Series id; the table of that name holds these categories and no other.
    categories
        Parts of the breakdown; ``""`` is the total.
    """

    series: str
    categories: tuple[str, ...] = ("",)

    def __post_init__(self) -> None:
        several = isinstance(self.categories, tuple) and bool(self.categories)
        _require(
            several and len(set(self.categories)) == len(self.categories),
            f"Need({self.series!r}, categories={self.categories!r}): name each category once, as a "
            "tuple: categories=('forest',)",
        )


@dataclass(frozen=True)
class Noise:
    """How uncertain a value is because it counts few events.

    The SQL runs again with the count moved to either end of its interval, so that low and high are
    what the indicator would have been; see `resilience.compute`.

    Parameters
    ----------
    model
        ``poisson``: exact 95 % Poisson interval of the number of events.
    series, category
        The count of one of ``needs`` that is moved.
    events
        Series whose total counts the independent events, where the count itself does not: several
        casualties come from one accident. It need not be one of ``needs``.
    """

    model: NoiseModel
    series: str
    category: str = ""
    events: str | None = None

    def __post_init__(self) -> None:
        allowed = get_args(NoiseModel)
        _require(self.model in allowed, f"Noise(model={self.model!r}): allowed are {allowed}")


@dataclass(frozen=True)
class Example:
    """A small worked example: given rows, and what the SQL must make of them.

    Parameters
    ----------
    given
        Per series the rows ``(ags, period, value)`` or ``(ags, period, category, value)``.
    expected
        Rows ``(ags, period, value)``.
    """

    given: dict[str, list[tuple]]
    expected: list[tuple[str, str, float | None]]


@dataclass(frozen=True)
class Indicator:
    """A declared, computed measure; its place under ``indicators`` is its id.

    Parameters
    ----------
    name, about
        Short name and one sentence saying what is measured.
    unit
        As printed behind a number.
    capacity
        The resilience capacity it speaks for.
    direction, reason
        Which way is better, and why; ``context`` is never coloured good or bad and never scored.
    needs
        What the SQL may read, the numerator first: a series id for its total, or a `Need` for parts
        of it; each is a table ``(ags, period, category, value)`` of the series' name.
    sql
        One SELECT returning exactly ``ags, period, value``; null where an input is missing.
    example
        Run as a test and shown with the indicator.
    goalposts
        Required unless the direction is ``context``.
    caveat
        What a reader must know before comparing.
    decimals
        Digits shown after the decimal comma.
    noise
        For values that count few events.
    version
        Raised when the definition changes.
    """

    name: Text
    about: Text
    unit: Text
    capacity: Capacity
    direction: Direction
    reason: Text
    needs: tuple[str | Need, ...]
    sql: str
    example: Example
    caveat: Text
    goalposts: Goalposts | None = None
    decimals: int = 1
    noise: Noise | None = None
    version: int = 1

    def __post_init__(self) -> None:
        for word, value, allowed in (
            ("capacity", self.capacity, get_args(Capacity)),
            ("direction", self.direction, get_args(Direction)),
        ):
            _require(value in allowed, f"{word}={value!r}: allowed are {', '.join(allowed)}")
        _require(
            isinstance(self.needs, tuple) and bool(self.needs),
            f"needs={self.needs!r}: name at least one series, as a tuple: needs=('population',)",
        )
        if self.direction == "context":
            _require(self.goalposts is None, "direction='context' takes no goalposts")
        else:
            _require(self.goalposts is not None, f"direction={self.direction!r} needs goalposts")
        banded = self.goalposts is not None and self.goalposts.band is not None
        _require(
            banded == (self.direction == "target_band"),
            "a band belongs to direction='target_band', and only there",
        )
        categories = {need.series: need.categories for need in self.tables}
        _require(
            len(categories) == len(self.needs),
            f"needs={self.needs!r}: a series stands there twice; one Need takes all its categories",
        )
        if self.noise:
            _require(
                self.noise.category in categories.get(self.noise.series, ()),
                f"noise.series={self.noise.series!r}, category={self.noise.category!r} must be one "
                "of needs",
            )
        missing = [series for series in categories if series not in self.example.given]
        _require(not missing, f"example.given lacks rows for {', '.join(missing)}")

    @property
    def tables(self) -> tuple[Need, ...]:
        """What the SQL reads, each series with its categories."""
        return tuple(Need(need) if isinstance(need, str) else need for need in self.needs)

    @property
    def series(self) -> tuple[str, ...]:
        """Ids of all series that are needed, for the SQL or for the noise."""
        names = [need.series for need in self.tables]
        if self.noise and self.noise.events:
            names.append(self.noise.events)
        return tuple(dict.fromkeys(names))

    @property
    def scored(self) -> bool:
        """Whether the indicator takes part in scores."""
        return self.goalposts is not None
