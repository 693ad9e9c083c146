"""Scenarios with their indicators, targets with their figures, megatrends."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor


def scenario_roles(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the roles of indicators in scenarios, in the order of the content file.

    Columns ``scenario_id, indicator_id, role, higher, reason, label, capacity, awaiting``;
    ``role`` is ``exposure`` or ``capacity``, ``higher`` whether a higher value means ``more`` or
    ``less`` of it.
    """
    return cursor.execute(
        f"""
        SELECT r.scenario_id, r.indicator_id, r.role, r.higher, r.text_{lang} AS reason,
               i.label_{lang} AS label, i.capacity, i.status = 'awaiting_data' AS awaiting
        FROM scenario_role r
        JOIN scenario s USING (scenario_id)
        JOIN indicator i USING (indicator_id)
        ORDER BY s.position, r.position
        """
    ).df()


def scenario_gaps(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the gaps of scenarios: ``scenario_id, role, text``, exposure first."""
    return cursor.execute(
        f"""
        SELECT g.scenario_id, g.role, g.text_{lang} AS text
        FROM scenario_gap g JOIN scenario s USING (scenario_id)
        ORDER BY s.position, g.role = 'capacity', g.position
        """
    ).df()


def newest_everywhere(cursor: Cursor) -> pd.DataFrame:
    """Return the newest value of each active indicator in every municipality that has one.

    Columns ``indicator_id, ags, period, value, low, high, quality``.
    """
    return cursor.execute(
        """
        SELECT v.indicator_id, v.ags, v.period, v.value, v.low, v.high, v.quality
        FROM indicator_value v
        JOIN indicator i USING (indicator_id)
        JOIN area_current a USING (ags)
        WHERE i.status = 'active' AND v.value IS NOT NULL AND a.level = 'municipality'
        QUALIFY row_number() OVER (PARTITION BY v.indicator_id, v.ags ORDER BY v.period DESC) = 1
        ORDER BY v.indicator_id, v.ags
        """
    ).df()


def build_day(cursor: Cursor) -> pd.DataFrame:
    """Return the day of the build as text: ``day``, like ``2026-11-28``."""
    return cursor.execute("SELECT strftime(built_at, '%Y-%m-%d') AS day FROM build").df()


def targets(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return all targets, texts in one language; ``area_name`` names the area they apply to."""
    return cursor.execute(
        f"""
        SELECT t.target_id, t.label, t.ags, a.short_name AS area_name, t.city_type, t.theme_id,
               t.text_{lang} AS text, t.neutral_{lang} AS neutral, t.direction, t.value,
               t.unit_{lang} AS unit, t.every_year, t.base_{lang} AS base, t.due, t.body,
               t.document, t.adopted, t.status, t.evidence, t.publisher, t.citation,
               t.indicator_id, i.label_{lang} AS indicator, t.series_id, t.comparable,
               t.caveat_{lang} AS caveat, t.checked_on
        FROM target t
        LEFT JOIN area_current a USING (ags)
        LEFT JOIN indicator i USING (indicator_id)
        ORDER BY t.position
        """
    ).df()


def targets_missing(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return targets not found: ``id, ags, area_name, climate, text, citation, checked_on``."""
    return cursor.execute(
        f"""
        SELECT m.id, m.ags, a.short_name AS area_name, m.climate, m.text_{lang} AS text,
               m.citation, m.checked_on
        FROM target_missing m LEFT JOIN area_current a USING (ags) ORDER BY m.position
        """
    ).df()


def target_series(cursor: Cursor, series_id: str, ags: str) -> pd.DataFrame:
    """Return the figures of a series in one area, in order of period, missing ones left out.

    Columns ``period, value, quality, note, breaks``; ``breaks`` is a list, the same in each row.
    """
    return cursor.execute(
        """
        SELECT o.period, o.value, o.quality, o.note, s.breaks
        FROM observation_current o JOIN series s USING (series_id)
        WHERE o.series_id = ? AND o.ags = ? AND o.category = '' AND o.value IS NOT NULL
        ORDER BY o.period
        """,
        [series_id, ags],
    ).df()


def series_provenance(cursor: Cursor, series_id: str, lang: Lang) -> pd.DataFrame:
    """Return the source of a series with its newest vintage, columns as `provenance`."""
    return cursor.execute(
        f"""
        SELECT s.publisher, s.table_code, s.citation, s.url, s.licence_name AS licence,
               s.licence_url, s.note_{lang} AS note, max(n.published_on) AS published_on,
               min(n.retrieved_on) AS retrieved_first, max(n.retrieved_on) AS retrieved_last
        FROM series r JOIN source s USING (source_id) JOIN snapshot n USING (source_id)
        WHERE r.series_id = ? GROUP BY ALL
        """,
        [series_id],
    ).df()


def megatrends(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the megatrends, ``indicator`` null where no open series shows one.

    Columns ``megatrend_id, name, publisher, citation, indicator_id, indicator, open, checked_on``.
    """
    return cursor.execute(
        f"""
        SELECT m.megatrend_id, m.name_{lang} AS name, m.publisher, m.citation, m.indicator_id,
               i.label_{lang} AS indicator, m.open_{lang} AS open, m.checked_on
        FROM megatrend m LEFT JOIN indicator i USING (indicator_id) ORDER BY m.position
        """
    ).df()
