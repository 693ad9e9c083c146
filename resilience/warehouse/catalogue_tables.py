"""Declarations as rows of the warehouse, so that what is shown is what was built.

Each field of a declaration is a column; a field with fields of its own, such as a text, has one
column for each of them, with a suffix (``caveat_de``). A new field needs a column in `schema.sql`,
but no change here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import pandas as pd

from resilience.model.content import Content, FrameworkFile, Words
from resilience.model.content_files import refuse_unknown
from resilience.model.registry import Entry, Registry
from resilience.model.sources import Card, Snapshot
from resilience.warehouse.sandbox import example_inputs
from resilience.words import PEER_KINDS, Goalposts

_NAMED = {"name_de": "label_de", "name_en": "label_en"}
_TEXT = {"de": "text_de", "en": "text_en"}
CITED = {"where": "citation"}
"""Column of the source in which something was checked."""


def columns_of(declaration: Any, without: Iterable[str] = ()) -> dict[str, Any]:
    """Return a dataclass as a row, without lists and fields that are None."""
    row: dict[str, Any] = {}
    for name in (field.name for field in fields(declaration) if field.name not in without):
        value = getattr(declaration, name)
        if is_dataclass(value):
            row |= _behind(name, columns_of(value))
        elif value is not None and not isinstance(value, (dict, list, tuple)):
            row[name] = value
    return row


def live_source_rows(
    cards: Iterable[Card], fetched: Mapping[str, Sequence[Snapshot]]
) -> pd.DataFrame:
    """Return a row per source that can be fetched.

    Parameters
    ----------
    fetched
        Per source the vintages fetched after the bundle was made.
    """
    kept = ("source_id", "title_de", "title_en", "publisher", "url")
    rows = [
        {
            **{name: getattr(card, name) for name in kept},
            "tried": card.live.tried,
            "login_needed": card.live.login_needed,
            "fetched_on": max(
                (pd.Timestamp(vintage.retrieved_on) for vintage in fetched[card.source_id]),
                default=pd.NaT,
            ),
        }
        for card in cards
        if card.live
    ]
    return pd.DataFrame(rows, columns=[*kept, "tried", "login_needed", "fetched_on"])


def mirror(found: Registry, content: Content) -> dict[str, pd.DataFrame]:
    """Return the rows of each table that mirrors declarations and content, parents first.

    Raises
    ------
    ContentError
        An indicator names a framework item that does not exist.
    """
    items = [item.id for item in content.items]
    stresses = content.scenarios
    themes = _table(found.themes.values(), **_NAMED)
    return {
        "framework": _numbered(content.frameworks.framework, id="framework_id", short="short_name"),
        "framework_item": pd.DataFrame(_item_rows(content.frameworks)),
        "scenario": _numbered(stresses.scenario, id="scenario_id").assign(**columns_of(stresses)),
        "scenario_role": _parts(content, "role").rename(columns={"indicator": "indicator_id"}),
        "scenario_gap": _parts(content, "gap"),
        "theme": themes.assign(theme_id=list(found.themes)),
        **indicator_rows(list(found.indicators.values()), items),
        "idea": _numbered(content.ideas, id="idea_id", **CITED),
        "idea_theme": _pairs(content, "theme_id", "themes"),
        "idea_indicator": _pairs(content, "indicator_id", "indicators"),
        "kopfstand": _table(content.kopfstand, theme="theme_id", **CITED).assign(
            recorded=[one.question_de is not None for one in content.kopfstand]
        ),
        "kopfstand_indicator": pd.DataFrame(
            [(k.theme, n, one) for k in content.kopfstand for n, one in enumerate(k.shown_by, 1)],
            columns=["theme_id", "position", "indicator_id"],
        ),
        "process_fact": _numbered(content.facts, id="fact_id", **_TEXT, **CITED),
        "target": _numbered(
            content.targets.target,
            **{"id": "target_id", "theme": "theme_id", "area": "ags"},
            **{"indicator": "indicator_id", "series": "series_id"},
            **_TEXT,
            **CITED,
        ),
        "target_missing": _numbered(content.targets.missing, area="ags", **_TEXT, **CITED),
        "megatrend": _numbered(
            content.megatrends, id="megatrend_id", indicator="indicator_id", **CITED
        ),
    }


def _table(declarations: Iterable[Any], **renamed: str) -> pd.DataFrame:
    return pd.DataFrame([columns_of(one) for one in declarations]).rename(columns=renamed)


def _numbered(declarations: Iterable[Any], **renamed: str) -> pd.DataFrame:
    rows = _table(declarations, **renamed)
    return rows.assign(position=range(1, len(rows) + 1))


def _item_rows(file: FrameworkFile) -> list[dict[str, Any]]:
    items = [(f.id, s, i) for f in file.framework for s in f.section for i in s.items]
    return [
        {
            "item_id": item.id,
            "framework_id": framework_id,
            "position": n,
            **_behind("section", columns_of(section)),
            "code": item.code,
            "title_de": item.de,
            "title_en": item.en,
            "verified": item.verified_in is not None,
            **_named("verified_in", file.sources, item.verified_in),
            **_named("gap", file.gaps, item.gap),
        }
        for n, (framework_id, section, item) in enumerate(items, start=1)
    ]


def _behind(name: str, row: dict[str, Any]) -> dict[str, Any]:
    return {f"{name}_{part}": value for part, value in row.items()}


def _named(name: str, texts: dict[str, Words], key: str | None) -> dict[str, Any]:
    return _behind(name, columns_of(texts[key])) if key else {}


def _pairs(content: Content, column: str, field: str) -> pd.DataFrame:
    return pd.DataFrame(
        [(i.id, n, name) for i in content.ideas for n, name in enumerate(getattr(i, field), 1)],
        columns=["idea_id", "position", column],
    )


def _parts(content: Content, name: str) -> pd.DataFrame:
    """Return the roles or the gaps of all scenarios."""
    rows = [
        {"scenario_id": scenario.id, "position": n, **columns_of(part)}
        for scenario in content.scenarios.scenario
        for n, part in enumerate(getattr(scenario, name), 1)
    ]
    return pd.DataFrame(rows).rename(columns=_TEXT)


def indicator_rows(entries: list[Entry], items: list[str]) -> dict[str, pd.DataFrame]:
    """Return the rows of each table that mirrors indicators, parents first.

    Parameters
    ----------
    items
        Ids of all framework items.

    Raises
    ------
    ContentError
        An indicator names a framework item that does not exist.
    """
    for entry in entries:
        for clause in entry.indicator.frameworks:
            refuse_unknown(
                f"{entry.where(clause.item, 'frameworks=')}: framework item", [clause.item], items
            )
    active = [entry for entry in entries if not entry.indicator.awaiting]
    return {
        "indicator": pd.DataFrame(map(_indicator, entries)).rename(columns=_NAMED),
        "indicator_need": _rows(active, _needs),
        "indicator_framework": _rows(entries, _frameworks),
        "indicator_example": _rows(active, _example),
    }


def _rows(entries: list[Entry], rows_of: Callable[[Entry], list[dict[str, Any]]]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"indicator_id": e.indicator_id, **row} for e in entries for row in rows_of(e)]
    )


def _indicator(entry: Entry) -> dict[str, Any]:
    told, posts, noise = entry.indicator, entry.indicator.goalposts, entry.indicator.counted
    low, high = posts.band if posts and posts.band else (None, None)
    return columns_of(told, without=("goalposts", "noise")) | {
        "indicator_id": entry.indicator_id,
        "theme_id": entry.theme_id,
        **_scales(posts),
        "band_low": low,
        "band_high": high,
        "goalposts_de": posts.source.de if posts else "",
        "goalposts_en": posts.source.en if posts else "",
        "noise_model": noise.model if noise else told.noise,
        "noise_series": noise and noise.series,
        "sql": told.sql.strip(),
        "file": entry.file,
        "scored": told.scored,
        "status": told.status,
    }


def _scales(posts: Goalposts | None) -> dict[str, float | None]:
    """Return the goalposts of each kind of city as columns."""
    scales = posts.scales if posts else {}
    return {
        f"{kind}_{side}": scales[kind][at] if kind in scales else None
        for kind in PEER_KINDS
        for at, side in enumerate(("low", "high"))
    }


def _needs(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"position": n, "series_id": need.series, "categories": list(need.categories)}
        for n, need in enumerate(entry.indicator.tables, start=1)
    ]


def _frameworks(entry: Entry) -> list[dict[str, Any]]:
    return [{"item_id": c.item, "extent": c.extent} for c in entry.indicator.frameworks]


def _example(entry: Entry) -> list[dict[str, Any]]:
    example = entry.indicator.example
    if example is None:
        return []
    given: list[dict[Any, Any]] = [
        {"series_id": series, **row}
        for series, table in example_inputs(example).items()
        for row in table.to_dict("records")
    ]
    expected: list[dict[Any, Any]] = [
        {"series_id": None, "ags": ags, "period": period, "category": "", "value": value}
        for ags, period, value in example.expected
    ]
    return [{"position": n, **row} for n, row in enumerate(given + expected, start=1)]
