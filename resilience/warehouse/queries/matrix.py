"""Queries of the matrix of all indicators and cities."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor
from resilience.warehouse.queries.base import sources_behind


def values_everywhere(cursor: Cursor) -> pd.DataFrame:
    """Return all municipalities' values of all active indicators and years, missing ones included.

    Columns ``indicator_id, ags, period, value, low, high, quality, note``.
    """
    return cursor.execute(
        """
        SELECT v.indicator_id, v.ags, v.period, v.value, v.low, v.high, v.quality, v.note
        FROM indicator_value v
        JOIN indicator i USING (indicator_id)
        JOIN area_current a USING (ags)
        WHERE i.status = 'active' AND a.level = 'municipality'
        ORDER BY v.indicator_id, v.ags, v.period
        """
    ).df()


def sources_of_newest(
    cursor: Cursor, indicators: tuple[str, ...], areas: tuple[str, ...], lang: Lang
) -> pd.DataFrame:
    """Return the sources behind the newest values of indicators in areas, as `provenance`."""
    return sources_behind(
        cursor,
        lang,
        """(i.indicator_id, i.ags, i.period) IN (
            SELECT (indicator_id, ags, max(period)) FROM indicator_value
            WHERE value IS NOT NULL AND list_contains(?, indicator_id) AND list_contains(?, ags)
            GROUP BY indicator_id, ags)""",
        [list(indicators), list(areas)],
    )
