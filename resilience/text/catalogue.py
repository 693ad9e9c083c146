"""The catalogue of indicators, and everything that is declared of one of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from html import escape
from typing import Any

import pandas as pd

from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.model.measure import Measure, years_text
from resilience.model.search import holding
from resilience.settings import SETTINGS, Settings
from resilience.text import declared
from resilience.text.figures import quality, score_text
from resilience.text.links import address
from resilience.text.provenance import date_text, licence_text, period_text
from resilience.text.tables import Column, Link, html_table
from resilience.warehouse import queries

STATES = ("scored", "context", "too_old", "awaiting_data")
"""States of an indicator: in current scores, not judged, scored long ago, without figures."""


def states(catalogue: pd.DataFrame, as_of: str, settings: Settings) -> pd.Series:
    """Return the state of each indicator as one of `STATES`.

    Parameters
    ----------
    as_of
        Year of the theme scores, which exclude values older than the settings allow.
    """
    newest = catalogue["years"].map(lambda years: int(years[-1]) if len(years) else 0)
    state = pd.Series("scored", index=catalogue.index)
    state[newest < int(as_of) - settings.maximum_age] = "too_old"
    state[~catalogue["scored"]] = "context"
    state[catalogue["status"] == "awaiting_data"] = "awaiting_data"
    return state


def found(
    catalogue: pd.DataFrame,
    search: str = "",
    theme: str = "",
    capacity: str = "",
    framework: str = "",
    source: str = "",
    status: str = "",
) -> pd.DataFrame:
    """Return the indicators that contain all words of the search and match every filter set."""
    keep = pd.Series(True, index=catalogue.index)
    text = catalogue[
        ["indicator_id", "label", "about", "theme", "numerator", "denominator", "caveat", "unit"]
    ].fillna("").agg(" ".join, axis=1)  # fmt: skip
    keep &= pd.Series(holding(text.tolist(), search), index=catalogue.index)
    for column, wanted in (("theme_id", theme), ("capacity", capacity), ("state", status)):
        if wanted:
            keep &= catalogue[column] == wanted
    for column, wanted in (("frameworks", framework), ("sources", source)):
        if wanted:
            keep &= catalogue[column].map(lambda ids, one=wanted: one in list(ids))
    return catalogue[keep]


def searched(
    ask: Callable[..., pd.DataFrame],
    region: str,
    search: str,
    filters: Mapping[str, str],
    carried: Mapping[str, str],
    lang: Lang,
) -> tuple[pd.DataFrame, str, str]:
    """Return the indicators found, see `found`, how many they are, and their table, if any.

    Parameters
    ----------
    ask
        Asks queries, see `analysis.repository`.
    carried
        What links keep of the address.
    """
    everything, scores = ask(queries.catalogue, region, lang), ask(queries.theme_scores)
    as_of = scores.loc[scores["score"].notna(), "period"].max()
    everything = everything.assign(state=states(everything, as_of, SETTINGS))
    own = found(everything, search, **filters)
    table = ""
    if len(own):
        table = html_table(*catalogue_table(own, carried, lang), t(lang, "catalogue.caption"))
    return own, count_text(own, len(everything), lang), table


def catalogue_table(
    catalogue: pd.DataFrame, carried: Mapping[str, str], lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per indicator with a link to its page, and the columns."""
    way = partial(address, "indicator", carried)
    rows = [
        {
            "label": (Link(row["label"], way(indicator=row["indicator_id"])),),
            "theme": row["theme"],
            "capacity": t(lang, f"capacity.{row['capacity']}"),
            "direction": t(lang, f"direction.{row['direction']}"),
            "unit": row["unit"],
            "years": _years(list(row["years"])),
            "known": t(lang, "catalogue.of", known=row["known"], members=row["members"]),
            "state": _state(row, lang),
        }
        for row in catalogue.to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("label", t(lang, "catalogue.col_indicator")),
        Column("theme", t(lang, "catalogue.col_theme")),
        Column("capacity", t(lang, "catalogue.col_capacity")),
        Column("direction", t(lang, "catalogue.col_direction")),
        Column("unit", t(lang, "catalogue.col_unit")),
        Column("years", t(lang, "catalogue.col_years")),
        Column("known", t(lang, "catalogue.col_known")),
        Column("state", t(lang, "catalogue.col_state")),
    ]


def _state(row: dict[Hashable, Any], lang: Lang) -> str:
    word = t(lang, f"catalogue.state_{row['state']}")
    if row["state"] != "awaiting_data":
        return word
    return f"{word} ({row['awaiting_publisher']}, {row['awaiting_table']})"


def count_text(measure: pd.DataFrame, total: int, lang: Lang) -> str:
    """Return how many indicators are shown, and in which state."""
    counts = measure["state"].value_counts()
    parts = [f"{counts[s]}× {t(lang, f'catalogue.state_{s}')}" for s in STATES if s in counts]
    return t(lang, "catalogue.count", n=len(measure), total=total, states=", ".join(parts))


def items_text(items: pd.DataFrame, lang: Lang) -> list[str]:
    """Return the framework items an indicator contributes to, each marked as verified or not."""
    return [
        t(
            lang,
            "indicator.item",
            framework=row["framework"],
            code=f" {row['code']}" if row["code"] else "",
            title=row["title"],
            extent=t(lang, f"indicator.extent_{row['extent']}"),
            verified=t(lang, "indicator.verified" if row["verified"] else "indicator.unverified"),
        )
        for row in items.to_dict("records")
    ]


def _years(years: list[str]) -> str:
    if not years:
        return MISSING_SIGN
    text = ", ".join(years) if len(years) <= 3 else years_text(years[0], years[-1])
    return text if len(years) <= 3 else f"{text} ({len(years)})"


def facts_html(
    indicator: pd.Series, frameworks: list[str], scenarios: list[str], lang: Lang
) -> str:
    """Return everything declared of an indicator as an HTML description list.

    Parameters
    ----------
    frameworks, scenarios
        The indicator's framework items and scenarios, as text.
    """
    formula = indicator["numerator"]
    if indicator["denominator"]:
        formula = f"{formula} ÷ {indicator['denominator']}"
    noise = t(lang, f"indicator.noise_{indicator['noise_model']}")
    facts: dict[str, Any] = {
        "indicator.formula": formula,
        "indicator.unit": indicator["unit"],
        "compare.capacity": t(lang, f"capacity.{indicator['capacity']}"),
        "compare.direction": f"{declared.direction(indicator, lang)}. {indicator['reason']}",
        "compare.goalposts": declared.goalposts_text(indicator, lang),
        "indicator.noise": noise,
        "compare.caveat": indicator["caveat"],
        "indicator.frameworks": "; ".join(frameworks) or t(lang, "missing.nothing"),
        "indicator.scenarios": "; ".join(scenarios) or t(lang, "missing.nothing"),
        "indicator.version": str(indicator["version"]),
        "indicator.file": indicator["file"],
    }
    if indicator["status"] == "awaiting_data":
        del facts["compare.goalposts"], facts["indicator.noise"]
    items = "".join(
        f"<dt>{escape(t(lang, word))}</dt><dd>{escape(str(text))}</dd>"
        for word, text in facts.items()
    )
    return f'<dl class="facts">{items}</dl>'


def awaiting(indicator: pd.Series, lang: Lang) -> str:
    """Return where the figures are published, and why they are not at hand."""
    return t(
        lang,
        "indicator.awaiting_text",
        publisher=indicator["awaiting_publisher"],
        table=indicator["awaiting_table"],
        url=indicator["awaiting_url"],
        why=indicator["awaiting_why"],
    )


def every_value(
    measure: Measure, members: pd.DataFrame, lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per member and period with value, interval, points and quality; the columns."""
    own = members[["ags", "name"]].merge(measure.every_year.drop(columns="name"), on="ags")
    own = own.sort_values(["name", "period"], ascending=[True, False], kind="stable")
    rows = [
        {
            "ags": row["ags"],
            "name": row["name"],
            "period": period_text(row["period"], lang),
            "value": measure.number(row["value"])
            if row["value"] == row["value"]
            else t(lang, "missing.no_data"),
            "interval": f"{measure.number(row['low'])}\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}"
            f"{measure.number(row['high'])}"
            if row["low"] == row["low"]
            else MISSING_SIGN,
            "score": score_text(row["score"], bool(row["clipped"] is True), lang),
            "quality": quality(row["quality"], row["note"] or "", measure.reasons, lang),
        }
        for row in own.to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("name", t(lang, "compare.col_city")),
        Column("period", t(lang, "compare.col_year"), numeric=True),
        Column("value", t(lang, "compare.col_value"), numeric=True),
        Column("interval", t(lang, "compare.col_interval"), numeric=True),
        Column("score", t(lang, "map.col_score"), numeric=True),
        Column("quality", t(lang, "compare.col_quality")),
    ]


def example_tables(
    example: pd.DataFrame, decimals: int, lang: Lang
) -> list[tuple[str, pd.DataFrame, list[Column]]]:
    """Return the worked example: a table per input series, then the SQL's result."""
    tables = []
    rows = example.assign(
        value=[number(v, 0 if v == round(v) else 3, lang) if v == v else MISSING_SIGN
               for v in example["value"]]
    )  # fmt: skip
    columns = [
        Column("name", t(lang, "compare.col_city")),
        Column("period", t(lang, "compare.col_year"), numeric=True),
        Column("category", t(lang, "indicator.col_category")),
        Column("value", t(lang, "compare.col_value"), numeric=True),
    ]
    for series_id, part in rows[rows["series_id"].notna()].groupby("series_id", sort=False):
        plain = [c for c in columns if c.field != "category" or (part["category"] != "").any()]
        tables.append((t(lang, "indicator.given", series=series_id), part, plain))
    expected = rows[rows["series_id"].isna()].assign(
        value=[number(v, decimals, lang) for v in example.loc[example["series_id"].isna(), "value"]]
    )
    plain = [c for c in columns if c.field != "category"]
    return [*tables, (t(lang, "indicator.expected"), expected, plain)]


def lineage_table(lineage: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per series and vintage behind the values, with the publisher's file."""
    rows = [
        {
            "series": f"{row['series']} ({row['series_id']})",
            "publisher": row["publisher"],
            "table": " · ".join(part for part in (row["title"], row["table_code"]) if part),
            "years": _years(list(row["years"])),
            "vintage": MISSING_SIGN
            if pd.isna(row["published_on"])
            else date_text(row["published_on"], lang),
            "retrieved": date_text(row["retrieved_on"], lang),
            "boundary": date_text(row["boundary_date"], lang),
            "file": f"{row['file_name']} (SHA-256 {row['sha256'][:12]}…)",
            "licence": licence_text(row["licence"], lang),
            "url": row["url"],
        }
        for row in lineage.to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("series", t(lang, "indicator.col_series")),
        Column("publisher", t(lang, "indicator.col_publisher")),
        Column("table", t(lang, "indicator.col_table")),
        Column("years", t(lang, "indicator.col_years")),
        Column("vintage", t(lang, "provenance.col_published"), numeric=True),
        Column("retrieved", t(lang, "provenance.col_retrieved"), numeric=True),
        Column("boundary", t(lang, "indicator.col_boundary"), numeric=True),
        Column("file", t(lang, "indicator.col_file")),
        Column("licence", t(lang, "provenance.col_licence")),
        Column("url", t(lang, "provenance.col_url"), link=True),
    ]
