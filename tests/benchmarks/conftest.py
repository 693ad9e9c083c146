"""The dashboard beside a bare page, both measured in turn in the same run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from resilience.settings import ROOT

# The browser tests' harness and fixtures, also when the benchmarks run alone.
sys.path.append(str(ROOT / "tests" / "browser"))

from stopwatch import BARE, CHARTS, Server, Window, running

from tests.browser.conftest import browser, playwright

__all__ = ["browser", "playwright"]

RESULTS = pytest.StashKey[dict[str, dict[str, Any]]]()


class Clock:
    """A timer for pytest-benchmark that moves by what the browser measured, and by that only."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "beside" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.benchmark(timer=CLOCK))


@pytest.fixture(scope="session")
def dashboard(warehouse: Path) -> Iterator[Server]:
    """Yield a warm server of the dashboard."""
    with running(ROOT / "app.py", warehouse) as server:
        yield server


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Yield a warm server of the bare page."""
    with running(BARE, tmp_path_factory.getbasetemp() / "none.duckdb") as server:
        yield server


@pytest.fixture
def windows(browser) -> Iterator[Callable[..., Window]]:
    """Open visitors' windows, and close them after the test."""
    opened: list[Window] = []

    def new(watched: str = CHARTS) -> Window:
        opened.append(Window(browser, watched))
        return opened[-1]

    yield new
    for window in opened:
        window.close()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[dict[str, Any]], None]:
    """Keep a test's figures for its benchmark record and for the table at the end of the run."""
    results = request.config.stash.setdefault(RESULTS, {})
    extra_info = request.getfixturevalue("benchmark").extra_info

    def keep(figures: dict[str, Any]) -> None:
        results[request.node.name] = figures
        extra_info.update(figures)

    return keep


@pytest.fixture
def beside(benchmark, report) -> Callable[..., None]:
    """Measure the dashboard and the bare page in turn, so that a busy machine slows down both."""

    def run(
        own: Callable[[], float],
        yardstick: Callable[[], float],
        rounds: int = 20,
        parts: tuple[str, ...] = (),
    ) -> None:
        """Record median and 95th percentile of both, and their ratios.

        Parameters
        ----------
        own, yardstick
            Do something once and return the seconds it took.
        parts
            Names of what ``own`` does in turn, for a median of each.
        """
        times: dict[str, list[float]] = {"dashboard": [], "bare": []}

        def measure() -> None:
            times["dashboard"].append(own())
            CLOCK.now += times["dashboard"][-1]

        benchmark.pedantic(measure, setup=lambda: times["bare"].append(yardstick()), rounds=rounds)
        report(
            {
                "dashboard": summary(times["dashboard"]),
                "bare": summary(times["bare"]),
                "ratio": ratios(times["dashboard"], times["bare"]),
                "parts": {
                    part: summary(times["dashboard"][i :: len(parts)])["median_ms"]
                    for i, part in enumerate(parts)
                },
            }
        )

    return run


def summary(seconds: list[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    median, p95 = np.percentile(seconds, [50, 95]) * 1000
    return {"median_ms": round(float(median), 1), "p95_ms": round(float(p95), 1)}


def ratios(own: list[float], yardstick: list[float]) -> dict[str, float]:
    """Return how many times slower than the yardstick, at the median and at the 95th percentile."""
    median, p95 = np.percentile(own, [50, 95]) / np.percentile(yardstick, [50, 95])
    return {"median": round(float(median), 2), "p95": round(float(p95), 2)}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    results = terminalreporter.config.stash.get(RESULTS, {})
    if results:
        terminalreporter.section("dashboard beside a bare page, same run")
    for name, figures in results.items():
        terminalreporter.line(name)
        for what, value in figures.items():
            terminalreporter.line(f"  {what:<10} {value}")
