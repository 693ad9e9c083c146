"""One indicator over time: a line per city, never across a break."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from resilience.i18n import number, t
from resilience.trend import Projection, period_at, year_of
from resilience.views.chart import Cell, Chart, Spec
from resilience.views.course import Course
from resilience.views.labels import apart
from resilience.views.plot import bold
from resilience.views.provenance import period_text
from resilience.views.style import CHOSEN, FONT_SIZE, INK, PEER, TOWN, Ground, axis_decimals

HEIGHT = 470
MARGINS = {"l": 95, "r": 130, "t": 40, "b": 45}
LABEL = 18
"""Height of a name beside its line, in pixels."""
TICKS = 11
"""Marks on the axis of years at most."""

Line = dict[str, list[float | None]]


def timeline_figure(course: Course, ground: Ground, projected: bool = False) -> Spec:
    """Return one line per member, the chosen one set off, beside the median of its peers.

    Parameters
    ----------
    projected
        Draw the projections; the band of the chosen city's only, as bands over each other tell
        nothing.
    """
    chart = Chart()
    cell = chart.cell(0)
    median = course.median(course.kind(course.chosen))
    for part in median:
        draw_line(cell, course, part, t(course.lang, "timeline.median"), PEER, 6, 4)
    ends = []
    order = course.members.sort_values("ags", key=lambda a: a == course.chosen, kind="stable")
    for member in order.to_dict("records"):
        ags, on = member["ags"], member["ags"] == course.chosen
        parts = course.of(ags)
        large = course.kind(ags) == "large_city"
        for part in parts:
            draw_line(
                cell,
                course,
                part,
                member["name"],
                *((CHOSEN, 3.5, 10) if on else (TOWN, 1.5, 7)),
                large,
            )
        if not parts:
            continue
        last = parts[-1].iloc[-1]
        ends.append((member["name"], year_of(last["period"]), float(last["value"]), on))
        ahead = course.projections[ags] if projected else None
        if isinstance(ahead, Projection):
            draw_projection(cell, course, ahead, member["name"], CHOSEN if on else TOWN, band=on)
            ends[-1] = (member["name"], ahead.years[-1], ahead.centre[-1], on)
    set_axes(cell, course, median, projected)
    draw_breaks(cell, course, ground, labelled=True)
    if ends:
        _name_lines(cell, ends)
    cell.yaxis["title"] = {"text": course.shown.unit}
    return chart.figure(course.lang, ground, HEIGHT, MARGINS)


def draw_line(
    cell: Cell,
    course: Course,
    part: pd.DataFrame,
    name: str,
    colour: str,
    width: float,
    mark: float,
    large: bool = False,
) -> None:
    """Draw values that compare with each other; dashed where years without a value lie between.

    A diamond is the first value after a break, an open mark a doubtful value, a square a large
    city.
    """
    shown, lang = course.shown, course.lang
    solid, dashed = strokes(course, part)
    line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    cell.trace(**line, **solid, line={"color": colour, "width": width})
    if dashed["x"]:
        look = {"color": colour, "width": width, "dash": "dash"}
        cell.trace(**line, **dashed, line=look)
    texts = [
        f"{name}: {shown.quantity(row['value'])} ({period_text(row['period'], lang)}"
        + (f", {t(lang, 'quality.' + row['quality'])})" if row["quality"] != "A" else ")")
        for row in part.to_dict("records")
    ]
    cell.trace(
        type="scatter",
        mode="markers",
        x=[year_of(period) for period in part["period"]],
        y=part["value"].tolist(),
        marker={
            "size": mark,
            "color": colour,
            "opacity": 1,
            "symbol": [_symbol(letter, large) for letter in part["quality"]],
        },
        text=texts,
        hovertemplate="%{text}<extra></extra>",
    )


def strokes(course: Course, part: pd.DataFrame) -> tuple[Line, Line]:
    """Return the line through values that compare, and its parts across years without a value.

    A null ends a stroke.
    """
    x, y = [year_of(period) for period in part["period"]], part["value"].tolist()
    solid: Line = {"x": [*x[:1]], "y": y[:1]}
    dashed: Line = {"x": [], "y": []}
    for (x0, y0), (x1, y1) in pairwise(zip(x, y, strict=True)):
        if x1 - x0 > 1.5 * course.step:
            solid["x"].append(None)
            solid["y"].append(None)
            dashed["x"] += [x0, x1, None]
            dashed["y"] += [y0, y1, None]
        solid["x"].append(x1)
        solid["y"].append(y1)
    return solid, dashed


def _symbol(letter: str, large: bool) -> str:
    if letter == "B":
        return "diamond"
    return ("square" if large else "circle") + ("-open" if letter != "A" else "")


def draw_projection(
    cell: Cell, course: Course, ahead: Projection, name: str, colour: str, band: bool
) -> None:
    """Draw a projection as a dotted line; with its band and from the first year on if wanted."""
    if band:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        cell.trace(
            type="scatter",
            mode="lines",
            x=[*ahead.years, *ahead.years[::-1]],
            y=[*ahead.low, *ahead.high[::-1]],
            fill="toself",
            fillcolor=f"rgba({red},{green},{blue},0.2)",
            line={"width": 0},
            hoverinfo="skip",
        )
    fitted = ahead.fitted if band else ahead.fitted[1:]
    shown, word = course.shown, t(course.lang, "trends.projection_hover")
    cell.trace(
        type="scatter",
        mode="lines",
        x=[*(year for year, _ in fitted), *ahead.years],
        y=[*(value for _, value in fitted), *ahead.centre],
        line={"color": colour, "width": 2, "dash": "dot"},
        text=[
            *([""] * len(fitted)),
            *(
                f"{name}, {word}: {shown.quantity(centre)} "
                f"({shown.number(low)} – {shown.number(high)})"
                for centre, low, high in zip(ahead.centre, ahead.low, ahead.high, strict=True)
            ),
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def set_axes(cell: Cell, course: Course, median: Sequence[pd.DataFrame], projected: bool) -> None:
    """Set both axes to what is drawn: the members' values, a median and projections."""
    values = [course.known["value"], *(part["value"] for part in median)]
    places = [year_of(period) for period in course.periods]
    if projected:
        for ahead in course.projections.values():
            if isinstance(ahead, Projection):
                values.append(pd.Series([*ahead.low, *ahead.high]))
                places.extend(ahead.years)
    drawn = pd.concat(values)
    if drawn.empty:
        return
    pad = max((drawn.max() - drawn.min()) * 0.06, 1e-6)
    cell.yaxis.update(
        range=[float(drawn.min() - pad), float(drawn.max() + pad)],
        tickformat=f",.{axis_decimals(drawn)}f",
    )
    ticks, texts = _ticks(course, places)
    pad = max(0.2, (max(places) - min(places)) * 0.03)
    cell.xaxis.update(
        range=[min(places) - pad, max(places) + pad], tickvals=ticks, ticktext=texts, showgrid=False
    )


def _ticks(course: Course, places: list[float]) -> tuple[list[float], list[str]]:
    """Return a mark per year, with a value or not; per period where periods are finer."""
    if course.step < 1:
        marks = [(place, period_at(place, course.step)) for place in sorted(set(places))]
    else:
        marks = [(float(y), str(y)) for y in range(round(min(places)), round(max(places)) + 1)]
    thinned = marks[:: -(-len(marks) // TICKS)]
    return [place for place, _ in thinned], [text for _, text in thinned]


def draw_breaks(cell: Cell, course: Course, ground: Ground, labelled: bool) -> None:
    """Draw a dotted line between the last value before each break and the first one after it."""
    years = [year_of(period) for period in course.periods]
    for period in course.inside:
        before = max(y for y in years if y < year_of(period))
        after = min(y for y in years if y >= year_of(period))
        x = (before + after) / 2
        cell.chart.shapes.append(
            {
                "type": "line",
                "xref": cell.x,
                "yref": f"{cell.y} domain",
                "x0": x,
                "x1": x,
                "y0": 0,
                "y1": 1,
                "line": {"color": INK[ground], "width": 1.5, "dash": "dot"},
            }
        )
        if labelled:
            text = t(course.lang, "timeline.break", period=period_text(period, course.lang))
            cell.note(text, x, 1, yref=f"{cell.y} domain", yanchor="bottom")


def _name_lines(cell: Cell, ends: list[tuple[str, float, float, bool]]) -> None:
    """Write each city's name beside the end of its line, moved apart where names would collide.

    A thin line leads from where the city's line ends to its name.
    """
    inner = HEIGHT - MARGINS["t"] - MARGINS["b"]
    low, high = cell.yaxis["range"]
    ends = sorted(ends, key=lambda end: end[2])
    wanted = [(value - low) / (high - low) * inner for _, _, value, _ in ends]
    right = cell.xaxis["range"][1]
    for (name, x, value, on), place in zip(ends, apart(wanted, LABEL, 0, inner), strict=True):
        y = low + place / inner * (high - low)
        colour = CHOSEN if on else PEER
        cell.trace(
            type="scatter",
            mode="lines",
            x=[x, right],
            y=[value, y],
            line={"color": colour, "width": 0.7},
            hoverinfo="skip",
        )
        font = {"font": {"size": FONT_SIZE, "color": CHOSEN}} if on else {}
        cell.note(bold(name, on), 1, y, xref="paper", xanchor="left", xshift=4, **font)


def timeline_notes(course: Course) -> str:
    """Return how to read the lines, of what is drawn only."""
    lang, kind = course.lang, course.kind(course.chosen)
    notes = []
    if course.median(kind):
        notes.append(t(lang, "timeline.note_median", peers=course.peer_label(kind)))
    if course.inside:
        notes.append(t(lang, "timeline.note_break"))
    lines = [part for ags in course.members["ags"] for part in course.of(ags)]
    if any((np.diff([year_of(p) for p in x["period"]]) > 1.5 * course.step).any() for x in lines):
        notes.append(t(lang, "timeline.note_gap"))
    if course.known["quality"].isin(["P", "E", "U", "I", "Q"]).any():
        notes.append(t(lang, "timeline.note_doubtful"))
    if any(course.kind(ags) == "large_city" for ags in course.known["ags"].unique()):
        notes.append(t(lang, "timeline.note_large"))
    return " ".join(notes)


def timeline_sentence(course: Course) -> str:
    """Return the span of years, how many cities have values, and where the breaks are."""
    shown, lang = course.shown, course.lang
    if course.known.empty:
        return t(lang, "timeline.alt_empty", what=shown.label)
    return t(
        lang,
        "timeline.alt",
        what=shown.label,
        first=course.periods[0],
        last=course.periods[-1],
        n=number(course.known["ags"].nunique(), 0, lang),
        breaks=", ".join(course.inside) or t(lang, "timeline.no_break"),
    )
