"""Screens of the results of the process: an inverted question, ideas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd

from resilience.analysis.city_findings import naming
from resilience.i18n import t
from resilience.reports.story.facts import Facts
from resilience.reports.story.screen import Screen
from resilience.text.provenance import period_text
from resilience.warehouse import queries


def question_screen(facts: Facts, themes: Sequence[str]) -> list[Screen]:
    """Return the inverted question of the first theme that has a recorded one, if any."""
    lang = facts.lang
    known = facts.ask(queries.kopfstand, facts.region, lang).set_index("theme_id")
    for theme_id in themes:
        row = cast(pd.Series, known.loc[theme_id])
        if not row["recorded"]:
            continue
        name, flip = facts.theme_names[theme_id], row["flip"]
        lines = [t(lang, "story.flip", flip=flip)] if isinstance(flip, str) else []
        return [
            Screen(
                "kopfstand",
                t(
                    lang,
                    "story.kopfstand",
                    theme=name,
                    question=row["question"],
                ),
                source(row, facts),
                lines=(*lines, t(lang, "story.ask_back")),
                note=t(lang, "story.note_kopfstand"),
            )
        ]
    return []


def idea_screen(facts: Facts, ideas: pd.DataFrame, city: Mapping[Any, Any]) -> Screen:
    """Return the idea that fits a city best, or a screen saying that none is recorded.

    Parameters
    ----------
    ideas
        See `city_findings.ideas_for`.
    """
    lang, name = facts.lang, city["name"]
    if ideas.empty:
        return Screen(
            "idea",
            t(lang, "story.no_idea", city=name),
            t(lang, "story.source_process"),
            note=t(lang, "story.note_idea"),
        )
    idea = ideas.iloc[0]
    own = idea["pilot"] == city["ags"]
    title = t(lang, "story.own_idea" if own else "story.idea", city=name, idea=idea["title"])
    labels = facts.declared.set_index("indicator_id")["label"].to_dict()
    lines = [idea["summary"]]
    if not own:
        touched = [labels[one] for one in idea["touched"] if one in labels]
        shared = [facts.theme_names[one] for one in idea["shared"]]
        word, names = ("touches", touched) if touched else ("shares", shared)
        lines.append(t(lang, f"story.{word}", pilot=idea["pilot_name"], names="; ".join(names)))
    return Screen("idea", title, source(idea, facts), lines=tuple(lines), note=_note(lang))


def ideas_screen(facts: Facts, theme_id: str) -> Screen:
    """Return the ideas of a theme, each with the city it was developed for."""
    lang = facts.lang
    ideas = facts.ask(queries.ideas, facts.region, lang)
    own = naming(ideas, "themes", theme_id)
    theme = facts.theme_names[theme_id]
    if own.empty:
        return Screen(
            "ideas", t(lang, "story.no_ideas", theme=theme), t(lang, "story.source_process")
        )
    publishers = dict.fromkeys(part for one in own["publisher"] for part in one.split("; "))
    return Screen(
        "ideas",
        t(lang, "story.ideas_one" if len(own) == 1 else "story.ideas", theme=theme, n=len(own)),
        t(lang, "story.source", what="; ".join(publishers)),
        lines=tuple(
            t(lang, "story.idea_line", pilot=row["pilot_name"], idea=row["title"])
            for row in own.to_dict("records")
        ),
        note=_note(lang),
    )


def _note(lang: Any) -> str:
    return t(lang, "story.note_idea")


def source(row: Mapping[Any, Any] | pd.Series, facts: Facts) -> str:
    """Return the source of a question or an idea."""
    dated = row["dated"]
    when = (
        period_text(dated, facts.lang) if isinstance(dated, str) else t(facts.lang, "city.undated")
    )
    cited = t(
        facts.lang,
        "city.source",
        publisher=row["publisher"],
        citation=row["citation"],
        dated=when,
    )
    return t(facts.lang, "story.source", what=cited)
