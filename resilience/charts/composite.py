"""The composite on screen: scores and ranks, both as intervals, never a league table."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from resilience.analysis.composite import Standing
from resilience.analysis.doubts import Doubts
from resilience.charts.canvas import TELLS, Canvas
from resilience.charts.field import Field, Place
from resilience.charts.hover import bold, told
from resilience.charts.style import CHOSEN, ROW_HEIGHT, TOWN, ColourScheme
from resilience.charts.ticks import ticks_of_points
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.settings import Settings
from resilience.text import figures
from resilience.text.tables import Column

MARGINS = (125.0, 140.0, 34.0, 46.0)
BETWEEN = 46
"""Pixels between two kinds of city."""
UNDER = 90
"""Pixels between scores and ranks where they are below each other."""
SPLIT, GAP = 0.62, 0.04
"""Where the ranks begin, and the gap before them, as shares of the width."""


def in_order(standing: Standing) -> pd.DataFrame:
    """Return the cities with the highest score first, those without a score last."""
    return standing.cities.sort_values("score", ascending=False, na_position="last")


def place_text(city: Mapping[Any, Any], ranked: int, lang: Lang) -> str:
    """Return ``Platz 3–7 von 10``, or that there is no rank."""
    return figures.place_text(
        {"first": city["rank_low"], "last": city["rank_high"], "n": ranked}, lang
    )


def points_text(city: Mapping[Any, Any], lang: Lang) -> str:
    """Return the interval of the score, ``52–73``."""
    if city["score"] != city["score"]:
        return MISSING_SIGN
    return f"{number(city['score_low'], 0, lang)}–{number(city['score_high'], 0, lang)}"


def noise_text(standing: Standing, city: Mapping[Any, Any], lang: Lang) -> str:
    """Return the interval of the score under the noise of the figures alone, if any is known."""
    if city["noise_low"] != city["noise_low"]:
        return t(lang, "claim.noise_unknown")
    span = f"{number(city['noise_low'], 0, lang)}–{number(city['noise_high'], 0, lang)}"
    return t(lang, "composite.noise", span=span, n=standing.noisy, of=standing.indicators)


def pairs_text(found: Mapping[int, list[Standing]], lang: Lang) -> str:
    """Return the number of pairs with one city surely ahead, by concentration of the weights."""
    parts = [
        t(
            lang,
            "composite.pairs_of",
            concentration=one,
            n=number(sum(standing.told_apart for standing in those), 0, lang),
        )
        for one, those in found.items()
    ]
    first = next(iter(found.values()))
    pairs = sum(standing.pairs for standing in first)
    return t(lang, "composite.pairs", parts="; ".join(parts), pairs=number(pairs, 0, lang))


def composite_figure(
    standings: list[Standing], labels: dict[str, str], chosen: str, lang: Lang, scheme: ColourScheme
) -> go.Figure:
    """Return scores with their intervals on the left, ranks as intervals on the right.

    Parameters
    ----------
    labels
        Name of the peer set by kind of city.
    """
    most = max(standing.ranked for standing in standings)
    heights = [(len(standing.cities) + 0.2) * ROW_HEIGHT for standing in standings]
    total = sum(heights) + BETWEEN * (len(heights) - 1)
    canvas = Canvas(lang, scheme, total, MARGINS, 2 * total + UNDER)
    marks, top = ticks_of_points(lang), 0.0
    for standing, height in zip(standings, heights, strict=True):
        last, cities = standing is standings[-1], in_order(standing).to_dict("records")
        up = {
            "range": [len(cities) - 0.4, -0.6],
            "tickvals": [*range(len(cities))],
            "ticktext": [bold(city["name"], city["ags"] == chosen) for city in cities],
        }
        points = canvas.field(
            Place(top, height, 0, SPLIT - GAP),
            {
                "range": [-3, 103],
                "tickvals": [value for value, _ in marks],
                "ticktext": [text for _, text in marks],
                "showticklabels": last,
                "title": {"text": t(lang, "composite.axis_points") if last else ""},
            },
            up,
            Place(top, height),
        )
        places = canvas.field(
            Place(top, height, SPLIT, 1),
            {
                "range": [0.4, most + 0.6],
                "dtick": 1,
                "showticklabels": last and standing.ranked > 0,
                "showgrid": standing.ranked > 0,
                "title": {"text": t(lang, "composite.axis_place") if last else ""},
            },
            {**up, "showticklabels": False},
            Place(top + total + UNDER, height),
        )
        canvas.narrow[f"{places.keys[1]}.showticklabels"] = True
        if name := reference(standing, labels):
            canvas.heading(points, t(lang, "composite.title", reference=name), MARGINS[0])
        _draw(canvas, points, places, standing, chosen)
        top += height + BETWEEN
    return canvas.figure()


def _draw(canvas: Canvas, points: Field, places: Field, standing: Standing, chosen: str) -> None:
    lang, rows = canvas.lang, in_order(standing).to_dict("records")
    known = [(y, row) for y, row in enumerate(rows) if row["score"] == row["score"]]
    texts = {row["ags"]: _told(row, standing.ranked, lang) for _, row in known}
    canvas.cities(
        points,
        [row["score"] for _, row in known],
        [y for y, _ in known],
        [*texts.values()],
        [*texts],
        chosen,
        [(row["score_low"], row["score_high"]) for _, row in known],
    )
    placed = [(y, row) for y, row in known if row["rank_low"] == row["rank_low"]]
    canvas.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "base": [row["rank_low"] - 0.25 for _, row in placed],
            "x": [row["rank_high"] - row["rank_low"] + 0.5 for _, row in placed],
            "y": [y for y, _ in placed],
            "width": 0.4,
            "marker": {"color": [CHOSEN if r["ags"] == chosen else TOWN for _, r in placed]},
            "hovertext": [texts[row["ags"]] for _, row in placed],
            "hovertemplate": TELLS,
            "customdata": [row["ags"] for _, row in placed],
            **places.axes,
        }
    )
    for y, row in enumerate(rows):
        text = bold(place_text(row, standing.ranked, lang), row["ags"] == chosen)
        canvas.beside(places, text, y)
        if row["score"] != row["score"]:
            canvas.missing(points, t(lang, "missing.no_score"), 0, y)


def _told(city: dict[Hashable, Any], ranked: int, lang: Lang) -> str:
    points = t(lang, "overview.points", score=number(city["score"], 0, lang))
    within = f"{t(lang, 'composite.col_points')}: {points_text(city, lang)}"
    return told(city["name"], points, within, place_text(city, ranked, lang))


def composite_table(
    standings: list[Standing], labels: dict[str, str], lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per city: score, interval, coverage, ranks, comparable cities, reference set.

    Parameters
    ----------
    labels
        Name of the peer set by kind of city.
    """
    rows = []
    for standing in standings:
        for city in in_order(standing).to_dict("records"):
            known = city["score"] == city["score"]
            others = ", ".join(standing.comparable(city["ags"]))
            rows.append(
                {
                    "ags": city["ags"],
                    "name": city["name"],
                    "score": number(city["score"], 0, lang)
                    if known
                    else t(lang, "missing.no_score"),
                    "points": points_text(city, lang),
                    "noise": noise_text(standing, city, lang),
                    "coverage": f"{number(100 * city['coverage'], 0, lang)} %",
                    "place": place_text(city, standing.ranked, lang),
                    "comparable": others or MISSING_SIGN,
                    "reference": reference(standing, labels) or MISSING_SIGN,
                }
            )
    return pd.DataFrame(rows), [
        Column("name", t(lang, "composite.col_city")),
        Column("score", t(lang, "composite.col_score"), numeric=True),
        Column("points", t(lang, "composite.col_points"), numeric=True),
        Column("noise", t(lang, "composite.col_noise"), numeric=True),
        Column("coverage", t(lang, "composite.col_coverage"), numeric=True),
        Column("place", t(lang, "composite.col_place")),
        Column("comparable", t(lang, "composite.col_comparable")),
        Column("reference", t(lang, "composite.col_reference")),
    ]


def composite_sentence(standings: list[Standing], lang: Lang) -> str:
    """Return every city's score and ranks, for those who cannot see the chart."""
    parts = [
        t(
            lang,
            "composite.alt_city",
            city=city["name"],
            score=number(city["score"], 0, lang),
            points=points_text(city, lang),
            place=place_text(city, standing.ranked, lang),
        )
        for standing in standings
        for city in in_order(standing).to_dict("records")
    ]
    return t(lang, "composite.alt", sentences="; ".join(parts))


def assumptions(
    standings: list[Standing],
    labels: dict[str, str],
    doubts: Doubts,
    settings: Settings,
    lang: Lang,
) -> list[str]:
    """Return what the composite is and what its intervals cover."""
    first = standings[0]
    shares = [number(100 * share, 0, lang) for share in doubts.weight_range(first.themes)]
    sets = "; ".join(filter(None, (reference(standing, labels) for standing in standings)))
    return [
        t(
            lang,
            "composite.what",
            themes=first.themes,
            coverage=number(100 * settings.minimum_coverage, 0, lang),
        ),
        t(
            lang,
            "composite.runs",
            runs=number(doubts.replications, 0, lang),
            low=number(100 * doubts.low, 0, lang),
            high=number(100 * doubts.high, 0, lang),
            seed=doubts.seed,
        ),
        t(lang, "composite.by_normalisation", reference=sets or MISSING_SIGN),
        t(lang, "composite.by_aggregation"),
        t(
            lang,
            "composite.by_weights",
            concentration=number(doubts.concentration, 0, lang),
            low=shares[0],
            high=shares[1],
        ),
        t(lang, "composite.by_leaving_out", n=first.indicators),
        t(
            lang,
            "composite.by_noise",
            noisy=max(standing.noisy for standing in standings),
            n=first.indicators,
        ),
        t(lang, "composite.by_points"),
        t(
            lang,
            "composite.comparable",
            sure=number(100 * doubts.sure, 0, lang),
            each=number(100 * max(standing.sure for standing in standings), 1, lang),
            pairs=max(standing.pairs for standing in standings),
        ),
        t(
            lang,
            "composite.error",
            error=number(200 * (0.25 / doubts.replications) ** 0.5, 1, lang),
        ),
        t(lang, "composite.not_held"),
    ]


def reference(standing: Standing, labels: dict[str, str]) -> str:
    """Return ``183 Mittelstädte in NRW``, empty without a peer set."""
    return f"{standing.size} {labels[standing.kind]}" if standing.size else ""
