"""All figures of one city, in small print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.reports.document import Block, Heading, Page, Paragraph, Side, Table
from resilience.reports.sheets.common import Common
from resilience.text.figures import interval_text
from resilience.text.provenance import (
    WORST_FIRST,
    licence_text,
    period_text,
    span_text,
    vintage_text,
)

_COLUMNS = 2
_SIZE = 6.6
COMPLETE, UNKNOWN = "z", "?"
"""Signs in place of an interval: a complete count, and a value of unknown uncertainty."""


def all_figures(
    common: Common, newest: pd.DataFrame, kind: str, sources: pd.DataFrame
) -> list[Block]:
    """Return a page with every indicator of a city: value, year, letter, interval, peers' median.

    A city of one of the region's counties has the county's value of the same year below the median.

    Parameters
    ----------
    newest
        The city's rows of `queries.newest_values`.
    kind
        The city's ``peer_kind``.
    sources
        Sources of its values, see `queries.provenance`.
    """
    lang = common.lang
    medians = common.medians[common.medians["kind"] == kind].drop(columns="kind")
    rows = newest.merge(medians, on=["indicator_id", "period"], how="left")
    above = str(newest["ags"].iloc[0])[:5]
    county = common.counties.get(above, "")
    of_county = common.beside.loc[
        common.beside["ags"] == above, ["indicator_id", "period", "value"]
    ]
    of_county = of_county.rename(columns={"value": "county"})
    rows = rows.merge(of_county, on=["indicator_id", "period"], how="left")
    rows = common.declared.merge(
        rows.drop(columns="theme_id"), on="indicator_id", suffixes=("_of", "")
    )
    note = [t(lang, "sheet.county_note", county=county)] if county else []
    groups = []
    for theme in common.themes.to_dict("records"):
        own = rows[rows["theme_id"] == theme["theme_id"]]
        groups.append([(theme["label"],), *(_row(r, county, lang) for r in own.to_dict("records"))])
    return [
        Page(),
        Heading(t(lang, "sheet.all")),
        Side((1.0,) * _COLUMNS, tuple((_table(part, county, lang),) for part in halves(groups))),
        Paragraph(letters_text(newest["quality"], lang), "small"),
        Paragraph(" ".join([t(lang, "sheet.all_note"), *note]), "small"),
        Heading(t(lang, "register.heading")),
        Paragraph(credits_text(sources, lang), "fine"),
    ]


def credits_text(sources: pd.DataFrame, lang: Lang) -> str:
    """Return the attributions of all sources by licence, their vintage and when retrieved."""
    parts = []
    for name, own in sources.groupby("licence", sort=False):
        licence = f"**{t(lang, 'provenance.col_licence')}: {licence_text(str(name), lang)}:**"
        parts.append(f"{licence} {'; '.join(dict.fromkeys(own['citation']))}.")
    ends = (sources["retrieved_first"].min(), sources["retrieved_last"].max())
    vintage, dates = vintage_text(sources["published_on"], lang), span_text(ends, lang)
    return " ".join([*parts, t(lang, "sheet.retrieved", vintage=vintage, dates=dates)])


def halves(groups: list[list[tuple[str, ...]]]) -> list[list[tuple[str, ...]]]:
    """Return groups of rows in columns of about the same length, without splitting a group."""
    total, columns = sum(map(len, groups)), [list[tuple[str, ...]]()]
    for group in groups:
        full = len(columns[-1]) + len(group) / 2 > total / _COLUMNS
        if full and len(columns) < _COLUMNS:
            columns.append([])
        columns[-1] += group
    return columns


def letters_text(letters: pd.Series, lang: Lang) -> str:
    """Return what the quality letters that occur mean."""
    found = [letter for letter in ("A", *reversed(WORST_FIRST)) if letter in set(letters)]
    told = "; ".join(f"{letter} {t(lang, f'quality.{letter}')}" for letter in found)
    return t(lang, "sheet.letters", letters=told)


def _table(rows: list[tuple[str, ...]], county: str, lang: Lang) -> Table:
    words = "map.col_indicator map.col_value compare.col_year sheet.col_letter"
    words += " compare.col_interval " + ("sheet.col_county" if county else "sheet.col_median")
    head = tuple(t(lang, word) for word in words.split())
    numeric = (False, True, True, False, True, True)
    return Table("", head, numeric, (1.0, 0, 0, 0, 0, 0), tuple(rows), _SIZE)


def _row(row: Mapping[Any, Any], county: str, lang: Lang) -> tuple[str, ...]:
    known = row["value"] == row["value"]
    beside = ("median", "county") if county and row["county"] == row["county"] else ("median",)
    return (
        f"{row['label']}, {row['unit']}",
        number(row["value"], row["decimals"], lang) if known else MISSING_SIGN,
        period_text(row["period"], lang) if known else MISSING_SIGN,
        row["quality"],
        _interval(row, lang),
        "\n".join(number(row[of], row["decimals"], lang) for of in beside),
    )


def _interval(row: Mapping[Any, Any], lang: Lang) -> str:
    """Return a value's interval, or the sign that the note below the table explains."""
    if row["value"] != row["value"]:
        return MISSING_SIGN
    if row["low"] == row["low"]:
        return interval_text(row["low"], row["high"], row["decimals"], lang)
    return COMPLETE if row["noise"] == "complete" else UNKNOWN
