"""Text search: a word also finds its other forms, compounds that contain it, and its synonyms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from resilience.settings import ROOT

SYNONYMS = ROOT / "data" / "content" / "synonyms.toml"

_FOLDED = str.maketrans("äöü", "aou")
_ENDINGS = ("innen", "ern", "em", "en", "er", "es", "in", "e", "n", "s")
_STEM = 4
"""Letters that a stem keeps; longer stems match anywhere, this length at the start of words."""


def holding(texts: Sequence[str], search: str) -> list[bool]:
    """Return for each text whether it contains every word of a search, or an equivalent one."""
    wanted = [_terms(word) for word in search.split()]
    folded = [_folded(text) for text in texts]
    return [all(any(_holds(text, term) for term in terms) for terms in wanted) for text in folded]


def nearest_word(texts: Sequence[str], search: str) -> str:
    """Return a hint at the word of the texts nearest to a mistyped one, or an empty text."""
    known = {word for text in texts for word in re.findall(r"\w{3,}", text.casefold())}
    for word in search.casefold().split():
        if near := get_close_matches(word, sorted(known), n=1, cutoff=0.75):
            return f"; did you mean {near[0]!r}?"
    return ""


def _folded(text: str) -> str:
    return text.casefold().translate(_FOLDED)


@cache
def _terms(word: str) -> frozenset[str]:
    """Return the stems of a word and of its synonyms."""
    stem = _stem(_folded(word))
    return frozenset({stem}.union(*(group for group in _groups() if stem in group)))


@cache
def _groups() -> list[frozenset[str]]:
    groups = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))["groups"]
    return [frozenset(_stem(_folded(word)) for word in group) for group in groups]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word


def _holds(text: str, term: str) -> bool:
    if len(term) > _STEM:
        return term in text
    end = "" if len(term) == _STEM else r"s?(?![^\W_])"
    return re.search(rf"(?<![^\W_]){re.escape(term)}{end}", text) is not None
