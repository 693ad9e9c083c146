"""Observations that do not fit the warehouse: which rows of which files, and what is allowed."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.tidy import NULLABLE, QUALITIES
from resilience.model.period import FORMS

_SHOWN = 10
"""Maximum number of rows that are named."""

_ALLOWED = (
    f"as period {FORMS}; as quality {', '.join(QUALITIES)}; a finite value, or none with "
    f"{', '.join(NULLABLE)}; one row per series, area, period, category and snapshot"
)
UNFIT = r"""
    SELECT concat_ws(' ', series, ags, period, category, snapshot, '-', fault) FROM (
        SELECT *, CASE
            WHEN series IS NULL OR ags IS NULL OR period IS NULL OR category IS NULL
              OR snapshot IS NULL OR quality IS NULL OR note IS NULL THEN 'a text is missing'
            WHEN series NOT IN (SELECT series_id FROM series) THEN 'no card declares the series'
            WHEN snapshot NOT IN (SELECT snapshot_id FROM snapshot)
              THEN 'no card declares the snapshot'
            WHEN NOT regexp_full_match(period, '\d{4}(-Q[1-4]|-\d\d(-\d\d)?)?')
              THEN 'a malformed period'
            WHEN quality NOT IN ('A','P','E','B','U','I','O','M','Q') THEN 'quality ' || quality
            WHEN value IS NULL AND quality NOT IN ('O', 'M', 'Q') THEN 'no value, but ' || quality
            WHEN value IS NOT NULL AND quality IN ('O', 'M') THEN 'a value, but ' || quality
            WHEN NOT isfinite(value) THEN 'value ' || value
            WHEN count(*) OVER (PARTITION BY series, ags, period, category, snapshot) > 1
              THEN 'two rows of one key'
        END AS fault FROM read_parquet(?)
    ) WHERE fault IS NOT NULL
"""


NO_KEY = """
    SELECT 'no card declares ' || series_id || ' or ' || snapshot_id
    FROM (SELECT DISTINCT series_id, snapshot_id FROM observation)
    WHERE series_id NOT IN (SELECT series_id FROM series)
       OR snapshot_id NOT IN (SELECT snapshot_id FROM snapshot)
    UNION ALL
    (SELECT 'two rows of one key: ' || concat_ws(' ', series_id, ags, period, category, snapshot_id)
     FROM observation GROUP BY series_id, ags, period, category, snapshot_id HAVING count(*) > 1)
    LIMIT 1
"""
"""SQL for faults in the keys of the loaded observations, as the large table declares no keys."""


def unfit(connection: duckdb.DuckDBPyConnection, files: list[Path], error: duckdb.Error) -> str:
    """Return which files of observations do not fit the table, and which of their rows."""
    lines = []
    for file in files:
        try:
            rows = connection.execute(UNFIT, [str(file)]).fetchall()
        except duckdb.Error as fault:
            told = str(fault).splitlines()[0]
            lines.append(f"{file}: no Parquet file of observations ({told})")
            continue
        lines += [f"{file}: {row}" for (row,) in rows]
    if not lines:
        return f"{files[0].parent}: the files do not fit together: {error}"
    more = [f"and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "\n".join(
        [*lines[:_SHOWN], *more, f"Allowed: {_ALLOWED}. Bundle or add the file again."]
    )
