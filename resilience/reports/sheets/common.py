"""What all sheets of a region share: its figures, queried once, and common blocks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from resilience.analysis import repository
from resilience.analysis.peer_sets import NOT_CHOSEN, PeerChoice, chosen_peers
from resilience.charts.profile import profile_figure
from resilience.charts.still import still_of
from resilience.export.citation import Build, known_on
from resilience.i18n import t
from resilience.maps.distance import usual_layer
from resilience.maps.map import Layer, title_of
from resilience.maps.outlines import Outlines, outlines
from resilience.maps.picture import plain_map
from resilience.model.peer_panel import enough
from resilience.reports.document import Block, Document, Picture
from resilience.spec import CAPACITIES
from resilience.text import provenance as lines
from resilience.text.sentences import overview_sentence
from resilience.warehouse import queries

STRIP_WIDTH, STRIP_ROW = 425.0, 17.0
"""Width of the strips of one theme and height of a city in them, in pixels at a font size of 13."""
HATCHED = ""


@dataclass(frozen=True)
class Common(repository.Figures):
    """A region's figures, and the build they come from.

    Parameters
    ----------
    build
        See `queries.build`.
    choice
        The requested peer set.
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
        """Note on the peer set."""
        return self._chosen[1]

    @cached_property
    def group_claims(self) -> dict[str, pd.DataFrame]:
        """Claims on the members' scores of every theme and capacity."""
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
    def beside(self) -> pd.DataFrame:
        """See `queries.values_beside`."""
        return self.ask(queries.values_beside, self.region)

    @cached_property
    def counties(self) -> dict[str, str]:
        """The region's counties: name by key."""
        above = self.areas[(self.areas["role"] == "reference") & (self.areas["level"] == "county")]
        return dict(zip(above["ags"], above["name"], strict=True))

    @cached_property
    def medians(self) -> pd.DataFrame:
        """The peers' median by ``kind, indicator_id, period``, null where too few have a value."""
        sizes = self.peers.groupby("kind")["ags"].size()
        beside = self.beside.merge(self.peers, on="ags")
        found = beside.groupby(["kind", "indicator_id", "period"])["value"].agg(["median", "size"])
        of = sizes[found.index.get_level_values("kind")]
        told = np.array([enough(n, size) for n, size in zip(found["size"], of, strict=True)], bool)
        return found["median"].where(told).reset_index()

    def document(
        self, mark: str, title: str, about: str, blocks: list[Block], subject: str
    ) -> Document:
        """Return a document that states the build it comes from.

        Parameters
        ----------
        subject
            Subject of the document, for the footer.
        """
        day = pd.Timestamp(self.build["built_at"])
        date, build = known_on(self.build, self.lang), self.build["build_id"]
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

    def strips(self, theme_id: str, title: str, note: str = "") -> Picture:
        """Return a theme's scores of all members, by name, beside their peers' middle half."""
        own = self.themes[self.themes["theme_id"] == theme_id]
        split = {theme_id: self.split(theme_id)}
        sentence = overview_sentence(self.label, own, split, self.lang)
        figure = profile_figure(own, split, "", self.lang, "light", STRIP_ROW, covered=True)
        return Picture(title, still_of(figure, STRIP_WIDTH, sentence), note=note)

    def layer(self, theme_id: str) -> Layer:
        """Return the layer of a theme's newest scores, as on the page of maps."""
        ags = self.members["ags"].tolist()
        period = repository.known_periods(self.ask, theme_id, "", ags)[0]
        measure = repository.measure_of(self.ask, theme_id, "", period, self.lang)
        provenance = lines.provenance_of(self.ask, measure, tuple(ags))
        return usual_layer(measure, self.members, self.peers, None, provenance)

    def map(self, layer: Layer, chosen: str, note: str, height: float) -> Picture:
        """Return a map with its legend.

        Parameters
        ----------
        chosen
            Key of the highlighted city, or empty.
        height
            See `plain_map`.
        """
        still = plain_map(layer, self.outlines, chosen, height)
        return Picture(title_of(layer.measure), still, legend_of(layer), note)


def legend_of(layer: Layer) -> tuple[tuple[str, str], ...]:
    """Return the entries of a map's legend, the lowest class first."""
    lang, classes = layer.measure.lang, layer.classes
    entries = zip(classes.colours, classes.labels(lang), strict=True)
    return (*entries, (HATCHED, t(lang, "missing.no_data")))
