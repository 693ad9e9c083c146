"""Finds and checks all themes and indicators, once; nothing is registered anywhere."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from resilience import spec as declarations
from resilience.settings import ROOT
from resilience.spec import DeclarationError, Indicator, Theme

_Kind = TypeVar("_Kind", Indicator, Theme)


class RegistryError(ValueError):
    """A declaration file that cannot be used; the message names it and says what to do."""


@dataclass(frozen=True)
class Entry:
    """An indicator with its identity, which is its place."""

    indicator_id: str
    theme_id: str
    file: str
    indicator: Indicator
    source: str = ""

    def where(self, fragment: str = "", after: str = "") -> str:
        """Return the file, with the line of a piece of its text if that is found.

        Parameters
        ----------
        fragment
            Looked for as it stands; of several lines the first.
        after
            Piece of text behind which to begin; its line stands in for a fragment not found.
        """
        begin = self.source.find(after) if after else -1
        whole = re.compile(rf"(?<!\w){re.escape(fragment)}(?!\w)")
        place = whole.search(self.source, max(begin, 0)) if fragment else None
        position = place.start() if place else begin
        if position < 0:
            return self.file
        return f"{self.file}, line {self.source.count(chr(10), 0, position) + 1}"


@dataclass(frozen=True)
class Registry:
    """All themes by id, in their order, and all indicators by id."""

    themes: dict[str, Theme]
    indicators: dict[str, Entry]

    @property
    def active(self) -> dict[str, Entry]:
        """The indicators that have figures."""
        return {i: entry for i, entry in self.indicators.items() if not entry.indicator.awaiting}


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
    """Return one indicator as its file has it now, whatever the state of the others.

    Raises
    ------
    RegistryError
        There is no such file, or it fails to load.
    """
    theme_id, _, name = indicator_id.partition(".")
    path = folder / theme_id / f"{name}.py"
    if not path.is_file():
        raise RegistryError(f"{path}: no such file")
    return _entry(path, folder)


def _entry(path: Path, folder: Path) -> Entry:
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
        raise RegistryError(
            f"{path}: {word} = {kind.__name__}(...) expected, found {type(value).__name__}"
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
        line = _line(error, path)
        raise RegistryError(f"{path}{line}: {_plain(error)}") from error
    return module


def _plain(error: BaseException) -> str:
    """Return an error as a sentence that names the word to mend."""
    text = str(error)
    if isinstance(error, DeclarationError):
        return text
    if missing := re.search(r"(\w+)\.__init__\(\) missing .*arguments?: (.+)", text):
        kind, words = missing[1], missing[2]
        why = "; every text stands in German and in English" if kind == "Text" else ""
        return f"{kind}(...) lacks {words}{why}"
    if unknown := re.search(
        r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'", text
    ):
        allowed = [f.name for f in fields(getattr(declarations, unknown[1]))]
        return f"{unknown[1]}(...) has no word {unknown[2]!r}{nearest(unknown[2], allowed)}"
    if name := re.search(r"(?:import name|name) '(\w+)'", text):
        return f"{type(error).__name__}: {error}{nearest(name[1], declarations.__all__)}"
    return f"{type(error).__name__}: {error}"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint at the known name that a mistyped one is nearest to, or nothing."""
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _line(error: BaseException, path: Path) -> str:
    trace, line = error.__traceback__, ""
    while trace:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = f", line {trace.tb_lineno}"
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.lineno:
        line = f", line {error.lineno}"
    return line
