"""Queries of one city's profile besides scores and newest values."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor
from resilience.warehouse.queries.base import sources_behind


def city_values(cursor: Cursor, ags: str) -> pd.DataFrame:
    """Return one area's values of all active indicators and years, missing ones included.

    Columns ``indicator_id, ags, period, value, low, high, quality, note``.
    """
    return cursor.execute(
        """
        SELECT v.indicator_id, v.ags, v.period, v.value, v.low, v.high, v.quality, v.note
        FROM indicator_value v JOIN indicator i USING (indicator_id)
        WHERE v.ags = ? AND i.status = 'active' ORDER BY v.indicator_id, v.period
        """,
        [ags],
    ).df()


def every_break(cursor: Cursor) -> pd.DataFrame:
    """Return the breaks in the series behind all indicators: ``indicator_id, period``."""
    return cursor.execute(
        """
        SELECT DISTINCT n.indicator_id, unnest(s.breaks) AS period
        FROM indicator_need n JOIN series s USING (series_id) ORDER BY ALL
        """
    ).df()


def city_provenance(cursor: Cursor, ags: str, lang: Lang) -> pd.DataFrame:
    """Return the sources behind all values of an area in all years, as `provenance`."""
    return sources_behind(cursor, lang, "i.ags = ?", [ags])
