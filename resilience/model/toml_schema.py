"""Turns TOML tables into dataclasses; a mismatch raises an error that names the place."""

from __future__ import annotations

import math
import tomllib
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

WORDS = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a date such as 2024-12-31",
    dict: "a table",
}


def read(path: Path, error: type[ValueError]) -> dict[str, Any]:
    """Return a file's table; invalid TOML or UTF-8 raises ``error``."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise error(f"{path.name}: not a TOML file in UTF-8: {fault}") from fault


def from_table(kind: type[T], table: dict[str, Any], place: str, error: type[ValueError]) -> T:
    """Return a dataclass built from a table.

    Parameters
    ----------
    kind
        The dataclass; its fields without a default are required, its lists are tuples.
    table
        The parsed TOML table; fields that hold dataclasses must already be built.
    place
        What a message starts with, such as ``nrw.toml [rule]``.
    error
        Raised if a field is missing, unknown, or of another type.
    """
    if not isinstance(table, dict):
        raise error(f"{place} = {table!r:.80}: a table expected")
    row = {name: tuple(v) if isinstance(v, list) else v for name, v in table.items()}
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    required = {
        name
        for name, field in known.items()
        if field.default is MISSING and field.default_factory is MISSING
    }
    if missing := sorted(required - set(row)):
        raise error(f"{place}: missing {', '.join(missing)}")
    if unknown := sorted(set(row) - set(known)):
        raise error(f"{place}: unknown {', '.join(unknown)}; known are {', '.join(known)}")
    hints = get_type_hints(kind)
    for name, value in row.items():
        if not _fits(value, hints[name]):
            raise error(f"{place} {name} = {value!r:.80}: {_words(hints[name])} expected")
    return kind(**row)


def _fits(value: object, hint: Any) -> bool:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, part) for part in parts)
    if origin is Literal:
        return value in parts
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(v, parts[0]) for v in value)
    if origin is dict:
        return isinstance(value, dict) and all(_fits(v, parts[1]) for v in value.values())
    if hint is Any:
        return True
    if hint is float:
        return type(value) is int or (type(value) is float and math.isfinite(value))
    return type(value) is hint


def _words(hint: Any) -> str:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join(_words(part) for part in parts if part is not type(None))
    if origin is Literal:
        return "one of " + ", ".join(map(repr, parts))
    if origin is tuple:
        return f"a list, each {_words(parts[0])},"
    if origin is dict:
        return f"a table, each value {_words(parts[1])},"
    return WORDS.get(hint, "a table")
