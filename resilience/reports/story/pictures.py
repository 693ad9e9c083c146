"""The charts and maps of stories, as on the pages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from resilience.charts.city import profile_figure
from resilience.charts.shift import shift_figure
from resilience.charts.still import Still, still_of
from resilience.charts.strip import strip_figure
from resilience.i18n import Lang
from resilience.maps.distance import usual_layer
from resilience.maps.map import Layer
from resilience.maps.picture import plain_map
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel
from resilience.model.profile import Profile
from resilience.reports.story.facts import Facts
from resilience.text.declared import direction, reference_line
from resilience.warehouse import queries

WIDTH = 680.0
"""Width of pictures in pixels at a font size of 15: legible from the last row."""
FEW_ROWS = 560.0
"""The same where a picture has few rows."""
ROW, FREE_ROW = 20.0, 26.0
"""Heights of a row in a picture with and without its peers' strip; the lower, the larger the
letters on a screen."""
LOW = 360.0
"""Height of a map in its own units: so low that its letters are large enough."""
FEW = 3
"""Number of cities below which neighbours are added."""


def direction_text(declared: pd.Series, lang: Lang) -> str:
    """Return which direction is better, as a sentence."""
    return f"{direction(declared, lang)}."


def what_it_tells(measure: Measure, declared: pd.Series, facts: Facts) -> str:
    """Return what an indicator tells, which way is better, and the values of the areas above."""
    told = [declared["about"], direction_text(declared, facts.lang)]
    return " ".join(filter(None, [*told, reference_line(measure, facts.areas)]))


def layer_shown(measure: Measure, facts: Facts) -> Layer:
    """Return the layer of a map of the members, as on the page of maps."""
    declared = facts.indicator(measure.indicator_id) if measure.indicator_id else None
    given = (measure, facts.members, facts.peers, declared)
    return usual_layer(*given, facts.provenance(measure))


def map_of(layer: Layer, facts: Facts, chosen: str = "") -> tuple[Still, str]:
    """Return a map of the members, and its legend."""
    return plain_map(layer, facts.outlines, chosen, LOW), layer.legend()


def profile(told: Profile, title: str) -> Still:
    """Return a city's theme scores among those of its peers."""
    heading, block = next(iter(told.blocks.items()))
    figure = profile_figure(replace(told, blocks={heading: block}), "light")
    return still_of(figure, FEW_ROWS, title)


def beside(measure: Measure, panel: PeerPanel, ags: str, facts: Facts, title: str) -> Still:
    """Return a strip of a city and the members of its kind, or neighbours, under their peers."""
    own = panel.members
    if len(own) < FEW:
        near = facts.ask(queries.neighbours, ags)["ags"]
        own = pd.concat([own, panel.peers[panel.peers["ags"].isin(near)]]).drop_duplicates("ags")
    figure = strip_figure(measure, [replace(panel, members=own)], ags, "light", row=ROW)
    return still_of(figure, WIDTH, title)


def shifts(measure: Measure, start: str, end: str, members: pd.DataFrame) -> pd.DataFrame:
    """Return ``ags, name, before, after`` of the members in two years."""
    values = measure.every_year.set_index(["ags", "period"])["value"]
    both = {
        word: [values.get((ags, period), np.nan) for ags in members["ags"]]
        for word, period in (("before", start), ("after", end))
    }
    return members[["ags", "name"]].assign(**both)


def shift(measure: Measure, shifts: pd.DataFrame, marked: str, title: str) -> Still:
    """Return each city's change from one year to another."""
    return still_of(shift_figure(measure, shifts, marked, "light", FREE_ROW), WIDTH, title)
