"""One city on one page: its scores among its peers, and what moves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import Canvas
from resilience.charts.field import Field, Place
from resilience.charts.hover import bold, told_of_score
from resilience.charts.labels import jitter
from resilience.charts.style import ColourScheme
from resilience.charts.ticks import ticks_of_points
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.model.measure import years_text
from resilience.model.peer_panel import PeerPanel
from resilience.spec import AXES, CAPACITIES
from resilience.text.figures import interval_text
from resilience.text.tables import Column

ROW = 40
"""Height of a score among its peers, in pixels."""
BETWEEN = 46
"""Pixels between two blocks of rows, for the next one's heading."""


@dataclass(frozen=True, eq=False)
class Profile:
    """A city's scores among its peers.

    Parameters
    ----------
    city
        ``ags, name, city_type`` and what else is known of it.
    blocks
        Per block of rows its heading; per block and group its name.
    panels
        Per group the city with the distribution of its peers.
    """

    lang: Lang
    city: Mapping[str, Any]
    blocks: dict[str, dict[str, str]]
    panels: dict[str, PeerPanel]

    @property
    def groups(self) -> dict[str, str]:
        """All groups with their names."""
        return {key: label for block in self.blocks.values() for key, label in block.items()}

    @property
    def peers(self) -> tuple[str, int]:
        """Name and size of the peer set."""
        panel = next(iter(self.panels.values()))
        return panel.label or t(self.lang, "city.no_peers"), panel.size

    @cached_property
    def _own(self) -> dict[str, dict[Any, Any]]:
        return {key: one.members.to_dict("records")[0] for key, one in self.panels.items()}

    def of(self, group_id: str) -> dict[Any, Any]:
        """Return the city's row of a group, its score as ``value``."""
        return self._own[group_id]

    @property
    def rows(self) -> pd.DataFrame:
        """The city's rows of all groups."""
        return pd.concat([panel.members for panel in self.panels.values()], ignore_index=True)


def kind_of(city: Mapping[str, Any]) -> str:
    """Return which peers a city is measured against: ``large_city`` or ``town``."""
    return "large_city" if city["city_type"] == "large_city" else "town"


def default_city(members: pd.DataFrame) -> str:
    """Return the region's first pilot city by name, its first member if it has no pilot."""
    pilots = members[members["pilot"].astype(bool)]
    return str((pilots if len(pilots) else members)["ags"].iloc[0])


def newest_scores(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the newest scores of each theme and capacity, see `queries.group_scores`."""
    newest = (
        scores["period"].where(scores["score"].notna()).groupby(scores["group_id"]).transform("max")
    )
    return scores[scores["period"] == newest].rename(columns={"score": "value"})


def profile_of(
    scores: pd.DataFrame,
    themes: pd.DataFrame,
    city: pd.DataFrame,
    peers: pd.DataFrame,
    axes: bool,
    lang: Lang,
) -> Profile:
    """Return a city's profile.

    Parameters
    ----------
    scores
        See `newest_scores`.
    city
        The city's one row of the region's members.
    axes
        Fold the four capacities into their two axes.
    """
    names = tuple(AXES) if axes else CAPACITIES
    blocks = {
        t(lang, "city.themes"): themes.set_index("theme_id")["label"].to_dict(),
        t(lang, "city.capacities"): {name: t(lang, f"capacity.{name}") for name in names},
    }
    groups = [group_id for block in blocks.values() for group_id in block]
    split = _split(scores, groups, city, peers)
    return Profile(lang, city.to_dict("records")[0], blocks, split)


def _split(
    scores: pd.DataFrame, groups: list[str], city: pd.DataFrame, peers: pd.DataFrame
) -> dict[str, PeerPanel]:
    """Return per group the panel of one city, as `peers.panels` would, all groups at once."""
    own = peers[peers["kind"] == kind_of(city.to_dict("records")[0])]
    label = "" if own.empty else str(own["label"].iloc[0])
    mine = scores[scores["ags"] == city["ags"].iloc[0]].drop(columns="name", errors="ignore")
    rows = mine.set_index("group_id").reindex(groups).assign(**city[["ags", "name"]].iloc[0])
    rows["quality"] = rows["quality"].fillna("O")
    known = scores[scores["ags"].isin(own["ags"]) & scores["value"].notna()]
    compared = dict(iter(known.groupby("group_id")))
    return {
        group_id: PeerPanel(
            label,
            len(own),
            compared.get(group_id, known.iloc[:0]),
            rows.loc[[group_id]].reset_index(drop=True),
        )
        for group_id in groups
    }


def introduction(profile: Profile) -> str:
    """Return whom the city is compared with, and why with those."""
    lang, (label, size) = profile.lang, profile.peers
    parts = [t(lang, "city.pilot")] if profile.city["pilot"] else []
    parts += [t(lang, "city.compared", peers=label, n=size), t(lang, "compare.explain_kinds")]
    return " ".join(parts)


def profile_figure(profile: Profile, scheme: ColourScheme) -> go.Figure:
    """Return a row per score: the city set off on its peers, their middle half and median.

    A missing score is named, never placed.
    """
    lang, top, (label, size) = profile.lang, 0.0, profile.peers
    left = 245.0 if any(" (" in name for name in profile.groups.values()) else 175.0
    total = sum(len(block) * ROW for block in profile.blocks.values())
    total += BETWEEN * (len(profile.blocks) - 1)
    canvas = Canvas(lang, scheme, total, (left, 110.0, 28.0, 46.0))
    points, blocks = ticks_of_points(lang), [*profile.blocks.items()]
    for heading, block in blocks:
        last = heading == blocks[-1][0]
        names = [bold(name, False).replace(" (", "<br>(") for name in block.values()]
        at = canvas.field(
            Place(top, len(block) * ROW),
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
        top += len(block) * ROW + BETWEEN
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
