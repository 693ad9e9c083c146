"""One indicator over time: a line per city, never across a break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from resilience.analysis.time_series import TimeSeries
from resilience.analysis.trend import Projection, period_at, year_of
from resilience.charts.canvas import Canvas, Field, Place, bold
from resilience.charts.hover import told, told_of
from resilience.charts.labels import apart
from resilience.charts.style import CHOSEN, INK, PAPER, PEER, TOWN, ColourScheme
from resilience.i18n import number, t
from resilience.text.provenance import period_text

HEIGHT = 400.0
MARGINS = (95.0, 130.0, 32.0, 90.0)
LABEL = 18
"""Height of a name beside its line, in pixels."""
YEARS = 11
"""Marks on the axis of years at most."""
FEWER = 5
"""The same in a narrow window."""
LEGEND = -35
"""Pixels from the axis down to the legend."""
DOUBTFUL = ("P", "E", "U", "I", "Q")
Ends = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """How the line of a city, or a median, is drawn.

    Parameters
    ----------
    name
        What it is called.
    ags
        Key of the city, empty for a median.
    colour, width, size
        Of line and dots, in pixels.
    square
        Squares in place of dots.
    """

    name: str
    ags: str
    colour: str
    width: float
    size: float
    square: bool = False

    @property
    def kin(self) -> dict[str, Any]:
        """What a trace says of the line it belongs to: the legend takes all of them at once."""
        return {"name": self.name, "legendgroup": self.ags or self.name, "showlegend": False}


def timeline_figure(
    history: TimeSeries, scheme: ColourScheme, projected: bool = False
) -> go.Figure:
    """Return one line per member, the chosen one set off, beside the median of its peers.

    Parameters
    ----------
    projected
        Draw the projections; the band of the chosen city's only, as bands over each other tell
        nothing.
    """
    left, right, top, bottom = MARGINS
    top = top if history.inside else 12
    canvas = Canvas(history.lang, scheme, HEIGHT, (left, right, top, bottom))
    median = history.median(history.kind(history.chosen))
    across, up = spans(history, median, projected)
    marks = years(history, across)
    at = canvas.field(
        Place(0, HEIGHT),
        {"range": [*across], "fixedrange": False, "showgrid": False, **marks},
        {"range": [*up], "fixedrange": False, "nticks": 8, "title": {"text": history.measure.unit}},
    )
    fewer = -(-len(marks["tickvals"]) // FEWER)
    for name, values in marks.items():
        canvas.narrow[f"xaxis.{name}"] = values[::fewer]
    draw_breaks(canvas, at, history, labelled=True)
    word = t(history.lang, "timeline.median")
    draw(canvas, at, history, median, Look(word, "", PEER, 6, 6), showlegend=True)
    ends = []
    order = history.members.sort_values("ags", key=lambda a: a == history.chosen, kind="stable")
    for member in order.to_dict("records"):
        ags, on = member["ags"], member["ags"] == history.chosen
        parts, square = history.of(ags), history.kind(ags) == "large_city"
        if not parts:
            continue
        colour, width, size = (CHOSEN, 3.5, 10.0) if on else (TOWN, 1.5, 7.0)
        look = Look(member["name"], ags, colour, width, size, square)
        draw(canvas, at, history, parts, look, showlegend=True)
        last = parts[-1].iloc[-1]
        ends.append((look, year_of(last["period"]), float(last["value"]), on))
        ahead = history.projections[ags] if projected else None
        if isinstance(ahead, Projection):
            draw_projection(canvas, at, history, ahead, look, band=on)
            ends[-1] = (look, ahead.years[-1], ahead.centre[-1], on)
    if ends:
        _name_lines(canvas, at, across, up, ends)
    legend = {"y": LEGEND / HEIGHT, "yanchor": "top", "font": {"size": 13}}
    canvas.narrow["showlegend"] = False  # it has no room; names stand at the lines
    canvas.narrow["margin.b"] = 40
    key = f"{history.measure.indicator_id} {history.measure.label} {projected}"
    return canvas.figure(showlegend=True, legend=legend, dragmode="zoom", uirevision=key)


def spans(
    history: TimeSeries, median: Sequence[pd.DataFrame], projected: bool
) -> tuple[Ends, Ends]:
    """Return ends of axes that hold the members' values, a median and projections."""
    values = [history.known["value"], *(part["value"] for part in median)]
    places = [year_of(period) for period in history.periods]
    if projected:
        for ahead in history.projections.values():
            if isinstance(ahead, Projection):
                values.append(pd.Series([*ahead.low, *ahead.high]))
                places.extend(ahead.years)
    every = pd.concat(values)
    if every.empty:
        return (0.0, 1.0), (0.0, 1.0)
    pad = max((every.max() - every.min()) * 0.06, 10.0**-history.measure.decimals)
    up = (float(every.min() - pad), float(every.max() + pad))
    pad = max(0.2, (max(places) - min(places)) * 0.03)
    return (min(places) - pad, max(places) + pad), up


def draw(
    canvas: Canvas,
    at: Field,
    history: TimeSeries,
    parts: Sequence[pd.DataFrame],
    look: Look,
    showlegend: bool = False,
) -> None:
    """Draw values and the lines between those that compare.

    Dashed where years without a value lie between. A diamond is the first value after a break, a
    hollow mark a doubtful value, a square a large city.
    """
    line, across = strokes(history, parts)
    if not line:
        return
    letters = [row["quality"] if row else "A" for row in line]
    hollow = [letter not in ("A", "B") for letter in letters]
    plain = "square" if look.square else "circle"
    kin = {**look.kin, "showlegend": showlegend}
    stroke = {"color": look.colour, "width": look.width}
    canvas.dots(
        at,
        [year_of(row["period"]) if row else None for row in line],
        [float(row["value"]) if row else None for row in line],
        [_told(history, look.name, row) if row else None for row in line],
        [look.ags if row else None for row in line],
        mode="lines+markers",
        line=stroke,
        connectgaps=False,
        marker={
            "size": [look.size + 2 * (letter != "A") for letter in letters],
            "symbol": ["diamond" if letter == "B" else plain for letter in letters],
            "color": [PAPER[canvas.scheme] if one else look.colour for one in hollow],
            "line": {"color": look.colour, "width": [2.5 if one else 0 for one in hollow]},
            "opacity": 1,
        },
        **kin,
    )
    if across:
        gaps = [(row["period"], row["value"]) if row else None for row in across]
        canvas.line(
            at,
            [year_of(gap[0]) if gap else None for gap in gaps],
            [float(gap[1]) if gap else None for gap in gaps],
            {**stroke, "dash": "dash"},
            **look.kin,
        )


def _told(history: TimeSeries, name: str, row: Mapping[Any, Any]) -> str:
    area = {"low": np.nan, "high": np.nan, **row, "name": name}
    return told_of(history.measure, area, period_text(row["period"], history.lang))


def strokes(
    history: TimeSeries, parts: Sequence[pd.DataFrame]
) -> tuple[list[dict[Any, Any] | None], list[dict[Any, Any] | None]]:
    """Return the values that a line joins, and those that a dashed one joins over missing years.

    None stands where the line is broken.
    """
    line: list[dict[Any, Any] | None] = []
    across: list[dict[Any, Any] | None] = []
    for part in parts:
        rows = part.to_dict("records")
        line += [None, *rows[:1]] if line else rows[:1]
        for before, after in pairwise(rows):
            if year_of(after["period"]) - year_of(before["period"]) > 1.5 * history.step:
                line.append(None)
                across += [before, after, None]
            line.append(after)
    return line, across


def draw_projection(
    canvas: Canvas, at: Field, history: TimeSeries, ahead: Projection, look: Look, band: bool
) -> None:
    """Draw a projection as a dotted line, with its band and from the first year on if wanted."""
    measure, kin = history.measure, look.kin
    if band:
        canvas.line(
            at,
            [*ahead.years, *reversed(ahead.years)],
            [*ahead.high, *reversed(ahead.low)],
            {"width": 0},
            fill="toself",
            fillcolor=look.colour,
            opacity=0.2,
            **kin,
        )
    fitted = ahead.fitted if band else ahead.fitted[1:]
    points = [*fitted, *zip(ahead.years, ahead.centre, strict=True)]
    stroke = {"color": look.colour, "width": 2, "dash": "dot"}
    canvas.line(at, [x for x, _ in points], [y for _, y in points], stroke, **kin)
    word = t(history.lang, "trends.projection_hover")
    texts = [
        told(
            f"{look.name}, {word}",
            measure.quantity(value),
            f"{measure.number(low)} – {measure.number(high)}",
            period_at(year, history.step),
        )
        for year, value, low, high in zip(
            ahead.years, ahead.centre, ahead.low, ahead.high, strict=True
        )
    ]
    marker = {"size": look.size / 2, "color": look.colour}
    areas = [look.ags] * len(texts)
    canvas.dots(at, ahead.years, ahead.centre, texts, areas, marker=marker, **kin)


def years(history: TimeSeries, ends: Ends) -> dict[str, list[Any]]:
    """Return a mark per year, with a value or not; per period where periods are finer."""
    if not history.periods:
        return {"tickvals": [], "ticktext": []}
    if history.step < 1:
        first = year_of(history.periods[0])
        parts = int((ends[1] - first) / history.step)
        places = [first + k * history.step for k in range(parts + 1)]
    else:
        places = [float(year) for year in range(int(np.ceil(ends[0])), int(ends[1]) + 1)]
    places = places[:: -(-len(places) // YEARS)]
    return {"tickvals": places, "ticktext": [period_at(one, history.step) for one in places]}


def draw_breaks(canvas: Canvas, at: Field, history: TimeSeries, labelled: bool) -> None:
    """Draw a dotted line between the last value before each break and the first one after it."""
    places = [year_of(period) for period in history.periods]
    for period in history.inside:
        before = max(place for place in places if place < year_of(period))
        after = min(place for place in places if place >= year_of(period))
        middle = (before + after) / 2
        refs = {"xref": at.x, "x0": middle, "x1": middle, "yref": f"{at.y} domain"}
        stroke = {"color": INK[canvas.scheme], "width": 1.5, "dash": "dot"}
        canvas.shapes.append({"type": "line", **refs, "y0": 0, "y1": 1, "line": stroke})
        if labelled:
            text = t(history.lang, "timeline.break", period=period_text(period, history.lang))
            canvas.note(at, text, x=middle, yref=f"{at.y} domain", y=1, yanchor="bottom")


def _name_lines(
    canvas: Canvas, at: Field, across: Ends, up: Ends, ends: list[tuple[Look, float, float, bool]]
) -> None:
    """Write each city's name beside the end of its line, moved apart where names would collide.

    A thin line leads from where the city's line ends to its name.
    """
    low, high = up
    ends = sorted(ends, key=lambda end: end[2])
    wanted = [(value - low) / (high - low) * HEIGHT for _, _, value, _ in ends]
    for (look, x, value, on), place in zip(ends, apart(wanted, LABEL, 0, HEIGHT), strict=True):
        y = low + place / HEIGHT * (high - low)
        colour = CHOSEN if on else PEER
        canvas.line(
            at,
            [x, across[1]],
            [value, y],
            {"color": colour, "width": 0.7},
            mode="lines+text",
            text=["", bold(look.name, on)],
            textposition="middle right",
            textfont={"color": CHOSEN if on else INK[canvas.scheme]},
            cliponaxis=False,
            **look.kin,
        )


def timeline_notes(history: TimeSeries, small: bool = False) -> str:
    """Return how to read the lines, of what is drawn only.

    Parameters
    ----------
    small
        Of small pictures, each with the median of its own city's peers.
    """
    lang, notes = history.lang, []
    areas = history.members["ags"] if small else [history.chosen]
    kinds = [kind for kind in dict.fromkeys(map(history.kind, areas)) if history.median(kind)]
    if kinds:
        peers = "; ".join(map(history.peer_label, kinds))
        word = "timeline.note_median" if len(kinds) == 1 else "timeline.note_medians"
        notes.append(t(lang, word, peers=peers))
    if history.inside:
        notes.append(t(lang, "timeline.note_break"))
    lines = [part for ags in history.members["ags"] for part in history.of(ags)]
    if any((np.diff([year_of(p) for p in x["period"]]) > 1.5 * history.step).any() for x in lines):
        notes.append(t(lang, "timeline.note_gap"))
    if history.known["quality"].isin(DOUBTFUL).any():
        notes.append(t(lang, "timeline.note_doubtful"))
    if any(history.kind(ags) == "large_city" for ags in history.known["ags"].unique()):
        notes.append(t(lang, "timeline.note_large"))
    return " ".join(notes)


def timeline_sentence(history: TimeSeries) -> str:
    """Return the span of years, how many cities have values, and where the breaks are."""
    measure, lang = history.measure, history.lang
    if history.known.empty:
        return t(lang, "timeline.alt_empty", what=measure.label)
    return t(
        lang,
        "timeline.alt",
        what=measure.label,
        first=history.periods[0],
        last=history.periods[-1],
        n=number(history.known["ags"].nunique(), 0, lang),
        breaks=", ".join(history.inside) or t(lang, "timeline.no_break"),
    )
