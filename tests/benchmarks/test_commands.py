"""How fast an analyst's commands answer, beside an interpreter that imports DuckDB.

Ratios in one run, so that a busy machine slows down both; nothing here asserts a time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import numpy as np
import pytest

from resilience.cli.bootstrap import HANDED_OVER
from resilience.settings import ROOT

COMMANDS = {
    "help": ["--help"],
    "new-indicator --help": ["new-indicator", "--help"],
    "series": ["series", "births"],
    "sql": ["sql", "SELECT count(*) FROM theme"],
    "check": ["check", "supply.pharmacy"],
}
ROUNDS = 5


def seconds(words: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, HANDED_OVER: "1"},
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - started


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_answers(name, benchmark, warehouse, monkeypatch):
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
    bare: list[float] = []
    benchmark.pedantic(
        lambda: seconds(["-m", "resilience", *COMMANDS[name]]),
        setup=lambda: bare.append(seconds(["-c", "import duckdb"])),
        rounds=ROUNDS,
    )
    own, yardstick = benchmark.stats.stats.median, float(np.median(bare))
    benchmark.extra_info["ratio"] = round(own / yardstick, 2)
    print(f"\n{name}: {own:.2f} s, {own / yardstick:.2f} times an interpreter with DuckDB")
