"""The collector frees what only a full collection frees, off the calling thread, and can end."""

from __future__ import annotations

import gc
import threading
import weakref

from resilience.housekeeping import start_collector


class Knot:
    """An object that holds itself, so that reference counting alone never frees it."""

    def __init__(self) -> None:
        self.me = self


def collectors() -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t.name == "garbage-collector" and t.is_alive()]


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
