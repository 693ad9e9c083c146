"""Queries of the pages of years and of relations besides an indicator's values."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor


def series_lengths(cursor: Cursor, region_id: str) -> pd.DataFrame:
    """Return the number of periods for which a region's members have values.

    Columns ``indicator_id, periods, last`` and ``comparable``, the number of periods since the last
    break; one row per indicator with any value.
    """
    return cursor.execute(
        """
        WITH known AS (
            SELECT indicator_id, period,
                   max(period) FILTER (WHERE quality = 'B')
                       OVER (PARTITION BY indicator_id) AS broken
            FROM indicator_value JOIN region_area USING (ags)
            WHERE region_id = ? AND role = 'member' AND value IS NOT NULL
        )
        SELECT indicator_id, count(DISTINCT period) AS periods, max(period) AS last,
               count(DISTINCT period) FILTER (WHERE broken IS NULL OR period >= broken)
                   AS comparable
        FROM known
        GROUP BY indicator_id ORDER BY indicator_id
        """,
        [region_id],
    ).df()


def shared_series(cursor: Cursor, first: str, second: str, lang: Lang) -> pd.DataFrame:
    """Return the series that two indicators are both computed from: ``series_id, label``."""
    return cursor.execute(
        f"""
        SELECT series_id, s.label_{lang} AS label
        FROM indicator_need a
        JOIN indicator_need b USING (series_id)
        JOIN series s USING (series_id)
        WHERE a.indicator_id = ? AND b.indicator_id = ? ORDER BY a.position
        """,
        [first, second],
    ).df()
