"""Cities with figures of their parts as rows of the warehouse."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path

import duckdb
import pandas as pd

from resilience.model.parts import PartedCity, load_parts, refuse_unknown_parts
from resilience.warehouse.load import Check, insert, none_of

_ROLES = ("rate", "count", "weight")


def fill_parts(
    connection: duckdb.DuckDBPyConnection, folder: Path, themes: Collection[str]
) -> list[Check]:
    """Fill the tables on parts of cities from ``data/parts`` and return the checks.

    Raises
    ------
    PartsError
        An invalid file, or one that names an unknown theme or series.
    """
    cities = load_parts(folder)
    series = connection.execute("SELECT series_id FROM series").df()["series_id"].tolist()
    refuse_unknown_parts(cities, themes, series)
    for table, rows in _rows(cities).items():
        if not rows.empty:
            insert(connection, table, rows)
    return [
        none_of(
            connection,
            "levels of a city of which the area table has no part",
            """SELECT concat_ws(' ', 'data/parts:', city, l.level) FROM part_level l
               WHERE NOT EXISTS (FROM area_current a WHERE a.level = l.level
                                 AND starts_with(a.ags, l.city || '-')) ORDER BY ALL""",
        ),
        none_of(
            connection,
            "indicators of parts without a figure of any part",
            """SELECT concat_ws(' ', 'data/parts:', city, indicator_id) FROM part_indicator i
               WHERE NOT EXISTS (FROM part_indicator_series s JOIN observation o USING (series_id)
                                 WHERE s.city = i.city AND s.indicator_id = i.indicator_id
                                   AND s.role <> 'weight' AND starts_with(o.ags, i.city || '-')
                                   AND o.value IS NOT NULL) ORDER BY ALL""",
        ),
    ]


def _rows(cities: list[PartedCity]) -> dict[str, pd.DataFrame]:
    """Return the rows of each table, parents first."""
    told, levels, indicators, series = [], [], [], []
    for one in cities:
        key = {"city": one.city}
        about = {"about_de": one.about_de, "about_en": one.about_en}
        told.append({**key, **about, "rounded_to": one.rounded_to})
        levels += [{**key, "position": n, **asdict(row)} for n, row in enumerate(one.level, 1)]
        for n, row in enumerate(one.indicator, 1):
            declared = asdict(row)
            used = {role: declared.pop(role) for role in _ROLES}
            used["rate"] = (row.rate,) if row.rate else ()
            names = {"indicator_id": declared.pop("id"), "theme_id": declared.pop("theme")}
            indicators.append({**key, "position": n, **names, **declared})
            series += [
                {**key, "indicator_id": row.id, "role": role, "series_id": name}
                for role in _ROLES
                for name in used[role]
            ]
    return {
        "parted_city": pd.DataFrame(told),
        "part_level": pd.DataFrame(levels),
        "part_indicator": pd.DataFrame(indicators),
        "part_indicator_series": pd.DataFrame(series),
    }
