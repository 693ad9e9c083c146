"""Texts and tables for the charts of years."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from resilience.analysis import trend
from resilience.analysis.trend import Projection, Unprojected
from resilience.i18n import MISSING_SIGN, Lang, change_unit, number, signed, t
from resilience.model.measure import Measure
from resilience.model.time_series import TimeSeries, period_at
from resilience.text.links import address
from resilience.text.provenance import WORST_FIRST, period_text
from resilience.text.tables import Column

LONG = 3
"""Minimum number of periods of a series offered in place of a short one."""
OFFERED = 6


def default_start(history: TimeSeries) -> str:
    """Return the first period comparable with the last one, else the first one."""
    since = max((b for b in history.inside), default="")
    later = [period for period in history.periods if period >= since]
    return later[0] if len(later) > 1 else history.periods[0]


def length_note(history: TimeSeries, newest: str, maximum_age: int) -> str:
    """Return a note on a short or old series; empty if it is long and recent.

    Parameters
    ----------
    newest
        The newest year of all indicators.
    maximum_age
        Years after which a series counts as old.
    """
    lang, periods = history.lang, [period_text(p, history.lang) for p in history.periods]
    notes = []
    if len(periods) == 1:
        notes.append(t(lang, "trends.one_year", period=periods[0]))
    if len(periods) == 2:
        notes.append(t(lang, "trends.two_years", first=periods[0], last=periods[1]))
    if periods and int(newest[:4]) - int(history.periods[-1][:4]) > maximum_age:
        notes.append(t(lang, "trends.old", last=periods[-1], newest=newest[:4]))
    return " ".join(notes)


def longer_series_html(
    lengths: pd.DataFrame, declared: pd.DataFrame, carried: Mapping[str, str], lang: Lang
) -> str:
    """Return links to the longest series, each with its number of periods.

    Parameters
    ----------
    lengths
        ``indicator_id, periods``, see `queries.series_lengths`.
    declared
        ``indicator_id, label``.
    carried
        Query parameters that links keep.
    """
    long = lengths[lengths["periods"] >= LONG].merge(declared, on="indicator_id")
    long = long.sort_values("periods", ascending=False, kind="stable").head(OFFERED)
    links = [
        f'<a href="{escape(address("trends", carried, indicator=row["indicator_id"]))}" '
        f'target="_self" style="color:inherit">{escape(row["label"])}</a> ({row["periods"]})'
        for row in long.to_dict("records")
    ]
    return f"<p>{escape(t(lang, 'trends.longer'))} {', '.join(links)}</p>" if links else ""


def year_table(history: TimeSeries, start: str, end: str) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per member with all its values and its change, and the columns.

    Values carry their quality letter where it is not normal.
    """
    measure, lang = history.measure, history.lang
    found, reasons = trend.change(history.known, history.breaks, start, end)
    changes = found.set_index("ags")["value"].round(measure.decimals).to_dict()
    every = measure.every_year[measure.every_year["ags"].isin(history.members["ags"])]
    cells = {(r["ags"], r["period"]): r for r in every.to_dict("records")}
    rows = []
    for member in history.members.to_dict("records"):
        ags = member["ags"]
        row = {"ags": ags, "name": member["name"]}
        for period in history.periods:
            cell = cells.get((ags, period))
            row[period] = _cell(measure, cell)
            row[f"raw {period}"] = cell["value"] if cell else float("nan")
        row["raw change"] = changes.get(ags, float("nan"))
        if ags in changes:
            row["change"] = signed(changes[ags], measure.decimals, lang)
        else:
            broken = reasons.get(ags) == "break"
            row["change"] = t(lang, "trends.change_none") if broken else MISSING_SIGN
        rows.append(row)
    columns = [Column("name", t(lang, "compare.col_city"), by="name")]
    columns += [
        Column(p, period_text(p, lang), numeric=True, by=f"raw {p}") for p in history.periods
    ]
    if start != end:
        span = t(lang, "trends.span", start=start, end=end)
        unit = change_unit(measure.unit, lang)
        label = t(lang, "trends.col_change", span=span, unit=unit)
        columns.append(Column("change", label, numeric=True, by="raw change"))
    return pd.DataFrame(rows), columns


def _cell(measure: Measure, row: Mapping[Any, Any] | None) -> str:
    text, letter = t(measure.lang, "missing.no_data"), "O"
    if row is not None:
        letter = row["quality"]
        text = measure.number(row["value"]) if row["value"] == row["value"] else text
    told = text if letter in ("A", "O") else f"{text} {letter}"
    return told.replace(" ", "\N{NO-BREAK SPACE}")


def letters_note(history: TimeSeries) -> str:
    """Return the meanings of the quality letters that occur."""
    rows = history.measure.every_year
    own = rows["ags"].isin(history.members["ags"]) & rows["period"].isin(history.periods)
    found = set(rows.loc[own, "quality"]) - {"O"}
    parts = [f"{q}: {t(history.lang, f'quality.{q}')}" for q in WORST_FIRST if q in found]
    return t(history.lang, "trends.letters", letters=", ".join(parts)) if parts else ""


def projection_note(history: TimeSeries, areas: list[str]) -> str:
    """Return what is projected on which assumption, which members lack it, and what was clipped.

    Parameters
    ----------
    areas
        Keys of the members whose projections are drawn with their band.
    """
    lang = history.lang
    every = trend.projections(history)
    drawn = [p for a in areas if isinstance(p := every[a], Projection)]
    notes = []
    if drawn:
        ends = sorted({p.covered for p in drawn})
        texts = [number(years, 0 if years == round(years) else 1, lang) for years in ends]
        n = "–".join(dict.fromkeys((texts[0], texts[-1])))
        notes.append(t(lang, "trends.projection_name", n=n))
        notes.append(
            t(lang, "trends.projection_how", level=number(100 * trend.PROJECTION_LEVEL, 0, lang))
        )
    if any(p.cut for p in drawn):
        notes.append(t(lang, "trends.projection_cut"))
    return " ".join([*notes, _shortfalls(history, areas, every)]).strip()


def _shortfalls(
    history: TimeSeries, areas: list[str], every: Mapping[str, Projection | Unprojected]
) -> str:
    lang, names = history.lang, history.members.set_index("ags")["name"]
    groups: dict[tuple[str, int], list[str]] = {}
    for ags in areas:
        found = every[ags]
        if isinstance(found, Unprojected):
            n = found.n if found.reason == "few" else 0
            groups.setdefault((found.reason, n), []).append(names[ags])
    sentences = []
    for (reason, n), cities in groups.items():
        everybody = len(cities) == len(names) > 1
        who = t(lang, "trends.all_cities") if everybody else ", ".join(cities)
        since = t(lang, "trends.since_break", period=history.inside[-1]) if history.inside else ""
        key = f"trends.unprojected_{reason}"
        sentences.append(
            t(lang, key, cities=who, n=n, since=since, minimum=trend.PROJECTION_MINIMUM)
        )
    return " ".join(sentences)


def projection_table(history: TimeSeries) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per member and projected year with its interval, and the columns."""
    measure, lang, rows = history.measure, history.lang, []
    every = trend.projections(history)
    for member in history.members.to_dict("records"):
        ahead = every[member["ags"]]
        if not isinstance(ahead, Projection):
            continue
        numbers = zip(ahead.years, ahead.centre, ahead.low, ahead.high, strict=True)
        for year, centre, low, high in numbers:
            rows.append(
                {
                    "ags": member["ags"],
                    "name": member["name"],
                    "year": period_text(period_at(year, history.step), lang),
                    "value": measure.number(centre),
                    "interval": f"{measure.number(low)} – {measure.number(high)}",
                    "n": str(ahead.n),
                }
            )
    level = number(100 * trend.PROJECTION_LEVEL, 0, lang)
    return pd.DataFrame(rows), [
        Column("name", t(lang, "compare.col_city")),
        Column("year", t(lang, "compare.col_year"), numeric=True),
        Column("value", t(lang, "trends.col_projected"), numeric=True),
        Column("interval", t(lang, "trends.col_interval", level=level), numeric=True),
        Column("n", t(lang, "trends.col_n"), numeric=True),
    ]
