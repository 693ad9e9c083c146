"""What content files declare: frameworks, scenarios, targets, megatrends, process results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

CityType = Literal["large_city", "medium_town", "small_town"]
IDEA_KINDS: tuple[CityType, ...] = ("large_city", "medium_town")
"""Kinds of cities that ideas are for."""
Part = Literal["exposure", "capacity"]
"""What an indicator stands for in a scenario: exposure, or capacity to withstand and recover."""


@dataclass(frozen=True)
class Item:
    """One thing a framework asks for, in this project's own words.

    Parameters
    ----------
    verified_in
        Key of the source in which number and name were read; without it they are not checked.
    gap
        Key of the reason why there are no open figures per municipality.
    """

    id: str
    code: str
    de: str
    en: str
    verified_in: str | None = None
    gap: str | None = None


@dataclass(frozen=True)
class Section:
    """A clause, goal or capital that groups items."""

    code: str
    de: str
    en: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Framework:
    """A framework of resilience, and what it says about comparing cities."""

    id: str
    short: str
    name_de: str
    name_en: str
    publisher: str
    edition_de: str
    edition_en: str
    comparison_de: str
    comparison_en: str
    evidence_de: str
    evidence_en: str
    section: tuple[Section, ...]


@dataclass(frozen=True)
class Words:
    """A text that many items share: a source, or a reason why there are no open figures."""

    de: str
    en: str


@dataclass(frozen=True)
class Role:
    """What an indicator stands for in a scenario, and why.

    Parameters
    ----------
    higher
        Whether a higher value means more or less of it.
    """

    indicator: str
    role: Part
    higher: Literal["more", "less"]
    de: str
    en: str


@dataclass(frozen=True)
class ScenarioGap:
    """Something relevant to a scenario for which there are no open figures."""

    role: Part
    de: str
    en: str


@dataclass(frozen=True)
class Scenario:
    """A stress under which some indicators matter more than others."""

    id: str
    name_de: str
    name_en: str
    question_de: str
    question_en: str
    checked_on: date
    role: tuple[Role, ...]
    gap: tuple[ScenarioGap, ...] = ()


@dataclass(frozen=True)
class Idea:
    """A project idea of the process, with the indicators in which it could leave a trace."""

    id: str
    themes: tuple[str, ...]
    city_type: CityType
    title_de: str
    title_en: str
    summary_de: str
    summary_en: str
    publisher: str
    where: str
    indicators: tuple[str, ...]
    checked_on: date
    pilot: str | None = None
    dated: str | None = None
    after: bool = False


@dataclass(frozen=True)
class Kopfstand:
    """The inverted question of a theme field, if one was found.

    ``shown_by``: the indicators in which the failure would show first.
    """

    theme: str
    checked_on: date
    shown_by: tuple[str, ...] = ()
    question_de: str | None = None
    question_en: str | None = None
    flip_de: str | None = None
    flip_en: str | None = None
    publisher: str | None = None
    where: str | None = None
    dated: str | None = None


@dataclass(frozen=True)
class Fact:
    """A fact about the process, or one known to be missing."""

    id: str
    kind: Literal["event", "notion", "gap"]
    de: str
    en: str
    checked_on: date
    publisher: str | None = None
    where: str | None = None
    dated: str | None = None


Label = Literal["city", "duty", "state", "federation", "union", "direction"]
"""Who set the target; ``direction`` is an official aim without a number."""
LABELS: tuple[Label, ...] = get_args(Label)
EVERY_LABEL = "all"
"""Value in place of a label where all targets are listed."""


@dataclass(frozen=True)
class Target:
    """A target that a body adopted; see ``targets.toml`` for its fields.

    Parameters
    ----------
    area, city_type
        The one area, or the one kind of city, that it applies to; none for all.
    neutral_de, neutral_en
        For years of climate neutrality only: what neutrality means there.
    every_year
        The value is to be kept each year.
    evidence
        ``second_hand`` where the resolution itself was not available.
    comparable
        How closely the indicator matches what the target names; ``other`` is never compared with
        it.
    """

    id: str
    label: Label
    theme: str
    de: str
    en: str
    body: str
    document: str
    status: Literal["in_force", "draft", "expired", "superseded", "unknown"]
    evidence: Literal["seen", "second_hand"]
    publisher: str
    where: str
    caveat_de: str
    caveat_en: str
    checked_on: date
    area: str | None = None
    city_type: CityType | None = None
    neutral_de: str | None = None
    neutral_en: str | None = None
    direction: Literal["up", "down"] | None = None
    value: float | None = None
    unit_de: str | None = None
    unit_en: str | None = None
    every_year: bool = False
    base_de: str | None = None
    base_en: str | None = None
    due: str | None = None
    adopted: str | None = None
    indicator: str | None = None
    series: str | None = None
    comparable: Literal["same", "near", "other"] | None = None


@dataclass(frozen=True)
class Unfound:
    """A target that was searched for and not found; ``climate``: a year of climate neutrality."""

    id: str
    de: str
    en: str
    where: str
    checked_on: date
    area: str | None = None
    climate: bool = False


@dataclass(frozen=True)
class Megatrend:
    """A trend that reports on the process name, with the series that shows it, if any.

    Parameters
    ----------
    open_de, open_en
        What else could be loaded, or why nothing can.
    """

    id: str
    name_de: str
    name_en: str
    publisher: str
    where: str
    open_de: str
    open_en: str
    checked_on: date
    indicator: str | None = None


@dataclass(frozen=True)
class FrameworkFile:
    """All frameworks, with the sources and reasons for gaps that their items refer to by key."""

    framework: tuple[Framework, ...]
    sources: dict[str, Words]
    gaps: dict[str, Words]


@dataclass(frozen=True)
class ScenarioFile:
    """All scenarios in order, their source, and in what respect they are assumptions."""

    scenario: tuple[Scenario, ...]
    source: str
    assumption_de: str
    assumption_en: str


@dataclass(frozen=True)
class TargetFile:
    """All targets, and what was not found."""

    target: tuple[Target, ...]
    missing: tuple[Unfound, ...]


@dataclass(frozen=True)
class Content:
    """Everything under ``data/content``."""

    frameworks: FrameworkFile
    scenarios: ScenarioFile
    ideas: tuple[Idea, ...]
    kopfstand: tuple[Kopfstand, ...]
    facts: tuple[Fact, ...]
    targets: TargetFile
    megatrends: tuple[Megatrend, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of all frameworks."""
        sections = (s for framework in self.frameworks.framework for s in framework.section)
        return tuple(item for section in sections for item in section.items)
