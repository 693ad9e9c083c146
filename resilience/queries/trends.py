"""What the pages of years and of relations ask beside an indicator's values."""

from __future__ import annotations

import duckdb
import pandas as pd

Cursor = duckdb.DuckDBPyConnection


def series_lengths(cursor: Cursor, region_id: str) -> pd.DataFrame:
    """Return for how many points in time a region's members have values.

    Columns ``indicator_id, periods, last``, one row per indicator with any value.
    """
    return cursor.execute(
        """
        SELECT indicator_id, count(DISTINCT period) AS periods, max(period) AS last
        FROM indicator_value JOIN region_area USING (ags)
        WHERE region_id = ? AND role = 'member' AND value IS NOT NULL
        GROUP BY indicator_id ORDER BY indicator_id
        """,
        [region_id],
    ).df()
