"""A chart to download: the figure under its title and above its source."""

from __future__ import annotations

from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import plotly.io as pio

from resilience.charts.still import Still, draw_figure
from resilience.charts.style import INK, PAPER, ColourScheme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, PAD = 1000.0, 16.0
TITLE, SOURCE = 20, 13
"""Font sizes in pixels."""
LINE = 1.3
"""Line height as a multiple of the font size."""
HEADING, FOOT = 84, 150
"""Maximum letters per line of the title, and of the source."""


def chart_file(figure: str, title: str, source: str, sentence: str, scheme: ColourScheme) -> Still:
    """Return a figure, given as JSON, with title and source, on the background of its colours."""
    told = pio.from_json(figure).to_dict()
    heading, foot = wrap(title, HEADING), wrap(source, FOOT)
    layout = told["layout"]
    above = 2 * PAD + len(heading) * TITLE * LINE
    below = 2 * PAD + len(foot) * SOURCE * LINE
    margin = layout["margin"]
    added = {"l": PAD, "r": PAD, "t": above, "b": below}
    layout["margin"] = margin | {side: margin[side] + more for side, more in added.items()}
    layout["height"] += above + below
    paint = partial(_paint, told, heading, foot, scheme)
    return Still(WIDTH, layout["height"], sentence, paint)


def _paint(
    told: dict[str, Any], heading: list[str], foot: list[str], scheme: ColourScheme, paper: Figure
) -> None:
    from matplotlib.patches import Rectangle

    ground = Rectangle((0, 0), 1, 1, facecolor=PAPER[scheme], zorder=-10)
    ground.set_transform(paper.transFigure)
    paper.add_artist(ground)
    draw_figure(told, paper)
    height = told["layout"]["height"]
    top, bottom = PAD, height - PAD - len(foot) * SOURCE * LINE
    for lines, y, size, weight in ((heading, top, TITLE, "bold"), (foot, bottom, SOURCE, "normal")):
        for place, line in enumerate(lines):
            at = (PAD / WIDTH, 1 - (y + place * size * LINE) / height)
            paper.text(*at, line, size=size, weight=weight, color=INK[scheme], va="top")
