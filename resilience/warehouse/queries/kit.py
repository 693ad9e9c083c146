"""Queries of the commands for analysts."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor


def breaks_of_series(cursor: Cursor) -> dict[str, list[str]]:
    """Return per series the periods from which its values are not comparable with earlier ones."""
    return dict(cursor.execute("SELECT series_id, breaks FROM series").fetchall())


def sources_of_series(cursor: Cursor, series: tuple[str, ...], lang: Lang) -> pd.DataFrame:
    """Return the sources of series, one row each, with the columns of `provenance`."""
    return cursor.execute(
        f"""
        SELECT s.publisher, s.table_code, s.citation, s.url, s.licence_name AS licence,
               s.licence_url, s.note_{lang} AS note, max(n.published_on) AS published_on,
               min(n.retrieved_on) AS retrieved_first, max(n.retrieved_on) AS retrieved_last
        FROM series JOIN source s USING (source_id) JOIN snapshot n USING (source_id)
        WHERE list_contains(?, series.series_id)
        GROUP BY ALL ORDER BY s.publisher, s.table_code
        """,
        [list(series)],
    ).df()


def area_names(cursor: Cursor) -> pd.DataFrame:
    """Return all areas as of today: ``ags, name, level, city_type``."""
    return cursor.execute("SELECT ags, short_name AS name, level, city_type FROM area_current").df()


def first_members(cursor: Cursor) -> pd.DataFrame:
    """Return the members of the first region offered on screen: ``ags, name``."""
    return cursor.execute(
        """
        SELECT ags, short_name AS name FROM region_area JOIN area_current USING (ags)
        WHERE role = 'member' AND region_id =
              (SELECT region_id FROM region WHERE selectable ORDER BY position LIMIT 1)
        ORDER BY strip_accents(short_name)
        """
    ).df()


def score_year(cursor: Cursor) -> str:
    """Return the year of the theme scores."""
    rows = cursor.execute("SELECT max(period) FROM theme_score WHERE score IS NOT NULL").fetchall()
    return str(rows[0][0])


def values_of_theme(cursor: Cursor, theme_id: str) -> pd.DataFrame:
    """Return all values of a theme's indicators in towns: ``indicator_id, ags, period, value``."""
    return cursor.execute(
        """
        SELECT v.indicator_id, v.ags, v.period, v.value
        FROM indicator_value v
        JOIN indicator i USING (indicator_id)
        JOIN area_current a USING (ags)
        WHERE i.theme_id = ? AND a.level = 'municipality' AND v.value IS NOT NULL
        """,
        [theme_id],
    ).df()


def scores_in_theme(cursor: Cursor, theme_id: str) -> pd.DataFrame:
    """Return the inputs of a theme's newest scores: ``indicator_id, ags, score``."""
    return cursor.execute(
        """
        SELECT i.indicator_id, i.ags, s.score
        FROM theme_score_input i
        JOIN score s
          ON (s.indicator_id, s.ags, s.period, s.method_id)
             = (i.indicator_id, i.ags, i.value_period, i.method_id)
        WHERE i.theme_id = ?
          AND i.period = (SELECT max(period) FROM theme_score WHERE score IS NOT NULL)
        ORDER BY i.indicator_id, i.ags
        """,
        [theme_id],
    ).df()


def territorial_dates(cursor: Cursor, series: tuple[str, ...]) -> dict[str, list[str]]:
    """Return per series the territorial dates of its newest figures, in order."""
    sql = """
        WITH own AS (SELECT period, value, boundary_date
                     FROM observation_current JOIN snapshot USING (snapshot_id)
                     WHERE series_id = ?)
        SELECT DISTINCT boundary_date::VARCHAR FROM own
        WHERE period = (SELECT max(period) FROM own WHERE value IS NOT NULL) ORDER BY ALL
    """
    return {name: [day for (day,) in cursor.execute(sql, [name]).fetchall()] for name in series}


def framework_item_ids(cursor: Cursor) -> list[str]:
    """Return the ids of all items of frameworks."""
    return [row[0] for row in cursor.execute("SELECT item_id FROM framework_item").fetchall()]
