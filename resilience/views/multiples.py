"""One indicator over time in a small picture per city, all on one scale."""

from __future__ import annotations

from resilience.trend import Projection
from resilience.views.chart import Chart, Spec
from resilience.views.course import Course
from resilience.views.plot import bold
from resilience.views.style import CHOSEN, PEER, TOWN, Ground
from resilience.views.timeline import (
    Line,
    draw_breaks,
    draw_line,
    draw_projection,
    set_axes,
    strokes,
)

COLUMNS = 4
ROW = 180
"""Height of a row of pictures, in pixels."""
MARGINS = {"l": 60, "r": 15, "t": 30, "b": 45}


def multiples_figure(course: Course, ground: Ground, projected: bool = False) -> Spec:
    """Return a panel per member with its line, the others pale and its peers' median in grey."""
    rows = -(-len(course.members) // COLUMNS)
    chart = Chart([1] * rows, [1] * COLUMNS, row_gap=0.3 / max(rows, 1), column_gap=0.05)
    medians = {kind: course.median(kind) for kind in ("town", "large_city")}
    drawn = {course.kind(ags): medians[course.kind(ags)] for ags in course.members["ags"]}
    others = _pale(course)
    for i, member in enumerate(course.members.to_dict("records")):
        ags, on = member["ags"], member["ags"] == course.chosen
        cell = chart.cell(i // COLUMNS, i % COLUMNS)
        cell.title(bold(member["name"], on))
        chart.annotations[-1].update(xref=f"{cell.x} domain")
        for trace in others:
            cell.trace(**trace)
        for part in drawn[course.kind(ags)]:
            draw_line(cell, course, part, course.peer_label(course.kind(ags)), PEER, 4, 3)
        colour = CHOSEN if on else TOWN
        for part in course.of(ags):
            draw_line(
                cell, course, part, member["name"], colour, 2.5, 6, course.kind(ags) == "large_city"
            )
        ahead = course.projections[ags] if projected else None
        if isinstance(ahead, Projection):
            draw_projection(cell, course, ahead, member["name"], colour, band=True)
        set_axes(cell, course, [part for parts in drawn.values() for part in parts], projected)
        draw_breaks(cell, course, ground, labelled=False)
        ticks, texts = cell.xaxis["tickvals"], cell.xaxis["ticktext"]
        few = [0, len(ticks) - 1] if len(ticks) > 1 else [0]
        cell.xaxis.update(tickvals=[ticks[k] for k in few], ticktext=[texts[k] for k in few])
        cell.yaxis.update(nticks=4, showticklabels=i % COLUMNS == 0)
    if len(course.members):
        chart.cell(0).yaxis["title"] = {"text": course.shown.unit}
    return chart.figure(course.lang, ground, rows * ROW + 75, MARGINS)


def _pale(course: Course) -> list[Spec]:
    """Return all members' lines as thin traces, for comparison behind each panel's own."""
    both: tuple[Line, Line] = ({"x": [], "y": []}, {"x": [], "y": []})
    for ags in course.members["ags"]:
        for part in course.of(ags):
            for all_strokes, own in zip(both, strokes(course, part), strict=True):
                for axis in ("x", "y"):
                    all_strokes[axis] += [*own[axis], None]
    look = {"type": "scatter", "mode": "lines", "opacity": 0.45, "hoverinfo": "skip"}
    return [
        {**look, **all_strokes, "line": {"color": PEER, "width": 0.8, "dash": dash}}
        for all_strokes, dash in zip(both, ("solid", "dash"), strict=True)
    ]
