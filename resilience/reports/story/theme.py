"""The story of a theme field across a region."""

from __future__ import annotations

from typing import cast

import pandas as pd

from resilience.analysis.claims import Claim
from resilience.i18n import number, t
from resilience.maps.map import drawn
from resilience.model.measure import Measure
from resilience.reports.story import pictures
from resilience.reports.story.facts import QUARTER, Facts
from resilience.reports.story.process import ideas_screen, question_screen
from resilience.reports.story.screen import Screen
from resilience.reports.story.sentences import counted, listed, some
from resilience.text import provenance as provenance_lines
from resilience.text.claims import claim_text, rule_text
from resilience.text.provenance import period_text
from resilience.warehouse import queries

_TOLD = 3
"""Number of indicators with a map of their own."""
_NAMED = 3
"""Maximum number of cities that a title names; of more it gives the number."""


def theme_story(facts: Facts, theme_id: str) -> list[Screen]:
    """Return a theme's story: cities' standings, differences, changes and missing values."""
    own = pd.concat(
        [facts.standings(ags, theme_id) for ags in facts.members["ags"]], ignore_index=True
    )
    apart = own[["worse", "better"]].max(axis=1) / own["others"] >= QUARTER
    apart &= own["standing"].isin(("ahead", "behind"))
    order = [one for one in facts.declared["indicator_id"] if one in set(own["indicator_id"])]
    count = apart.groupby(own["indicator_id"]).sum().reindex(order)
    told = count[count > 0].sort_values(ascending=False, kind="stable").index[:_TOLD]
    return [
        _standing(facts, theme_id),
        *(_indicator(facts, one, own[own["indicator_id"] == one]) for one in told),
        _change(facts, theme_id),
        _missing(facts, theme_id),
        *question_screen(facts, [theme_id]),
        ideas_screen(facts, theme_id),
    ]


_HALVES: dict[Claim, tuple[Claim, ...]] = {
    "above": ("upper", "above"),
    "likely_above": ("likely_upper", "likely_above"),
    "likely_below": ("likely_lower", "likely_below"),
    "below": ("lower", "below"),
    "none": ("none",),
}
"""Claims that a title mentions; a city in a quarter is in its half too."""
_LONG = 130
"""Number of letters from which a title has too many names."""


def finding(facts: Facts, theme_id: str) -> str:
    """Return which cities are above or below the median of their peers in a theme's score.

    Names are omitted where they would make it too long.
    """
    told = _finding(facts, theme_id, _NAMED)
    return told if len(told) <= _LONG else _finding(facts, theme_id, 1)


def _finding(facts: Facts, theme_id: str, most: int) -> str:
    lang, claims = facts.lang, facts.claims[theme_id]["claim"]
    names, parts = facts.members.set_index("ags")["name"], list[str]()
    for half, those in _HALVES.items():
        if found := [names[ags] for ags in names.index if claims[ags] in those]:
            parts.append(f"{_named(found, facts, most)} {claim_text(half, '', lang)}")
    if (claims == "open").all():
        return t(lang, "story.theme_open")
    return "; ".join([*parts, *[t(lang, "story.theme_rest")] * bool((claims == "open").any())])


def _standing(facts: Facts, theme_id: str) -> Screen:
    lang, measure = facts.lang, facts.measure(theme_id)
    theme, parts = facts.theme_names[theme_id], finding(facts, theme_id)
    title = t(lang, "story.theme_standing", theme=theme, parts=parts)
    picture, legend = pictures.map_of(pictures.layer_shown(measure, facts), facts)
    return Screen(
        "standing",
        title,
        facts.provenance(measure).brief,
        picture,
        legend,
        _numbers(measure, facts),
        note=t(lang, "story.note_theme", rule=rule_text(lang)),
    )


def _named(cities: list[str], facts: Facts, most: int = _NAMED) -> str:
    if len(cities) <= most:
        return listed(cities, facts.lang)
    return t(facts.lang, "story.n_cities", n=number(len(cities), 0, facts.lang))


def _numbers(measure: Measure, facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return the medians of the peers, and the lowest and highest value of the members."""
    lang = facts.lang
    numbers = [
        (t(lang, "story.median_of", peers=panel.label), measure.quantity(panel.quartiles[1]))
        for panel in facts.panels(measure)
        if panel.quartiles[1] == panel.quartiles[1]
    ]
    own = drawn(measure, facts.members)
    known = own.dropna(subset="value").sort_values("value", kind="stable")
    for word, row in (("lowest", known.iloc[0]), ("highest", known.iloc[-1])):
        printed = [measure.number(value) for value in known["value"]]
        alike = known.loc[[one == measure.number(row["value"]) for one in printed], "name"]
        who = _named(alike.to_list(), facts)
        numbers.append((t(lang, f"story.{word}", cities=who), measure.quantity(row["value"])))
    lacking = int(own["value"].isna().sum())
    if lacking:
        numbers.append((t(lang, "story.cities_without"), number(lacking, 0, lang)))
    return tuple(numbers)


def _indicator(facts: Facts, indicator_id: str, standings: pd.DataFrame) -> Screen:
    told = facts.indicator(indicator_id)
    measure = facts.measure(told["theme_id"], indicator_id)
    better, worse = (int((standings["standing"] == word).sum()) for word in ("ahead", "behind"))
    title = _count_title("story.theme_indicator", better, worse, facts, what=told["label"])
    picture, legend = pictures.map_of(pictures.layer_shown(measure, facts), facts)
    return Screen(
        f"indicator-{indicator_id}",
        title,
        facts.provenance(measure).brief,
        picture,
        legend,
        _numbers(measure, facts),
        note=pictures.what_it_tells(measure, told, facts),
    )


def _count_title(key: str, better: int, worse: int, facts: Facts, **words: str) -> str:
    """Return how many cities are better and how many worse, omitting a zero; not both are zero."""
    lang, total = facts.lang, len(facts.members)
    told = [(way, n) for way, n in (("better", better), ("worse", worse)) if n]
    parts = [
        t(
            lang,
            f"{key}_{way}_{'all' if n == total else 'also' if place else 'some'}",
            n=n,
            total=total,
        )
        for place, (way, n) in enumerate(told)
    ]
    return t(lang, key, parts=", ".join(parts), **words)


def _change(facts: Facts, theme_id: str) -> Screen:
    """Return the change that most cities share, or a screen saying that there is none."""
    lang, members = facts.lang, tuple(facts.members["ags"])
    changes = pd.concat(
        [facts.changes(ags, theme_id).assign(ags=ags) for ags in members], ignore_index=True
    )
    clear = changes[changes["judgement"].isin(("better", "worse"))]
    if clear.empty:
        return Screen(
            "change",
            t(lang, "story.theme_no_change", theme=facts.theme_names[theme_id], since=facts.since),
            provenance_lines.provenance_of_scores(
                facts.ask, (theme_id,), drawn(facts.measure(theme_id), facts.members), lang
            ).brief,
            note=t(lang, "story.note_change"),
        )
    span = ["indicator_id", "start", "end"]  # cities may differ in which years are comparable
    most = cast(tuple[str, str, str], clear.groupby(span).size().idxmax())
    indicator_id, start, end = most
    told = facts.indicator(indicator_id)
    own = changes[changes[span].eq(list(most)).all(axis=1)]
    measure = facts.measure(theme_id, indicator_id, end)
    better, worse = (int((own["judgement"] == word).sum()) for word in ("better", "worse"))
    title = _count_title(
        "story.theme_change",
        better,
        worse,
        facts,
        what=told["label"],
        start=period_text(start, lang),
        end=period_text(end, lang),
    )
    shifts = pictures.shifts(measure, start, end, facts.members)
    return Screen(
        "change",
        title,
        provenance_lines.provenance_of_all_years(facts.ask, measure, members).brief,
        pictures.shift(measure, shifts, "", title),
        numbers=tuple(
            (t(lang, f"story.cities_{word}"), number((own["judgement"] == word).sum(), 0, lang))
            for word in ("better", "worse", "alike")
        ),
        note=f"{t(lang, 'story.note_change')} {pictures.direction_text(told, lang)}",
    )


def _missing(facts: Facts, theme_id: str) -> Screen:
    lang = facts.lang
    catalogue = facts.ask(queries.catalogue, facts.region, lang)
    own = catalogue[catalogue["theme_id"] == theme_id]
    waiting = own[own["status"] == "awaiting_data"]
    newest = facts.newest[facts.newest["theme_id"] == theme_id]
    by_indicator = newest.groupby("indicator_id")["period"].max()
    old = int((by_indicator.str[:4] < facts.since).sum())
    lines = [
        t(lang, "story.waits", what=row["label"], publisher=row["awaiting_publisher"])
        for row in waiting.to_dict("records")
    ]
    scores = drawn(facts.measure(theme_id), facts.members)
    return Screen(
        "missing",
        counted(
            "story.theme_missing",
            len(waiting),
            lang,
            theme=facts.theme_names[theme_id],
            total=number(len(own), 0, lang),
        ),
        provenance_lines.provenance_of_scores(facts.ask, (theme_id,), scores, lang).brief,
        numbers=(
            (t(lang, "story.indicators_with"), number(len(own) - len(waiting), 0, lang)),
            (t(lang, "story.awaiting"), number(len(waiting), 0, lang)),
            (t(lang, "story.indicators_older", since=facts.since), number(old, 0, lang)),
            (t(lang, "story.cells_missing"), number(newest["value"].isna().sum(), 0, lang)),
        ),
        lines=some(lines, lang),
        note=t(lang, "story.note_missing"),
    )
