"""The story of a city."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pandas as pd

from resilience.analysis import city_findings
from resilience.analysis.claims import Claim
from resilience.analysis.repository import newest_profile
from resilience.i18n import number, t
from resilience.model.goalposts import of_kind
from resilience.model.profile import Profile
from resilience.reports.story import pictures
from resilience.reports.story.facts import Facts, notable
from resilience.reports.story.outlook_screens import outlook_screens
from resilience.reports.story.process import idea_screen, question_screen
from resilience.reports.story.screen import Screen
from resilience.reports.story.sentences import brief_quantity, counted, listed, some
from resilience.text import provenance as lines
from resilience.text.claims import claim_text, inside, percent_of_runs, rule_text, value_claim
from resilience.text.figures import interval_or_noise, interval_text, quality
from resilience.text.provenance import period_text
from resilience.warehouse import queries

_TOLD = 2
"""Number of strengths, and of weaknesses, with a screen of their own."""
_LONG = 180
"""Number of letters from which a title no longer names the peers."""


def city_story(facts: Facts, ags: str) -> list[Screen]:
    """Return a city's story: its standing, findings, changes and missing values."""
    standings = facts.standings(ags)
    own = facts.members[facts.members["ags"] == ags]
    told = newest_profile(facts.ask, own, facts.peers, facts.claims, False, facts.lang)
    strong, weak = (notable(standings, word) for word in ("ahead", "behind"))
    outstanding = [
        _outstanding(facts, ags, row, standing)
        for standing, found in (("ahead", strong), ("behind", weak))
        for row in found.head(_TOLD).to_dict("records")
    ]
    return [
        _standing(facts, ags, told),
        _map(facts, ags, told),
        *(outstanding or [_alike(facts, ags, standings)]),
        _change(facts, ags),
        _missing(facts, ags),
        *outlook_screens(facts, ags),
        *_process(facts, ags, weak),
    ]


def _standing(facts: Facts, ags: str, told: Profile) -> Screen:
    lang, city = facts.lang, facts.city(ags)
    label, peers = facts.peers_of(ags)
    rows = pd.DataFrame([told.of(theme_id) for theme_id in facts.theme_names])
    claims = {one: facts.claims[one].to_dict("index")[ags] for one in facts.theme_names}
    title = _claims_title(facts, city["name"], claims, label)
    if len(title) > _LONG:
        title = _claims_title(facts, city["name"], claims, "")
    return Screen(
        "standing",
        title,
        lines.provenance_of_scores(facts.ask, tuple(facts.theme_names), rows, lang).brief,
        pictures.profile(told, title),
        numbers=tuple(
            (facts.theme_names[theme_id], _claimed(told.of(theme_id)["value"], own, facts))
            for theme_id, own in claims.items()
        ),
        note=t(
            lang,
            "story.note_standing",
            peers=inside(label, lang),
            n=number(len(peers), 0, lang),
            rule=rule_text(lang),
        ),
    )


def _claims_title(facts: Facts, city: str, claims: dict[str, dict[Any, Any]], label: str) -> str:
    """Return the claims on all theme scores; the peers are named once, if at all."""
    parts = list[str]()
    for claim in get_args(Claim):
        names = [facts.theme_names[one] for one, own in claims.items() if own["claim"] == claim]
        if names:
            said = claim_text(claim, "" if parts else label, facts.lang)
            parts.append(f"{listed(names, facts.lang)} {said}")
    return t(facts.lang, "story.city_standing", city=city, parts="; ".join(parts))


def _claimed(value: float, claim: dict[Any, Any], facts: Facts) -> str:
    """Return a score, and the share of the runs in which the claim on it holds."""
    if value != value or claim["claim"] == "none":
        return _points(value, facts)
    told = {"n": number(value, 0, facts.lang)}
    told["share"] = percent_of_runs(claim["share"], facts.lang)
    return t(facts.lang, "story.points_share", **told)


def _map(facts: Facts, ags: str, told: Profile) -> Screen:
    """Return the map of the theme in which the city lies farthest from its peers' median."""
    lang, city, (label, _) = facts.lang, facts.city(ags), facts.peers_of(ags)
    theme_id = told.farthest(tuple(facts.theme_names)) or next(iter(facts.theme_names))
    layer = pictures.layer_shown(facts.measure(theme_id), facts)
    score, median = told.of(theme_id)["value"], told.panels[theme_id].quartiles[1]
    gap = layer.members.set_index("ags")["value"][ags] if layer.base else np.nan
    sides = ("even", "above", "below")
    word = "unknown" if gap != gap else sides[int(np.sign(round(gap)))]
    names = {"city": city["name"], "theme": facts.theme_names[theme_id]}
    words = {**names, "peers": inside(label, lang), "gap": _points(abs(gap), facts)}
    picture, legend = pictures.map_of(layer, facts, ags)
    claim = facts.claims[theme_id]["claim"][ags]
    why = "note_map" if gap == gap else "note_map_first"
    note = [t(lang, f"story.{why}", **names), f"{names['theme']} {claim_text(claim, '', lang)}."]
    return Screen(
        "map",
        t(lang, f"story.city_map_{word}", **words),
        layer.provenance.brief,
        picture,
        legend,
        (
            (city["name"], _points(score, facts)),
            (t(lang, "story.median_of", peers=label), _points(median, facts)),
        ),
        note=" ".join(note),
    )


def _points(value: float, facts: Facts) -> str:
    if value != value:
        return t(facts.lang, "missing.no_score")
    n = number(value, 0, facts.lang)
    return t(facts.lang, "story.point" if n == "1" else "story.points", n=n)


def _outstanding(facts: Facts, ags: str, row: dict[Any, Any], standing: str) -> Screen:
    lang, city, told = facts.lang, facts.city(ags), facts.indicator(row["indicator_id"])
    label, _ = facts.peers_of(ags)
    measure = facts.measure(told["theme_id"], row["indicator_id"], row["period"])
    panel = facts.panel_of(measure, ags)
    title = t(
        lang,
        "story.city_indicator",
        city=city["name"],
        what=inside(told["label"], lang),
        value=brief_quantity(measure, row["value"]),
        peers=inside(label, lang),
        median=measure.number(row["median"]),
    )
    low, median, high = panel.quartiles
    n = row["worse"] if standing == "ahead" else row["better"]
    counts = {"n": number(n, 0, lang), "of": number(row["others"], 0, lang)}
    numbers = [(_named(city["name"], row, facts), measure.quantity(row["value"]))]
    numbers.append((t(lang, "story.interval"), interval_or_noise(row, measure.decimals, lang)))
    numbers += [
        (t(lang, "story.median_of", peers=label), measure.quantity(median)),
        (t(lang, "story.middle_half"), interval_text(low, high, measure.decimals, lang)),
        (t(lang, f"story.count_{standing}"), t(lang, "story.count", **counts)),
    ]
    return Screen(
        f"{standing}-{row['indicator_id']}",
        title,
        facts.provenance(measure).brief,
        pictures.beside(measure, panel, ags, facts, title),
        numbers=tuple(numbers),
        note=f"{_sentence(value_claim(row, label, lang))} "
        f"{pictures.what_it_tells(measure, told, facts)}",
    )


def _sentence(part: str) -> str:
    return f"{part[:1].upper()}{part[1:]}."


def _named(name: str, row: dict[Any, Any], facts: Facts) -> str:
    """Return the city with the year of its value, and its quality letter unless normal."""
    year = period_text(row["period"], facts.lang)
    if row["quality"] != "A":
        year = f"{year}, {t(facts.lang, 'quality.' + row['quality'])}"
    return f"{name} ({year})"


def _alike(facts: Facts, ags: str, standings: pd.DataFrame) -> Screen:
    """Return the screen of a city without strengths and weaknesses."""
    lang, city = facts.lang, facts.city(ags)
    label, _ = facts.peers_of(ags)
    return Screen(
        "alike",
        t(lang, "story.city_alike", city=city["name"], peers=inside(label, lang)),
        _origin_of_city(facts, ags),
        numbers=tuple(
            (
                t(lang, f"story.standing_{name}"),
                number((standings["standing"] == name).sum(), 0, lang),
            )
            for name in ("ahead", "alike", "behind", "alone")
        ),
        note=t(lang, "story.note_alike"),
    )


def _origin_of_city(facts: Facts, ags: str) -> str:
    values = facts.ask(queries.city_values, ags)
    newest = values[values["value"].notna()].groupby("indicator_id").tail(1)
    return lines.provenance_of_city(facts.ask, ags, newest, facts.lang).brief


def _change(facts: Facts, ags: str) -> Screen:
    """Return the largest change on the indicator's scale, or a screen saying that there is none."""
    lang, city, changes = facts.lang, facts.city(ags), facts.changes(ags)
    judged = changes[changes["judgement"].isin(("better", "worse"))]
    if judged.empty:
        return Screen(
            "change",
            t(lang, "story.city_no_change", city=city["name"], since=facts.since),
            _origin_of_city(facts, ags),
            numbers=_judgements(changes, facts),
            note=t(lang, "story.note_change"),
        )
    scale = of_kind(facts.declared, city["peer_kind"]).set_index("indicator_id")
    width = (scale["high"] - scale["low"]).reindex(judged["indicator_id"]).to_numpy()
    clearest = (judged["change"].abs() / width).sort_values(ascending=False, kind="stable").index[0]
    row = judged.loc[clearest].to_dict()
    told = facts.indicator(row["indicator_id"])
    measure = facts.measure(told["theme_id"], row["indicator_id"], row["end"])
    title = t(
        lang,
        "story.city_change",
        city=city["name"],
        what=inside(told["label"], lang),
        start=period_text(row["start"], lang),
        end=period_text(row["end"], lang),
        before=measure.number(row["before"]),
        after=brief_quantity(measure, row["after"]),
        judgement=t(lang, f"city.judgement_{row['judgement']}"),
    )
    shifts = pictures.shifts(measure, row["start"], row["end"], facts.members)
    return Screen(
        "change",
        title,
        lines.provenance_of_all_years(facts.ask, measure, tuple(facts.members["ags"])).brief,
        pictures.shift(measure, shifts, ags, title),
        numbers=_judgements(changes, facts),
        note=f"{t(lang, 'story.note_change')} {pictures.direction_text(told, lang)}",
    )


def _judgements(changes: pd.DataFrame, facts: Facts) -> tuple[tuple[str, str], ...]:
    lang = facts.lang
    return tuple(
        (t(lang, f"story.changed_{word}"), number((changes["judgement"] == word).sum(), 0, lang))
        for word in ("better", "worse", "alike", "not_judged")
    )


def _missing(facts: Facts, ags: str) -> Screen:
    lang, city = facts.lang, facts.city(ags)
    newest = facts.newest[facts.newest["ags"] == ags]
    catalogue = facts.ask(queries.catalogue, facts.region, lang)
    waiting = int((catalogue["status"] == "awaiting_data").sum())
    missing = newest[newest["value"].isna()]
    known = newest[newest["value"].notna()]
    old = known[known["period"].str[:4] < facts.since]
    flagged = known[known["quality"] != "A"]
    labels = facts.declared.set_index("indicator_id")["label"]
    corrections = facts.ask(queries.corrections, lang)
    reasons = dict(zip(corrections["correction_id"], corrections["reason"], strict=True))
    lines = [
        t(lang, "story.lacking", what=labels[row["indicator_id"]])
        for row in missing.to_dict("records")
    ] + [
        f"{labels[row['indicator_id']]}, {period_text(row['period'], lang)}: "
        f"{quality(row['quality'], row['note'], reasons, lang)}"
        for row in flagged.to_dict("records")
    ]
    title = counted("story.city_missing", len(missing), lang, city=city["name"], total=len(newest))
    return Screen(
        "missing",
        title,
        _origin_of_city(facts, ags),
        numbers=(
            (t(lang, "story.with_value"), number(len(known), 0, lang)),
            (t(lang, "story.without_value"), number(len(missing), 0, lang)),
            (t(lang, "story.flagged"), number(len(flagged), 0, lang)),
            (t(lang, "story.older", since=facts.since), number(len(old), 0, lang)),
            (t(lang, "story.awaiting"), number(waiting, 0, lang)),
        ),
        lines=some(lines, lang),
        note=t(lang, "story.note_missing"),
    )


def _process(facts: Facts, ags: str, weak: pd.DataFrame) -> list[Screen]:
    city, ideas = facts.city(ags), facts.ask(queries.ideas, facts.region, facts.lang)
    found = city_findings.ideas_for(ideas, ags, city["city_type"], weak)
    themes = list(dict.fromkeys([*weak["theme_id"], *facts.theme_names]))
    return [*question_screen(facts, themes), idea_screen(facts, found, city)]
