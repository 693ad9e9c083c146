"""What the newest retrievals changed."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor


def changed_series(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the series that the newest retrieval of their source changed, newest first.

    Columns ``series_id, source, publisher, series, since, new_periods, gained, lost, filled,
    revised``: periods and names of areas as lists, else numbers of figures.
    """
    return cursor.execute(
        f"""
        SELECT c.series_id, o.title_{lang} AS source, o.publisher, s.label_{lang} AS series,
               c.since,
               coalesce(list_sort(list(DISTINCT c.period) FILTER (c.kind = 'new_period')), [])
                   AS new_periods,
               coalesce(list_sort(list(DISTINCT coalesce(a.short_name, c.ags))
                                  FILTER (c.kind = 'area_gained')), []) AS gained,
               coalesce(list_sort(list(DISTINCT coalesce(a.short_name, c.ags))
                                  FILTER (c.kind = 'area_lost')), []) AS lost,
               count(*) FILTER (c.kind = 'filled') AS filled,
               count(*) FILTER (c.kind = 'revised') AS revised
        FROM vintage_change c
        JOIN series s USING (series_id)
        JOIN source o USING (source_id)
        LEFT JOIN area_current a USING (ags)
        GROUP BY ALL ORDER BY c.since DESC, o.publisher, source, series
        """
    ).df()


def revised_figures(cursor: Cursor, region_id: str, lang: Lang) -> pd.DataFrame:
    """Return the revised figures of a region's members and of what they lie in, largest first.

    Columns ``ags, name, series, period, category, old_value, value, since``; what grew or
    shrank by the largest share comes first.
    """
    return cursor.execute(
        f"""
        SELECT c.ags, coalesce(a.short_name, c.ags) AS name, s.label_{lang} AS series, c.period,
               c.category, c.old_value, c.value, c.since
        FROM vintage_change c
        JOIN series s USING (series_id)
        JOIN region_area r ON r.ags = c.ags AND r.region_id = ? AND r.role != 'peer'
        LEFT JOIN area_current a ON a.ags = c.ags
        WHERE c.kind = 'revised'
        ORDER BY abs(c.value / nullif(c.old_value, 0) - 1) DESC NULLS FIRST, c.series_id, c.ags,
                 c.period, c.category
        """,
        [region_id],
    ).df()
