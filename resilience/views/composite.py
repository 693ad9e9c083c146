"""The composite on screen: points and places, both as intervals, never a league table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from resilience.composite import Standing
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.runs import Doubts
from resilience.settings import Settings
from resilience.views import figures
from resilience.views.chart import Cell, Chart, Spec, bold, dots, numbers
from resilience.views.style import FONT_SIZE, INK, ROW_HEIGHT, Ground
from resilience.views.tables import Column

PLACE_AT = 1.02
"""Where the printed places begin, right of their axis."""


def in_order(standing: Standing) -> pd.DataFrame:
    """Return the cities with the highest score first, those without a score last."""
    return standing.cities.sort_values("score", ascending=False, na_position="last")


def place_text(city: dict[str, Any], ranked: int, lang: Lang) -> str:
    """Return ``Platz 3–7 von 10``, or that there is no place."""
    return figures.place_text(
        {"first": city["rank_low"], "last": city["rank_high"], "n": ranked}, lang
    )


def points_text(city: dict[str, float], lang: Lang) -> str:
    """Return the interval of the points, ``52–73``."""
    if city["score"] != city["score"]:
        return MISSING_SIGN
    return f"{number(city['score_low'], 0, lang)}–{number(city['score_high'], 0, lang)}"


def composite_figure(
    standings: list[Standing], labels: dict[str, str], chosen: str, lang: Lang, ground: Ground
) -> Spec:
    """Return points with their intervals on the left, places as intervals on the right.

    Parameters
    ----------
    labels
        Name of the peer set by kind of city.
    """
    sizes = [len(standing.cities) + 0.6 for standing in standings]
    last, most = len(standings) - 1, max(standing.ranked for standing in standings)
    chart = Chart(sizes, (0.6, 0.4), 0.18 if last else 0.0, 0.04)
    for row, standing in enumerate(standings):
        points, places = chart.cell(row), chart.cell(row, 1)
        _draw(points, places, standing, chosen, lang, ground)
        if name := reference(standing, labels):
            points.title(t(lang, "composite.title", reference=name))
        points.xaxis.update(range=[-3, 103], tickvals=[0, 25, 50, 75, 100])
        places.xaxis.update(range=[0.4, most + 0.6], dtick=1, visible=standing.ranked > 0)
        places.yaxis.update(matches=points.y, showticklabels=False)
    for column, word in enumerate(("composite.axis_points", "composite.axis_place")):
        title = {"text": t(lang, word), "font": {"size": FONT_SIZE - 1}}
        chart.cell(last, column).xaxis["title"] = title
    height = sum(sizes) * ROW_HEIGHT + 84 + 60 * last
    return chart.figure(lang, ground, height, {"l": 110, "r": 150, "t": 34, "b": 50})


def _draw(
    points: Cell, places: Cell, standing: Standing, chosen: str, lang: Lang, ground: Ground
) -> None:
    cities = in_order(standing)
    rows = cities.to_dict("records")
    heights = list(range(len(rows)))
    look = dots(cities["ags"], chosen)
    hover = [
        f"{city['name']}: {number(city['score'], 0, lang)} ({points_text(city, lang)}), "
        f"{place_text(city, standing.ranked, lang)}"
        for city in rows
    ]
    points.trace(
        type="scatter",
        x=numbers(cities["score"]),
        y=heights,
        mode="markers",
        marker=look,
        error_x={
            "type": "data",
            "symmetric": False,
            "array": numbers(cities["score_high"] - cities["score"]),
            "arrayminus": numbers(cities["score"] - cities["score_low"]),
            "color": INK[ground],
            "thickness": 1.5,
            "width": 4,
        },
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    places.trace(
        type="bar",
        x=numbers(cities["rank_high"] - cities["rank_low"] + 0.5),
        base=numbers(cities["rank_low"] - 0.25),
        y=heights,
        orientation="h",
        width=0.4,
        marker={"color": look["color"], "line": {"width": 0}},
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for height, city in zip(heights, rows, strict=True):
        text = bold(place_text(city, standing.ranked, lang), city["ags"] == chosen)
        places.note(text, PLACE_AT, height, xref=f"{places.x} domain", xanchor="left")
        if city["score"] != city["score"]:
            missing = f"<i>{t(lang, 'missing.no_score')}</i>"
            points.note(missing, 0, height, xanchor="left")
    names = [bold(city["name"], city["ags"] == chosen) for city in rows]
    for cell in (points, places):
        cell.yaxis.update(tickvals=heights, ticktext=names, range=[len(rows) - 0.4, -0.6])


def composite_table(
    standings: list[Standing], labels: dict[str, str], lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per city: score, interval, coverage, places, comparable cities, reference set.

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
        Column("coverage", t(lang, "composite.col_coverage"), numeric=True),
        Column("place", t(lang, "composite.col_place")),
        Column("comparable", t(lang, "composite.col_comparable")),
        Column("reference", t(lang, "composite.col_reference")),
    ]


def composite_sentence(standings: list[Standing], lang: Lang) -> str:
    """Return every city's points and places, for those who do not see the picture."""
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


def assumptions_text(
    standings: list[Standing],
    labels: dict[str, str],
    doubts: Doubts,
    settings: Settings,
    lang: Lang,
) -> str:
    """Return what the composite is and what its intervals hold, as a list."""
    first = standings[0]
    shares = [number(100 * share, 0, lang) for share in doubts.weight_range(first.themes)]
    sets = "; ".join(filter(None, (reference(standing, labels) for standing in standings)))
    lines = [
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
        t(lang, "composite.comparable", sure=number(100 * doubts.sure, 0, lang)),
    ]
    return "\n".join(f"- {line}" for line in lines)


def reference(standing: Standing, labels: dict[str, str]) -> str:
    """Return ``183 Mittelstädte in NRW``, or nothing without a peer set."""
    return f"{standing.size} {labels[standing.kind]}" if standing.size else ""
