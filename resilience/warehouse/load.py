"""Loads bundled figures into a new warehouse: cards, areas, regions, observations, corrections."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import geopandas as gpd
import pandas as pd

from etl import contract
from etl.tidy import NULLABLE, QUALITIES
from resilience.model.period import FORMS
from resilience.model.region import RegionError, load_regions, resolve
from resilience.model.sources import CardError, Snapshot, load_cards, load_corrections
from resilience.model.vintages import FOLDER, figures, load_vintages
from resilience.warehouse.catalogue_tables import live_source_rows

GEOMETRIES = ("municipalities", "cities", "wards", "districts", "quarters")
"""GeoParquet files in ``data/geometry``; a later one replaces an earlier outline of an area."""

_SHOWN = 10
"""Maximum number of offending rows that are named."""

PLACE = "concat_ws(' ', 'data/observations/' || source_id || '.parquet:', series_id, ags, period)"
OF_SERIES = "JOIN series USING (series_id)"

_ALLOWED = (
    f"as period {FORMS}; as quality {', '.join(QUALITIES)}; a finite value, or none with "
    f"{', '.join(NULLABLE)}; one row per series, area, period, category and snapshot"
)
UNFIT = r"""
    SELECT concat_ws(' ', series, ags, period, category, snapshot, '-', fault) FROM (
        SELECT *, CASE
            WHEN series IS NULL OR ags IS NULL OR period IS NULL OR category IS NULL
              OR snapshot IS NULL OR quality IS NULL OR note IS NULL THEN 'a text is missing'
            WHEN series NOT IN (SELECT series_id FROM series) THEN 'no card declares the series'
            WHEN snapshot NOT IN (SELECT snapshot_id FROM snapshot)
              THEN 'no card declares the snapshot'
            WHEN NOT regexp_full_match(period, '\d{4}(-Q[1-4]|-\d\d(-\d\d)?)?')
              THEN 'a malformed period'
            WHEN quality NOT IN ('A','P','E','B','U','I','O','M','Q') THEN 'quality ' || quality
            WHEN value IS NULL AND quality NOT IN ('O', 'M', 'Q') THEN 'no value, but ' || quality
            WHEN value IS NOT NULL AND quality IN ('O', 'M') THEN 'a value, but ' || quality
            WHEN NOT isfinite(value) THEN 'value ' || value
            WHEN count(*) OVER (PARTITION BY series, ags, period, category, snapshot) > 1
              THEN 'two rows of one key'
        END AS fault FROM read_parquet(?)
    ) WHERE fault IS NOT NULL
"""


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


def load(connection: duckdb.DuckDBPyConnection, data: Path) -> list[Check]:
    """Fill all tables of published figures and return the checks.

    Raises
    ------
    CardError, RegionError
        An invalid declaration.
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


def _load_cards(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    declared = load_cards(folder)
    later: dict[str, list[Snapshot]] = {card.source_id: [] for card in declared}
    for vintage in load_vintages(folder.parent / FOLDER):
        if vintage.source_id not in later:
            raise CardError(
                f"{FOLDER}/{vintage.snapshot.id}.toml: no card is named {vintage.source_id!r}; "
                "write one in data/sources or delete this vintage."
            )
        later[vintage.source_id].append(vintage.snapshot)
    cards = [card for card in declared if card.snapshots or later[card.source_id]]
    sources = pd.DataFrame([asdict(card) for card in cards])
    insert(connection, "source", sources.drop(columns=["snapshots", "series", "live"]))
    insert(connection, "live_source", live_source_rows(declared, later))
    for card in cards:
        every = (*card.snapshots, *later[card.source_id])
        snapshots = pd.DataFrame([asdict(snapshot) for snapshot in every]).drop(columns="folder")
        snapshots = snapshots.rename(columns={"id": "snapshot_id"})
        insert(connection, "snapshot", snapshots.assign(source_id=card.source_id))
        series = pd.DataFrame([asdict(series) for series in card.series])
        series = series.drop(columns=["areas", "periods", "absent"])
        names = {"id": "series_id", "de": "label_de", "en": "label_en"}
        insert(connection, "series", series.rename(columns=names).assign(source_id=card.source_id))
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


def _load_observations(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Check]:
    later = folder.parent / FOLDER
    files = [*sorted(folder.glob("*.parquet")), *figures(later, load_vintages(later))]
    names = [str(file) for file in files]
    try:
        connection.execute(
            """
            INSERT INTO observation
            SELECT series, ags, period, category, snapshot, value, quality, note
            FROM read_parquet(?)
            ORDER BY series, ags, period, category
            """,
            [names],
        )
    except duckdb.Error as error:
        raise LoadError(unfit(connection, files, error)) from error
    _hold_promises(connection, folder)
    bundled = count(connection, "SELECT count(*) FROM read_parquet(?)", [names])
    return [
        Check(
            "observations",
            bundled,
            count(connection, "SELECT count(*) FROM observation"),
        ),
        none_of(
            connection,
            "series without an observation",
            """SELECT 'data/sources/' || source_id || '.toml: ' || series_id
               FROM series ANTI JOIN observation USING (series_id) WHERE source_id NOT IN
               (SELECT source_id FROM live_source WHERE fetched_on IS NOT NULL) ORDER BY ALL""",
        ),
        none_of(
            connection,
            "observations of an area that the area table lacks",
            f"SELECT {PLACE} FROM observation ANTI JOIN area USING (ags) {OF_SERIES} ORDER BY ALL",
        ),
    ]


def _hold_promises(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Raise `LoadError` for figures that break the promises of the cards."""
    data = folder.parent
    retrieved = connection.execute("SELECT snapshot_id, retrieved_on FROM snapshot").fetchall()
    areas = connection.execute(
        "SELECT ags, short_name, level, parent_ags, peer_kind, population FROM area_current"
    ).df()
    found = contract.faults(
        connection,
        load_cards(data / "sources"),
        dict(retrieved),
        areas,
        load_regions(data / "regions"),
    )
    if found:
        where = contract.faults_text(found, lambda fault: f"{folder / fault.source_id}.parquet")
        raise LoadError(f"figures are not what the cards promise:\n{where}")


def unfit(connection: duckdb.DuckDBPyConnection, files: list[Path], error: duckdb.Error) -> str:
    """Return which files of observations do not fit the table, and which of their rows."""
    lines = []
    for file in files:
        try:
            rows = connection.execute(UNFIT, [str(file)]).fetchall()
        except duckdb.Error as fault:
            told = str(fault).splitlines()[0]
            lines.append(f"{file}: no Parquet file of observations ({told})")
            continue
        lines += [f"{file}: {row}" for (row,) in rows]
    if not lines:
        return f"{files[0].parent}: the files do not fit together: {error}"
    more = [f"and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return "\n".join(
        [*lines[:_SHOWN], *more, f"Allowed: {_ALLOWED}. Bundle or add the file again."]
    )


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
