"""Keeps a long-running server's memory bounded without slowing any page down."""

from __future__ import annotations

import atexit
import gc
import threading


def freeze() -> None:
    """Freeze all live objects: exempt them from garbage collection until the process ends.

    Call this once, after all imports: later collections only examine newer objects.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else DuckDB reports frozen objects as leaks


def start_collector(interval_seconds: float) -> threading.Event:
    """Collect garbage every `interval_seconds` in a separate thread; setting the event ends it.

    Streamlit's own collection after every script run is switched off (`runner.postScriptGC` in
    `.streamlit/config.toml`): it took most of a page's time. Call this once per process.
    """
    stop = threading.Event()

    def collect() -> None:
        while not stop.wait(interval_seconds):
            gc.collect()

    threading.Thread(target=collect, name="garbage-collector", daemon=True).start()
    return stop
