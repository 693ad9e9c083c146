"""What the catalogue of indicators shows: declarations, their sources, examples and lineage."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor


def catalogue(cursor: Cursor, region_id: str, lang: Lang) -> pd.DataFrame:
    """Return every declared indicator, those that await their figures included, by theme.

    Columns: the declaration in one language (``indicator_id, theme_id, theme, label, about, unit,
    decimals, capacity, direction, reason, numerator, denominator, town_low, town_high,
    large_city_low, large_city_high, band_low, band_high, goalposts, caveat, sql, file, version,
    scored, status, noise_model, awaiting_*``), the lists
    ``years`` (ascending), ``sources``, ``frameworks``, ``scenarios`` (ids), ``publishers`` and, for
    the region's members, ``known`` of ``members`` with a value in any year.
    """
    return cursor.execute(
        f"""
        SELECT i.indicator_id, i.theme_id, t.label_{lang} AS theme, i.label_{lang} AS label,
               i.about_{lang} AS about, i.unit_{lang} AS unit, i.decimals, i.capacity, i.direction,
               i.reason_{lang} AS reason, i.numerator_{lang} AS numerator,
               coalesce(i.denominator_{lang}, '') AS denominator,
               i.town_low, i.town_high, i.large_city_low, i.large_city_high,
               i.band_low, i.band_high,
               i.goalposts_{lang} AS goalposts, i.caveat_{lang} AS caveat, i.sql, i.file, i.version,
               i.scored, i.status, i.noise_model,
               i.awaiting_publisher, i.awaiting_table,
               i.awaiting_url, i.awaiting_why_{lang} AS awaiting_why,
               coalesce(v.years, []) AS years, coalesce(n.sources, []) AS sources,
               coalesce(n.publishers, []) AS publishers,
               coalesce(f.frameworks, []) AS frameworks, coalesce(c.scenarios, []) AS scenarios,
               coalesce(k.known, 0) AS known,
               (SELECT count(*) FROM region_area WHERE region_id = $region AND role = 'member')
                   AS members
        FROM indicator i
        JOIN theme t USING (theme_id)
        LEFT JOIN (SELECT indicator_id, list_sort(list(DISTINCT period[:4])) AS years
                   FROM indicator_value WHERE value IS NOT NULL GROUP BY ALL) v USING (indicator_id)
        LEFT JOIN (SELECT indicator_id, list_sort(list(DISTINCT source_id)) AS sources,
                          list_sort(list(DISTINCT publisher)) AS publishers
                   FROM indicator_need JOIN series USING (series_id) JOIN source USING (source_id)
                   GROUP BY ALL) n USING (indicator_id)
        LEFT JOIN (SELECT indicator_id, list_sort(list(DISTINCT framework_id)) AS frameworks
                   FROM indicator_framework JOIN framework_item USING (item_id)
                   GROUP BY ALL) f USING (indicator_id)
        LEFT JOIN (SELECT indicator_id, list_sort(list(scenario_id)) AS scenarios
                   FROM scenario_role GROUP BY ALL) c USING (indicator_id)
        LEFT JOIN (SELECT indicator_id, count(DISTINCT ags) AS known
                   FROM indicator_value JOIN region_area USING (ags)
                   WHERE region_id = $region AND role = 'member' AND value IS NOT NULL
                   GROUP BY ALL) k USING (indicator_id)
        ORDER BY t.position, i.status, i.scored DESC, label COLLATE de
        """,
        {"region": region_id},
    ).df()


def sources(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return every source behind an indicator: ``source_id, label``."""
    return cursor.execute(
        f"""
        SELECT DISTINCT source_id, concat_ws(' · ', title_{lang}, nullif(table_code, '')) AS label
        FROM source JOIN series USING (source_id) JOIN indicator_need USING (series_id)
        ORDER BY label COLLATE de
        """
    ).df()


def breaks(cursor: Cursor, indicator_id: str) -> pd.DataFrame:
    """Return the breaks in the series behind an indicator: ``period, series_id``."""
    return cursor.execute(
        """
        SELECT DISTINCT unnest(s.breaks) AS period, s.series_id
        FROM indicator_need n JOIN series s USING (series_id)
        WHERE n.indicator_id = ? ORDER BY ALL
        """,
        [indicator_id],
    ).df()


def example(cursor: Cursor, indicator_id: str) -> pd.DataFrame:
    """Return an indicator's worked example: ``series_id, ags, name, period, category, value``.

    ``series_id`` is null in the rows the SQL must return.
    """
    return cursor.execute(
        """
        SELECT e.series_id, e.ags, coalesce(a.short_name, e.ags) AS name, e.period, e.category,
               e.value
        FROM indicator_example e LEFT JOIN area_current a USING (ags)
        WHERE e.indicator_id = ? ORDER BY e.position
        """,
        [indicator_id],
    ).df()


def lineage(cursor: Cursor, indicator_id: str, areas: tuple[str, ...], lang: Lang) -> pd.DataFrame:
    """Return the vintages of published tables behind an indicator's values.

    Columns ``series_id, series, unit, categories, publisher, title, table_code, citation, licence,
    url, file_name, sha256, published_on, retrieved_on, boundary_date, years``, one row per series
    and vintage; ``years`` are those of the indicator's values, a list in ascending order.
    """
    return cursor.execute(
        f"""
        SELECT i.series_id, s.label_{lang} AS series, s.unit,
               coalesce(n.categories, ['']) AS categories, c.publisher, c.title_{lang} AS title,
               c.table_code, c.citation, c.licence_name AS licence, c.url, p.file_name, p.sha256,
               p.published_on, p.retrieved_on, p.boundary_date,
               list_sort(list(DISTINCT i.period[:4])) AS years, n.position
        FROM indicator_input i
        JOIN series s USING (series_id)
        JOIN source c USING (source_id)
        JOIN snapshot p USING (snapshot_id)
        LEFT JOIN indicator_need n ON (n.indicator_id, n.series_id) = (i.indicator_id, i.series_id)
        WHERE i.indicator_id = ? AND list_contains(?, i.ags)
        GROUP BY ALL ORDER BY position NULLS LAST, p.published_on, p.file_name
        """,
        [indicator_id, list(areas)],
    ).df()


def framework_items_of(cursor: Cursor, indicator_id: str, lang: Lang) -> pd.DataFrame:
    """Return an indicator's framework items: ``framework, code, title, extent, verified``."""
    return cursor.execute(
        f"""
        SELECT f.name_{lang} AS framework, i.code, i.title_{lang} AS title, m.extent, i.verified
        FROM indicator_framework m
        JOIN framework_item i USING (item_id)
        JOIN framework f USING (framework_id)
        WHERE m.indicator_id = ? ORDER BY f.position, i.position
        """,
        [indicator_id],
    ).df()


def scenarios_of(cursor: Cursor, indicator_id: str, lang: Lang) -> pd.DataFrame:
    """Return the stress scenarios in which an indicator matters: ``scenario_id, name``."""
    return cursor.execute(
        f"""
        SELECT s.scenario_id, s.name_{lang} AS name
        FROM scenario_role r JOIN scenario s USING (scenario_id)
        WHERE indicator_id = ? ORDER BY s.position
        """,
        [indicator_id],
    ).df()
