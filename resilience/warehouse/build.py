"""Loads, computes, scores and swaps the warehouse file atomically."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from resilience.model.content_files import load_content
from resilience.model.period import first_day
from resilience.model.registry import Entry, Registry, registry
from resilience.model.weight_sets import load_weight_sets
from resilience.settings import ROOT, SETTINGS
from resilience.spec import CAPACITIES
from resilience.warehouse import opening as wh
from resilience.warehouse.as_known import known_then, later_than
from resilience.warehouse.build_report import Scored, checks_table, failure, score_changes, scored
from resilience.warehouse.catalogue_tables import mirror
from resilience.warehouse.comparable_areas import bordering, load_similarity, similar
from resilience.warehouse.compute import check_series, compute, observations_of
from resilience.warehouse.holdings import series_with_figures
from resilience.warehouse.inputs import inputs
from resilience.warehouse.load import Check, count, insert, load, none_of
from resilience.warehouse.part_tables import fill_parts
from resilience.warehouse.queries import kinds
from resilience.warehouse.score import capacity_scores, indicator_scores, scores_of_themes
from resilience.warehouse.vintage_changes import fill_changes

_Report = Callable[[str], None]


class BuildError(RuntimeError):
    """A build whose checks failed; the old warehouse is left as it was."""


def build(warehouse: Path, report: _Report = print, as_of: date | None = None) -> None:
    """Build a new warehouse file and, if all checks hold, rename it over the old one.

    Parameters
    ----------
    as_of
        Day whose state of knowledge is rebuilt: vintages retrieved later are left out.

    Raises
    ------
    AsOfError
        No state of that day can be rebuilt.
    BuildError
        A check failed; its message is a table of what was expected and found.
    WarehouseError
        The old warehouse is in use and cannot be replaced (Windows).
    """
    started = time.perf_counter()
    found = registry()
    later = later_than(ROOT / "data", as_of) if as_of else frozenset[str]()
    if as_of:
        report(f"as known on {as_of}: {len(later)} later vintages are left out")
    before = _scored(warehouse)
    with wh.replaced(warehouse) as fresh:
        connection = wh.create(fresh)
        try:
            checks = _fill(connection, found, report, later, as_of)
            rows = _rows_per_table(connection)
            after = scored(connection)
        finally:
            connection.close()
        failed = [check for check in checks if not check.passed]
        if failed:
            raise BuildError(failure(failed))
    report(checks_table(["table", "rows"], [[name, f"{n:,}"] for name, n in rows]))
    for line in score_changes(before, after) if before else []:
        report(line)
    memory = _peak_memory()
    used = f", peak memory {memory:,.0f} MiB" if memory else ""
    report(f"Built {warehouse} in {time.perf_counter() - started:.1f} s{used}.")


def _scored(warehouse: Path) -> Scored | None:
    """Return what has scores in the warehouse to be replaced, None if none is readable."""
    try:
        connection = wh.open_read_only(warehouse)
    except wh.WarehouseError:
        return None
    with closing(connection):
        try:
            return scored(connection)
        except duckdb.Error:  # of another version
            return None


def _fill(
    connection: duckdb.DuckDBPyConnection,
    found: Registry,
    report: _Report,
    later: Collection[str],
    as_of: date | None,
) -> list[Check]:
    fingerprint = _fingerprint()
    report("1/4 loading bundled figures")
    checks = load(connection, ROOT / "data", later)
    fill_changes(connection)
    here = series_with_figures(connection)
    found = found.with_figures(here)
    if as_of:
        found = known_then(found, ROOT / "data", here, as_of)
    report(f"2/4 declaring {len(found.themes)} themes, {len(found.indicators)} indicators")
    for entry in found.active.values():
        check_series(connection, entry)
    content = load_content(ROOT / "data" / "content", found.themes, found.indicators)
    for table, rows in mirror(found, content).items():
        if not rows.empty:
            insert(connection, table, rows)
    checks += fill_parts(connection, ROOT / "data" / "parts", found.themes)
    scored = {name for name, entry in found.active.items() if entry.indicator.scored}
    sets, items = load_weight_sets(
        ROOT / "data" / "weights", set(found.themes) | set(CAPACITIES) | scored
    )
    insert(connection, "weight_set", sets)
    insert(connection, "weight_set_item", items)
    report("3/4 computing indicators")
    values = _compute(connection, found)
    _relate(connection, found)
    report("4/4 scoring")
    areas = _municipalities(connection)
    until = _newest_retrieval(connection).year
    scores = indicator_scores(values, found, kinds(connection), SETTINGS)
    insert(connection, "score", scores)
    themes, behind = scores_of_themes(scores, found, areas, until, SETTINGS)
    insert(connection, "theme_score", themes)
    insert(connection, "theme_score_input", behind)
    capacities, behind = capacity_scores(scores, found, areas, until, SETTINGS)
    insert(connection, "capacity_score", capacities)
    insert(connection, "capacity_score_input", behind)
    _sign(connection, fingerprint, as_of)
    return [
        *checks,
        none_of(
            connection,
            "snapshots retrieved after today",
            """SELECT concat_ws(' ', 'data/sources/' || source_id || '.toml:', snapshot_id,
                                'retrieved_on', retrieved_on)
               FROM snapshot WHERE retrieved_on > current_date + 1 ORDER BY ALL""",
        ),
        none_of(
            connection,
            "indicators without a value",
            """SELECT 'indicators/' || replace(indicator_id, '.', '/') || '.py'
               FROM indicator ANTI JOIN indicator_value USING (indicator_id)
               WHERE status = 'active' ORDER BY ALL""",
        ),
        none_of(
            connection,
            "pilots of ideas that the area table lacks",
            """SELECT 'data/content/ideas.toml: ' || idea_id || ' ' || pilot FROM idea
               ANTI JOIN area_current ON pilot = ags WHERE pilot IS NOT NULL ORDER BY ALL""",
        ),
        none_of(
            connection,
            "areas and series of targets that there are not",
            """SELECT 'data/content/targets.toml: ' || target_id || ' area ' || ags FROM target
               ANTI JOIN area_current USING (ags) WHERE ags IS NOT NULL
               UNION ALL
               SELECT 'data/content/targets.toml: ' || target_id || ' series ' || series_id
               FROM target ANTI JOIN series USING (series_id) WHERE series_id IS NOT NULL
               UNION ALL
               SELECT 'data/content/targets.toml: ' || id || ' area ' || ags FROM target_missing
               ANTI JOIN area_current USING (ags) WHERE ags IS NOT NULL ORDER BY ALL""",
        ),
    ]


def _newest_retrieval(connection: duckdb.DuckDBPyConnection) -> date:
    day: date = connection.execute("SELECT max(retrieved_on) FROM snapshot").fetchall()[0][0]
    return day


def _compute(connection: duckdb.DuckDBPyConnection, found: Registry) -> pd.DataFrame:
    everything = []
    breaks = dict(connection.execute("SELECT series_id, breaks FROM series").fetchall())
    retrieved = dict(
        connection.execute("SELECT snapshot_id, retrieved_on FROM snapshot").fetchall()
    )
    for entry in found.active.values():
        tables = observations_of(connection, entry)
        values, vintages = compute(entry, tables, breaks)
        _refuse_future(entry, values, vintages["snapshot_id"].map(retrieved).max())
        insert(connection, "indicator_value", values)
        insert(connection, "indicator_input", vintages)
        everything.append(values)
    return pd.concat(everything, ignore_index=True)


def _refuse_future(entry: Entry, values: pd.DataFrame, retrieved: date) -> None:
    """Raise for values of periods that had not begun when the newest input was retrieved."""
    future = [one for one in values["period"].unique() if first_day(one) > retrieved]
    late = values[values["period"].isin(future)]
    if not late.empty:
        row = late.iloc[0]
        raise BuildError(
            f"{entry.where('sql=')}: {len(late)} values of the future, such as {row['ags']} "
            f"{row['period']}; its newest figures were retrieved on {retrieved}. Let the SQL "
            "return periods of its series."
        )


def _relate(connection: duckdb.DuckDBPyConnection, found: Registry) -> None:
    """Fill the tables of neighbouring and of similar municipalities."""
    told = load_similarity(ROOT / "data" / "similarity.toml", set(found.active))
    areas = connection.execute(
        """SELECT ags, geometry, peer_kind, ln(population) AS population,
                  ln(population / area_km2) AS density
           FROM area_current WHERE level = 'municipality' ORDER BY ags"""
    ).df()
    newest = connection.execute(
        """SELECT indicator_id, ags, value FROM indicator_value
           WHERE value IS NOT NULL AND list_contains(?, indicator_id)
           QUALIFY row_number() OVER (PARTITION BY indicator_id, ags ORDER BY period DESC) = 1""",
        [list(told.features)],
    ).df()
    values = newest.pivot(index="ags", columns="indicator_id", values="value")
    towns = areas.set_index("ags")
    features = towns.join(values).reindex(columns=list(told.features))
    alike = similar(features, towns["peer_kind"], told.count, told.minimum_features)
    insert(connection, "neighbour", bordering(areas))
    insert(connection, "similar_area", alike)
    names = pd.DataFrame({"feature_id": told.features})
    insert(connection, "similarity_feature", names.assign(position=names.index + 1))


def _municipalities(connection: duckdb.DuckDBPyConnection) -> list[str]:
    sql = "SELECT ags FROM area_current WHERE level = 'municipality' ORDER BY ags"
    return [row[0] for row in connection.execute(sql).fetchall()]


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in inputs():
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _sign(connection: duckdb.DuckDBPyConnection, fingerprint: str, as_of: date | None) -> None:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    build_id = f"{now:%Y%m%dT%H%M%S}-{fingerprint[:8]}"
    connection.execute(
        "INSERT INTO build VALUES (?, ?, ?, ?, ?, ?)",
        [build_id, now, _git_commit(), SETTINGS.sha256(), fingerprint, as_of],
    )


def _git_commit() -> str:
    """Return the current Git commit, with ``-dirty`` if a tracked file differs from it."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def _rows_per_table(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() ORDER BY table_oid"
    ).fetchall()
    return [(name, int(count(connection, f"SELECT count(*) FROM {name}"))) for (name,) in names]


def _peak_memory() -> float | None:
    """Return the process's peak memory in MiB, None where it is not reported (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def build_or_tell(warehouse: Path, as_of: date | None = None) -> int:
    """Build a warehouse file; return 1 with a clear message if it fails."""
    try:
        build(warehouse, as_of=as_of)
    except (BuildError, wh.WarehouseError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except (duckdb.Error, OSError) as error:
        print(
            f"{warehouse}: could not be written: {error}\n"
            "The old warehouse, if there was one, was left as it was.",
            file=sys.stderr,
        )
        return 1
    return 0
