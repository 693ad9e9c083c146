"""One indicator over time: a line per city, never across a break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from resilience.analysis.trend import Projection, projections
from resilience.charts.labels import apart
from resilience.charts.plot import CIRCLE, DIAMOND, SQUARE, Field, Points, bold, picture
from resilience.charts.style import CHOSEN, INK, PEER, TOWN, ColourScheme
from resilience.charts.ticks import Ticks, ticks_within
from resilience.i18n import number, t
from resilience.model.time_series import TimeSeries, period_at, year_of
from resilience.text.provenance import period_text

HEIGHT = 470
MARGINS = (95, 130, 40, 45)
"""Pixels left, right, above and below the axes."""
LABEL = 18
"""Height of a name beside its line, in pixels."""
TICKS = 7
YEARS = 11
"""Marks on the axis of years at most."""
DASHED, DOTTED = "9 6", "2 4"


@dataclass(frozen=True)
class Look:
    """How the line of a city, or a median, is drawn.

    Parameters
    ----------
    name
        What its points are called.
    colour, width, radius
        Of line and dots, in pixels.
    square
        Squares in place of dots.
    """

    name: str
    colour: str
    width: float
    radius: float
    square: bool = False


def timeline_svg(history: TimeSeries, scheme: ColourScheme, projected: bool = False) -> str:
    """Return one line per member, the chosen one set off, beside the median of its peers.

    Parameters
    ----------
    projected
        Draw the projections; the band of the chosen city's only, as bands over each other tell
        nothing.
    """
    left, right, top, bottom = MARGINS
    median = history.median(history.kind(history.chosen))
    field = axes(history, scheme, median, projected, top, HEIGHT - top - bottom)
    field.grid_up(ticks_within(field.up[::-1], TICKS, history.lang))
    field.marks(years(history, field.across))
    field.unit_up(history.measure.unit, left - 15)
    draw_breaks(field, history, labelled=True)
    told = draw(field, history, median, Look(t(history.lang, "timeline.median"), PEER, 6, 3))
    ends = []
    reaching = projections(history) if projected else {}
    order = history.members.sort_values("ags", key=lambda a: a == history.chosen, kind="stable")
    for member in order.to_dict("records"):
        ags, on = member["ags"], member["ags"] == history.chosen
        parts, square = history.of(ags), history.kind(ags) == "large_city"
        if not parts:
            continue
        colour, width, radius = (CHOSEN, 3.5, 5.0) if on else (TOWN, 1.5, 3.5)
        look = Look(member["name"], colour, width, radius, square)
        told += draw(field, history, parts, look)
        last = parts[-1].iloc[-1]
        ends.append((look, year_of(last["period"]), float(last["value"]), on))
        ahead = reaching.get(ags)
        if isinstance(ahead, Projection):
            told += draw_projection(field, history, ahead, look, band=on)
            ends[-1] = (look, ahead.years[-1], ahead.centre[-1], on)
    if ends:
        _name_lines(field, ends)
    field.targets([point for point, _ in told], [text for _, text in told])
    return picture([[field]], HEIGHT, (left, right), scheme)


def axes(
    history: TimeSeries,
    scheme: ColourScheme,
    median: Sequence[pd.DataFrame],
    projected: bool,
    top: float,
    height: float,
) -> Field:
    """Return axes that hold the members' values, a median and projections."""
    values = [history.known["value"], *(part["value"] for part in median)]
    places = [year_of(period) for period in history.periods]
    if projected:
        for ahead in projections(history).values():
            if isinstance(ahead, Projection):
                values.append(pd.Series([*ahead.low, *ahead.high]))
                places.extend(ahead.years)
    drawn = pd.concat(values)
    if drawn.empty:
        return Field(scheme, (0.0, 1.0), (1.0, 0.0), top, height)
    pad = max((drawn.max() - drawn.min()) * 0.06, 10.0**-history.measure.decimals)
    up = (float(drawn.max() + pad), float(drawn.min() - pad))
    pad = max(0.2, (max(places) - min(places)) * 0.03)
    return Field(scheme, (min(places) - pad, max(places) + pad), up, top, height)


def draw(
    field: Field, history: TimeSeries, parts: Sequence[pd.DataFrame], look: Look
) -> list[tuple[tuple[float, float], str]]:
    """Draw values and the lines between those that compare; return each point's place and words.

    Dashed where years without a value lie between. A diamond is the first value after a break, a
    hollow mark a doubtful value, a square a large city.
    """
    measure, lang, told = history.measure, history.lang, []
    lines = [strokes(history, part) for part in parts]
    field.strokes([one for solid, _ in lines for one in solid], look.colour, look.width)
    across = [one for _, dashed in lines for one in dashed]
    field.strokes(across, look.colour, look.width, DASHED)
    plain = []
    for row in [row for part in parts for row in part.to_dict("records")]:
        point, letter = (year_of(row["period"]), float(row["value"])), row["quality"]
        doubt = "" if letter == "A" else f", {t(lang, 'quality.' + letter)}"
        when = period_text(row["period"], lang)
        told.append((point, f"{look.name}: {measure.quantity(row['value'])} ({when}{doubt})"))
        if letter == "A" and not look.square:
            plain.append(point)
        else:
            shape, size = (DIAMOND, 9) if letter == "B" else (SQUARE if look.square else CIRCLE, 6)
            hollow = letter not in ("A", "B")
            field.mark(*point, shape, look.colour, (look.radius + hollow) / size, hollow)
    field.crowd(plain, look.radius, look.colour)
    return told


def strokes(history: TimeSeries, part: pd.DataFrame) -> tuple[list[Points], list[Points]]:
    """Return the lines through values that compare, and those across years without a value."""
    points = [
        (year_of(period), float(value))
        for period, value in zip(part["period"], part["value"], strict=True)
    ]
    solid: list[list[tuple[float, float]]] = [points[:1]]
    dashed: list[Points] = []
    for before, after in pairwise(points):
        if after[0] - before[0] > 1.5 * history.step:
            solid.append([])
            dashed.append([before, after])
        solid[-1].append(after)
    return [*solid], dashed


def draw_projection(
    field: Field, history: TimeSeries, ahead: Projection, look: Look, band: bool
) -> list[tuple[tuple[float, float], str]]:
    """Draw a projection as a dotted line, with its band and from the first year on if wanted.

    Return the place and words of each year projected.
    """
    years, centre = ahead.years, ahead.centre
    if band:
        upper, lower = zip(years, ahead.high, strict=True), zip(years, ahead.low, strict=True)
        field.area([*upper, *reversed([*lower])], look.colour)
    fitted = ahead.fitted if band else ahead.fitted[1:]
    points = [*zip(years, centre, strict=True)]
    field.strokes([[*fitted, *points]], look.colour, 2, DOTTED)
    measure, word = history.measure, t(history.lang, "trends.projection_hover")
    limits = zip(ahead.low, ahead.high, strict=True)
    return [
        (
            point,
            f"{look.name}, {word}: {measure.quantity(point[1])} "
            f"({measure.number(low)} – {measure.number(high)})",
        )
        for point, (low, high) in zip(points, limits, strict=True)
    ]


def years(history: TimeSeries, ends: tuple[float, float]) -> Ticks:
    """Return a mark per year, with a value or not; per period where periods are finer."""
    if not history.periods:
        return ()
    if history.step < 1:
        first = year_of(history.periods[0])
        parts = int((ends[1] - first) / history.step)
        places = [first + k * history.step for k in range(parts + 1)]
    else:
        places = [float(year) for year in range(int(np.ceil(ends[0])), int(ends[1]) + 1)]
    marks = [(place, period_at(place, history.step)) for place in places]
    return tuple(marks[:: -(-len(marks) // YEARS)])


def draw_breaks(field: Field, history: TimeSeries, labelled: bool) -> None:
    """Draw a dotted line between the last value before each break and the first one after it."""
    places = [year_of(period) for period in history.periods]
    for period in history.inside:
        before = max(place for place in places if place < year_of(period))
        after = min(place for place in places if place >= year_of(period))
        middle = (before + after) / 2
        field.rule(middle, INK[field.scheme], 1.5, DOTTED)
        if labelled:
            text = t(history.lang, "timeline.break", period=period_text(period, history.lang))
            field.note(text, middle, field.up[0], "middle", dy=-0.4)


def _name_lines(field: Field, ends: list[tuple[Look, float, float, bool]]) -> None:
    """Write each city's name beside the end of its line, moved apart where names would collide.

    A thin line leads from where the city's line ends to its name.
    """
    high, low = field.up
    ends = sorted(ends, key=lambda end: end[2])
    wanted = [(value - low) / (high - low) * field.height for _, _, value, _ in ends]
    placed = apart(wanted, LABEL, 0, field.height)
    for (look, x, value, on), place in zip(ends, placed, strict=True):
        y = low + place / field.height * (high - low)
        colour = CHOSEN if on else PEER
        field.strokes([[(x, value), (field.across[1], y)]], colour, 0.7)
        field.beside(bold(look.name, on), y, CHOSEN if on else "", dx=4)


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
    if history.known["quality"].isin(["P", "E", "U", "I", "Q"]).any():
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
