"""Interface texts and numbers in German and English."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Literal

from resilience.settings import ROOT

Lang = Literal["de", "en"]
LANGS: tuple[Lang, ...] = ("de", "en")
NUMBER_SIGNS: dict[str, tuple[str, str]] = {"de": (",", "."), "en": (".", ",")}
"""Decimal and thousands separator per language."""

MISSING_SIGN = "–"


@lru_cache
def words(lang: Lang) -> dict[str, str]:
    """Return all interface texts of a language, keyed ``section.word``."""
    path = ROOT / "resilience" / "locales" / f"{lang}.toml"
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{s}.{word}": text for s, content in sections.items() for word, text in content.items()
    }


def t(lang: Lang, key: str, **values: object) -> str:
    """Return an interface text with its placeholders filled.

    Raises
    ------
    KeyError
        The key is not in the locale file.
    """
    return words(lang)[key].format(**values)


def number(value: float | None, decimals: int, lang: Lang) -> str:
    """Return a number in the format of the language, ``–`` for a missing one.

    >>> number(1234.5, 1, "de")
    '1.234,5'
    """
    if value is None or value != value:
        return MISSING_SIGN
    value = float(value)  # numpy rounds differently, and a value must always print alike
    text = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    decimal, thousands = NUMBER_SIGNS[lang]
    swap = {",": thousands, ".": decimal, "-": "−"}
    return "".join(swap.get(sign, sign) for sign in text)


def quantity(value: float | None, decimals: int, unit: str, lang: Lang) -> str:
    """Return a number with its unit, ``–`` for a missing one."""
    text = number(value, decimals, lang)
    return text if text == MISSING_SIGN else f"{text}\N{NO-BREAK SPACE}{unit}"


def signed(value: float, decimals: int, lang: Lang) -> str:
    """Return a number with its sign, ``±0`` where it rounds to zero."""
    text = number(value, decimals, lang)
    if value != value:
        return text
    rounded = round(value, decimals)
    return text if rounded < 0 else f"+{text}" if rounded > 0 else f"±{text}"


def change_unit(unit: str, lang: Lang) -> str:
    """Return the unit of a difference: percentage points for percentages, else the same."""
    return unit.replace("%", t(lang, "trends.points"), 1)
