"""Content files, ``data/content/*.toml``, read and checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from resilience.model import toml_schema
from resilience.model.content import (
    Content,
    Fact,
    Framework,
    FrameworkFile,
    Idea,
    Item,
    Kopfstand,
    Megatrend,
    Role,
    Scenario,
    ScenarioFile,
    ScenarioGap,
    Section,
    Target,
    TargetFile,
    Unfound,
    Words,
)

_T = TypeVar("_T")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DATED = ("dated", "due", "adopted")
BILINGUAL = re.compile(r"(.*_)?(de|en)")
MOST_ROLES = 10
"""Maximum number of indicators of a scenario: more would blur it."""


class ContentError(ValueError):
    """An invalid content file; the message names file, id and what is allowed."""


def load_content(folder: Path, themes: Collection[str], indicators: Collection[str]) -> Content:
    """Return the content of a folder.

    Parameters
    ----------
    folder
        Folder that holds the files.
    themes, indicators
        Ids that they may name.

    Raises
    ------
    ContentError
        A field that is missing, unknown, of the wrong type or empty in a language; an id declared
        twice; a theme, indicator, source or reason that does not exist; a scenario with too many
        indicators, or with no indicator of exposure and no statement of what is missing; a target
        that lacks a field its number needs.
    """
    content = Content(
        frameworks=_frameworks(folder / "frameworks.toml"),
        scenarios=_scenarios(folder / "scenarios.toml"),
        ideas=_list(folder / "ideas.toml", "idea", Idea),
        kopfstand=_list(folder / "kopfstand.toml", "kopfstand", Kopfstand),
        facts=_list(folder / "process.toml", "fact", Fact),
        targets=_targets(folder / "targets.toml"),
        megatrends=_list(folder / "megatrends.toml", "megatrend", Megatrend),
    )
    for idea in content.ideas:
        place = f"ideas.toml {idea.id}"
        refuse_unknown(f"{place} themes", idea.themes, themes)
        refuse_unknown(f"{place} indicators", idea.indicators, indicators)
    for question in content.kopfstand:
        place = f"kopfstand.toml {question.theme}"
        refuse_unknown(f"{place} theme", [question.theme], themes)
        refuse_unknown(f"{place} shown_by", question.shown_by, indicators)
    for scenario in content.scenarios.scenario:
        named = [role.indicator for role in scenario.role]
        refuse_unknown(f"scenarios.toml {scenario.id} indicator", named, indicators)
    for target in content.targets.target:
        place = f"targets.toml {target.id}"
        refuse_unknown(f"{place} theme", [target.theme], themes)
        refuse_unknown(f"{place} indicator", filter(None, [target.indicator]), indicators)
    for trend in content.megatrends:
        place = f"megatrends.toml {trend.id} indicator"
        refuse_unknown(place, filter(None, [trend.indicator]), indicators)
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
    table["scenario"] = [_scenario(path, row) for row in table.get("scenario", [])]
    file = _build(ScenarioFile, table, path.name)
    _refuse_twice(path, [scenario.id for scenario in file.scenario])
    return file


def _scenario(path: Path, table: Any) -> Scenario:
    row, place = _named(path, "scenario", table)
    roles = [_build(Role, one, f"{place} role") for one in row.get("role", [])]
    gaps = [_build(ScenarioGap, one, f"{place} gap") for one in row.get("gap", [])]
    scenario = _build(Scenario, {**row, "role": roles, "gap": gaps}, place)
    named = [role.indicator for role in scenario.role]
    for one in named:
        if named.count(one) > 1:
            raise ContentError(f"{place}: {one!r} has two roles; name each indicator once")
    if len(named) > MOST_ROLES:
        raise ContentError(
            f"{place}: {len(named)} indicators; at most {MOST_ROLES}, take out the weakest"
        )
    if "exposure" not in [one.role for one in roles] + [one.role for one in gaps]:
        raise ContentError(
            f"{place}: no indicator tells of exposure; name one, or what is missing as a gap"
        )
    return scenario


def _targets(path: Path) -> TargetFile:
    table = _read(path)
    kinds: dict[str, type[Target] | type[Unfound]] = {"target": Target, "missing": Unfound}
    for name, kind in kinds.items():
        rows = [_named(path, name, row) for row in table.get(name, [])]
        table[name] = [_build(kind, row, place) for row, place in rows]
        _refuse_twice(path, [one.id for one in table[name]])
    file = _build(TargetFile, table, path.name)
    for one in file.target:
        place = f"{path.name} [[target]] {one.id}"
        if one.value is not None and (one.unit_de is None or one.direction is None):
            raise ContentError(f"{place}: value without unit_de, unit_en and direction: name them")
        if (one.indicator is None) != (one.comparable is None):
            raise ContentError(f"{place}: indicator and comparable belong together: name both")
        if one.label == "city" and one.area is None:
            raise ContentError(f"{place}: label 'city' without area: name the city's key")
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
    """Return a table with its place for messages: the file and, if there is one, the id."""
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
        if field.name in _DATED and value is not None and not _DATE.fullmatch(value):
            raise ContentError(
                f"{place} {field.name} = {value!r}: like 2022, 2022-09 or 2022-09-26"
            )
    return built


def _refuse_twice(path: Path, ids: list[str]) -> None:
    for name in ids:
        if ids.count(name) > 1:
            raise ContentError(f"{path.name}: {name!r} is declared twice")
