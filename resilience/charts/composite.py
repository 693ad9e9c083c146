"""The composite on screen: points and places, both as intervals, never a league table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from resilience.analysis.composite import Standing
from resilience.analysis.monte_carlo import Doubts
from resilience.charts.plot import Field, bold, picture
from resilience.charts.style import CHOSEN, ROW_HEIGHT, TOWN, ColourScheme
from resilience.charts.ticks import ticks_of_points
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.settings import Settings
from resilience.text import figures
from resilience.text.tables import Column

MARGINS = (125, 160)
"""Pixels left and right of the axes, for names and printed places."""


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


def composite_svg(
    standings: list[Standing], labels: dict[str, str], chosen: str, lang: Lang, scheme: ColourScheme
) -> str:
    """Return points with their intervals on the left, places as intervals on the right.

    Parameters
    ----------
    labels
        Name of the peer set by kind of city.
    """
    most = max(standing.ranked for standing in standings)
    across, marks = (
        ((-3.0, 103.0), (0.4, most + 0.6)),
        tuple((float(k), str(k)) for k in range(1, most + 1)),
    )
    columns: tuple[list[Field], list[Field]] = ([], [])
    top = 34.0
    for standing in standings:
        rows, last = len(standing.cities), standing is standings[-1]
        height = (rows + 0.2) * ROW_HEIGHT
        points, places = (Field(scheme, ends, (-0.6, rows - 0.4), top, height) for ends in across)
        points.grid(ticks_of_points(lang), last)
        if standing.ranked:
            places.grid(marks, last)
        if name := reference(standing, labels):
            points.heading(t(lang, "composite.title", reference=name), dx=-MARGINS[0])
        _draw(points, places, standing, chosen, lang)
        for column, field in zip(columns, (points, places), strict=True):
            column.append(field)
        top += height + (54 if last else 46)
    for column, word in zip(
        columns, ("composite.axis_points", "composite.axis_place"), strict=True
    ):
        column[-1].unit(t(lang, word))
    return picture(columns, top, MARGINS, scheme, gap=0.04, widths=(0.6, 0.4))


def _draw(points: Field, places: Field, standing: Standing, chosen: str, lang: Lang) -> None:
    for y, city in enumerate(in_order(standing).to_dict("records")):
        on, place = city["ags"] == chosen, place_text(city, standing.ranked, lang)
        points.line(y)
        places.line(y)
        points.name(bold(city["name"], on), y)
        places.beside(bold(place, on), y)
        if city["score"] != city["score"]:
            points.note(f"<i>{t(lang, 'missing.no_score')}</i>", 0, y)
            continue
        score = number(city["score"], 0, lang)
        told = f"{city['name']}: {score} ({points_text(city, lang)}), {place}"
        points.interval(city["score_low"], city["score_high"], y)
        points.dot(city["score"], y, told, on)
        if city["rank_low"] == city["rank_low"]:
            ends = (city["rank_low"] - 0.25, city["rank_high"] + 0.25)
            places.bar(ends, y, 0.4 * ROW_HEIGHT, CHOSEN if on else TOWN, told)


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


def assumptions(
    standings: list[Standing],
    labels: dict[str, str],
    doubts: Doubts,
    settings: Settings,
    lang: Lang,
) -> list[str]:
    """Return what the composite is and what its intervals hold."""
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
        t(lang, "composite.comparable", sure=number(100 * doubts.sure, 0, lang)),
    ]


def reference(standing: Standing, labels: dict[str, str]) -> str:
    """Return ``183 Mittelstädte in NRW``, or nothing without a peer set."""
    return f"{standing.size} {labels[standing.kind]}" if standing.size else ""
