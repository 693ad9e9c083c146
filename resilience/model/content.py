"""Frameworks, stress scenarios and the process' ideas from ``data/content/*.toml``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar

from resilience.model import toml_schema

_T = TypeVar("_T")
CityType = Literal["large_city", "medium_town", "small_town"]
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
BILINGUAL = re.compile(r"(.*_)?(de|en)")


class ContentError(ValueError):
    """A content file that cannot be used; the message names file, id and what is allowed."""


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
class Scenario:
    """A stress under which some indicators matter more than others."""

    id: str
    name_de: str
    name_en: str
    question_de: str
    question_en: str


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
    pilot: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Kopfstand:
    """The inverted question of a theme field; without one it is not handed down."""

    theme: str
    question_de: str | None = None
    question_en: str | None = None
    flip_de: str | None = None
    flip_en: str | None = None
    publisher: str | None = None
    where: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Fact:
    """Something known of the process, or known to be missing."""

    id: str
    kind: Literal["event", "notion", "gap"]
    de: str
    en: str
    publisher: str | None = None
    where: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class FrameworkFile:
    """All frameworks, with the sources and the reasons for gaps that their items name by key."""

    framework: tuple[Framework, ...]
    sources: dict[str, Words]
    gaps: dict[str, Words]


@dataclass(frozen=True)
class ScenarioFile:
    """All scenarios in their order, their source, and in what way they are an assumption."""

    scenario: tuple[Scenario, ...]
    source: str
    assumption_de: str
    assumption_en: str


@dataclass(frozen=True)
class Content:
    """Everything under ``data/content``."""

    frameworks: FrameworkFile
    scenarios: ScenarioFile
    ideas: tuple[Idea, ...]
    kopfstand: tuple[Kopfstand, ...]
    facts: tuple[Fact, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of all frameworks."""
        sections = (s for framework in self.frameworks.framework for s in framework.section)
        return tuple(item for section in sections for item in section.items)


def load_content(folder: Path, themes: Collection[str], indicators: Collection[str]) -> Content:
    """Return the content of a folder.

    Parameters
    ----------
    folder
        Where the five files are.
    themes, indicators
        Ids that ideas and questions may name.

    Raises
    ------
    ContentError
        A field that is missing, unknown, of the wrong type or empty in a language; an id declared
        twice; a theme, indicator, source or reason that does not exist.
    """
    content = Content(
        frameworks=_frameworks(folder / "frameworks.toml"),
        scenarios=_scenarios(folder / "scenarios.toml"),
        ideas=_list(folder / "ideas.toml", "idea", Idea),
        kopfstand=_list(folder / "kopfstand.toml", "kopfstand", Kopfstand),
        facts=_list(folder / "process.toml", "fact", Fact),
    )
    for idea in content.ideas:
        place = f"ideas.toml {idea.id}"
        refuse_unknown(f"{place} themes", idea.themes, themes)
        refuse_unknown(f"{place} indicators", idea.indicators, indicators)
    for question in content.kopfstand:
        refuse_unknown(f"kopfstand.toml {question.theme} theme", [question.theme], themes)
    return content


def refuse_unknown(place: str, named: Iterable[str], known: Collection[str]) -> None:
    """Raise `ContentError` for the first unknown id; ``place`` is file, id and field."""
    for name in named:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            measure = ", ".join(sorted(known)[:60])
            raise ContentError(f"{place} = {name!r}: unknown; {hint}allowed are {measure}")


def _frameworks(path: Path) -> FrameworkFile:
    table = _read(path)
    table["framework"] = [_framework(path, row) for row in table.get("framework", [])]
    for name in ("sources", "gaps"):
        table[name] = {
            key: _build(Words, row, f"{path.name} [{name}.{key}]")
            for key, row in table.get(name, {}).items()
        }
    file = _build(FrameworkFile, table, path.name)
    _refuse_twice(path, [framework.id for framework in file.framework])
    items = [i for f in file.framework for s in f.section for i in s.items]
    _refuse_twice(path, [item.id for item in items])
    for item in items:
        place = f"{path.name} {item.id}"
        refuse_unknown(f"{place} verified_in", filter(None, [item.verified_in]), file.sources)
        refuse_unknown(f"{place} gap", filter(None, [item.gap]), file.gaps)
    return file


def _framework(path: Path, table: Any) -> Framework:
    row, place = _named(path, "framework", table)
    sections = []
    for section in row.get("section", []):
        where = f"{place} section {section.get('code', '')}"
        items = [
            _build(Item, item, _named(path, "items", item)[1]) for item in section.get("items", [])
        ]
        sections.append(_build(Section, {**section, "items": items}, where))
    framework = _build(Framework, {**row, "section": sections}, place)
    for item in (item for section in framework.section for item in section.items):
        if not item.id.startswith(f"{framework.id}."):
            raise ContentError(f"{path.name} {item.id}: begin the id with '{framework.id}.'")
    return framework


def _scenarios(path: Path) -> ScenarioFile:
    table = _read(path)
    rows = [_named(path, "scenario", row) for row in table.get("scenario", [])]
    table["scenario"] = [_build(Scenario, row, place) for row, place in rows]
    file = _build(ScenarioFile, table, path.name)
    _refuse_twice(path, [scenario.id for scenario in file.scenario])
    return file


def _list(path: Path, name: str, kind: type[_T]) -> tuple[_T, ...]:
    table = _read(path)
    if set(table) != {name}:
        found = ", ".join(sorted(table)) or "nothing"
        raise ContentError(f"{path.name}: only [[{name}]] is allowed here; found {found}")
    rows = [_named(path, name, row) for row in table[name]]
    built = tuple(_build(kind, row, place) for row, place in rows)
    _refuse_twice(path, [row.get("id") or row["theme"] for row, _ in rows])
    return built


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise ContentError(f"{path}: no such file; it belongs to the bundled content")
    return toml_schema.read(path, ContentError)


def _named(path: Path, name: str, row: Any) -> tuple[dict[str, Any], str]:
    """Return a table with its place: the file and the id, as far as there is one."""
    if not isinstance(row, dict):
        raise ContentError(f"{path.name} {name} = {row!r:.80}: a table expected")
    return row, f"{path.name} [[{name}]] {row.get('id') or row.get('theme') or '(no id)'}"


def _build(kind: type[_T], row: dict[str, Any], place: str) -> _T:
    built = toml_schema.from_table(kind, row, place, ContentError)
    for field in fields(kind):  # type: ignore[arg-type]
        value = getattr(built, field.name)
        if BILINGUAL.fullmatch(field.name):
            other = field.name[:-2] + ("en" if field.name.endswith("de") else "de")
            if value is not None and not value.strip():
                raise ContentError(f"{place} {field.name} is empty: write both languages")
            if value is not None and getattr(built, other) is None:
                raise ContentError(f"{place}: {field.name} without {other}: write both languages")
        if field.name == "date" and value is not None and not _DATE.fullmatch(value):
            raise ContentError(f"{place} date = {value!r}: like 2022, 2022-09 or 2022-09-26")
    return built


def _refuse_twice(path: Path, ids: list[str]) -> None:
    for name in ids:
        if ids.count(name) > 1:
            raise ContentError(f"{path.name}: {name!r} is declared twice")
