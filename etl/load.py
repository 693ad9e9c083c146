"""Bundled figures into a new warehouse: cards, areas, regions, observations, corrections."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd

from resilience.region import load_regions, resolve
from resilience.sources import load_cards

GEOMETRIES = ("municipalities", "cities", "districts", "quarters")
"""GeoParquet files in ``data/geometry``; a later one replaces an earlier outline of an area."""


@dataclass(frozen=True)
class Check:
    """One expectation of a build and what was found."""

    what: str
    expected: str
    found: str

    @property
    def passed(self) -> bool:
        """Whether found is what was expected."""
        return self.expected == self.found


def load(connection: duckdb.DuckDBPyConnection, data: Path) -> list[Check]:
    """Fill all tables of published figures and return the checks."""
    checks = _load_cards(connection, data / "sources")
    checks += _load_areas(connection, data / "geometry")
    checks += _load_regions(connection, data / "regions")
    checks += _load_observations(connection, data / "observations")
    checks += _load_corrections(connection, data / "corrections")
    return checks


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    """Append rows to a table by column name."""
    connection.register("_rows", rows)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM _rows")
    connection.unregister("_rows")


def count(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[str] | None = None
) -> str:
    """Return the single figure a query gives, as text for a check."""
    rows = connection.execute(sql, parameters or []).fetchall()  # drained: the connection is free
    return str(rows[0][0])


def _load_cards(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    cards = load_cards(folder)
    for card in cards:
        connection.execute(
            "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                card.source_id,
                card.title_de,
                card.title_en,
                card.publisher,
                card.citation,
                card.url,
                card.licence_name,
                card.licence_url,
                card.table_code,
                card.update_cycle,
                card.note_de,
                card.note_en,
            ],
        )
        for snapshot in card.snapshots:
            connection.execute(
                "INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    snapshot.id,
                    card.source_id,
                    snapshot.retrieved_on,
                    snapshot.published_on,
                    snapshot.sha256,
                    snapshot.file_name,
                    snapshot.boundary_date,
                ],
            )
        for series in card.series:
            connection.execute(
                "INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    series.id,
                    card.source_id,
                    series.de,
                    series.en,
                    series.unit,
                    series.kind,
                    series.definition_version,
                    list(series.breaks),
                ],
            )
    return []


def _load_areas(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    areas = pd.read_parquet(folder / "areas.parquet")
    outlines = pd.concat(
        [gpd.read_parquet(folder / f"{name}.parquet")[["ags", "geometry"]] for name in GEOMETRIES],
        ignore_index=True,
    ).drop_duplicates("ags", keep="last")
    wkb = pd.DataFrame({"ags": outlines["ags"], "geometry": outlines.geometry.to_wkb()})
    rows = areas.merge(wkb, on="ags", how="left")
    columns = [row[0] for row in connection.execute("DESCRIBE area").fetchall()]
    insert(connection, "area", rows[columns])
    without = "SELECT count(*) FROM area WHERE geometry IS NULL AND level IN "
    lower = "('municipality', 'district', 'quarter')"
    return [
        Check("outlines without an area", "0", str((~wkb["ags"].isin(areas["ags"])).sum())),
        Check(
            "municipalities and parts of them without an outline",
            "0",
            count(connection, without + lower),
        ),
    ]


def _load_regions(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    regions = load_regions(folder)
    areas = connection.execute("SELECT ags, level, parent_ags, population FROM area").df()
    for region in regions:
        view = region.view
        connection.execute(
            "INSERT INTO region VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                region.id,
                region.label_de,
                region.label_en,
                region.rule_de,
                region.rule_en,
                region.position,
                region.selectable,
                region.peers,
                region.peers_large,
                view and view.longitude,
                view and view.latitude,
                view and view.zoom,
            ],
        )
        insert(connection, "region_area", resolve(region, regions, areas))
        for ags, name in region.short_names.items():
            connection.execute("UPDATE area SET short_name = ? WHERE ags = ?", [name, ags])
    unknown = "SELECT count(*) FROM region_area ANTI JOIN area USING (ags)"
    return [Check("areas of a region that the area table lacks", "0", count(connection, unknown))]


def _load_observations(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    files = str(folder / "*.parquet")
    connection.execute(
        """
        INSERT INTO observation
        SELECT series, ags, period, category, snapshot, value, quality, note
        FROM read_parquet(?)
        ORDER BY series, ags, period, category
        """,
        [files],
    )
    bundled = count(connection, "SELECT count(*) FROM read_parquet(?)", [files])
    empty = "SELECT count(*) FROM series ANTI JOIN observation USING (series_id)"
    homeless = "SELECT count(*) FROM observation ANTI JOIN area USING (ags)"
    return [
        Check(
            "observations",
            bundled,
            count(connection, "SELECT count(*) FROM observation"),
        ),
        Check("series without an observation", "0", count(connection, empty)),
        Check(
            "observations of an area that the area table lacks", "0", count(connection, homeless)
        ),
    ]


def _load_corrections(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    rows = [
        {**row, "replacement": row.get("replacement")}
        for path in sorted(folder.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    ]
    for row in rows:
        connection.execute(
            "INSERT INTO correction VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                row["id"],
                row["series"],
                row["ags"],
                row["period"],
                row["category"],
                row["expected"],
                row["action"],
                row["replacement"],
                row["quality"],
                row["reason"],
                row["status"],
            ],
        )
    guarded = """
        SELECT count(*) FROM correction c JOIN observation o
          USING (series_id, ags, period, category)
        WHERE abs(o.value - c.expected) < 1e-6
    """
    return [
        Check(
            "corrections whose wrong value is still there",
            str(len(rows)),
            count(connection, guarded),
        )
    ]
