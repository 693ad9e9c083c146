"""Declarations as rows of the warehouse, so that what is shown is what was built."""

from __future__ import annotations

from typing import Any

import pandas as pd

from resilience.model.content import Content, refuse_unknown
from resilience.model.registry import Entry, Registry
from resilience.warehouse.sandbox import example_inputs


def mirror(found: Registry, content: Content) -> dict[str, pd.DataFrame]:
    """Return the rows of each table that mirrors declarations and content, parents first.

    Raises
    ------
    ContentError
        An indicator that names an item or a scenario which the content does not have.
    """
    items = [item.id for item in content.items]
    scenarios = [scenario.id for scenario in content.scenarios.scenario]
    return {
        "framework": pd.DataFrame(_framework_rows(content)),
        "framework_item": pd.DataFrame(_item_rows(content)),
        "scenario": pd.DataFrame(_scenario_rows(content)),
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
        **indicator_rows(list(found.indicators.values()), items, scenarios),
        "idea": pd.DataFrame(_idea_rows(content)),
        "idea_theme": _pairs(content, "theme_id", "themes"),
        "idea_indicator": _pairs(content, "indicator_id", "indicators"),
        "kopfstand": pd.DataFrame(_kopfstand_rows(content)),
        "process_fact": pd.DataFrame(_fact_rows(content)),
    }


def indicator_rows(
    entries: list[Entry], items: list[str], scenarios: list[str]
) -> dict[str, pd.DataFrame]:
    """Return the rows of each table that mirrors indicators, parents first.

    Parameters
    ----------
    items, scenarios
        Ids of the frameworks' items and of the stress scenarios there are.

    Raises
    ------
    ContentError
        An indicator that names an item or a scenario which there is not.
    """
    for entry in entries:
        for clause in entry.indicator.frameworks:
            refuse_unknown(f"{entry.where(clause.item)}: framework item", [clause.item], items)
        for name in entry.indicator.scenarios:
            refuse_unknown(f"{entry.where(name, 'scenarios')}: scenario", [name], scenarios)
    return {
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
        "numerator_de": i.numerator.de,
        "numerator_en": i.numerator.en,
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


def _framework_rows(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "framework_id": f.id,
            "position": n,
            "short_name": f.short,
            "name_de": f.name_de,
            "name_en": f.name_en,
            "publisher": f.publisher,
            "edition_de": f.edition_de,
            "edition_en": f.edition_en,
            "comparison_de": f.comparison_de,
            "comparison_en": f.comparison_en,
            "evidence_de": f.evidence_de,
            "evidence_en": f.evidence_en,
        }
        for n, f in enumerate(content.frameworks.framework, start=1)
    ]


def _item_rows(content: Content) -> list[dict[str, Any]]:
    file = content.frameworks
    items = ((f, s, i) for f in file.framework for s in f.section for i in s.items)
    return [
        {
            "item_id": i.id,
            "framework_id": f.id,
            "position": n,
            "section_code": s.code,
            "section_de": s.de,
            "section_en": s.en,
            "code": i.code,
            "title_de": i.de,
            "title_en": i.en,
            "verified": i.verified_in is not None,
            "verified_in_de": file.sources[i.verified_in].de if i.verified_in else None,
            "verified_in_en": file.sources[i.verified_in].en if i.verified_in else None,
            "gap_de": file.gaps[i.gap].de if i.gap else None,
            "gap_en": file.gaps[i.gap].en if i.gap else None,
        }
        for n, (f, s, i) in enumerate(items, start=1)
    ]


def _scenario_rows(content: Content) -> list[dict[str, Any]]:
    file = content.scenarios
    return [
        {
            "scenario_id": s.id,
            "position": n,
            "name_de": s.name_de,
            "name_en": s.name_en,
            "question_de": s.question_de,
            "question_en": s.question_en,
            "assumption_de": file.assumption_de,
            "assumption_en": file.assumption_en,
            "source": file.source,
        }
        for n, s in enumerate(file.scenario, start=1)
    ]


def _idea_rows(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "idea_id": i.id,
            "position": n,
            "city_type": i.city_type,
            "pilot": i.pilot,
            "title_de": i.title_de,
            "title_en": i.title_en,
            "summary_de": i.summary_de,
            "summary_en": i.summary_en,
            "publisher": i.publisher,
            "citation": i.where,
            "dated": i.date,
        }
        for n, i in enumerate(content.ideas, start=1)
    ]


def _pairs(content: Content, column: str, field: str) -> pd.DataFrame:
    return pd.DataFrame(
        [(i.id, n, name) for i in content.ideas for n, name in enumerate(getattr(i, field), 1)],
        columns=["idea_id", "position", column],
    )


def _kopfstand_rows(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "theme_id": k.theme,
            "recorded": k.question_de is not None,
            "question_de": k.question_de,
            "question_en": k.question_en,
            "flip_de": k.flip_de,
            "flip_en": k.flip_en,
            "publisher": k.publisher,
            "citation": k.where,
            "dated": k.date,
        }
        for k in content.kopfstand
    ]


def _fact_rows(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "fact_id": f.id,
            "position": n,
            "kind": f.kind,
            "text_de": f.de,
            "text_en": f.en,
            "publisher": f.publisher,
            "citation": f.where,
            "dated": f.date,
        }
        for n, f in enumerate(content.facts, start=1)
    ]
