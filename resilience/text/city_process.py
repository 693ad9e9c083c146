"""Results of the process for a city, its neighbours and similar cities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import pandas as pd

from resilience.i18n import MISSING_SIGN, Lang, t
from resilience.text.city_lists import About, CityTable
from resilience.text.provenance import period_text
from resilience.text.tables import Column, Link, inline_links


def idea_table(ideas: pd.DataFrame, about: About) -> CityTable:
    """Return a row per idea: title, why it is listed, indicators it could affect, its source.

    Parameters
    ----------
    ideas
        See `city_findings.ideas_for`.
    """
    lang, labels = about.lang, about.labels
    rows = [
        {
            "title": (Link(row["title"], strong=True), Link(row["summary"])),
            "why": _why(row, about),
            "trace": tuple(
                Link(labels[one], about.way("indicator", indicator=one))
                for one in row["indicators"]
                if one in labels
            )
            or (Link(t(lang, "city.no_trace")),),
            "source": source_text(row, lang),
        }
        for row in ideas.to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("title", t(lang, "city.col_idea")),
        Column("why", t(lang, "city.col_here")),
        Column("trace", t(lang, "city.col_trace")),
        Column("source", t(lang, "city.col_source")),
    ]


def idea_note(ideas: pd.DataFrame, about: About) -> str:
    """Return the themes for which no idea of the city itself is recorded, empty if none."""
    own = ideas[ideas["pilot"] == about.city["ags"]]
    if own.empty:
        return t(about.lang, "city.no_own_idea", city=about.city["name"])
    told = {theme for themes in own["themes"] for theme in themes}
    untold = [label for theme_id, label in about.themes.items() if theme_id not in told]
    if not untold:
        return ""
    return t(about.lang, "city.no_idea_for", city=about.city["name"], themes=", ".join(untold))


def _why(idea: Mapping[Any, Any], about: About) -> str:
    if idea["pilot"] == about.city["ags"]:
        return t(about.lang, "city.own_idea", city=about.city["name"])
    touched = [about.labels[one] for one in idea["touched"] if one in about.labels]
    shared = [about.themes[one] for one in idea["shared"]]
    word, names = ("touches", touched) if touched else ("shares", shared)
    return t(about.lang, f"city.{word}", pilot=idea["pilot_name"], names="; ".join(names))


def source_text(row: Mapping[Any, Any] | pd.Series, lang: Lang) -> str:
    """Return the source of an idea or a question: who, where and when."""
    dated = row["dated"]
    when = period_text(dated, lang) if isinstance(dated, str) else t(lang, "city.undated")
    return t(lang, "city.source", publisher=row["publisher"], citation=row["citation"], dated=when)


def question_table(kopfstand: pd.DataFrame, about: About) -> CityTable:
    """Return the inverted question of each theme, or that none is recorded."""
    lang = about.lang
    rows = [
        {
            "theme": about.themes[row["theme_id"]],
            "question": row["question"] if row["recorded"] else t(lang, "city.no_question"),
            "flip": row["flip"] if isinstance(row["flip"], str) else MISSING_SIGN,
            "source": source_text(row, lang) if row["recorded"] else MISSING_SIGN,
        }
        for row in kopfstand.to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("theme", t(lang, "city.col_theme")),
        Column("question", t(lang, "city.col_question")),
        Column("flip", t(lang, "city.col_flip")),
        Column("source", t(lang, "city.col_source")),
    ]


def kin_html(kin: Mapping[str, pd.DataFrame], members: Iterable[str], about: About) -> str:
    """Return neighbours and similar cities as lists; the region's members link to their profile.

    Below the lists is a link to the comparison with similar cities.

    Parameters
    ----------
    kin
        ``neighbours`` and ``similar``, each ``ags, name``.
    """
    own, lang, parts = set(members), about.lang, []
    for word, areas in kin.items():
        links = [
            Link(row["name"], about.way("city", city=row["ags"]) if row["ags"] in own else "")
            for row in areas.to_dict("records")
        ]
        told = inline_links(links) if links else escape(t(lang, "city.no_kin"))
        parts.append(f"<dt>{escape(t(lang, f'city.kin_{word}'))}</dt><dd>{told}</dd>")
    target = about.way("compare", city=about.city["ags"], peers="similar")
    link = inline_links([Link(t(lang, "city.compare_similar"), target)])
    return f'<div class="kin"><dl class="facts">{"".join(parts)}</dl><p>{link}</p></div>'
