"""Checks that a declaration makes when it is created, with their messages."""

from __future__ import annotations

import re
from typing import get_args, get_origin, get_type_hints

MARKUP = re.compile(r"</?[A-Za-z!][^>]*>?|\*\*|`|\]\(|&\w+;|[\x00-\x1f]")
"""Tags, Markdown, character references, tabs and line breaks, which no text may hold."""


class DeclarationError(ValueError):
    """An invalid declaration; the message names the field, its value and what is allowed."""


def require(condition: bool, message: str) -> None:
    """Raise `DeclarationError` with the message unless the condition holds."""
    if not condition:
        raise DeclarationError(message)


def require_plain(text: object, what: str) -> None:
    """Raise `DeclarationError` for what is not text, is empty or holds markup."""
    if not isinstance(text, str) or not text.strip():
        raise DeclarationError(f"{what} is empty or no text; write both")
    marked = MARKUP.search(text)
    require(
        marked is None,
        f"{what} holds the markup {marked and marked[0]!r}; write plain text, the pages set it",
    )


def require_kinds(declaration: object) -> None:
    """Raise `DeclarationError` for a field whose value has another type than declared."""
    for word, hint in get_type_hints(type(declaration)).items():
        value, kinds = getattr(declaration, word), get_args(hint) or (hint,)
        if get_origin(hint) is tuple:
            require(
                isinstance(value, tuple),
                f"{word}={value!r}: give a tuple; of one thing ({value!r},)",
            )
            odd = [one for one in value if not isinstance(one, kinds[0])]
            require(not odd, f"{word}={value!r}: found {odd[:1]}, allowed is {kinds[0]}")
            require(len(set(value)) == len(value), f"{word}={value!r}: name each once")
        elif all(isinstance(kind, type) for kind in kinds):
            allowed = f"{kinds[0].__name__}(...)"
            require(isinstance(value, kinds), f"{word}={value!r}: allowed is {allowed}")


def require_row(where: str, row: object, widths: tuple[int, ...]) -> None:
    """Raise `DeclarationError` unless a row is ``ags, period, [category,] value``."""
    category = ", or with a category before the value" if 4 in widths else ""
    require(
        isinstance(row, tuple)
        and len(row) in widths
        and all(isinstance(cell, str) for cell in row[:-1])
        and (row[-1] is None or is_number(row[-1])),
        f"Example(...): {where} has the row {row!r}; write (ags, period, value), the first two as "
        f"texts and the value a number or None{category}",
    )


def is_number(value: object) -> bool:
    """Return whether a value is a number; booleans are not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
