"""What the newest retrieval of each source changed, computed once per build."""

from __future__ import annotations

import duckdb

_PAIRS = """
    WITH dated AS (
        SELECT snapshot_id, source_id, retrieved_on,
               coalesce(published_on, retrieved_on) AS stand,
               max(retrieved_on) OVER own AS since
        FROM snapshot
        WINDOW own AS (PARTITION BY source_id)
        QUALIFY min(retrieved_on) OVER own < since
    ), known AS (
        SELECT o.series_id, o.ags, o.period, o.category, d.since, d.retrieved_on < d.since AS early,
               {'stand': d.stand, 'retrieved': d.retrieved_on, 'id': d.snapshot_id,
                'value': o.value} AS vintage
        FROM observation o JOIN dated d USING (snapshot_id)
    )
    SELECT series_id, ags, period, category, since,
           max(vintage) FILTER (early) AS was, max(vintage) AS now
    FROM known GROUP BY ALL
"""
"""Each figure of a source that was retrieved on several days: as known before the last, and now."""

_CHANGES = f"""
    WITH pair AS ({_PAIRS}), figure AS (
        SELECT *, bool_or(was IS NOT NULL) OVER (PARTITION BY series_id, period) AS had_period,
               bool_or(was.value IS NOT NULL) OVER (PARTITION BY series_id, ags) AS had_area
        FROM pair
    ), ends AS (
        SELECT series_id, max(period) FILTER (was.value IS NOT NULL) AS last,
               max(period) FILTER (now.value IS NOT NULL) AS newest
        FROM pair GROUP BY ALL
    )
    SELECT series_id, ags, period, category, since,
           CASE WHEN NOT had_area AND now.value IS NOT NULL THEN 'area_gained'
                WHEN NOT had_period THEN 'new_period'
                WHEN was.value IS NULL THEN 'filled'
                ELSE 'revised' END AS kind,
           was.value AS old_value, now.value AS value
    FROM figure
    WHERE was IS NULL OR was.value IS DISTINCT FROM now.value
    UNION ALL
    SELECT f.series_id, f.ags, e.newest, '', f.since, 'area_lost', f.now.value, NULL
    FROM figure f JOIN ends e USING (series_id)
    WHERE e.newest > e.last AND f.period = e.last AND f.category = '' AND f.was.value IS NOT NULL
      AND NOT EXISTS (FROM pair n WHERE n.series_id = f.series_id AND n.ags = f.ags
                      AND n.period = e.newest AND n.category = '')
"""


def fill_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``vintage_change`` from the vintages of all sources that have several."""
    connection.execute(f"INSERT INTO vintage_change {_CHANGES} ORDER BY ALL")
