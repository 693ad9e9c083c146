"""How fast and how light the dashboard is, beside a bare one-chart page of the same run.

Nothing here fails for being slow: the figures are recorded, and judged by who reads them.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from itertools import cycle
from pathlib import Path
from time import time

import pytest
from stopwatch import ANY_PART, BARE, CHARTS, Server, Session, Window, running

from resilience.i18n import t
from resilience.model.registry import registry
from resilience.settings import ROOT

PAGES = ("", "map", "compare", "city")
MORE_PAGES = (
    "map?maps=two",
    "trends",
    "trends?view=small",
    "relations",
    "weights?composite=1",
    "crosswalk",
)
WITHOUT_CHARTS = ("weights", "indicator", "indicators", "data", "meeting", "method")
CONTROLS = {
    "indicator": t("de", "control.indicator"),
    "series": t("de", "trends.control_indicator"),
    "city": t("de", "control.city"),
}
SESSIONS = 50
RERUNS = 400


@pytest.mark.parametrize(
    "path", PAGES + MORE_PAGES + WITHOUT_CHARTS, ids=lambda path: path or "overview"
)
def test_fresh_tab(path: str, beside, windows, dashboard: Server, bare: Server):
    def opened(url: str, watched: str = CHARTS) -> float:
        with closing(windows(watched)) as window:
            return window.open(url)

    page = f"{dashboard.url}/{path}", ANY_PART if path in WITHOUT_CHARTS else CHARTS
    opened(*page)  # a warm server has shown the page before
    beside(lambda: opened(*page), lambda: opened(bare.url), rounds=10)


def test_start_to_first_page(beside, windows, warehouse: Path, tmp_path: Path):
    def started(script: Path, data: Path) -> float:
        begin = time()
        with running(script, data) as server, closing(windows()) as window:
            window.open(server.url)
            return window.opened_at() - begin

    beside(
        lambda: started(ROOT / "app.py", warehouse),
        lambda: started(BARE, tmp_path / "none.duckdb"),
        rounds=5,
    )


def test_page_switch(beside, windows, dashboard: Server, bare: Server):
    names = ("page.map", "page.compare", "page.city", "page.start")
    own = Walk(windows(), dashboard.url, [t("de", name) for name in names])
    yardstick = Walk(windows(), bare.url, ["Second", "First"])
    beside(own.step, yardstick.step, rounds=24, parts=names)


class Walk:
    """A window that follows links of the navigation in turn, each once before it is measured."""

    def __init__(self, window: Window, url: str, links: list[str]) -> None:
        self.window = window
        self.links = cycle(links)
        window.open(url)
        for _ in links:
            self.step()

    def step(self) -> float:
        """Follow the next link; return the seconds it took."""
        return self.window.follow(next(self.links))


@pytest.mark.parametrize(
    ("path", "control"),
    [
        ("map", "indicator"),
        ("map", "city"),
        ("compare", "indicator"),
        ("compare", "city"),
        ("relations", "indicator"),
        ("city?city=05158036", "city"),
        ("trends", "series"),
        ("trends", "city"),
        ("trends?view=small", "series"),
        ("trends?view=small", "city"),
        ("weights?composite=1", "city"),
    ],
)
def test_control_change(path: str, control: str, beside, windows, dashboard, bare):
    own = Turns(windows(), f"{dashboard.url}/{path}", CONTROLS[control])
    yardstick = Turns(windows(), bare.url, "Series")
    beside(own.step, yardstick.step, rounds=24)


class Turns:
    """A window that chooses one control's options in turn, each once before it is measured."""

    def __init__(self, window: Window, url: str, control: str) -> None:
        self.window = window
        self.control = control
        window.open(url)
        options = window.options(control)[1:6]  # the first is chosen already
        self.options = cycle(options)
        for _ in options:
            self.step()

    def step(self) -> float:
        """Choose the next option; return the seconds it took."""
        return self.window.choose(self.control, next(self.options))


def test_memory_of_sessions(benchmark, report, warehouse: Path, tmp_path: Path):
    def grown(server: Server, paths: tuple[str, ...]) -> dict[str, float]:
        with ExitStack() as stack:
            sizes = {}
            for number in range(1, SESSIONS + 1):
                session = Session(server, stack)
                for path in paths:
                    session.run(path)
                if number in (1, SESSIONS):
                    sizes[f"after_{number}_MiB"] = round(server.memory(), 1)
        return sizes

    with running(BARE, tmp_path / "none.duckdb") as server:
        bare = grown(server, ("", "second"))
    with running(ROOT / "app.py", warehouse) as server:
        own = benchmark.pedantic(grown, args=(server, PAGES), rounds=1)
    ratio = {when: round(own[when] / bare[when], 2) for when in own}
    report({"dashboard": own, "bare": bare, "ratio": ratio})


def test_memory_stays_bounded(benchmark, report, warehouse: Path):
    views = cycle((path, id_) for id_ in registry().active for path in ("map", "compare"))

    def grown(server: Server) -> list[float]:
        with ExitStack() as stack:
            session = Session(server, stack)
            session.run()
            sizes = [server.memory()]
            for number in range(1, RERUNS + 1):
                path, indicator = next(views)
                session.run(path, indicator=indicator)
                if number % 100 == 0:
                    sizes.append(server.memory())
        return [round(size, 1) for size in sizes]

    with running(ROOT / "app.py", warehouse) as server:
        sizes = benchmark.pedantic(grown, args=(server,), rounds=1)
    report({"MiB_every_100_reruns": sizes})
