"""Shows only one indicator's page, recomputed each time its file is saved."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
import webbrowser
from pathlib import Path

from resilience import atomic
from resilience.cli import options, serve
from resilience.cli.kit import KitError
from resilience.model.registry import Registry, entry_of
from resilience.settings import PREVIEW, ROOT, SETTINGS, fault_path, warehouse_path
from resilience.warehouse import opening as wh
from resilience.warehouse import queries
from resilience.warehouse.catalogue_tables import indicator_rows
from resilience.warehouse.compute import compute, observations_of
from resilience.warehouse.explain import no_value
from resilience.warehouse.holdings import series_at_hand
from resilience.warehouse.load import insert
from resilience.warehouse.ready import prepare
from resilience.warehouse.score import indicator_scores

EVERY = 0.3
"""Seconds between checks of the file."""
OWN_TABLES = (
    "idea_indicator",
    "theme_score_input",
    "capacity_score_input",
    "score",
    "indicator_input",
    "indicator_value",
    "indicator_need",
    "indicator_framework",
    "indicator_example",
    "indicator",
)
"""Tables with rows of an indicator, children first."""


def renew(indicator_id: str, base: Path, measure: Path, folder: Path = ROOT / "indicators") -> None:
    """Write a copy of a warehouse in which one indicator is as its file has it now.

    Parameters
    ----------
    base
        The built warehouse; left as it is.
    measure
        The copy; replaced as a whole.

    Raises
    ------
    KitError
        The file cannot be loaded or computed; the copy is left as it was.
    """
    try:
        entry = entry_of(indicator_id, folder)
        with wh.replaced(measure) as fresh:
            shutil.copy(base, fresh)
            with wh.changing(fresh) as connection:
                for table in OWN_TABLES:
                    connection.execute(
                        f"DELETE FROM {table} WHERE indicator_id = ?", [indicator_id]
                    )
                items = queries.framework_item_ids(connection)
                for table, rows in indicator_rows([entry], items).items():
                    if not rows.empty:
                        insert(connection, table, rows)
                if not entry.indicator.awaiting:
                    breaks = queries.breaks_of_series(connection)
                    values, vintages = compute(entry, observations_of(connection, entry), breaks)
                    if values["value"].isna().all():
                        raise KitError(no_value(entry, series_at_hand(connection)))
                    insert(connection, "indicator_value", values)
                    insert(connection, "indicator_input", vintages)
                    if entry.indicator.scored:
                        alone = Registry({}, {indicator_id: entry})
                        scores = indicator_scores(
                            values, alone, queries.kinds(connection), SETTINGS
                        )
                        insert(connection, "score", scores)
                draft = f"preview-{time.time_ns()}"
                connection.execute("UPDATE build SET build_id = ?", [draft])
    except (ValueError, wh.WarehouseError) as error:
        raise KitError(str(error)) from error


def watch(indicator_id: str, base: Path, measure: Path, running: serve.Server) -> None:
    """Renew the copy whenever the indicator's file is saved, until the server ends.

    A fault is written beside the copy, where the page finds it.
    """
    file = ROOT / "indicators" / Path(*indicator_id.split(".")).with_suffix(".py")
    fault, seen = fault_path(measure), file.stat().st_mtime_ns
    while running.poll() is None:
        time.sleep(EVERY)
        now = file.stat().st_mtime_ns if file.is_file() else seen
        if now == seen:
            continue
        seen = now
        try:
            renew(indicator_id, base, measure)
        except KitError as error:
            atomic.write_text(fault, str(error))
            print(error, file=sys.stderr, flush=True)
        else:
            fault.unlink(missing_ok=True)
            print(f"{file.name} computed anew.", flush=True)


def main(argv: list[str]) -> int:
    """Run the command until Ctrl-C; return 1 with a clear message if it cannot start."""
    arguments = options.preview_options().parse_args(argv)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, serve.interrupt)
    with tempfile.TemporaryDirectory() as folder:
        measure = Path(folder) / "preview.duckdb"
        try:
            if wh.fault_of(warehouse_path()) and not prepare(warehouse_path()):
                return 1  # a stale one will do: the indicator is recomputed
            renew(arguments.indicator, warehouse_path(), measure)
            return _serve(arguments, measure)
        except (KitError, serve.ServeError) as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print("Stopped.")
            return 0


def _serve(arguments: argparse.Namespace, measure: Path) -> int:
    port = serve.free_port(serve.HOST, arguments.port)
    os.environ[PREVIEW] = arguments.indicator
    server = serve.start(ROOT / "app.py", serve.HOST, port, measure)
    try:
        serve.warm(server, serve.address(serve.HOST, port))
        url = f"{serve.address(serve.HOST, port)}/?indicator={arguments.indicator}"
        print(f"The preview is at {url} (Ctrl-C ends it).", flush=True)
        if not arguments.no_browser and serve.has_display():
            webbrowser.open(url)
        watch(arguments.indicator, warehouse_path(), measure, server)
        return 0
    finally:
        serve.stop(server)
