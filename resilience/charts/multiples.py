"""One indicator over time in a small picture per city, all on one scale."""

from __future__ import annotations

from resilience.analysis.trend import Projection, projections
from resilience.charts.plot import Field, bold, picture
from resilience.charts.style import CHOSEN, PEER, TOWN, ColourScheme
from resilience.charts.ticks import ticks_within
from resilience.charts.timeline import (
    DASHED,
    Look,
    axes,
    draw,
    draw_breaks,
    draw_projection,
    strokes,
    years,
)
from resilience.model.time_series import TimeSeries

COLUMNS = 4
ROW, INNER, TOP = 180, 122, 30
"""Height of a row of pictures, of the axes in it, and above the first ones, in pixels."""
MARGINS = (60, 15)
GAP = 0.05
TICKS = 4


def multiples_svg(history: TimeSeries, scheme: ColourScheme, projected: bool = False) -> str:
    """Return a panel per member with its line, the others pale and its peers' median in grey."""
    columns: list[list[Field]] = [[] for _ in range(min(COLUMNS, len(history.members)))]
    reaching = projections(history) if projected else {}
    medians = {kind: history.median(kind) for kind in ("town", "large_city")}
    drawn = {history.kind(ags): medians[history.kind(ags)] for ags in history.members["ags"]}
    median = [part for parts in drawn.values() for part in parts]
    lines = [strokes(history, part) for ags in history.members["ags"] for part in history.of(ags)]
    for i, member in enumerate(history.members.to_dict("records")):
        ags, on, kind = member["ags"], member["ags"] == history.chosen, history.kind(member["ags"])
        row, column = divmod(i, COLUMNS)
        field = axes(history, scheme, median, projected, TOP + row * ROW, INNER)
        columns[column].append(field)
        field.heading(bold(member["name"], on))
        field.grid_up(ticks_within(field.up[::-1], TICKS, history.lang), labelled=not column)
        marks = years(history, field.across)
        field.marks(marks[:1] + marks[1:][-1:])
        draw_breaks(field, history, labelled=False)
        field.strokes([one for solid, _ in lines for one in solid], PEER, 0.8, opacity=0.45)
        across = [one for _, dashed in lines for one in dashed]
        field.strokes(across, PEER, 0.8, DASHED, opacity=0.45)
        told = draw(field, history, drawn[kind], Look(history.peer_label(kind), PEER, 4, 2))
        look = Look(member["name"], CHOSEN if on else TOWN, 2.5, 3, kind == "large_city")
        told += draw(field, history, history.of(ags), look)
        ahead = reaching.get(ags)
        if isinstance(ahead, Projection):
            told += draw_projection(field, history, ahead, look, band=True)
        field.targets([point for point, _ in told], [text for _, text in told])
    if columns:
        columns[0][0].unit_up(history.measure.unit, MARGINS[0] - 15)
    rows = -(-len(history.members) // COLUMNS)
    return picture(columns, TOP + rows * ROW, MARGINS, scheme, gap=GAP)
