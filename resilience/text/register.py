"""The register of sources: description, age of the figures, and newer figures available."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from resilience.i18n import Lang, t
from resilience.model.measure import years_text
from resilience.text.provenance import date_text, licence_text, period_text
from resilience.text.tables import Column, Fold, Link

Row = dict[Hashable, Any]
NBSP = "\N{NO-BREAK SPACE}"
_TRIED = {"recording": "register.asked_recording", "never": "register.asked_never"}
UNBROKEN = "\N{WORD JOINER}–\N{WORD JOINER}"


def register_introduction(register: pd.DataFrame, build: dict[str, Any], lang: Lang) -> str:
    """Return the number of sources, how many are outdated, and what cannot be known."""
    return t(
        lang,
        "register.intro",
        n=len(register),
        publishers=register["publisher"].nunique(),
        outdated=int(register[f"newer_{lang}"].notna().sum()),
        year=pd.Timestamp(build["built_at"]).year,
    )


def asking_introduction(live: pd.DataFrame, lang: Lang) -> str:
    """Return the number of publishers' files taken in here, and of those never tried."""
    untried = live["fetched_on"].isna()
    return t(
        lang,
        "register.asking_intro",
        n=len(live),
        untried=int(untried.sum()),
        recorded=int((untried & (live["tried"] == "recording")).sum()),
        waiting=int(live["waiting"].sum()),
    )


def register_table(
    register: pd.DataFrame, live: pd.DataFrame, lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per source, and the columns; ``live`` lists the sources that can be fetched."""
    asked = {row["source_id"]: _asked(row, lang) for row in live.to_dict("records")}
    nobody = Link(t(lang, "register.asked_not"))
    rows = [
        {
            "source": (
                Link(row[f"title_{lang}"], row["url"]),
                Link(" · ".join(text for text in (row["publisher"], row["table_code"]) if text)),
                Fold(t(lang, "register.note"), row[f"note_{lang}"]),
            ),
            "years": (
                Link(years_text(row["oldest_year"], row["newest_year"]).replace("–", UNBROKEN)),
                Link(_counted("age", int(row["age"]), lang)),
                Link(_counted("indicators", int(row["indicators"]), lang)),
            ),
            "vintage": (*_vintage(row, lang), asked.get(row["source_id"], nobody)),
            "newer": _newer(row, lang),
            "licence": (_licence(row, lang),),
        }
        for row in register.to_dict("records")
    ]
    names = ("source", "years", "vintage", "newer", "licence")
    return pd.DataFrame(rows), [Column(name, t(lang, f"register.col_{name}")) for name in names]


def waiting_table(live: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per source that can be fetched but has no figure yet."""
    rows = [
        {
            "source": (Link(row[f"title_{lang}"], row["url"]), Link(row["publisher"])),
            "asked": (_asked(row, lang),),
        }
        for row in live[live["waiting"]].to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["source", "asked"]), [
        Column(name, t(lang, f"register.col_{name}")) for name in ("source", "asked")
    ]


def outline_table(outlines: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per layer of outlines, and the columns."""
    rows = [
        {
            "layer": row["title"],
            "citation": row["citation"],
            "retrieved": date_text(row["retrieved_on"], lang),
            "licence": (_licence(row, lang),),
        }
        for row in outlines.to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("layer", t(lang, "register.col_layer")),
        Column("citation", t(lang, "provenance.col_citation")),
        Column("retrieved", t(lang, "provenance.col_retrieved"), numeric=True),
        Column("licence", t(lang, "register.col_licence")),
    ]


def letter_table(letters: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per quality letter, and the columns."""
    rows = letters.rename(columns={f"label_{lang}": "label", f"about_{lang}": "about"})
    return rows, [
        Column("quality", t(lang, "data.col_letter")),
        Column("label", t(lang, "data.col_label")),
        Column("about", t(lang, "data.col_about")),
    ]


def _counted(word: str, n: int, lang: Lang) -> str:
    form = {0: "_none", 1: "_one"}.get(n, "")
    return t(lang, f"register.{word}{form}", n=n).replace(" ", NBSP)


def _day(value: object, lang: Lang) -> str:
    return date_text(value, lang).replace(" ", NBSP)


def _vintage(row: Row, lang: Lang) -> tuple[Link, ...]:
    lines = [
        t(lang, "register.retrieved", date=_day(row["retrieved_on"], lang)),
        t(lang, "register.cycle", cycle=row[f"update_cycle_{lang}"]),
    ]
    if not pd.isna(row["published_on"]):
        lines.insert(0, t(lang, "register.published", date=_day(row["published_on"], lang)))
    return tuple(Link(line) for line in lines)


def _asked(row: Row, lang: Lang) -> Link:
    """Return what reading was tested on: a publisher's file taken in here, or nothing so far."""
    if not pd.isna(row["fetched_on"]):
        return Link(t(lang, "register.asked_fetched", date=_day(row["fetched_on"], lang)))
    login = t(lang, "register.asked_login") if row["login_needed"] else ""
    return Link(t(lang, _TRIED[row["tried"]]) + login)


def _newer(row: Row, lang: Lang) -> tuple[Link, ...]:
    """Return which newer figures exist, with the word that marks the source as outdated."""
    if pd.isna(row[f"newer_{lang}"]):
        return (Link(t(lang, "register.unknown")),)
    word = t(lang, "register.outdated")
    if not pd.isna(row["newer_period"]):
        word = t(lang, "register.outdated_by", period=period_text(row["newer_period"], lang))
    return Link(word, strong=True), Link(row[f"newer_{lang}"])


def _licence(row: Row, lang: Lang) -> Link:
    return Link(licence_text(row["licence"], lang), row["licence_url"])
