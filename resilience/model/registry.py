"""Finds and checks all themes and indicators, once; nothing is registered anywhere."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from resilience import spec as declarations
from resilience.settings import ROOT
from resilience.spec import DeclarationError, Indicator, Theme

_Kind = TypeVar("_Kind", Indicator, Theme)
FILE_NAME = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
"""Pattern of an indicator's file name, the second half of its id."""
_SPOKEN_OF = re.compile(r"\w+\(\.\.\.\) has no word '(\w+)'|(?:\w+\()?(\w+)[=.]")
"""The field name with which an error begins."""


class RegistryError(ValueError):
    """An invalid declaration file; the message names it and says what to do."""


@dataclass(frozen=True)
class Entry:
    """An indicator with its id, which is its path."""

    indicator_id: str
    theme_id: str
    file: str
    indicator: Indicator
    source: str = ""

    def with_figures(self, series: Collection[str]) -> Entry:
        """Return the entry, active if all the series it awaited are among ``series``."""
        told = self.indicator
        if not (told.awaiting and told.series and set(told.series) <= set(series)):
            return self
        return replace(self, indicator=told.with_figures())

    def where(self, fragment: str = "", after: str = "") -> str:
        """Return the file's path, with the line number of a piece of its text if that is found.

        Parameters
        ----------
        fragment
            Text to search for literally; the first of several hits counts.
        after
            Text after which to begin; its line is used if ``fragment`` is not found.
        """
        start = _alone(after).search(self.source) if after else None
        begin = start.start() if start else -1
        place = _alone(fragment).search(self.source, max(begin, 0)) if fragment else None
        position = place.start() if place else begin
        if position < 0:
            return self.file
        return f"{self.file}, line {self.source.count(chr(10), 0, position) + 1}"


def _alone(fragment: str) -> re.Pattern[str]:
    """Return a pattern for a piece of text that is not part of a longer word."""
    before = r"(?<!\w)" if re.match(r"\w", fragment) else ""
    behind = r"(?!\w)" if re.search(r"\w\Z", fragment) else ""
    return re.compile(before + re.escape(fragment) + behind)


@dataclass(frozen=True)
class Registry:
    """All themes by id, in display order, and all indicators by id."""

    themes: dict[str, Theme]
    indicators: dict[str, Entry]

    @property
    def active(self) -> dict[str, Entry]:
        """The indicators that have figures."""
        return {i: entry for i, entry in self.indicators.items() if not entry.indicator.awaiting}

    def with_figures(self, series: Collection[str]) -> Registry:
        """Return this registry as it is where the given series have figures."""
        found = {name: entry.with_figures(series) for name, entry in self.indicators.items()}
        return replace(self, indicators=found)


@lru_cache
def registry(folder: Path = ROOT / "indicators") -> Registry:
    """Return every theme and indicator declared below a folder.

    A theme is a folder whose ``__init__.py`` sets ``THEME``; an indicator is a file in it that sets
    ``INDICATOR``. ``indicators/mobility/transit.py`` is ``mobility.transit``.

    Raises
    ------
    RegistryError
        A file that fails to load or declares the wrong thing.
    """
    themes: dict[str, Theme] = {}
    indicators: dict[str, Entry] = {}
    _refuse_strays(folder)
    for init in sorted(folder.glob("*/__init__.py")):
        theme = _declared(init, "THEME", Theme)
        theme_id = init.parent.name
        themes[theme_id] = theme
        for path in sorted(init.parent.glob("*.py")):
            if path.name != "__init__.py":
                entry = _entry(path, folder)
                indicators[entry.indicator_id] = entry
    if not themes:
        raise RegistryError(
            f"{folder}: no theme found; a theme is a folder with THEME = Theme(...)"
        )
    ordered = dict(sorted(themes.items(), key=lambda item: item[1].position))
    return Registry(ordered, indicators)


def entry_of(indicator_id: str, folder: Path = ROOT / "indicators") -> Entry:
    """Return one indicator as its file declares it now, whatever the state of the others.

    Raises
    ------
    RegistryError
        There is no such file, or it fails to load.
    """
    files = {f"{p.parent.name}.{p.stem}": p for p in _files(folder)}
    if indicator_id not in files:
        raise RegistryError(
            f"There is no indicator {indicator_id!r}{nearest(indicator_id, files)}; an id is theme "
            "and file name, such as supply.pharmacy, and the page Indikatoren lists them all"
        )
    return _entry(files[indicator_id], folder)


def _files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.glob("*/*.py")) if p.name != "__init__.py"]


def _refuse_strays(folder: Path) -> None:
    """Raise for a file outside all theme folders, which would be silently ignored."""
    themes = sorted(init.parent.name for init in folder.glob("*/__init__.py"))
    for path in [*sorted(folder.glob("*.py")), *(_files(folder) if themes else ())]:
        if path.name != "__init__.py" and path.parent.name not in themes:
            raise RegistryError(
                f"{path}: lies in no theme field; move it into one of the folders "
                f"{', '.join(themes)}{nearest(path.parent.name, themes)}"
            )


def _entry(path: Path, folder: Path) -> Entry:
    if not re.fullmatch(FILE_NAME, path.stem):
        raise RegistryError(
            f"{path}: found the file name {path.stem!r}, allowed are lower-case English words "
            "joined by _, as it is part of the id; rename the file"
        )
    return Entry(
        f"{path.parent.name}.{path.stem}",
        path.parent.name,
        path.relative_to(folder.parent).as_posix(),
        _declared(path, "INDICATOR", Indicator),
        path.read_text(encoding="utf-8"),
    )


def _declared(path: Path, word: str, kind: type[_Kind]) -> _Kind:
    module = _load(path)
    value = getattr(module, word, None)
    if not isinstance(value, kind):
        found = "nothing of that name" if value is None else f"{type(value).__name__}"
        raise RegistryError(
            f"{path}: {word} = {kind.__name__}(...) expected, found {found}; name what the file "
            f"declares {word}"
        )
    return value


def _load(path: Path) -> ModuleType:
    name = f"_declaration.{path.parent.name}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RegistryError(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        told = _plain(error)
        raise RegistryError(f"{path}{_line(error, path, told)}: {told}") from error
    return module


def _plain(error: BaseException) -> str:
    """Return an error as a sentence that names the field to correct."""
    text = str(error)
    if isinstance(error, DeclarationError):
        return text
    if isinstance(error, SyntaxError):
        if "codec can't decode" in text:
            return "is not saved as UTF-8; save it again in this encoding"
        return (
            f"is no Python: {error.msg}; look for a comma, quote or bracket that is missing here "
            "or on the line before"
        )
    if missing := re.search(r"(\w+)\.__init__\(\) missing .*arguments?: (.+)", text):
        kind, words = missing[1], missing[2]
        why = "every text stands in German and in English" if kind == "Text" else "add it"
        return f"{kind}(...) lacks {words}; {why}"
    if unknown := re.search(
        r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'", text
    ):
        allowed = [f.name for f in fields(getattr(declarations, unknown[1]))]
        return (
            f"{unknown[1]}(...) has no word {unknown[2]!r}{nearest(unknown[2], allowed)}; allowed "
            f"are {', '.join(allowed)}"
        )
    if isinstance(error, NameError) and error.name:
        return _unknown_name(error.name)
    if lacking := re.search(r"cannot import name '(\w+)' from 'resilience\.spec'", text):
        hint = nearest(lacking[1], declarations.__all__)
        return f"{declarations.__name__} has no word {lacking[1]!r}{hint}"
    if isinstance(error, ModuleNotFoundError):
        return (
            f"there is no module {error.name!r} to import from; an indicator imports from "
            f"{declarations.__name__} alone"
        )
    return f"{type(error).__name__}: {text}"


def _unknown_name(name: str) -> str:
    if name in declarations.__all__:
        return (
            f"uses {name} without importing it; write 'from {declarations.__name__} import {name}' "
            "at the top, or add it to the words imported there"
        )
    hint = nearest(name, declarations.__all__)
    return (
        f"found the name {name!r}, which the file does not define{hint}; allowed are words "
        f"imported from {declarations.__name__}, and texts in quotes"
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint at the known name nearest to a mistyped one, or an empty text."""
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _line(error: BaseException, path: Path, told: str) -> str:
    """Return the line of an error in a file: that of the field it names, or of the call."""
    if isinstance(error, SyntaxError) and error.lineno:
        return f", line {error.lineno}"
    trace, line = error.__traceback__, 0
    while trace:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    if not line:
        return ""
    if word := _SPOKEN_OF.match(told):
        rest = path.read_text(encoding="utf-8").splitlines()[line - 1 :]
        place = re.compile(rf"(?<!\w){word[1] or word[2]}\s*=(?!=)")
        line += next((n for n, text in enumerate(rest) if place.search(text)), 0)
    return f", line {line}"
