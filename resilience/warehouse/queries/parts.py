"""Parts of cities: areas, levels, indicators, and the published figures behind them."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor


def parted_cities(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the cities with figures of their parts: ``ags, name, about, rounded_to``."""
    return cursor.execute(
        f"""
        SELECT city AS ags, short_name AS name, about_{lang} AS about, rounded_to
        FROM parted_city JOIN area_current ON ags = city ORDER BY city
        """
    ).df()


def parts(cursor: Cursor, city: str) -> pd.DataFrame:
    """Return a city and its parts: ``ags, name, level, parent_ags, area_km2``, the city first."""
    return cursor.execute(
        """
        SELECT ags, short_name AS name, level, parent_ags, area_km2 FROM area_current
        WHERE ags = $city OR starts_with(ags, $city || '-') ORDER BY ags
        """,
        {"city": city},
    ).df()


def part_levels(cursor: Cursor, city: str, lang: Lang) -> pd.DataFrame:
    """Return the levels of a city's parts, the largest first: ``level, one, many``."""
    return cursor.execute(
        f"""
        SELECT level, one_{lang} AS one, many_{lang} AS many FROM part_level
        WHERE city = ? ORDER BY position
        """,
        [city],
    ).df()


def part_indicators(cursor: Cursor, city: str, lang: Lang) -> pd.DataFrame:
    """Return the indicators of a city's parts, by theme field.

    Columns ``indicator_id, theme_id, theme, label, unit, decimals, direction, reason, factor,
    share_of_weight, alike``.
    """
    return cursor.execute(
        f"""
        SELECT i.indicator_id, i.theme_id, t.label_{lang} AS theme, i.label_{lang} AS label,
               i.unit_{lang} AS unit, i.decimals, i.direction, i.reason_{lang} AS reason, i.factor,
               i.share_of_weight, i.alike
        FROM part_indicator i JOIN theme t USING (theme_id)
        WHERE i.city = ? ORDER BY t.position, i.position
        """,
        [city],
    ).df()


def part_figures(cursor: Cursor, city: str) -> pd.DataFrame:
    """Return the figures behind a city's indicators of parts, of the newest period of each series.

    Columns ``indicator_id, role, series_id, ags, period, value, quality, note``; ``role`` is
    ``rate``, ``count`` or ``weight``.
    """
    return cursor.execute(
        """
        SELECT s.indicator_id, s.role, s.series_id, o.ags, o.period, o.value, o.quality, o.note
        FROM part_indicator_series s JOIN observation_current o USING (series_id)
        WHERE s.city = $city AND (o.ags = $city OR starts_with(o.ags, $city || '-'))
        QUALIFY o.period = max(o.period) OVER (PARTITION BY s.series_id)
        ORDER BY ALL
        """,
        {"city": city},
    ).df()


def part_sources(cursor: Cursor, city: str, indicator_id: str, lang: Lang) -> pd.DataFrame:
    """Return the sources behind an indicator of parts, or behind all, as `base.provenance`."""
    return cursor.execute(
        f"""
        SELECT s.publisher, s.table_code, s.citation, s.url, s.licence_name AS licence,
               s.licence_url, s.note_{lang} AS note, max(n.published_on) AS published_on,
               min(n.retrieved_on) AS retrieved_first, max(n.retrieved_on) AS retrieved_last
        FROM part_indicator_series i
        JOIN series USING (series_id)
        JOIN source s USING (source_id)
        JOIN snapshot n USING (source_id)
        WHERE i.city = $city AND $indicator IN ('', i.indicator_id)
        GROUP BY ALL ORDER BY s.publisher, s.table_code
        """,
        {"city": city, "indicator": indicator_id},
    ).df()


def part_keys(cursor: Cursor) -> pd.DataFrame:
    """Return the ids that addresses may name: ``kind`` (part, level, indicator) and ``id``."""
    return cursor.execute(
        """
        SELECT 'part' AS kind, ags AS id FROM area_current JOIN parted_city
            ON starts_with(ags, city || '-')
        UNION ALL SELECT DISTINCT 'level', level FROM part_level
        UNION ALL SELECT DISTINCT 'indicator', indicator_id FROM part_indicator
        ORDER BY ALL
        """
    ).df()
