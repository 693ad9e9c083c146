"""Frameworks, scenarios, ideas and facts of the process."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor

_PILOTED = "EXISTS (SELECT 1 FROM region_area r WHERE r.region_id = $region AND r.pilot)"


def frameworks(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the frameworks: ``framework_id, short, name, publisher, edition, ...``."""
    return cursor.execute(
        f"""
        SELECT framework_id, short_name AS short, name_{lang} AS name, publisher,
               edition_{lang} AS edition, comparison_{lang} AS comparison,
               evidence_{lang} AS evidence
        FROM framework ORDER BY position
        """
    ).df()


def framework_items(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the items of all frameworks with how far indicators cover them.

    Columns ``item_id, framework_id, section_code, section, code, title, verified, verified_in,
    gap, status``. The status is the best of: ``covered`` and ``part`` by an indicator with
    figures, ``awaiting`` an indicator's figures, ``no_data`` for the reason in ``gap``, ``open``
    where there is neither an indicator nor a reason.
    """
    return cursor.execute(
        f"""
        WITH covered AS (
            SELECT item_id,
                   bool_or(status = 'active' AND extent = 'full') AS covered,
                   bool_or(status = 'active') AS part
            FROM indicator_framework JOIN indicator USING (indicator_id)
            GROUP BY item_id
        )
        SELECT f.item_id, f.framework_id, f.section_code, f.section_{lang} AS section, f.code,
               f.title_{lang} AS title, f.verified, f.verified_in_{lang} AS verified_in,
               f.gap_{lang} AS gap,
               CASE WHEN c.covered THEN 'covered' WHEN c.part THEN 'part'
                    WHEN c.item_id IS NOT NULL THEN 'awaiting'
                    WHEN f.gap_{lang} IS NOT NULL THEN 'no_data' ELSE 'open' END AS status
        FROM framework_item f LEFT JOIN covered c USING (item_id)
        ORDER BY f.position
        """
    ).df()


def item_indicators(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the indicators of each framework item, full ones before partial, awaited ones last.

    Columns ``item_id, indicator_id, label, theme_id, extent, awaiting``.
    """
    return cursor.execute(
        f"""
        SELECT l.item_id, i.indicator_id, i.label_{lang} AS label, i.theme_id, l.extent,
               i.status = 'awaiting_data' AS awaiting
        FROM indicator_framework l JOIN indicator i USING (indicator_id)
        ORDER BY l.item_id, awaiting, l.extent, label
        """
    ).df()


def capacity_counts(cursor: Cursor) -> pd.DataFrame:
    """Return how many indicators each theme has per capacity: ``active`` and ``awaiting``."""
    return cursor.execute(
        """
        SELECT t.theme_id, c.capacity,
               count(*) FILTER (status = 'active') AS active,
               count(*) FILTER (status = 'awaiting_data') AS awaiting
        FROM theme t
        CROSS JOIN (VALUES (1, 'robustness'), (2, 'redundancy'), (3, 'adaptation'),
                           (4, 'transformation')) c (place, capacity)
        LEFT JOIN indicator i ON (i.theme_id, i.capacity) = (t.theme_id, c.capacity)
        GROUP BY t.theme_id, t.position, c.capacity, c.place ORDER BY t.position, c.place
        """
    ).df()


def scenarios(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the stress scenarios.

    Columns ``scenario_id, name, question, assumption, source, checked_on``.
    """
    return cursor.execute(
        f"""
        SELECT scenario_id, name_{lang} AS name, question_{lang} AS question,
               assumption_{lang} AS assumption, source, checked_on
        FROM scenario ORDER BY position
        """
    ).df()


def ideas(cursor: Cursor, region_id: str, lang: Lang) -> pd.DataFrame:
    """Return the project ideas of a region, with lists of their ``themes`` and ``indicators``.

    An idea belongs to the regions its pilot city is in, one without a pilot to all with pilots.

    Columns ``idea_id, city_type, pilot, pilot_name, title, summary, publisher, citation, dated,
    checked_on, after, themes, indicators``; ``after`` is true for ideas later than the process.
    """
    return cursor.execute(
        f"""
        SELECT i.idea_id, i.city_type, i.pilot, a.short_name AS pilot_name,
               i.title_{lang} AS title, i.summary_{lang} AS summary, i.publisher, i.citation,
               i.dated, i.checked_on, i.after,
               array(SELECT theme_id FROM idea_theme t WHERE t.idea_id = i.idea_id
                     ORDER BY t.position) AS themes,
               array(SELECT indicator_id FROM idea_indicator n WHERE n.idea_id = i.idea_id
                     ORDER BY n.position) AS indicators
        FROM idea i LEFT JOIN area_current a ON a.ags = i.pilot
        WHERE EXISTS (SELECT 1 FROM region_area r WHERE r.region_id = $region
                      AND (r.ags = i.pilot AND r.role = 'member' OR i.pilot IS NULL AND r.pilot))
        ORDER BY i.position
        """,
        {"region": region_id},
    ).df()


def kopfstand(cursor: Cursor, region_id: str, lang: Lang) -> pd.DataFrame:
    """Return the inverted question of each theme; texts are null where none is recorded.

    None was in a region without pilot cities: the process that asked was not there.

    Columns ``theme_id, recorded, question, flip, publisher, citation, dated, checked_on,
    shown_by``, the last a list of ids of the indicators in which the failure would show first.
    """
    return cursor.execute(
        f"""
        SELECT t.theme_id, k.recorded IS NOT NULL AND k.recorded AS recorded,
               k.question_{lang} AS question, k.flip_{lang} AS flip, k.publisher, k.citation,
               k.dated, a.checked_on,
               array(SELECT indicator_id FROM kopfstand_indicator n WHERE n.theme_id = a.theme_id
                     ORDER BY n.position) AS shown_by
        FROM kopfstand a
        JOIN theme t USING (theme_id)
        LEFT JOIN (SELECT * FROM kopfstand WHERE {_PILOTED}) k USING (theme_id)
        ORDER BY t.position
        """,
        {"region": region_id},
    ).df()


def process_facts(cursor: Cursor, region_id: str, lang: Lang) -> pd.DataFrame:
    """Return the facts about the process, in a region with pilot cities.

    Columns ``fact_id, kind, text, publisher, citation, dated``.
    """
    return cursor.execute(
        f"""
        SELECT fact_id, kind, text_{lang} AS text, publisher, citation, dated
        FROM process_fact WHERE {_PILOTED} ORDER BY position
        """,
        {"region": region_id},
    ).df()
