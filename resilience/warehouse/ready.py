"""Ensures that there is a warehouse to read: ``python -m resilience.warehouse.ready FILE``."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from resilience.settings import ROOT
from resilience.warehouse.inputs import is_stale

POLL_SECONDS = 0.5


def prepare(warehouse: Path) -> bool:
    """Build the warehouse if it is missing, unreadable or older than its inputs.

    The build runs in a separate process, which reports progress and errors on the terminal: pandas
    and DuckDB would otherwise stay in the memory of this one.

    Returns
    -------
    bool
        Whether there is a warehouse to read now.
    """
    command = [sys.executable, "-m", "resilience.warehouse.ready", str(warehouse)]
    found = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return not subprocess.run(command, env={**os.environ, "PYTHONPATH": found}).returncode


def main(warehouse: Path) -> int:
    """Build the warehouse if necessary, or wait for another process to do so; return 0 if done."""
    from resilience.warehouse import opening as wh

    waiting = False
    while (fault := wh.fault_of(warehouse)) or is_stale(warehouse):
        if fault in wh.NOT_OURS:
            print(wh.wrong(warehouse, fault), file=sys.stderr)
            return 1
        if wh.is_busy(warehouse):
            if not waiting:
                print(f"Another process is building {warehouse}; waiting for it …", flush=True)
            waiting = True
            time.sleep(POLL_SECONDS)
            continue
        why = "" if fault in ("", "missing") else f", as what is there is {fault}"
        print(f"Building {warehouse}{why} …", flush=True)
        code = _build(warehouse)
        if not code or not wh.is_busy(warehouse):
            return code
    return 0


def _build(warehouse: Path) -> int:
    from resilience.warehouse.as_known import day_of
    from resilience.warehouse.build import build_or_tell

    return build_or_tell(warehouse, day_of(warehouse))


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(130)
