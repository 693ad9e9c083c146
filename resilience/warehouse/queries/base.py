"""Areas, indicators, values, scores and their sources."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.model.goalposts import KIND_OF
from resilience.warehouse.opening import Cursor


def build(cursor: Cursor) -> dict[str, object]:
    """Return the run that made the warehouse: id, time, commit and ``as_of``.

    ``as_of`` is the earlier day whose state of knowledge it shows; null where it is the newest.
    """
    run = cursor.execute("SELECT build_id, built_at, git_commit, as_of FROM build").df()
    return {str(name): run[name].iloc[0] for name in run}


def regions(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return all regions in display order, ``selectable`` ones and peer sets."""
    return cursor.execute(
        f"""
        SELECT region_id, label_{lang} AS label, rule_{lang} AS rule, selectable,
               peers, peers_large, longitude, latitude, zoom
        FROM region ORDER BY position
        """
    ).df()


def areas(cursor: Cursor, region_id: str) -> pd.DataFrame:
    """Return a region's areas by name.

    Columns ``ags, name, level, city_type, peer_kind, population, area_km2, role, pilot``;
    ``peer_kind`` is ``large_city`` or ``town``.
    """
    return cursor.execute(
        """
        SELECT a.ags, a.short_name AS name, a.level, a.city_type, a.peer_kind, a.population,
               a.area_km2, r.role, r.pilot
        FROM region_area r JOIN area_current a USING (ags)
        WHERE r.region_id = ?
        ORDER BY strip_accents(a.short_name)
        """,
        [region_id],
    ).df()


def peers(cursor: Cursor, region_id: str, lang: Lang) -> pd.DataFrame:
    """Return the peer sets of a region: ``kind, label, ags``, one row per peer area.

    ``kind`` is the ``peer_kind`` of the cities compared with the set.
    """
    return cursor.execute(
        f"""
        SELECT kind, p.label_{lang} AS label, m.ags
        FROM (SELECT region_id, 'large_city' AS kind, peers_large AS peer_id FROM region
              UNION ALL SELECT region_id, 'town', peers FROM region) r
        JOIN region p ON p.region_id = r.peer_id
        JOIN region_area m ON m.region_id = p.region_id AND m.role = 'member'
        WHERE r.region_id = ? ORDER BY kind, m.ags
        """,
        [region_id],
    ).df()


def outlines(cursor: Cursor, levels: tuple[str, ...]) -> pd.DataFrame:
    """Return ``ags, name, population, geometry`` (WKB, WGS 84) of all areas of given levels."""
    frame = cursor.execute(
        """
        SELECT ags, short_name AS name, population, geometry FROM area_current
        WHERE list_contains(?, level) AND geometry IS NOT NULL ORDER BY ags
        """,
        [list(levels)],
    ).df()
    frame["geometry"] = frame["geometry"].map(bytes)
    return frame


def rivers(cursor: Cursor) -> pd.DataFrame:
    """Return ``name, geometry`` (WKB, WGS 84) of river centre lines."""
    frame = cursor.execute("SELECT name, geometry FROM river ORDER BY name").df()
    frame["geometry"] = frame["geometry"].map(bytes)
    return frame


def kinds(cursor: Cursor) -> pd.Series:
    """Return the kind of city of each municipality that has a scale, by its key."""
    areas = cursor.execute(
        "SELECT ags, city_type FROM area_current WHERE level = 'municipality' ORDER BY ags"
    ).df()
    return areas.set_index("ags")["city_type"].map(KIND_OF).dropna()


def themes(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the theme fields in display order: ``theme_id, label, question``."""
    return cursor.execute(
        f"""
        SELECT theme_id, label_{lang} AS label, question_{lang} AS question
        FROM theme ORDER BY position
        """
    ).df()


def indicators(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return all indicators with every text in one language: by theme, scored and newest first.

    ``noise`` is ``counted`` where values have an interval, else ``complete`` or ``unknown``.
    """
    return cursor.execute(
        f"""
        SELECT i.indicator_id, i.theme_id, i.label_{lang} AS label, i.about_{lang} AS about,
               i.unit_{lang} AS unit, i.decimals, i.capacity, i.direction,
               i.reason_{lang} AS reason, i.town_low, i.town_high,
               i.large_city_low, i.large_city_high, i.band_low, i.band_high,
               i.goalposts_{lang} AS goalposts, i.caveat_{lang} AS caveat, i.scored,
               CASE WHEN i.noise_model IN ('complete', 'unknown') THEN i.noise_model
                    ELSE 'counted' END AS noise
        FROM indicator i
        JOIN theme t USING (theme_id)
        JOIN (SELECT indicator_id, max(period[:4]) AS newest FROM indicator_value
              WHERE value IS NOT NULL GROUP BY indicator_id) USING (indicator_id)
        ORDER BY t.position, i.scored DESC, newest DESC, i.indicator_id
        """
    ).df()


def indicator_values(cursor: Cursor, indicator_id: str) -> pd.DataFrame:
    """Return all values of an indicator with score: one row per area and period."""
    return cursor.execute(
        """
        SELECT v.ags, a.short_name AS name, a.level, a.city_type, v.period, v.value, v.low, v.high,
               v.quality, v.note, s.score, s.clipped
        FROM indicator_value v
        JOIN area_current a USING (ags)
        LEFT JOIN score s USING (indicator_id, ags, period)
        WHERE v.indicator_id = ? ORDER BY v.period, v.ags
        """,
        [indicator_id],
    ).df()


def newest_values(cursor: Cursor, region_id: str) -> pd.DataFrame:
    """Return each member's newest value of each active indicator, with a row even if it has none.

    Columns ``indicator_id, theme_id, ags, name, period, value, low, high, quality, note, score,
    clipped``; ``quality`` is ``O`` and ``value`` null where nothing was observed.
    """
    return cursor.execute(
        """
        WITH newest AS (
            SELECT v.*, s.score, s.clipped
            FROM indicator_value v LEFT JOIN score s USING (indicator_id, ags, period)
            QUALIFY row_number() OVER (
                PARTITION BY v.indicator_id, v.ags
                ORDER BY v.value IS NULL, v.period DESC) = 1
        )
        SELECT i.indicator_id, i.theme_id, r.ags, a.short_name AS name, n.period, n.value, n.low,
               n.high, coalesce(n.quality, 'O') AS quality, coalesce(n.note, '') AS note, n.score,
               coalesce(n.clipped, false) AS clipped
        FROM region_area r
        JOIN area_current a USING (ags)
        CROSS JOIN indicator i
        LEFT JOIN newest n ON n.indicator_id = i.indicator_id AND n.ags = r.ags
        WHERE r.region_id = ? AND r.role = 'member' AND i.status = 'active'
        ORDER BY strip_accents(a.short_name), i.indicator_id
        """,
        [region_id],
    ).df()


def theme_scores(cursor: Cursor) -> pd.DataFrame:
    """Return theme scores of all municipalities for every year."""
    scores = group_scores(cursor).rename(columns={"group_id": "theme_id"})
    themes = cursor.execute("SELECT theme_id FROM theme").df()["theme_id"]
    return scores[scores["theme_id"].isin(themes)].reset_index(drop=True)


def group_scores(cursor: Cursor) -> pd.DataFrame:
    """Return scores of themes, capacities and axes: as `theme_scores`, by ``group_id``."""
    return cursor.execute(
        """
        SELECT g.group_id, g.ags, a.short_name AS name, a.level, a.city_type, g.period, g.score,
               g.coverage, g.quality, g.oldest, g.newest
        FROM group_score g JOIN area_current a USING (ags)
        ORDER BY g.group_id, g.period, g.ags
        """
    ).df()


def provenance(
    cursor: Cursor, indicator_id: str, period: str, areas: tuple[str, ...], lang: Lang
) -> pd.DataFrame:
    """Return the sources behind an indicator's values of a period, or of all, in the given areas.

    Columns ``publisher, table_code, citation, url, licence, licence_url, note, published_on,
    retrieved_first, retrieved_last``, one row per source.
    """
    return sources_behind(
        cursor,
        lang,
        "i.indicator_id = ? AND ? IN ('', i.period) AND list_contains(?, i.ags)",
        [indicator_id, period, list(areas)],
    )


def score_provenance(
    cursor: Cursor, groups: tuple[str, ...], areas: tuple[str, ...], lang: Lang
) -> pd.DataFrame:
    """Return the sources behind the newest scores of themes or capacities, as `provenance`."""
    return sources_behind(
        cursor,
        lang,
        """list_contains(?, i.ags) AND (i.indicator_id, i.ags, i.period) IN
           (SELECT (indicator_id, ags, value_period) FROM group_score_input
            WHERE list_contains(?, group_id))""",
        [list(areas), list(groups)],
    )


def sources_behind(
    cursor: Cursor, lang: Lang, where: str, parameters: list[object]
) -> pd.DataFrame:
    """Return the sources behind the values that a condition on `indicator_input` selects."""
    return cursor.execute(
        f"""
        SELECT s.publisher, s.table_code, s.citation, s.url, s.licence_name AS licence,
               s.licence_url, s.note_{lang} AS note, max(n.published_on) AS published_on,
               min(n.retrieved_on) AS retrieved_first, max(n.retrieved_on) AS retrieved_last
        FROM indicator_input i
        JOIN snapshot n USING (snapshot_id)
        JOIN source s USING (source_id)
        WHERE {where}
        GROUP BY ALL ORDER BY s.publisher, s.table_code
        """,
        parameters,
    ).df()


def corrections(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return why figures were corrected: ``correction_id, reason``."""
    return cursor.execute(
        f"SELECT correction_id, reason_{lang} AS reason FROM correction ORDER BY correction_id"
    ).df()


def theme_inputs(cursor: Cursor) -> pd.DataFrame:
    """Return the inputs of the newest theme scores: one row per indicator and area.

    Columns ``theme_id, indicator_id, ags, period, value, low, high, quality, score, clipped``,
    where ``period`` and ``quality`` are the value's.
    """
    return cursor.execute(
        """
        SELECT i.theme_id, i.indicator_id, i.ags, v.period, v.value, v.low, v.high, v.quality,
               s.score, s.clipped
        FROM theme_score_input i
        JOIN indicator_value v
          ON (v.indicator_id, v.ags, v.period) = (i.indicator_id, i.ags, i.value_period)
        JOIN score s
          ON (s.indicator_id, s.ags, s.period, s.method_id)
             = (i.indicator_id, i.ags, i.value_period, i.method_id)
        WHERE i.period = (SELECT max(period) FROM theme_score WHERE score IS NOT NULL)
        ORDER BY i.indicator_id, i.ags
        """
    ).df()


def editions(cursor: Cursor) -> pd.DataFrame:
    """Return the version of each declaration and the years it has values of.

    Columns ``indicator_id, version, years``, the years a list in ascending order.
    """
    return cursor.execute(
        """
        SELECT i.indicator_id, i.version, list_sort(list(DISTINCT v.period[:4])) AS years
        FROM indicator i JOIN indicator_value v USING (indicator_id)
        WHERE v.value IS NOT NULL
        GROUP BY ALL ORDER BY i.indicator_id
        """
    ).df()
