"""Keeps a long-running server's memory bounded without slowing any page down."""

from __future__ import annotations

import atexit
import gc
import threading


def freeze() -> None:
    """Take everything alive now out of the garbage collector's sight, until the process ends.

    Call this once, after all imports: collections then look at what came later only.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else DuckDB takes what is frozen for leaks, and says so


def start_collector(interval_seconds: float) -> threading.Event:
    """Collect garbage every `interval_seconds` in a thread of its own; setting the event ends it.

    Streamlit's own collection after every script run is switched off (`runner.postScriptGC` in
    `.streamlit/config.toml`): it took most of a page's time. Call this once per process.
    """
    stop = threading.Event()

    def collect() -> None:
        while not stop.wait(interval_seconds):
            gc.collect()

    threading.Thread(target=collect, name="garbage-collector", daemon=True).start()
    return stop
