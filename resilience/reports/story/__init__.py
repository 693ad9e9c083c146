"""Stories: a theme field or a city told from its figures, one message per screen."""

from __future__ import annotations

from resilience.reports.story.city import city_story
from resilience.reports.story.facts import Facts
from resilience.reports.story.screen import Screen
from resilience.reports.story.theme import finding, theme_story

__all__ = ["Facts", "Screen", "finding", "names", "story"]


def story(facts: Facts, story_id: str) -> list[Screen]:
    """Return the screens of a story.

    Parameters
    ----------
    story_id
        One of `names`.
    """
    if story_id in facts.theme_names:
        return theme_story(facts, story_id)
    return city_story(facts, story_id)


def names(facts: Facts) -> dict[str, str]:
    """Return the stories of a region: theme fields by id, members by key, with their names."""
    members = zip(facts.members["ags"], facts.members["name"], strict=True)
    return {**facts.theme_names, **dict(members)}
