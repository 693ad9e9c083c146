"""Loads bundled figures into a new warehouse: cards, areas, regions, observations, corrections."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import geopandas as gpd
import pandas as pd

from etl import contract
from resilience.model.region import RegionError, load_regions, resolve
from resilience.model.sources import CardError, Snapshot, load_cards, load_corrections
from resilience.model.vintages import FOLDER, figures, load_vintages
from resilience.warehouse.catalogue_tables import live_source_rows
from resilience.warehouse.unfit import NO_KEY, unfit

GEOMETRIES = ("municipalities", "cities", "wards", "districts", "quarters")
"""GeoParquet files in ``data/geometry``; a later one replaces an earlier outline of an area."""

_SHOWN = 10
"""Maximum number of offending rows that are named."""

PLACE = "concat_ws(' ', 'data/observations/' || source_id || '.parquet:', series_id, ags, period)"
OF_SERIES = "JOIN series USING (series_id)"


class LoadError(ValueError):
    """Bundled figures that do not fit the warehouse; the message names folder and fault."""


@dataclass(frozen=True)
class Check:
    """One expectation of a build and what was found."""

    what: str
    expected: str
    found: str
    rows: tuple[str, ...] = ()
    """The first offending rows."""

    @property
    def passed(self) -> bool:
        """Whether the result is the expected one."""
        return self.expected == self.found


def load(
    connection: duckdb.DuckDBPyConnection, data: Path, later: Collection[str] = ()
) -> list[Check]:
    """Fill all tables of published figures and return the checks.

    Parameters
    ----------
    data
        The ``data`` folder.
    later
        Ids of vintages to be left out, as if they had not been retrieved yet.

    Raises
    ------
    CardError, RegionError
        An invalid declaration.
    LoadError
        A file that is missing or cannot be read, or figures that break a rule of the tables.
    """
    steps: dict[str, Callable[[duckdb.DuckDBPyConnection, Path], list[Check]]] = {
        "sources": partial(_load_cards, later=later),
        "geometry": _load_areas,
        "regions": _load_regions,
        "observations": partial(_load_observations, later=later),
        "corrections": partial(_load_corrections, later=later),
    }
    checks: list[Check] = []
    for folder, step in steps.items():
        try:
            checks += step(connection, data / folder)
        except (CardError, RegionError, LoadError):
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
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None
) -> str:
    """Return the single value of a query, as text for a check."""
    rows = connection.execute(sql, parameters or []).fetchall()  # drained: the connection is free
    return str(rows[0][0])


def none_of(connection: duckdb.DuckDBPyConnection, what: str, sql: str) -> Check:
    """Return the check that a query finds nothing; its first column describes what it found."""
    rows = connection.execute(sql).fetchall()
    return Check(what, "0", str(len(rows)), tuple(str(row[0]) for row in rows[:_SHOWN]))


def _load_cards(
    connection: duckdb.DuckDBPyConnection, folder: Path, later: Collection[str]
) -> list[Check]:
    declared = load_cards(folder)
    fetched: dict[str, list[Snapshot]] = {card.source_id: [] for card in declared}
    for vintage in load_vintages(folder.parent / FOLDER):
        if vintage.source_id not in fetched:
            raise CardError(
                f"{FOLDER}/{vintage.snapshot.id}.toml: no card is named {vintage.source_id!r}; "
                "write one in data/sources or delete this vintage."
            )
        if vintage.snapshot.id not in later:
            fetched[vintage.source_id].append(vintage.snapshot)
    known = {
        card.source_id: [s for s in card.snapshots if s.id not in later] + fetched[card.source_id]
        for card in declared
    }
    cards = [card for card in declared if known[card.source_id]]
    sources = pd.DataFrame([asdict(card) for card in cards])
    insert(connection, "source", sources.drop(columns=["snapshots", "series", "live"]))
    insert(connection, "live_source", live_source_rows(declared, fetched))
    snapshots = [
        {**asdict(snapshot), "source_id": card.source_id}
        for card in cards
        for snapshot in known[card.source_id]
    ]
    rows = pd.DataFrame(snapshots).rename(columns={"id": "snapshot_id"})
    insert(connection, "snapshot", rows.drop(columns="folder"))
    series = [{**asdict(one), "source_id": card.source_id} for card in cards for one in card.series]
    names = {"id": "series_id", "de": "label_de", "en": "label_en"}
    rows = pd.DataFrame(series).rename(columns=names)
    promised = ["areas", "periods", "absent", "lowest", "highest"]
    insert(connection, "series", rows.drop(columns=promised))
    return []


def _load_areas(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    areas = _parquet(pd.read_parquet, folder / "areas.parquet")
    outlines = pd.concat(
        [
            _parquet(gpd.read_parquet, folder / f"{name}.parquet")[["ags", "geometry"]]
            for name in GEOMETRIES
        ],
        ignore_index=True,
    ).drop_duplicates("ags", keep="last")
    wkb = pd.DataFrame({"ags": outlines["ags"], "geometry": outlines.geometry.to_wkb()})
    rows = areas.merge(wkb, on="ags", how="left")
    insert(connection, "area", rows.drop(columns="degree_of_urbanisation"))
    rivers = _parquet(gpd.read_parquet, folder / "rivers.parquet")
    lines = pd.DataFrame({"name": rivers["name"], "geometry": rivers.geometry.to_wkb()})
    insert(connection, "river", lines)
    declared = tomllib.loads((folder / "areas.toml").read_text(encoding="utf-8"))
    sources = {**declared["outlines"], "river": declared["rivers"]}
    layers = pd.DataFrame([{"layer": name, **layer} for name, layer in sources.items()])
    columns = [row[0] for row in connection.execute("DESCRIBE outline_source").fetchall()]
    insert(connection, "outline_source", layers[columns])
    homeless = wkb.loc[~wkb["ags"].isin(areas["ags"]), "ags"]
    return [
        Check("outlines without an area", "0", str(len(homeless)), tuple(homeless[:_SHOWN])),
        none_of(
            connection,
            "municipalities and parts of them without an outline",
            """SELECT concat_ws(' ', ags, short_name) FROM area WHERE geometry IS NULL
               AND level NOT IN ('country', 'state', 'county') ORDER BY ags""",
        ),
    ]


def _parquet(read: Callable[[Path], pd.DataFrame], path: Path) -> pd.DataFrame:
    try:
        return read(path)
    except (ValueError, OSError) as error:
        raise LoadError(f"{path}: no Parquet file ({error}); bundle again") from error


def _load_regions(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    regions = load_regions(folder)
    areas = connection.execute(
        "SELECT ags, level, parent_ags, peer_kind, population FROM area_current"
    ).df()
    columns = [row[0] for row in connection.execute("DESCRIBE region").fetchall()]
    rows = pd.DataFrame([asdict(r) | (asdict(r.view) if r.view else {}) for r in regions])
    insert(connection, "region", rows.rename(columns={"id": "region_id"})[columns])
    for region in regions:
        insert(connection, "region_area", resolve(region, regions, areas))
        for ags, name in region.short_names.items():
            connection.execute("UPDATE area SET short_name = ? WHERE ags = ?", [name, ags])
    unknown = """SELECT 'data/regions/' || region_id || '.toml: ' || ags
                 FROM region_area ANTI JOIN area_current USING (ags) ORDER BY ALL"""
    return [none_of(connection, "areas of a region that the area table lacks", unknown)]


def _load_observations(
    connection: duckdb.DuckDBPyConnection, folder: Path, later: Collection[str]
) -> list[Check]:
    fetched = folder.parent / FOLDER
    files = [*sorted(folder.glob("*.parquet")), *figures(fetched, load_vintages(fetched))]
    names = [str(file) for file in files]
    known = "FROM read_parquet(?) WHERE NOT coalesce(list_contains(?, snapshot), false)"
    try:
        connection.execute(
            f"""
            INSERT INTO observation
            SELECT series, ags, period, category, snapshot, value, quality, note {known}
            ORDER BY series, ags, period, category
            """,
            [names, list(later)],
        )
        if fault := connection.execute(NO_KEY).fetchall():
            raise duckdb.ConstraintException(fault[0][0])
    except duckdb.Error as error:
        raise LoadError(unfit(connection, files, error)) from error
    _hold_promises(connection, folder, later)
    bundled = count(connection, f"SELECT count(*) {known}", [names, list(later)])
    without = none_of(
        connection,
        "series without an observation",
        """SELECT 'data/sources/' || source_id || '.toml: ' || series_id
           FROM series ANTI JOIN observation USING (series_id) WHERE source_id NOT IN
           (SELECT source_id FROM live_source WHERE fetched_on IS NOT NULL) ORDER BY ALL""",
    )
    return [
        Check(
            "observations",
            bundled,
            count(connection, "SELECT count(*) FROM observation"),
        ),
        *([] if later else [without]),  # on an earlier day a source may have had fewer series
        none_of(
            connection,
            "observations of an area that the area table lacks",
            f"SELECT {PLACE} FROM observation ANTI JOIN area USING (ags) {OF_SERIES} ORDER BY ALL",
        ),
    ]


def _hold_promises(
    connection: duckdb.DuckDBPyConnection, folder: Path, later: Collection[str]
) -> None:
    """Refuse figures that are not what the cards promise of vintages that are all at hand."""
    data = folder.parent
    retrieved = connection.execute("SELECT snapshot_id, retrieved_on FROM snapshot").fetchall()
    areas = connection.execute(
        "SELECT ags, short_name, level, parent_ags, peer_kind, population FROM area_current"
    ).df()
    cards = load_cards(data / "sources")
    found = contract.faults(
        connection,
        [card for card in cards if not any(s.id in later for s in card.snapshots)],
        dict(retrieved),
        areas,
        load_regions(data / "regions"),
    )
    if found:
        where = contract.faults_text(found, lambda fault: f"{folder / fault.source_id}.parquet")
        raise LoadError(f"figures are not what the cards promise:\n{where}")


def _load_corrections(
    connection: duckdb.DuckDBPyConnection, folder: Path, later: Collection[str]
) -> list[Check]:
    rows = pd.DataFrame([asdict(correction) for correction in load_corrections(folder)])
    if rows.empty:
        return []
    rows = rows.rename(columns={"id": "correction_id", "series": "series_id"})
    if later:  # of a source that was not there yet, nothing is to be corrected
        rows = rows[rows["series_id"].isin(connection.execute("FROM series").df()["series_id"])]
    insert(connection, "correction", rows)
    idle = """
        FROM correction c ANTI JOIN observation o
          ON c.series_id = o.series_id AND c.ags = o.ags AND c.period = o.period
         AND c.category = o.category AND c.expected = o.value
    """
    if later:
        connection.execute(
            f"DELETE FROM correction WHERE correction_id IN (SELECT correction_id {idle})"
        )
    sql = f"SELECT coalesce(string_agg(correction_id, ', ' ORDER BY correction_id), 'none') {idle}"
    return [Check("corrections whose wrong value no vintage holds", "none", count(connection, sql))]
