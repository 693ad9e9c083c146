"""Queries of printed sheets besides those of pages."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor
from resilience.warehouse.queries.base import sources_behind

NEWEST = """
    SELECT v.indicator_id, v.ags, v.period
    FROM indicator_value v
    JOIN indicator i USING (indicator_id)
    JOIN region_area r USING (ags)
    WHERE r.region_id = ? AND r.role = 'member' AND i.status = 'active' AND v.value IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY v.indicator_id, v.ags ORDER BY v.period DESC) = 1
"""
"""SQL for the newest value of each active indicator for each member of a region."""


def values_beside(cursor: Cursor, region_id: str) -> pd.DataFrame:
    """Return all areas' values of the years of the newest values of a region's members.

    Columns ``indicator_id, ags, period, value, low, high, quality``, without missing values and
    without unreliable ones, which have no score.
    """
    return cursor.execute(
        f"""
        SELECT v.indicator_id, v.ags, v.period, v.value, v.low, v.high, v.quality
        FROM indicator_value v
        JOIN (SELECT DISTINCT indicator_id, period FROM ({NEWEST})) USING (indicator_id, period)
        WHERE v.value IS NOT NULL AND v.quality <> 'U' ORDER BY v.indicator_id, v.period, v.ags
        """,
        [region_id],
    ).df()


def newest_provenance(cursor: Cursor, region_id: str, theme_id: str, lang: Lang) -> pd.DataFrame:
    """Return the sources behind the members' newest values of a theme, as `provenance`."""
    return sources_behind(
        cursor,
        lang,
        f"""(i.indicator_id, i.ags, i.period) IN
            (SELECT (indicator_id, ags, period) FROM ({NEWEST}))
            AND i.indicator_id IN (SELECT indicator_id FROM indicator WHERE theme_id = ?)""",
        [region_id, theme_id],
    )
