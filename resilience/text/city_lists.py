"""The lists of a city's profile: strengths and weaknesses, changes, gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from resilience.analysis.claims import BEHIND
from resilience.analysis.repository import Ask, Figures
from resilience.i18n import MISSING_SIGN, Lang, change_unit, number, quantity, signed, t
from resilience.text.claims import value_claim
from resilience.text.figures import interval_or_noise, quality, score_text
from resilience.text.links import address
from resilience.text.provenance import period_text
from resilience.text.tables import Column, Link, html_table

CityTable = tuple[pd.DataFrame, list[Column]]
STANDINGS = ("ahead", "behind", "alike", "alone")


@dataclass(frozen=True, eq=False)
class About:
    """The context shared by all lists of a city.

    Parameters
    ----------
    city
        ``ags, name`` and further attributes.
    declared
        See `queries.indicators`.
    themes
        Names of the theme fields.
    carried
        Query parameters that links keep.
    peers
        Name of the peer set.
    sort
        Sort order of the lists, see `html_table`.
    """

    lang: Lang
    city: Mapping[Any, Any]
    declared: pd.DataFrame
    themes: Mapping[str, str]
    carried: Mapping[str, str]
    peers: str = ""
    sort: str = ""

    @cached_property
    def labels(self) -> dict[str, str]:
        """Names of all indicators with figures."""
        return dict(zip(self.declared["indicator_id"], self.declared["label"], strict=True))

    @cached_property
    def _known(self) -> dict[Any, dict[Any, Any]]:
        rows = self.declared.to_dict("records")
        return {row["indicator_id"]: row for row in rows}

    def described(self, rows: pd.DataFrame) -> list[dict[Any, Any]]:
        """Return rows with the declarations of their indicators, in the order of the rows."""
        return [
            {**self._known[row["indicator_id"]], **row}
            for row in rows.to_dict("records")
            if row["indicator_id"] in self._known
        ]

    def indicator(self, row: Mapping[Any, Any]) -> tuple[Link, ...]:
        """Return an indicator's name as a link to its page."""
        return (Link(row["label"], self.way("indicator", indicator=row["indicator_id"])),)

    def way(self, page: str, **more: str) -> str:
        """Return the address of a page, keeping the selection."""
        return address(page, self.carried, **more)

    def html(self, table: CityTable, word: str) -> str:
        """Return a list with its caption, or the sentence that there is nothing to list.

        Parameters
        ----------
        word
            Locale key of the caption; that of the sentence ends in ``_none``.
        """
        rows, columns = table
        name = self.city["name"]
        if rows.empty:
            return f"<p>{escape(t(self.lang, f'city.{word}_none', city=name))}</p>"
        caption = t(self.lang, f"city.{word}", city=name)
        return html_table(rows, columns, caption, sort=self.sort)


def about_of(
    ask: Ask,
    region: str,
    city: str,
    lang: Lang,
    carried: Mapping[str, str],
    peers: pd.DataFrame,
    sort: str = "",
) -> About:
    """Return the context for the lists of a region's city.

    Parameters
    ----------
    carried, sort
        See `About`.
    peers
        ``kind, label`` of the peer sets.
    """
    figures = Figures(ask, region, lang)
    own = figures.members[figures.members["ags"] == city].to_dict("records")[0]
    labels = peers.loc[peers["kind"] == own["peer_kind"], "label"].head(1).to_list()
    return About(lang, own, figures.declared, figures.theme_names, carried, "".join(labels), sort)


def html_of(about: About, word: str, make: Callable[..., CityTable], *arguments: Any) -> str:
    """Return a list as HTML.

    Parameters
    ----------
    make
        Function that makes the table from the arguments and ``about``.
    """
    return about.html(make(*arguments, about), word)


def outstanding_table(standings: pd.DataFrame, about: About) -> CityTable:
    """Return a short `standing_table`: value, year, median, gain, standing."""
    rows, columns = standing_table(standings, about)
    short = ("label", "value", "year", "median", "gain", "standing", "claim")
    return rows, sorted(
        (one for one in columns if one.field in short), key=lambda one: short.index(one.field)
    )


def standing_table(standings: pd.DataFrame, about: About) -> CityTable:
    """Return a row per indicator: value and year, median of the peers, interval, score, standing.

    Parameters
    ----------
    standings
        See `city_findings.indicator_standings`.
    """
    lang, rows = about.lang, []
    for row in about.described(standings):
        decimals = row["decimals"]
        rows.append(
            {
                "label": about.indicator(row),
                "name": row["label"],
                "value": quantity(row["value"], decimals, row["unit"], lang),
                "year": _year(row["period"], row["quality"], lang),
                "median": number(row["median"], decimals, lang),
                "interval": interval_or_noise(row, decimals, lang),
                "score": score_text(row["score"], row["clipped"], lang),
                "points": row["score"],
                "claim": value_claim(row, about.peers, lang),
                "standing": _standing(row, lang),
                "share": row["worse"] / row["others"] if row["others"] else float("nan"),
                "gain": signed(row["points"], 1, lang),
                "gained": round(row["points"], 1),
            }
        )
    columns = [
        Column("label", t(lang, "map.col_indicator"), by="name"),
        Column("value", t(lang, "map.col_value"), numeric=True),
        Column("year", t(lang, "compare.col_year"), numeric=True),
        Column("median", t(lang, "city.col_median"), numeric=True),
        Column("interval", t(lang, "compare.col_interval"), numeric=True),
        Column("score", t(lang, "map.col_score"), numeric=True, by="points"),
        Column("gain", t(lang, "city.col_gain"), numeric=True, by="gained"),
        Column("claim", t(lang, "claim.col")),
        Column("standing", t(lang, "city.col_standing"), by="share", numeric=True),
    ]
    return pd.DataFrame(rows), columns


def _standing(row: Mapping[Any, Any], lang: Lang) -> str:
    behind = row["claim"] in BEHIND
    n = row["better"] if behind else row["worse"]
    counts = {"n": number(n, 0, lang), "of": number(row["others"], 0, lang)}
    word = "alone" if row["claim"] == "none" else "behind" if behind else "ahead"
    return t(lang, f"city.standing_{word}", **counts)


def standing_note(standings: pd.DataFrame, lang: Lang) -> str:
    """Return how many indicators differ from the peers' median, and how many do not."""
    counts = {name: int((standings["standing"] == name).sum()) for name in STANDINGS}
    return t(lang, "city.counts", total=len(standings), **counts)


def change_table(changes: pd.DataFrame, about: About) -> CityTable:
    """Return a row per indicator: both years with their values, the change, and its meaning."""
    lang = about.lang
    rows = [
        {
            "label": about.indicator(row),
            "name": row["label"],
            "start": _dated(row, "before", "start", lang),
            "end": _dated(row, "after", "end", lang),
            "change": f"{signed(row['change'], row['decimals'], lang)}\N{NO-BREAK SPACE}"
            f"{change_unit(row['unit'], lang)}",
            "newest": row["end"],
            "judgement": t(lang, f"city.judgement_{row['judgement']}"),
        }
        for row in about.described(changes)
    ]
    return pd.DataFrame(rows), [
        Column("label", t(lang, "map.col_indicator"), by="name"),
        Column("start", t(lang, "city.col_start"), numeric=True),
        Column("end", t(lang, "city.col_end"), numeric=True, by="newest"),
        Column("change", t(lang, "city.col_change"), numeric=True),
        Column("judgement", t(lang, "city.col_judgement"), by="judgement"),
    ]


def _dated(row: Mapping[Any, Any], value: str, end: str, lang: Lang) -> str:
    year = _year(row[end], row[f"{end}_quality"], lang)
    return f"{number(row[value], row['decimals'], lang)} ({year})"


def _year(period: str, letter: str, lang: Lang) -> str:
    """Return a value's year, with its quality letter unless normal."""
    year = period_text(period, lang)
    return year if letter == "A" else f"{year}, {t(lang, f'quality.{letter}')}"


def change_note(untold: Mapping[str, list[str]], about: About) -> str:
    """Return in words which indicators have no stated change, and why."""
    lang, labels = about.lang, about.labels
    parts = [t(lang, "city.change_scores")]
    if untold["broken"]:
        names = "; ".join(labels[one] for one in untold["broken"])
        parts.append(t(lang, "city.untold_broken", n=len(untold["broken"]), names=names))
    if untold["single"]:
        parts.append(t(lang, "city.untold_single", n=len(untold["single"])))
    return " ".join(parts)


def flag_table(newest: pd.DataFrame, reasons: dict[str, str], about: About) -> CityTable:
    """Return a row per value that is missing or not normal, the missing ones first.

    Parameters
    ----------
    newest
        The city's rows of `queries.newest_values`.
    reasons
        Why published values were corrected.
    """
    lang = about.lang
    special = newest[newest["quality"] != "A"]
    special = special.sort_values("value", key=lambda v: v.notna(), kind="stable")
    rows = [
        {
            "label": about.indicator(row),
            "value": quantity(row["value"], row["decimals"], row["unit"], lang)
            if row["value"] == row["value"]
            else t(lang, "missing.no_data"),
            "year": period_text(row["period"], lang)
            if isinstance(row["period"], str)
            else MISSING_SIGN,
            "quality": quality(row["quality"], row["note"], reasons, lang),
        }
        for row in about.described(special)
    ]
    return pd.DataFrame(rows), [
        Column("label", t(lang, "map.col_indicator")),
        Column("value", t(lang, "map.col_value"), numeric=True),
        Column("year", t(lang, "compare.col_year"), numeric=True),
        Column("quality", t(lang, "compare.col_quality")),
    ]


def awaiting_table(catalogue: pd.DataFrame, about: About) -> CityTable:
    """Return a row per indicator that awaits its figures, for all cities."""
    lang = about.lang
    waiting = catalogue[catalogue["status"] == "awaiting_data"]
    rows = [
        {
            "label": about.indicator(row),
            "theme": row["theme"],
            "publisher": row["awaiting_publisher"],
            "why": row["awaiting_why"],
        }
        for row in waiting.to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("label", t(lang, "map.col_indicator")),
        Column("theme", t(lang, "city.col_theme")),
        Column("publisher", t(lang, "city.col_publisher")),
        Column("why", t(lang, "city.col_why")),
    ]
