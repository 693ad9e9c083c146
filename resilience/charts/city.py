"""One city on one page: its scores among its peers, and what moves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from resilience.charts.plot import Field, bold, jitter, picture
from resilience.charts.style import ColourScheme
from resilience.charts.ticks import ticks_of_points
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.model.measure import years_text
from resilience.model.profile import Profile
from resilience.text.figures import interval_text
from resilience.text.tables import Column

ROW = 40
"""Height of a score among its peers, in pixels."""


def introduction(profile: Profile) -> str:
    """Return whom the city is compared with, and why with those."""
    lang, (label, size) = profile.lang, profile.peers
    parts = [t(lang, "city.pilot")] if profile.city["pilot"] else []
    parts += [t(lang, "city.compared", peers=label, n=size), t(lang, "compare.explain_kinds")]
    return " ".join(parts)


def profile_svg(profile: Profile, scheme: ColourScheme) -> str:
    """Return a row per score: the city set off on its peers, their middle half and median.

    A missing score is named, never placed.
    """
    lang, top = profile.lang, 28.0
    fields: list[Field] = []
    label, size = profile.peers
    left = 245 if any(" (" in name for name in profile.groups.values()) else 175
    points = ticks_of_points(lang)
    for heading, block in profile.blocks.items():
        field = Field(scheme, (-2.0, 102.0), (-0.5, len(block) - 0.5), top, len(block) * ROW)
        text = t(lang, "city.block", block=heading, peers=label, n=size)
        field.heading(text, dx=-left)
        last = len(fields) == len(profile.blocks) - 1
        field.grid(points, last)
        if not fields:
            field.heading(t(lang, "city.printed"), "100%", dx=14)
        for y, (group_id, name) in enumerate(block.items()):
            field.name(name.replace(" (", "<br>("), y)
            _score(field, profile, group_id, y)
        fields.append(field)
        top += field.height + (54 if last else 46)
    fields[-1].unit(t(lang, "city.axis"))
    return picture([fields], top, (left, 165), scheme)


def _score(field: Field, profile: Profile, group_id: str, y: int) -> None:
    lang, panel, own = profile.lang, profile.panels[group_id], profile.of(group_id)
    if panel.quartiles[1] == panel.quartiles[1]:
        field.spread(panel.quartiles, y - 0.4, y + 0.4)
    others = panel.peers[panel.peers["ags"] != own["ags"]]
    names, values = others["name"].tolist(), others["value"].tolist()
    heights = (y + 0.3 * jitter(len(values))).tolist()
    told = [
        t(lang, "city.hover_peer", city=name, score=number(value, 0, lang))
        for name, value in zip(names, values, strict=True)
    ]
    field.crowd([*zip(values, heights, strict=True)], 2.5, told=told)
    if own["value"] != own["value"]:
        field.note(f"<i>{t(lang, 'missing.no_score')}</i>", 0, y)
        return
    words = _told(own, lang)
    field.dot(own["value"], y, t(lang, "overview.hover", city=own["name"], **words), True)
    score = bold(words["score"], True)
    field.beside(t(lang, "overview.cell", score=score, coverage=words["coverage"]), y)


def _told(own: Mapping[Any, Any], lang: Lang) -> dict[str, str]:
    return {
        "score": number(own["value"], 0, lang),
        "coverage": number(100 * own["coverage"], 0, lang),
        "years": years_text(own["oldest"], own["newest"]),
    }


def profile_sentence(profile: Profile) -> str:
    """Return each score beside the median of the peers."""
    lang, parts = profile.lang, []
    for group_id, label in profile.groups.items():
        own, median = profile.of(group_id), profile.panels[group_id].quartiles[1]
        known = own["value"] == own["value"]
        score = number(own["value"], 0, lang) if known else t(lang, "missing.no_score")
        parts.append(
            t(lang, "city.alt_row", label=label, score=score, median=number(median, 0, lang))
        )
    peers = profile.peers[0]
    name = profile.city["name"]
    return t(lang, "city.alt", city=name, peers=peers, sentences="; ".join(parts))


def profile_table(profile: Profile) -> tuple[pd.DataFrame, list[Column]]:
    """Return the profile as a table, and its columns."""
    lang, rows = profile.lang, []
    for group_id, label in profile.groups.items():
        own, (low, median, high) = profile.of(group_id), profile.panels[group_id].quartiles
        known = own["value"] == own["value"]
        told = _told(own, lang) if known else dict.fromkeys(("coverage", "years"), MISSING_SIGN)
        rows.append(
            {
                "label": label,
                **told,
                "score": told.get("score", t(lang, "missing.no_score")),
                "coverage": f"{told['coverage']}\N{NO-BREAK SPACE}%" if known else MISSING_SIGN,
                "median": number(median, 0, lang),
                "middle": interval_text(low, high, 0, lang),
                "n": number(len(profile.panels[group_id].peers), 0, lang),
                "quality": t(lang, f"quality.{own['quality']}"),
            }
        )
    return pd.DataFrame(rows), [
        Column("label", t(lang, "city.col_field")),
        Column("score", t(lang, "city.col_score"), numeric=True),
        Column("coverage", t(lang, "city.col_coverage"), numeric=True),
        Column("years", t(lang, "city.col_years"), numeric=True),
        Column("median", t(lang, "city.col_median"), numeric=True),
        Column("middle", t(lang, "city.col_middle"), numeric=True),
        Column("n", t(lang, "city.col_n"), numeric=True),
        Column("quality", t(lang, "compare.col_quality")),
    ]
