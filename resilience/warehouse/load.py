"""Bundled figures into a new warehouse: cards, areas, regions, observations, corrections."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd

from resilience.model.region import RegionError, load_regions, resolve
from resilience.model.sources import CardError, load_cards, load_corrections

GEOMETRIES = ("municipalities", "cities", "districts", "quarters")
"""GeoParquet files in ``data/geometry``; a later one replaces an earlier outline of an area."""


class LoadError(ValueError):
    """Bundled figures that do not fit the warehouse; the message names folder and fault."""


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
    """Fill all tables of published figures and return the checks.

    Raises
    ------
    CardError, RegionError
        A declaration that cannot be used.
    LoadError
        A file that is missing or cannot be read, or figures that break a rule of the tables.
    """
    steps = {
        "sources": _load_cards,
        "geometry": _load_areas,
        "regions": _load_regions,
        "observations": _load_observations,
        "corrections": _load_corrections,
    }
    checks: list[Check] = []
    for folder, step in steps.items():
        try:
            checks += step(connection, data / folder)
        except (CardError, RegionError):
            raise
        except (duckdb.Error, KeyError, OSError, ValueError) as error:
            raise LoadError(
                f"{data / folder}: {type(error).__name__}: {error}\n"
                "Correct what is in this folder, then build again."
            ) from error
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
    sources = pd.DataFrame([asdict(card) for card in cards])
    insert(connection, "source", sources.drop(columns=["snapshots", "series"]))
    for card in cards:
        snapshots = pd.DataFrame([asdict(snapshot) for snapshot in card.snapshots])
        snapshots = snapshots.rename(columns={"id": "snapshot_id"}).drop(columns="folder")
        insert(connection, "snapshot", snapshots.assign(source_id=card.source_id))
        series = pd.DataFrame([asdict(series) for series in card.series])
        names = {"id": "series_id", "de": "label_de", "en": "label_en"}
        insert(connection, "series", series.rename(columns=names).assign(source_id=card.source_id))
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
    declared = tomllib.loads((folder / "areas.toml").read_text(encoding="utf-8"))["outlines"]
    layers = pd.DataFrame([{"layer": name, **layer} for name, layer in declared.items()])
    columns = [row[0] for row in connection.execute("DESCRIBE outline_source").fetchall()]
    insert(connection, "outline_source", layers[columns])
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
    areas = connection.execute(
        "SELECT ags, level, parent_ags, city_type, population FROM area_current"
    ).df()
    columns = [row[0] for row in connection.execute("DESCRIBE region").fetchall()]
    rows = pd.DataFrame([asdict(r) | (asdict(r.view) if r.view else {}) for r in regions])
    insert(connection, "region", rows.rename(columns={"id": "region_id"})[columns])
    for region in regions:
        insert(connection, "region_area", resolve(region, regions, areas))
        for ags, name in region.short_names.items():
            connection.execute("UPDATE area SET short_name = ? WHERE ags = ?", [name, ags])
    unknown = "SELECT count(*) FROM region_area ANTI JOIN area_current USING (ags)"
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
    rows = pd.DataFrame([asdict(correction) for correction in load_corrections(folder)])
    if rows.empty:
        return []
    names = {"id": "correction_id", "series": "series_id"}
    insert(connection, "correction", rows.rename(columns=names))
    idle = """
        SELECT coalesce(string_agg(correction_id, ', ' ORDER BY correction_id), 'none')
        FROM correction c ANTI JOIN observation_newest n
          ON c.series_id = n.series_id AND c.ags = n.ags AND c.period = n.period
         AND c.category = n.category AND c.expected = n.value
    """
    return [Check("corrections whose wrong value is not in force", "none", count(connection, idle))]
