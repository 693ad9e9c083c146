"""One indicator over time in a small picture per city, all on one scale."""

from __future__ import annotations

from resilience.analysis.time_series import Course
from resilience.analysis.trend import Projection
from resilience.charts.plot import Field, bold, picture
from resilience.charts.style import CHOSEN, PEER, TOWN, Ground
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

COLUMNS = 4
ROW, INNER, TOP = 180, 122, 30
"""Height of a row of pictures, of the axes in it, and above the first ones, in pixels."""
MARGINS = (60, 15)
GAP = 0.05
TICKS = 4


def multiples_svg(course: Course, ground: Ground, projected: bool = False) -> str:
    """Return a panel per member with its line, the others pale and its peers' median in grey."""
    columns: list[list[Field]] = [[] for _ in range(min(COLUMNS, len(course.members)))]
    medians = {kind: course.median(kind) for kind in ("town", "large_city")}
    drawn = {course.kind(ags): medians[course.kind(ags)] for ags in course.members["ags"]}
    median = [part for parts in drawn.values() for part in parts]
    lines = [strokes(course, part) for ags in course.members["ags"] for part in course.of(ags)]
    for i, member in enumerate(course.members.to_dict("records")):
        ags, on, kind = member["ags"], member["ags"] == course.chosen, course.kind(member["ags"])
        row, column = divmod(i, COLUMNS)
        field = axes(course, ground, median, projected, TOP + row * ROW, INNER)
        columns[column].append(field)
        field.heading(bold(member["name"], on))
        field.grid_up(ticks_within(field.up[::-1], TICKS, course.lang), labelled=not column)
        marks = years(course, field.across)
        field.marks(marks[:1] + marks[1:][-1:])
        draw_breaks(field, course, labelled=False)
        field.strokes([one for solid, _ in lines for one in solid], PEER, 0.8, opacity=0.45)
        across = [one for _, dashed in lines for one in dashed]
        field.strokes(across, PEER, 0.8, DASHED, opacity=0.45)
        told = draw(field, course, drawn[kind], Look(course.peer_label(kind), PEER, 4, 2))
        look = Look(member["name"], CHOSEN if on else TOWN, 2.5, 3, kind == "large_city")
        told += draw(field, course, course.of(ags), look)
        ahead = course.projections[ags] if projected else None
        if isinstance(ahead, Projection):
            told += draw_projection(field, course, ahead, look, band=True)
        field.targets([point for point, _ in told], [text for _, text in told])
    if columns:
        columns[0][0].unit_up(course.shown.unit, MARGINS[0] - 15)
    rows = -(-len(course.members) // COLUMNS)
    return picture(columns, TOP + rows * ROW, MARGINS, ground, gap=GAP)
