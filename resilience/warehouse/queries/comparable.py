"""Areas a city can be compared with."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor


def municipalities(cursor: Cursor) -> pd.DataFrame:
    """Return all municipalities by name: ``ags, name, peer_kind, population, regiostar7``."""
    return cursor.execute(
        """
        SELECT ags, short_name AS name, peer_kind, population, regiostar7
        FROM area_current WHERE level = 'municipality' ORDER BY strip_accents(short_name)
        """
    ).df()


def inhabitants(cursor: Cursor, region_id: str) -> pd.DataFrame:
    """Return ``ags, population, period`` of a region's members, as the register counts them."""
    return cursor.execute(
        """
        SELECT a.ags, a.population, a.population_period AS period
        FROM region_area r JOIN area_current a USING (ags)
        WHERE r.region_id = ? AND r.role = 'member' AND a.population IS NOT NULL
        ORDER BY a.ags
        """,
        [region_id],
    ).df()


def neighbours(cursor: Cursor, ags: str) -> pd.DataFrame:
    """Return the municipalities that border on one: ``ags, name, city_type, population``."""
    return cursor.execute(
        """
        SELECT a.ags, a.short_name AS name, a.city_type, a.population
        FROM neighbour n JOIN area_current a ON a.ags = n.neighbour
        WHERE n.ags = ? ORDER BY strip_accents(a.short_name)
        """,
        [ags],
    ).df()


def similar_areas(cursor: Cursor, ags: str) -> pd.DataFrame:
    """Return the municipalities most like one, the most similar first: ``ags, name, distance``."""
    return cursor.execute(
        """
        SELECT a.ags, a.short_name AS name, s.distance
        FROM similar_area s JOIN area_current a ON a.ags = s.other
        WHERE s.ags = ? ORDER BY s.place
        """,
        [ags],
    ).df()


def similarity_features(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the features of similarity: ``feature_id, label``; only indicators have a label."""
    return cursor.execute(
        f"""
        SELECT f.feature_id, i.label_{lang} AS label
        FROM similarity_feature f LEFT JOIN indicator i ON i.indicator_id = f.feature_id
        ORDER BY f.position
        """
    ).df()


def group_indicators(cursor: Cursor, group_id: str) -> pd.DataFrame:
    """Return the indicators behind the scores of a theme or capacity: ``indicator_id``."""
    return cursor.execute(
        """
        SELECT DISTINCT indicator_id FROM group_score_input WHERE group_id = ? ORDER BY ALL
        """,
        [group_id],
    ).df()
