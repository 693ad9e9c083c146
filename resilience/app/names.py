"""Names by id for what controls offer, made once per build; to be read, not changed."""

from __future__ import annotations

import pandas as pd

from resilience.app import cache
from resilience.i18n import Lang
from resilience.warehouse import queries


def names_of(region: str) -> dict[str, str]:
    """Return the names of the region's members by key."""
    return cache.derived(_of_members, (queries.areas, region))


def municipality_names() -> dict[str, str]:
    """Return the names of all municipalities by key."""
    return cache.derived(_of_areas, (queries.municipalities,))


def theme_names(lang: Lang) -> dict[str, str]:
    """Return the names of the theme fields by id."""
    return cache.derived(_of_themes, (queries.themes, lang))


def indicator_names(lang: Lang) -> dict[str, dict[str, str]]:
    """Return the names of the indicators with figures by theme and id."""
    return cache.derived(by_theme, (queries.indicators, lang))


def by_theme(declared: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return the names of indicators by theme and id, in the order of what is declared."""
    found: dict[str, dict[str, str]] = {}
    rows = declared["theme_id"], declared["indicator_id"], declared["label"]
    for theme_id, indicator_id, label in zip(*rows, strict=True):
        found.setdefault(theme_id, {})[indicator_id] = label
    return found


def _of_areas(areas: pd.DataFrame) -> dict[str, str]:
    return dict(zip(areas["ags"], areas["name"], strict=True))


def _of_members(areas: pd.DataFrame) -> dict[str, str]:
    return _of_areas(areas[areas["role"] == "member"])


def _of_themes(themes: pd.DataFrame) -> dict[str, str]:
    return dict(zip(themes["theme_id"], themes["label"], strict=True))
