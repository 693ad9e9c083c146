"""Data for exported files: values, codebook, newest values per area, and the sources."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor

_NOISE = """CASE WHEN {0}.low IS NOT NULL THEN 'counted' WHEN i.noise_model = 'complete'
                    THEN 'complete' ELSE 'unknown' END"""
"""SQL for the kind of noise of a value of the table named, joined with ``indicator i``."""


def export_values(cursor: Cursor, region_id: str, indicator_id: str, lang: Lang) -> pd.DataFrame:
    """Return every value as built, tidy: one row per indicator, area and period.

    Columns ``ags, name, level, indicator_id, version, label, theme, period, value, low, high,
    noise, unit, quality, note, score, clipped, source, vintage``; ``source`` holds the ids of all
    sources behind a value, ``vintage`` the day of the newest of them: as printed by the publisher,
    else retrieved.

    Parameters
    ----------
    region_id, indicator_id
        Restrict to a region's members, or to one indicator; empty for all.
    """
    return cursor.execute(
        f"""
        WITH behind AS (
            SELECT i.ags, i.period, i.indicator_id,
                   string_agg(DISTINCT s.source_id, '; ' ORDER BY s.source_id) AS source,
                   max(coalesce(n.published_on, n.retrieved_on)) AS vintage
            FROM indicator_input i
            JOIN series s USING (series_id)
            JOIN snapshot n USING (snapshot_id)
            GROUP BY ALL
        )
        SELECT v.ags, a.short_name AS name, a.level, v.indicator_id, i.version,
               i.label_{lang} AS label, t.label_{lang} AS theme, v.period, v.value, v.low, v.high,
               {_NOISE.format("v")} AS noise,
               i.unit_{lang} AS unit, v.quality, v.note, s.score, s.clipped,
               coalesce(b.source, '') AS source, b.vintage
        FROM indicator_value v
        JOIN indicator i USING (indicator_id)
        JOIN theme t USING (theme_id)
        JOIN area_current a USING (ags)
        LEFT JOIN score s USING (indicator_id, ags, period)
        LEFT JOIN behind b USING (indicator_id, ags, period)
        WHERE $indicator IN ('', v.indicator_id)
          AND ($region = '' OR v.ags IN (SELECT ags FROM region_area
                                         WHERE region_id = $region AND role = 'member'))
        ORDER BY t.position, v.indicator_id, v.ags, v.period
        """,
        {"region": region_id, "indicator": indicator_id},
    ).df()


def codebook(cursor: Cursor) -> pd.DataFrame:
    """Return every declared indicator in both languages, those that await figures included.

    Columns ``indicator_id, version, theme_id, theme_*, label_*, about_*, status, capacity, unit_*,
    decimals, direction, reason_*, town_low, town_high, large_city_low, large_city_high, band_low,
    band_high, goalposts_*, numerator_*, denominator_*, noise_model, caveat_*, scored, years,
    source, frameworks, scenarios, sql, file, awaiting_*``; lists are joined by ``; ``.
    """
    return cursor.execute(
        """
        SELECT i.indicator_id, i.version, i.theme_id, t.label_de AS theme_de,
               t.label_en AS theme_en, i.label_de, i.label_en, i.about_de, i.about_en, i.status,
               i.capacity, i.unit_de, i.unit_en, i.decimals, i.direction, i.reason_de, i.reason_en,
               i.town_low, i.town_high, i.large_city_low, i.large_city_high,
               i.band_low, i.band_high,
               i.goalposts_de, i.goalposts_en,
               i.numerator_de, i.numerator_en, i.denominator_de, i.denominator_en, i.noise_model,
               i.caveat_de, i.caveat_en, i.scored,
               (SELECT string_agg(DISTINCT period[:4], '; ' ORDER BY period[:4])
                FROM indicator_value v
                WHERE v.indicator_id = i.indicator_id AND value IS NOT NULL) AS years,
               (SELECT string_agg(DISTINCT source_id, '; ' ORDER BY source_id)
                FROM indicator_need n JOIN series USING (series_id)
                WHERE n.indicator_id = i.indicator_id) AS source,
               (SELECT string_agg(item_id, '; ' ORDER BY item_id)
                FROM indicator_framework f WHERE f.indicator_id = i.indicator_id) AS frameworks,
               (SELECT string_agg(scenario_id, '; ' ORDER BY scenario_id)
                FROM scenario_role c WHERE c.indicator_id = i.indicator_id) AS scenarios,
               i.sql, i.file, i.awaiting_publisher, i.awaiting_table, i.awaiting_url,
               i.awaiting_why_de, i.awaiting_why_en
        FROM indicator i JOIN theme t USING (theme_id)
        ORDER BY t.position, i.indicator_id
        """
    ).df()


def newest_by_area(cursor: Cursor, region_id: str, theme_id: str) -> pd.DataFrame:
    """Return each municipality's newest value of each active indicator of a theme.

    Columns ``ags, name, indicator_id, period, value, low, high, noise, quality``; where nothing was
    observed there is a row with ``quality`` ``O``.

    Parameters
    ----------
    region_id
        Restrict to a region's members; empty for all municipalities.
    """
    return cursor.execute(
        f"""
        WITH newest AS (
            SELECT * FROM indicator_value
            QUALIFY row_number() OVER (PARTITION BY indicator_id, ags
                                       ORDER BY value IS NULL, period DESC) = 1
        )
        SELECT a.ags, a.short_name AS name, i.indicator_id, n.period, n.value, n.low, n.high,
               {_NOISE.format("n")} AS noise, coalesce(n.quality, 'O') AS quality
        FROM area_current a
        CROSS JOIN indicator i
        LEFT JOIN newest n ON n.indicator_id = i.indicator_id AND n.ags = a.ags
        WHERE a.level = 'municipality' AND i.theme_id = $theme AND i.status = 'active'
          AND ($region = '' OR a.ags IN (SELECT ags FROM region_area
                                         WHERE region_id = $region AND role = 'member'))
        ORDER BY a.ags, i.indicator_id
        """,
        {"region": region_id, "theme": theme_id},
    ).df()


def source_register(cursor: Cursor) -> pd.DataFrame:
    """Return every bundled source, in both languages: one row per published table.

    Columns ``source_id, title_de, title_en, publisher, citation, url, licence, licence_url,
    table_code, update_cycle_de, update_cycle_en, published_on, retrieved_on, oldest_year,
    newest_year, age, indicators, newer_period, newer_de, newer_en, note_de, note_en``. ``age`` is
    the number of years from the newest figure to the build, ``indicators`` the number of indicators
    that use the source.
    """
    return cursor.execute(
        """
        SELECT c.source_id, c.title_de, c.title_en, c.publisher, c.citation, c.url,
               c.licence_name AS licence, c.licence_url, c.table_code, c.update_cycle_de,
               c.update_cycle_en,
               (SELECT max(published_on) FROM snapshot n WHERE n.source_id = c.source_id)
                   AS published_on,
               (SELECT max(retrieved_on) FROM snapshot n WHERE n.source_id = c.source_id)
                   AS retrieved_on,
               o.oldest AS oldest_year, o.newest AS newest_year,
               year((SELECT max(coalesce(as_of, built_at)) FROM build)) - o.newest AS age,
               coalesce(u.indicators, 0) AS indicators, c.newer_period, c.newer_de, c.newer_en,
               c.note_de, c.note_en
        FROM source c
        LEFT JOIN (SELECT source_id, min(period[:4])::INTEGER AS oldest,
                          max(period[:4])::INTEGER AS newest
                   FROM observation JOIN series USING (series_id)
                   WHERE value IS NOT NULL GROUP BY ALL) o USING (source_id)
        LEFT JOIN (SELECT source_id, count(DISTINCT indicator_id) AS indicators
                   FROM indicator_input JOIN series USING (series_id) GROUP BY ALL) u
          USING (source_id)
        ORDER BY c.publisher COLLATE de, c.table_code, c.source_id
        """
    ).df()


def live_sources(cursor: Cursor) -> pd.DataFrame:
    """Return the sources that can be fetched, with figures or still without.

    Columns ``source_id, title_de, title_en, publisher, url, tried, login_needed, fetched_on,
    waiting``; ``waiting`` is true where there is no figure yet.
    """
    return cursor.execute(
        """
        SELECT l.source_id, l.title_de, l.title_en, l.publisher, l.url, l.tried, l.login_needed,
               l.fetched_on, s.source_id IS NULL AS waiting
        FROM live_source l LEFT JOIN source s USING (source_id)
        ORDER BY l.publisher COLLATE de, l.source_id
        """
    ).df()


def outline_sources(cursor: Cursor, layers: tuple[str, ...], lang: Lang) -> pd.DataFrame:
    """Return the sources of outlines: ``layer, title, publisher, citation, licence, ...``."""
    return cursor.execute(
        f"""
        SELECT layer, title_{lang} AS title, publisher, citation, licence_name AS licence,
               licence_url, retrieved_on
        FROM outline_source WHERE list_contains(?, layer) ORDER BY layer
        """,
        [list(layers)],
    ).df()
