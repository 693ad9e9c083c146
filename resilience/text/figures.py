"""Rows of tables on screen, every number already formatted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from resilience.i18n import MISSING_SIGN, Lang, number, quantity, t, words
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel
from resilience.text.provenance import period_text
from resilience.text.tables import Column


def quality(letter: str, note: str, reasons: dict[str, str], lang: Lang) -> str:
    """Return a quality letter in words, with the remark in the value's note."""
    word = t(lang, f"quality.{letter}")
    known = [_remark(one, reasons, lang) for one in note.split("; ") if one and letter != "A"]
    return f"{word} ({'; '.join(known)})" if known else word


def _remark(note: str, reasons: dict[str, str], lang: Lang) -> str:
    """Return a note of the build in words; unchanged if it has no translation."""
    kind, _, rest = note.partition(":")
    if kind == "correction":
        return reasons.get(rest, rest)
    if kind in ("break in series", "incomplete"):
        return t(lang, f"note.{kind.replace(' ', '_')}", period=rest.split()[-1])
    key = f"note.{note.replace(' ', '_')}"
    return t(lang, key) if key in words(lang) else note


def interval_text(low: float, high: float, decimals: int, lang: Lang) -> str:
    """Return ``1,2 – 3,4``, or a dash for a missing interval."""
    if low != low:
        return MISSING_SIGN
    ends = (number(end, decimals, lang) for end in (low, high))
    return "\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}".join(ends)


def interval_or_noise(row: Mapping[Any, Any], decimals: int, lang: Lang) -> str:
    """Return a value's interval, or without one the kind of its noise.

    Parameters
    ----------
    row
        ``value, low, high`` and ``noise`` as the indicator declares it.
    """
    if row["value"] != row["value"]:
        return MISSING_SIGN
    if row["low"] == row["low"]:
        return interval_text(row["low"], row["high"], decimals, lang)
    return t(lang, f"claim.noise_{'complete' if row['noise'] == 'complete' else 'unknown'}")


def score_text(score: float, clipped: bool, lang: Lang) -> str:
    """Return a score; ``≤ 0`` or ``≥ 100`` where the value lies beyond the goalposts."""
    text = number(score, 0, lang)
    if not clipped or text == MISSING_SIGN:
        return text
    return f"{'≥' if score >= 50 else '≤'}\N{NO-BREAK SPACE}{text}"


def comparison(
    measure: Measure, panels: list[PeerPanel], places: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per member: value, interval, year, distance from its peers' median, quality.

    Parameters
    ----------
    places
        ``ags, first, last, n`` for a column of ranks.
    """
    rows = [
        {
            **_row(measure, member),
            "against": _gap(measure, member, panel),
            "gap": round(member["value"] - panel.quartiles[1], measure.decimals),
            "peers": panel.label,
        }
        for panel in panels
        for member in panel.members.to_dict("records")
    ]
    columns = [
        Column("name", t(measure.lang, "compare.col_city"), by="name"),
        Column("value", t(measure.lang, "compare.col_value"), numeric=True, by="raw"),
        Column("interval", t(measure.lang, "compare.col_interval"), numeric=True),
        Column("year", t(measure.lang, "compare.col_year"), numeric=True),
        Column("against", t(measure.lang, "compare.col_against"), numeric=True, by="gap"),
        Column("peers", t(measure.lang, "compare.col_peers")),
        Column("quality", t(measure.lang, "compare.col_quality")),
    ]
    if all(row["interval"] == MISSING_SIGN for row in rows):
        columns = [column for column in columns if column.field != "interval"]
    table = pd.DataFrame(rows)
    if places is not None:
        found = table[["ags"]].merge(places, on="ags", how="left")
        texts = [place_text(row, measure.lang) for row in found.to_dict("records")]
        unknown = measure.noise == "unknown"
        told = [
            t(measure.lang, "places.unknown", place=text) if unknown and first == first else text
            for text, first in zip(texts, found["first"], strict=True)
        ]
        table["place"] = told
        table["first"] = found["first"].to_numpy()
        word = "places.column" if measure.indicator_id else "places.column_score"
        columns.insert(-2, Column("place", t(measure.lang, word), by="first", numeric=True))
    return table, columns


def place_text(place: dict[Any, Any], lang: Lang) -> str:
    """Return ``Platz 3–7 von 11``, or that there is no rank."""
    if place["first"] != place["first"]:
        return t(lang, "places.none")
    first, last = int(place["first"]), int(place["last"])
    span = str(first) if first == last else f"{first}–{last}"
    return t(lang, "places.text", places=span, n=int(place["n"]))


def mapped(
    measure: Measure, members: pd.DataFrame, areas: str = ""
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per member as on the map, and the columns: the map as a table.

    Parameters
    ----------
    areas
        Name for the members, if not cities.
    """
    rows = [_row(measure, member) for member in members.to_dict("records")]
    return pd.DataFrame(rows), [
        Column("name", areas or t(measure.lang, "compare.col_city"), by="name"),
        Column("value", t(measure.lang, "compare.col_value"), numeric=True, by="raw"),
        Column("year", t(measure.lang, "compare.col_year"), numeric=True),
        Column("quality", t(measure.lang, "compare.col_quality")),
    ]


def _row(measure: Measure, member: Mapping[Any, Any]) -> dict[str, str]:
    lang, known = measure.lang, member["value"] == member["value"]
    note = member["note"] if member["note"] == member["note"] else ""
    return {
        "ags": member["ags"],
        "name": member["name"],
        "raw": member["value"],
        "value": measure.number(member["value"]) if known else t(lang, "missing.no_data"),
        "interval": interval_or_noise({**member, "noise": measure.noise}, measure.decimals, lang)
        if measure.indicator_id
        else MISSING_SIGN,
        "year": measure.year(member) if known else MISSING_SIGN,
        "quality": quality(member["quality"], note, measure.reasons, lang),
    }


def _gap(measure: Measure, member: Mapping[Any, Any], panel: PeerPanel) -> str:
    gap = member["value"] - panel.quartiles[1]
    if gap != gap:
        return MISSING_SIGN
    sign = "+" if round(gap, measure.decimals) > 0 else ""
    return f"{sign}{measure.number(gap)}"


def city_figures(
    newest: pd.DataFrame, indicators: pd.DataFrame, lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a city's newest value of each of the given indicators, and the columns."""
    merged = indicators.merge(newest.drop(columns="theme_id"), on="indicator_id")
    rows = [
        {
            "indicator": r["label"],
            "value": quantity(r["value"], r["decimals"], r["unit"], lang)
            if r["value"] == r["value"]
            else t(lang, "missing.no_data"),
            "score": score_text(r["score"], r["clipped"], lang),
            "year": _year_and_quality(r["period"], r["quality"], lang),
        }
        for r in merged.to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("indicator", t(lang, "map.col_indicator")),
        Column("value", t(lang, "map.col_value"), numeric=True),
        Column("score", t(lang, "map.col_score"), numeric=True),
        Column("year", t(lang, "map.col_year_quality")),
    ]


def _year_and_quality(period: object, letter: str, lang: Lang) -> str:
    word = t(lang, f"quality.{letter}")
    return f"{period_text(period, lang)}, {word}" if isinstance(period, str) else word


def score_rows(
    themes: pd.DataFrame, panels: dict[str, list[PeerPanel]], lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return one row per city with score and coverage of each theme, and the columns."""
    rows: dict[str, dict[str, str]] = {}
    for theme_id, split in panels.items():
        for panel in split:
            for member in panel.members.to_dict("records"):
                row = rows.setdefault(member["ags"], {"ags": member["ags"], "name": member["name"]})
                known = member["value"] == member["value"]
                row[theme_id] = (
                    t(
                        lang,
                        "overview.cell",
                        score=number(member["value"], 0, lang),
                        coverage=number(100 * member["coverage"], 0, lang),
                    )
                    if known
                    else t(lang, "missing.no_score")
                )
    columns = [Column("name", t(lang, "overview.col_city"))]
    columns += [Column(r["theme_id"], r["label"], numeric=True) for r in themes.to_dict("records")]
    return pd.DataFrame(list(rows.values())), columns


def axis_title(measure: Measure) -> str:
    """Return an indicator with its unit and year."""
    return f"{measure.label} ({measure.unit}), {period_text(measure.period, measure.lang)}"
