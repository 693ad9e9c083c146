"""Imports leave the collector's sight, garbage is freed off the calling thread, all can end."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref

from resilience.app.gc import start_collector
from resilience.settings import ROOT

FROZEN = """
import duckdb
import gc
from resilience.app import gc as housekeeping

connection = duckdb.connect()
connection.sql("SELECT 1").df()
before = len(gc.get_objects())
housekeeping.freeze()
print(len(gc.get_objects()) < before / 10, gc.get_freeze_count() > before / 2)
"""


class Knot:
    """An object that holds itself, so that reference counting alone never frees it."""

    def __init__(self) -> None:
        self.me = self


def collectors() -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t.name == "garbage-collector" and t.is_alive()]


def test_frozen_objects_are_no_longer_looked_at_and_end_quietly() -> None:
    done = subprocess.run([sys.executable, "-c", FROZEN], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True True\n", "")


def test_frees_cyclic_garbage_and_ends_when_told() -> None:
    before = len(collectors())
    freed = threading.Event()
    gc.disable()
    try:
        knot = Knot()
        weakref.finalize(knot, freed.set)
        del knot
        assert not freed.is_set()
        stop = start_collector(0.01)
        assert freed.wait(10)
    finally:
        gc.enable()
    thread = collectors()[-1]
    assert thread.daemon
    stop.set()
    thread.join(10)
    assert len(collectors()) == before
