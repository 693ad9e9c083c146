"""Counties whose printed figure is not the sum of their towns, found by DuckDB."""

from __future__ import annotations

from collections.abc import Collection

import duckdb
import pandas as pd

_TOLERANCE = 0.005
_ROUNDED = 3.0
"""By how much each town's figure may be rounded or blurred to keep persons secret."""

_UNEQUAL = """
    WITH town AS (
        SELECT ags, parent_ags AS parent, count(*) OVER (PARTITION BY parent_ags) AS towns
        FROM all_areas WHERE level = 'municipality'
    ), total AS (
        SELECT series_id, period, snapshot_id, ags, value
        FROM observation SEMI JOIN adding USING (series_id)
        WHERE category = '' AND value IS NOT NULL
    ), county AS (
        SELECT series_id, period, snapshot_id, ags AS parent, value AS printed
        FROM total SEMI JOIN (FROM all_areas WHERE level = 'county') USING (ags)
    )
    SELECT series_id, period, parent, printed, sum(value) AS added, count(*) AS size
    FROM county JOIN town USING (parent)
    JOIN total USING (series_id, period, snapshot_id, ags)
    GROUP BY ALL
    HAVING size = any_value(towns)
       AND abs(added - printed) > greatest(abs(printed) * $tolerance, size * $rounded)
    ORDER BY ALL
"""


def unequal(
    figures: duckdb.DuckDBPyConnection, areas: pd.DataFrame, adding: Collection[str]
) -> pd.DataFrame:
    """Return the counties that differ from the sum of their towns, where each town has a figure.

    A difference of half a per cent, or of three per town, is left to rounding. Figures of one
    vintage are held against one another.

    Parameters
    ----------
    figures
        A connection with the table ``observation`` of the warehouse.
    areas
        ``ags, level, parent_ags`` of every area.
    adding
        Series whose figures add up.

    Returns
    -------
    pandas.DataFrame
        ``series_id, period, parent, printed, added, size``: key and figure of the county, sum and
        number of its towns.
    """
    figures.register("all_areas", areas)
    figures.register("adding", pd.DataFrame({"series_id": sorted(adding)}, dtype="str"))
    allowed = {"tolerance": _TOLERANCE, "rounded": _ROUNDED}
    out: pd.DataFrame = figures.execute(_UNEQUAL, allowed).df()
    figures.unregister("all_areas")
    figures.unregister("adding")
    return out


def unequal_of(rows: pd.DataFrame, areas: pd.DataFrame, adding: Collection[str]) -> pd.DataFrame:
    """Return the `unequal` counties of tidy observations that are not in a warehouse yet."""
    with duckdb.connect() as figures:
        named = rows.rename(columns={"series": "series_id", "snapshot": "snapshot_id"})
        figures.register("observation", named)
        return unequal(figures, areas, adding)
