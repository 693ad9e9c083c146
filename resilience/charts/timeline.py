"""One indicator over time: a line per city, never across a break."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from resilience.analysis.trend import Projection, projections
from resilience.charts.canvas import Canvas
from resilience.charts.field import Field, Place
from resilience.charts.hover import bold
from resilience.charts.labels import apart
from resilience.charts.lines import (
    Ends,
    Look,
    draw,
    draw_breaks,
    draw_projection,
    spans,
    years,
)
from resilience.charts.style import CHOSEN, INK, PEER, ColourScheme
from resilience.i18n import number, t
from resilience.model.time_series import TimeSeries, year_of

HEIGHT = 400.0
MARGINS = (95.0, 130.0, 32.0, 90.0)
LABEL = 18
"""Height of a name beside its line, in pixels."""
FEWER = 5
"""Maximum number of ticks on the axis of years in a narrow window."""
LEGEND = -35
"""Pixels from the axis down to the legend."""
DOUBTFUL = ("P", "E", "U", "I", "Q")


def timeline_figure(
    history: TimeSeries, scheme: ColourScheme, projected: bool = False
) -> go.Figure:
    """Return one line per member, the chosen one highlighted, beside the median of its peers.

    Parameters
    ----------
    projected
        Whether to draw the projections; only the chosen city's has its band, as overlapping bands
        are unreadable.
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
    fewer = max(1, -(-len(marks["tickvals"]) // FEWER))
    for name, values in marks.items():
        canvas.narrow[f"xaxis.{name}"] = values[::fewer]
    draw_breaks(canvas, at, history, labelled=True)
    word = t(history.lang, "timeline.median")
    draw(canvas, at, history, median, Look(word, "", INK[scheme], 4, 5), showlegend=True)
    ends = []
    reaching = projections(history) if projected else {}
    order = history.members.sort_values("ags", key=lambda a: a == history.chosen, kind="stable")
    for member in order.to_dict("records"):
        ags, on = member["ags"], member["ags"] == history.chosen
        parts, square = history.of(ags), history.kind(ags) == "large_city"
        if not parts:
            continue
        colour, width, size = (CHOSEN, 3.5, 10.0) if on else (PEER, 1.5, 6.0)
        look = Look(member["name"], ags, colour, width, size, square)
        draw(canvas, at, history, parts, look, showlegend=True)
        last = parts[-1].iloc[-1]
        ends.append((look, year_of(last["period"]), float(last["value"]), on))
        ahead = reaching.get(ags)
        if isinstance(ahead, Projection):
            draw_projection(canvas, at, history, ahead, look, band=on)
            ends[-1] = (look, ahead.years[-1], ahead.centre[-1], on)
    if ends:
        _name_lines(canvas, at, across, up, ends)
    legend = {"y": LEGEND / HEIGHT, "yanchor": "top", "font": {"size": 13}}
    canvas.narrow["showlegend"] = False  # there is no space; names are beside the lines
    canvas.narrow["margin.b"] = 40
    key = f"{history.measure.indicator_id} {history.measure.label} {projected}"
    return canvas.figure(showlegend=True, legend=legend, dragmode="zoom", uirevision=key)


def _name_lines(
    canvas: Canvas, at: Field, across: Ends, up: Ends, ends: list[tuple[Look, float, float, bool]]
) -> None:
    """Write each city's name beside the end of its line, moved apart where names would collide.

    A thin line leads from the end of the city's line to its name.
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
    """Return how to read the lines that are drawn.

    Parameters
    ----------
    small
        Whether for small multiples, each with the median of its own city's peers.
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
