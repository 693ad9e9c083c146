"""Exposure of cities in a scenario against their capacity, in front of their peers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from resilience.analysis.scenarios import Lens
from resilience.charts.canvas import Canvas
from resilience.charts.field import Field, Place
from resilience.charts.hover import bold, told
from resilience.charts.labels import CLEAR, places
from resilience.charts.style import CHOSEN, INK, PEER, ColourScheme
from resilience.charts.template import BEHIND
from resilience.i18n import Lang, number, t

HEIGHT = 440.0
MARGINS = (70.0, 25.0, 12.0, 75.0)
SPAN = (-4.0, 104.0)
WIDTH, NARROW_WIDTH = 640, 260
"""Widths in pixels, without margins, for which names are placed without collisions."""
ASSUMED = "circle-open"
ABOVE = 16.0
"""Pixels by which the chosen city's name at least stands off the line of its doubt."""


def exposure_figure(
    seen: Lens,
    cities: pd.DataFrame,
    peers: Collection[str],
    chosen: str,
    moved: pd.DataFrame | None,
    lang: Lang,
    scheme: ColourScheme,
) -> go.Figure:
    """Return cities as dots: exposure on x, capacity on y, the chosen one with its intervals.

    Parameters
    ----------
    cities
        ``ags, name`` of the cities of one kind that are named.
    peers
        Keys of their peers.
    moved
        The chosen city's row of `Lens.areas` under an assumption; None without one.
    """
    canvas = Canvas(lang, scheme, HEIGHT, MARGINS)
    across, up = (
        {"range": [*SPAN], "tickvals": [0, 25, 50, 75, 100], "title": {"text": t(lang, word)}}
        for word in ("scenarios.axis_exposure", "scenarios.axis_capacity")
    )
    at = canvas.field(Place(0, HEIGHT), across, up)
    known = seen.areas.dropna(subset=["exposure", "capacity"])
    for part, way in (("exposure", "x"), ("capacity", "y")):
        middle = seen.middle(part, peers)
        if middle == middle:
            _middle(canvas, at, way, middle)
    others = known[~known.index.isin(cities["ags"])]
    hidden = [t(lang, "scenarios.peer")] * len(others)
    canvas.peers(at, [*others["exposure"]], [*others["capacity"]], hidden, [*others.index])
    rows = cities.set_index("ags").join(known, how="inner").rename_axis("ags").reset_index()
    _cities(canvas, at, rows, chosen)
    own, named = rows[rows["ags"] == chosen], rows
    if moved is not None and len(own):
        _assumption(canvas, at, own.iloc[0], moved.iloc[0])
        word = t(lang, "scenarios.assumed_hover")
        named = pd.concat([rows, moved.assign(ags=chosen, name=word)], ignore_index=True)
    _names(canvas, at, named, chosen)
    key = " ".join(sorted(map(str, seen.positions.columns)))
    return canvas.figure(uirevision=key)


def _middle(canvas: Canvas, at: Field, way: str, middle: float) -> None:
    other = "y" if way == "x" else "x"
    place = {f"{way}0": middle, f"{way}1": middle, f"{other}0": 0, f"{other}1": 100}
    stroke = {"color": PEER, "width": 1.5, "dash": "dot"}
    line = {"type": "line", "xref": at.x, "yref": at.y, "layer": "below", "line": stroke}
    canvas.shapes.append({**line, **place})


def _cities(canvas: Canvas, at: Field, rows: pd.DataFrame, chosen: str) -> None:
    """Draw the named cities; the chosen one has its intervals as a cross."""
    nothing = (float("nan"), float("nan"))
    on = rows["ags"] == chosen
    for group in (rows[~on], rows[on]):
        marked = bool(len(group)) and group["ags"].iloc[0] == chosen
        ends = [
            (row["exposure_low"], row["exposure_high"]) if marked else nothing
            for row in group.to_dict("records")
        ]
        look: dict[str, Any] = {"error_y": _upwards(group, canvas)} if marked else {}
        texts = [_told(row["name"], row, canvas.lang) for _, row in group.iterrows()]
        what = ([*group["exposure"]], [*group["capacity"]], texts, [*group["ags"]])
        canvas.cities(at, *what, chosen, ends=ends, **look)


def _upwards(rows: pd.DataFrame, canvas: Canvas) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [*(rows["capacity_high"] - rows["capacity"])],
        "arrayminus": [*(rows["capacity"] - rows["capacity_low"])],
        "color": INK[canvas.scheme],
        "thickness": 1.5,
        "width": 4,
    }


def _told(name: str, row: pd.Series, lang: Lang) -> str:
    lines = []
    for part in ("exposure", "capacity"):
        value, low, high = (number(row[f"{part}{e}"], 0, lang) for e in ("", "_low", "_high"))
        words = {"value": value, "low": low, "high": high}
        lines.append(f"{t(lang, f'scenarios.{part}')}: {t(lang, 'scenarios.span', **words)}")
    return told(name, *lines)


def _names(canvas: Canvas, at: Field, rows: pd.DataFrame, chosen: str) -> None:
    share = 1 / (SPAN[1] - SPAN[0])
    x, y = ((rows[part] - SPAN[0]) * share for part in ("exposure", "capacity"))
    wide, narrow = (
        places([*(x * width)], [*(y * HEIGHT)], [*rows["name"]], width, HEIGHT)
        for width in (WIDTH, NARROW_WIDTH)
    )
    for row, spot, close in zip(rows.to_dict("records"), wide, narrow, strict=True):
        on = row["ags"] == chosen
        asides = [
            {"ax": CLEAR if one.right else -CLEAR, "ay": -_clear(one.up) if on else -one.up}
            | {"xanchor": "left" if one.right else "right"}
            for one in (spot, close)
        ]
        number = canvas.note(
            at,
            bold(row["name"], on),
            x=row["exposure"],
            y=row["capacity"],
            font={"color": CHOSEN if on else INK[canvas.scheme]},
            showarrow=True,
            arrowwidth=0.8,
            arrowhead=0,
            arrowcolor=PEER,
            standoff=4,
            borderpad=0,
            bgcolor=BEHIND[canvas.scheme],
            **asides[0],
        )
        canvas.narrow |= {f"annotations.{number}.{k}": v for k, v in asides[1].items()}


def _clear(up: float) -> float:
    return max(up, ABOVE) if up >= 0 else min(up, -ABOVE)


def _assumption(canvas: Canvas, at: Field, own: pd.Series, moved: pd.Series) -> None:
    """Draw where the city would be, and a thin line to it."""
    x, y = ([own[part], moved[part]] for part in ("exposure", "capacity"))
    canvas.line(at, x, y, {"color": CHOSEN, "width": 1.5, "dash": "dot"})
    word = t(canvas.lang, "scenarios.assumed_hover")
    text = _told(f"{own['name']}, {word}", moved, canvas.lang)
    marker = {"symbol": ASSUMED, "size": 16, "color": CHOSEN, "line": {"width": 2.5}}
    canvas.dots(at, x[1:], y[1:], [text], [own["ags"]], marker=marker)
