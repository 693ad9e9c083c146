"""One city on one page: its scores among its peers, and what moves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import Canvas
from resilience.charts.field import Field, Place
from resilience.charts.hover import bold, told_of_score
from resilience.charts.labels import jitter
from resilience.charts.style import INK, ColourScheme
from resilience.charts.ticks import ticks_of_points
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.model.measure import years_text
from resilience.model.profile import Profile
from resilience.text.claims import claim_text, group_claim
from resilience.text.figures import interval_text
from resilience.text.tables import Column

ROW = 40
"""Height of a score's row in pixels."""
BETWEEN = 46
"""Pixels between two blocks of rows, for the next one's heading."""


def introduction(profile: Profile) -> str:
    """Return in words which peers the city is compared with, and why."""
    lang, (label, size) = profile.lang, profile.peers
    parts = [t(lang, "city.pilot")] if profile.city["pilot"] else []
    parts += [t(lang, "city.compared", peers=label, n=size), t(lang, "compare.explain_kinds")]
    return " ".join(parts)


def profile_figure(profile: Profile, scheme: ColourScheme, row: float = ROW) -> go.Figure:
    """Return a row per score: the city highlighted among its peers, their middle half and median.

    A missing score is stated in words, never drawn.

    Parameters
    ----------
    row
        Height of a score's row in pixels.
    """
    lang, top, (label, size) = profile.lang, 0.0, profile.peers
    left = 245.0 if any(" (" in name for name in profile.groups.values()) else 175.0
    total = sum(len(block) * row for block in profile.blocks.values())
    total += BETWEEN * (len(profile.blocks) - 1)
    canvas = Canvas(lang, scheme, total, (left, 110.0, 28.0, 46.0))
    points, blocks = ticks_of_points(lang), [*profile.blocks.items()]
    for heading, block in blocks:
        last = heading == blocks[-1][0]
        names = [bold(name, False).replace(" (", "<br>(") for name in block.values()]
        at = canvas.field(
            Place(top, len(block) * row),
            {
                "range": [-2, 102],
                "tickvals": [value for value, _ in points],
                "ticktext": [text for _, text in points],
                "showticklabels": last,
                "title": {"text": t(lang, "city.axis") if last else ""},
            },
            {
                "range": [len(block) - 0.5, -0.5],
                "tickvals": [*range(len(block))],
                "ticktext": names,
                "showgrid": False,
            },
        )
        whole = t(lang, "city.block", block=heading, peers=label, n=size)
        canvas.heading(at, whole, left, f"<b>{heading}</b>")
        for y, group_id in enumerate(block):
            _score(canvas, at, profile, group_id, y)
        top += len(block) * row + BETWEEN
    return canvas.figure()


def _score(canvas: Canvas, at: Field, profile: Profile, group_id: str, y: int) -> None:
    lang, panel, own = profile.lang, profile.panels[group_id], profile.of(group_id)
    canvas.spread(at, panel.quartiles, (y - 0.4, y + 0.4))
    others = panel.peers[panel.peers["ags"] != own["ags"]].to_dict("records")
    canvas.peers(
        at,
        [row["value"] for row in others],
        (y + 0.3 * jitter(len(others))).tolist(),
        [told_of_score(row, lang) for row in others],
        [row["ags"] for row in others],
        5,
    )
    median = panel.quartiles[1]
    if median == median:  # drawn again, on top of the many dots
        canvas.line(at, [median] * 2, [y - 0.4, y + 0.4], {"color": INK[canvas.scheme], "width": 2})
    if own["value"] != own["value"]:
        canvas.missing(at, t(lang, "missing.no_score"), 0, y)
        return
    words, ags = _told(own, lang), own["ags"]
    canvas.cities(at, [own["value"]], [y], [told_of_score(own, lang)], [ags], ags)
    text = t(lang, "overview.cell", score=bold(words["score"], True), coverage=words["coverage"])
    canvas.beside(at, text, y)


def _told(own: Mapping[Any, Any], lang: Lang) -> dict[str, str]:
    return {
        "score": number(own["value"], 0, lang),
        "coverage": number(100 * own["coverage"], 0, lang),
        "years": years_text(own["oldest"], own["newest"]),
    }


def profile_sentence(profile: Profile) -> str:
    """Return each score beside the median of the peers, and the claim on it."""
    lang, parts = profile.lang, []
    for group_id, label in profile.groups.items():
        own, median = profile.of(group_id), profile.panels[group_id].quartiles[1]
        known = own["value"] == own["value"]
        score = number(own["value"], 0, lang) if known else t(lang, "missing.no_score")
        parts.append(
            t(
                lang,
                "city.alt_row",
                label=label,
                score=score,
                median=number(median, 0, lang),
                claim=claim_text(profile.claims[group_id]["claim"], "", lang),
            )
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
                "claim": group_claim(profile.claims[group_id], "", lang),
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
        Column("claim", t(lang, "claim.col")),
        Column("quality", t(lang, "compare.col_quality")),
    ]
