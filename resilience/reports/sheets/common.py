"""What all sheets of a region share: its rows, asked once, and the parts they are made of."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from resilience.analysis import repository
from resilience.analysis.peer_sets import NOT_CHOSEN, PeerChoice, chosen_peers
from resilience.charts.strip_picture import StripRow, strip_svg
from resilience.export.citation import Build, built_on
from resilience.i18n import Lang, number, t
from resilience.maps.classes import score_classes
from resilience.maps.map import drawn
from resilience.maps.outlines import Outlines, outlines
from resilience.maps.picture import plain_map_svg
from resilience.model.peer_panel import enough
from resilience.model.profile import Profile
from resilience.reports.document import Block, Document, Picture
from resilience.spec import CAPACITIES
from resilience.text.sentences import map_sentence, overview_sentence
from resilience.warehouse import queries

SCORE_AXIS = (0.0, 100.0)
SCORE_TICKS = tuple((float(mark), str(mark)) for mark in (0, 25, 50, 75, 100))
HATCHED = ""


@dataclass(frozen=True)
class Common(repository.Figures):
    """A region's figures, and the build they are of.

    Parameters
    ----------
    build
        See `queries.build`.
    choice
        The peer set asked for.
    """

    build: Build
    choice: PeerChoice = NOT_CHOSEN

    @cached_property
    def _chosen(self) -> tuple[pd.DataFrame, str]:
        return chosen_peers(self.ask, self.region, self.lang, self.choice)

    @cached_property
    def peers(self) -> pd.DataFrame:
        """Peers of the members by kind, as chosen."""
        return self._chosen[0]

    @property
    def peer_note(self) -> str:
        """What is to be known about the peer set."""
        return self._chosen[1]

    @cached_property
    def group_claims(self) -> dict[str, pd.DataFrame]:
        """What can be claimed of the members' scores of every theme and capacity."""
        return {**self.claims, **{name: self.claims_of(name) for name in CAPACITIES}}

    @cached_property
    def label(self) -> str:
        """Name of the region."""
        labels = self.ask(queries.regions, self.lang).set_index("region_id")["label"]
        return str(labels[self.region])

    @cached_property
    def outlines(self) -> Outlines:
        """The region's outlines."""
        shapes = self.ask(queries.outlines, ("municipality",))
        return outlines(shapes, self.areas, self.ask(queries.rivers))

    @cached_property
    def medians(self) -> pd.DataFrame:
        """The peers' median by ``kind, indicator_id, period``, null where too few have a value."""
        sizes = self.peers.groupby("kind")["ags"].size()
        beside = self.ask(queries.values_beside, self.region).merge(self.peers, on="ags")
        found = beside.groupby(["kind", "indicator_id", "period"])["value"].agg(["median", "size"])
        of = sizes[found.index.get_level_values("kind")]
        told = np.array([enough(n, size) for n, size in zip(found["size"], of, strict=True)], bool)
        return found["median"].where(told).reset_index()

    def document(
        self, mark: str, title: str, about: str, blocks: list[Block], subject: str
    ) -> Document:
        """Return a document that says which build it is from.

        Parameters
        ----------
        subject
            What it is of, in the line at its foot.
        """
        day = pd.Timestamp(self.build["built_at"])
        date, build = built_on(self.build, self.lang), self.build["build_id"]
        made = t(self.lang, "sheet.made", subject=subject, date=date, build=build)
        return Document(
            self.lang,
            t(self.lang, "app.title"),
            mark,
            title,
            about,
            made,
            (day.year, day.month, day.day),
            t(self.lang, "sheet.page", n="{n}", of="{of}"),
            tuple(blocks),
        )

    def strips(
        self, theme_id: str, title: str, width: float, size: float, note: str = ""
    ) -> Picture:
        """Return a theme's scores of all members, by name, beside their peers' middle half."""
        rows = {
            own["name"]: row_of_score(own["name"], own, panel.quartiles, (), self.lang)
            for panel in self.split(theme_id)
            for own in panel.members.to_dict("records")
        }
        own = self.themes[self.themes["theme_id"] == theme_id]
        split = {theme_id: self.split(theme_id)}
        sentence = overview_sentence(self.label, own, split, self.lang)
        ordered = [rows[name] for name in self.members["name"]]
        return Picture(title, strip_svg(ordered, title, sentence, width, size), sentence, note=note)

    def map(
        self, theme_id: str, chosen: str, note: str, height: float, values_only: bool = False
    ) -> Picture:
        """Return the map of a theme's newest scores, with its legend.

        Parameters
        ----------
        chosen
            Key of the city set off, or nothing.
        height, values_only
            See `plain_map_svg`.
        """
        period = repository.known_periods(self.ask, theme_id, "", self.members["ags"].tolist())[0]
        measure = repository.measure_of(self.ask, theme_id, "", period, self.lang)
        rows, classes = drawn(measure, self.members), score_classes()
        sentence = map_sentence(measure, rows)
        svg = plain_map_svg(
            measure, rows, self.outlines, classes, chosen, sentence, theme_id, height, values_only
        )
        legend = [*zip(classes.colours, classes.labels(self.lang), strict=True)]
        legend.append((HATCHED, t(self.lang, "missing.no_data")))
        theme = self.themes.set_index("theme_id")["label"][theme_id]
        title = t(self.lang, "sheet.map", theme=theme, period=period)
        return Picture(title, svg, sentence, tuple(legend), note)


def score_row(label: str, profile: Profile, group_id: str, lang: Lang) -> StripRow:
    """Return a city's score among those of all its peers as a row of strips."""
    own, panel = profile.of(group_id), profile.panels[group_id]
    others = panel.peers.loc[panel.peers["ags"] != own["ags"], "value"]
    return row_of_score(label, own, panel.quartiles, tuple(others), lang)


def row_of_score(
    label: str,
    own: Mapping[Any, Any],
    quartiles: tuple[float, float, float],
    peers: tuple[float, ...],
    lang: Lang,
) -> StripRow:
    """Return a score as a row of strips; without peers only with their middle half.

    Parameters
    ----------
    own
        The city's row, its score as ``value``.
    """
    text = t(lang, "missing.no_score")
    if own["value"] == own["value"]:
        coverage = number(100 * own["coverage"], 0, lang)
        text = t(lang, "overview.cell", score=number(own["value"], 0, lang), coverage=coverage)
    value, nothing = own["value"], math.nan
    return StripRow(
        label, peers, quartiles, "", value, nothing, nothing, SCORE_AXIS, text, SCORE_TICKS
    )
