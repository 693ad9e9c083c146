"""Declarations as rows of the warehouse, so that what is shown is what was built."""

from __future__ import annotations

from typing import Any

import pandas as pd

from resilience.registry import Entry, Registry
from resilience.sandbox import example_inputs


def mirror(found: Registry) -> dict[str, pd.DataFrame]:
    """Return the rows of each table that mirrors the declarations, parents first."""
    entries = found.indicators.values()
    return {
        "theme": pd.DataFrame(
            [
                {
                    "theme_id": theme_id,
                    "label_de": theme.name.de,
                    "label_en": theme.name.en,
                    "question_de": theme.question.de,
                    "question_en": theme.question.en,
                    "position": theme.position,
                }
                for theme_id, theme in found.themes.items()
            ]
        ),
        "indicator": pd.DataFrame([_indicator(entry) for entry in entries]),
        "indicator_need": _rows(entries, _needs),
        "indicator_framework": _rows(entries, _frameworks),
        "indicator_scenario": _rows(entries, _scenarios),
        "indicator_example": _rows(entries, _example),
    }


def _rows(entries, rows_of) -> pd.DataFrame:
    return pd.DataFrame(
        [{"indicator_id": e.indicator_id, **row} for e in entries for row in rows_of(e)]
    )


def _indicator(entry: Entry) -> dict[str, Any]:
    i, posts, noise, awaiting = (
        entry.indicator,
        entry.indicator.goalposts,
        entry.indicator.noise,
        entry.indicator.awaiting,
    )
    band = posts.band if posts and posts.band else (None, None)
    return {
        "indicator_id": entry.indicator_id,
        "theme_id": entry.theme_id,
        "label_de": i.name.de,
        "label_en": i.name.en,
        "about_de": i.about.de,
        "about_en": i.about.en,
        "unit_de": i.unit.de,
        "unit_en": i.unit.en,
        "decimals": i.decimals,
        "capacity": i.capacity,
        "direction": i.direction,
        "reason_de": i.reason.de,
        "reason_en": i.reason.en,
        "low": posts and posts.low,
        "high": posts and posts.high,
        "band_low": band[0],
        "band_high": band[1],
        "goalposts_de": posts.source.de if posts else "",
        "goalposts_en": posts.source.en if posts else "",
        "caveat_de": i.caveat.de,
        "caveat_en": i.caveat.en,
        "sql": i.sql.strip(),
        "file": entry.file,
        "version": i.version,
        "scored": i.scored,
        "status": i.status,
        "numerator_de": i.numerator and i.numerator.de,
        "numerator_en": i.numerator and i.numerator.en,
        "denominator_de": i.denominator and i.denominator.de,
        "denominator_en": i.denominator and i.denominator.en,
        "noise_model": noise and noise.model,
        "noise_series": noise and noise.series,
        "awaiting_publisher": awaiting and awaiting.publisher,
        "awaiting_table": awaiting and awaiting.table,
        "awaiting_url": awaiting and awaiting.url,
        "awaiting_why_de": awaiting and awaiting.why.de,
        "awaiting_why_en": awaiting and awaiting.why.en,
    }


def _needs(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"position": n, "series_id": need.series, "categories": list(need.categories)}
        for n, need in enumerate(entry.indicator.tables, start=1)
    ]


def _frameworks(entry: Entry) -> list[dict[str, Any]]:
    return [{"item_id": c.item, "extent": c.extent} for c in entry.indicator.frameworks]


def _scenarios(entry: Entry) -> list[dict[str, Any]]:
    return [{"scenario_id": scenario} for scenario in entry.indicator.scenarios]


def _example(entry: Entry) -> list[dict[str, Any]]:
    example = entry.indicator.example
    if example is None:
        return []
    given = [
        {"series_id": series, **row}
        for series, table in example_inputs(example).items()
        for row in table.to_dict("records")
    ]
    expected = [
        {"series_id": None, "ags": ags, "period": period, "category": "", "value": value}
        for ags, period, value in example.expected
    ]
    return [{"position": n, **row} for n, row in enumerate(given + expected, start=1)]
