"""The provenance line under every chart, map and table: source, year, retrieval, quality."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from resilience.analysis.repository import Ask
from resilience.i18n import MISSING_SIGN, Lang, t
from resilience.model.measure import Measure, years_text
from resilience.model.provenance import Provenance
from resilience.model.sources import NOT_STATED
from resilience.text.tables import Column
from resilience.warehouse import queries

MOST_TOLD = 2
"""Number of sources, or publishers of many, that a brief line names."""
BETWEEN = r"; (?![^(]*\))"
"""Separator between publishers; a semicolon in brackets is part of a name."""
WORST_FIRST = ("O", "Q", "M", "U", "I", "E", "B", "P")


def date_text(value: object, lang: Lang) -> str:
    """Return a date in the format of the language."""
    return pd.Timestamp(str(value)).strftime("%d.%m.%Y" if lang == "de" else "%d %B %Y")


def period_text(period: str, lang: Lang) -> str:
    """Return a period in the format of the language: ``2024``, ``04/2026``, ``15.05.2022``."""
    if len(period) > len("2026-04"):
        return date_text(period, lang)
    year, _, month = period.partition("-")
    return f"{month}/{year}" if month.isdigit() else period


def licence_text(name: str, lang: Lang) -> str:
    """Return a licence as its publisher states it, or that none is stated."""
    return t(lang, "provenance.no_licence") if name == NOT_STATED else name


def quality_text(letters: pd.Series, lang: Lang) -> str:
    """Return a summary of the quality letters of the values shown, with counts."""
    found = letters.value_counts()
    special = [letter for letter in WORST_FIRST if found.get(letter, 0)]
    if not special:
        return t(lang, "quality.all_normal")
    parts = [f"{found[letter]}× {t(lang, f'quality.{letter}')}" for letter in special]
    rest = int(found.get("A", 0))
    return ", ".join([f"{rest}× {t(lang, 'quality.A')}", *parts] if rest else parts)


def summed_up(sources: pd.DataFrame, periods: str, letters: pd.Series, lang: Lang) -> Provenance:
    """Return sources with the line that summarises them.

    Parameters
    ----------
    sources
        ``publisher, table_code, published_on, retrieved_first, retrieved_last`` per source.
    periods
        The year or years of the values shown.
    letters
        Their quality letters.
    """
    if sources.empty:
        return Provenance(t(lang, "provenance.none"), sources, t(lang, "provenance.none"))
    cited = [
        f"{publisher} ({', '.join(code for code in own['table_code'] if code)})"
        for publisher, own in sources.groupby("publisher", sort=False)
    ]
    span = (sources["retrieved_first"].min(), sources["retrieved_last"].max())
    rest = {
        "periods": periods,
        "vintage": vintage_text(sources["published_on"], lang),
        "retrieved": span_text(span, lang),
        "quality": quality_text(letters, lang),
    }
    told = "; ".join(cited).replace(" ()", "")
    return Provenance(
        t(lang, "provenance.line", sources=told, **rest),
        sources,
        t(lang, "provenance.line", sources=_few(sources, told, lang), **rest),
    )


def span_text(days: Sequence[object], lang: Lang) -> str:
    """Return the first and the last day, or the one that they are."""
    return " – ".join(dict.fromkeys(date_text(day, lang) for day in days))


def vintage_text(published: pd.Series, lang: Lang) -> str:
    """Return the vintage of figures: the days printed by publishers, else that of retrieval.

    Parameters
    ----------
    published
        Day on which each source was issued; null where the publisher prints none.
    """
    days = published.dropna()
    if days.empty:
        return t(lang, "provenance.vintage_retrieved")
    told = span_text((days.min(), days.max()), lang)
    return told if len(days) == len(published) else t(lang, "provenance.vintage_both", days=told)


def _few(sources: pd.DataFrame, told: str, lang: Lang) -> str:
    """Return the text given, or for many sources their number and main publishers."""
    publishers = sources["publisher"].str.split(BETWEEN, regex=True).str[0].value_counts()
    if len(sources) <= MOST_TOLD:
        return told
    names = "; ".join(publishers.index[:MOST_TOLD])
    return t(lang, "provenance.several", n=len(sources), publishers=names)


def provenance_of(ask: Ask, measure: Measure, areas: Sequence[str]) -> Provenance:
    """Return the provenance of the values shown for the given areas."""
    rows = pd.DataFrame({"ags": areas}).merge(measure.values, on="ags", how="left")
    if not measure.indicator_id:
        return provenance_of_scores(ask, (measure.group_id,), rows, measure.lang)
    sources = ask(
        queries.provenance, measure.indicator_id, measure.period, tuple(areas), measure.lang
    )
    return summed_up(sources, measure.period, rows["quality"].fillna("O"), measure.lang)


def provenance_of_both(
    ask: Ask, first: Measure, second: Measure, areas: Sequence[str]
) -> Provenance:
    """Return the provenance of two indicators' values, for the given areas."""
    found, letters, lang = [], [], first.lang
    for measure in (first, second):
        what = (measure.indicator_id, measure.period, tuple(areas), lang)
        found.append(ask(queries.provenance, *what))
        rows = pd.DataFrame({"ags": areas}).merge(measure.values, on="ags", how="left")
        letters.append(rows["quality"].fillna("O"))
    sources = pd.concat(found).drop_duplicates(["publisher", "table_code", "citation"])
    years = " / ".join(dict.fromkeys((first.period, second.period)))
    return summed_up(sources, years, pd.concat(letters), lang)


def provenance_of_scores(
    ask: Ask, groups: tuple[str, ...], rows: pd.DataFrame, lang: Lang
) -> Provenance:
    """Return the provenance of scores, with the years of the values behind them.

    Parameters
    ----------
    groups
        Themes or capacities.
    rows
        ``ags, oldest, newest, quality`` per score.
    """
    sources = ask(queries.score_provenance, groups, tuple(rows["ags"].unique()), lang)
    years = years_text(rows["oldest"].dropna().min(), rows["newest"].dropna().max())
    return summed_up(sources, years, rows["quality"].fillna("O"), lang)


def provenance_of_all_years(ask: Ask, measure: Measure, areas: Sequence[str]) -> Provenance:
    """Return the provenance of an indicator's values of all years, for the given areas."""
    rows = measure.every_year[measure.every_year["ags"].isin(areas)]
    sources = ask(queries.provenance, measure.indicator_id, "", tuple(areas), measure.lang)
    years = rows.loc[rows["value"].notna(), "period"].str[:4]
    return summed_up(sources, years_text(years.min(), years.max()), rows["quality"], measure.lang)


def provenance_of_city(
    ask: Ask, ags: str, rows: pd.DataFrame, lang: Lang, codes: bool = True
) -> Provenance:
    """Return where all values of one city come from.

    Parameters
    ----------
    rows
        ``period, value, quality`` of the values shown.
    codes
        Whether the tables' codes are told beside their publishers.
    """
    sources = ask(queries.city_provenance, ags, lang)
    if not codes:
        sources = sources.assign(table_code="")
    years = rows.loc[rows["value"].notna(), "period"].str[:4]
    return summed_up(sources, years_text(years.min(), years.max()), rows["quality"], lang)


def source_table(sources: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per source with attribution, vintage, licence and remarks, and the columns."""
    published = [
        MISSING_SIGN if pd.isna(d) else date_text(d, lang) for d in sources["published_on"]
    ]
    rows = sources.assign(
        published=published,
        retrieved=[date_text(d, lang) for d in sources["retrieved_last"]],
        licence=[licence_text(name, lang) for name in sources["licence"]],
    )
    return rows, [
        Column("citation", t(lang, "provenance.col_citation")),
        Column("table_code", t(lang, "provenance.col_table")),
        Column("published", t(lang, "provenance.col_published"), numeric=True),
        Column("retrieved", t(lang, "provenance.col_retrieved"), numeric=True),
        Column("licence", t(lang, "provenance.col_licence")),
        Column("note", t(lang, "provenance.col_note")),
        Column("url", t(lang, "provenance.col_url"), link=True),
    ]
