"""Many visitors at once, without browsers: ``python -m tests.benchmarks.load --sessions 50``.

Each visitor opens a websocket of their own, asks for a page with an indicator and a city, waits
until its script has ended, thinks for a few seconds and asks again. The report says how long
scripts took from the asking, what a rerun cost the server in processor time, and how its memory
grew. Processor time is what compares between machines at work and at rest.

``--each 24`` asks every page (or those of ``--pages``) as often in one session instead, once all
of its answers are known, and says what a rerun of each costs; ``--visits 2000`` opens and closes as
many sessions, and says how many files stay open. With ``--url`` the crowd goes to servers that run,
such as a proxy's.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from resilience.cli import serve
from resilience.model.region import load_regions
from resilience.model.registry import registry
from resilience.settings import ROOT, warehouse_path

PAGES = (
    *("", "city", "compare", "matrix", "several", "map", "trends", "relations", "weights"),
    *("scenarios", "targets", "kopfstand", "ideas", "megatrends", "quarters", "meeting"),
    *("indicators", "indicator", "crosswalk", "data", "method"),
)
MEBIBYTE = 2**20


@dataclass
class Visits:
    """What the visitors saw.

    Attributes
    ----------
    seconds
        Per page, from asking to the script's end.
    first
        The same of each visitor's first page.
    faults
        Errors on pages, and lost connections.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    first: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def all(self) -> list[float]:
        """Return the seconds of all pages."""
        return [one for page in self.seconds.values() for one in page]


async def ask(session: ClientConnection, url: str, page: str, query: dict[str, str]) -> str:
    """Run a page to its end; return the error it shows, or nothing."""
    run = BackMsg()
    run.rerun_script.page_name = page
    run.rerun_script.query_string = urlencode(query)
    run.rerun_script.context_info.url = f"{url}/{page}"
    run.rerun_script.context_info.locale = "de-DE"
    await session.send(run.SerializeToString())
    fault = ""
    while True:
        message = ForwardMsg.FromString(await session.recv())
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.HasField("exception"):
            fault = message.delta.new_element.exception.message
        if kind == "page_not_found":
            fault = "no such page"
        ended = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if kind == "script_finished" and message.script_finished != ended:
            return fault


def choices() -> tuple[list[str], list[str]]:
    """Return the indicators and cities that visitors choose from."""
    regions = load_regions(ROOT / "data" / "regions")
    cities = {ags for region in regions for ags in region.members or ()}
    return sorted(registry().indicators), sorted(cities)


def entered(url: str) -> connect:
    """Return a session's websocket, to be opened by ``async with``."""
    stream = url.replace("http", "ws", 1) + "/_stcore/stream"
    return connect(stream, max_size=None, proxy=None, open_timeout=120)


async def each_page(
    url: str, process: psutil.Process, pages: Sequence[str], times: int
) -> dict[str, float]:
    """Return per page the processor seconds of a rerun whose answers are all known.

    Each rerun chooses another indicator and another city.
    """
    indicators, cities = choices()
    asked = [
        {"indicator": indicators[5 * nth % len(indicators)], "city": cities[nth % len(cities)]}
        for nth in range(4)
    ]
    cost = {}
    async with entered(url) as session:
        for page in pages:
            for query in asked:
                if fault := await ask(session, url, page, query):
                    raise RuntimeError(f"{page}?{urlencode(query)}: {fault}")
            before = spent([process])
            for nth in range(times):
                await ask(session, url, page, asked[nth % len(asked)])
            cost[page] = (spent([process]) - before) / times
    return cost


async def visits(url: str, process: psutil.Process, number: int) -> list[tuple[int, int, float]]:
    """Open, look at and close sessions; return visits, open files and MiB at ten moments."""
    seen = []
    for nth in range(number + 1):
        async with entered(url) as session:
            await ask(session, url, PAGES[nth % len(PAGES)], {})
        if nth % max(1, number // 10) == 0:
            await asyncio.sleep(1.0)
            seen.append((nth, process.num_fds(), mebibytes([process])))
    return seen


def spent(processes: list[psutil.Process]) -> float:
    """Return the processor seconds that servers have taken so far."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def mebibytes(processes: list[psutil.Process]) -> float:
    """Return the memory that servers hold."""
    return sum(process.memory_info().rss for process in processes) / MEBIBYTE


async def visitor(url: str, until: float, think: tuple[float, float], seen: Visits) -> None:
    """Look at pages until the time is up."""
    indicators, cities = choices()
    page, begun = "", False
    try:
        async with entered(url) as session:
            while time.monotonic() < until:
                query = {"indicator": random.choice(indicators), "city": random.choice(cities)}
                asked = time.monotonic()
                if fault := await ask(session, url, page, query):
                    seen.faults.append(f"{page}?{urlencode(query)}: {fault}")
                took = time.monotonic() - asked
                if begun:
                    seen.seconds.setdefault(page, []).append(took)
                else:
                    seen.first.append(took)
                begun = True
                await asyncio.sleep(random.uniform(*think))
                page = random.choice(PAGES)
    except Exception as error:
        seen.faults.append(f"{type(error).__name__}: {error}")


async def crowd(url: str, sessions: int, seconds: float, think: tuple[float, float]) -> Visits:
    """Let visitors in, all at once, and return what they saw."""
    seen = Visits()
    until = time.monotonic() + seconds
    await asyncio.gather(*(visitor(url, until, think, seen) for _ in range(sessions)))
    return seen


def told(seen: Visits, cost: float, before: float, after: float, seconds: float) -> str:
    """Return the report of a crowd."""
    every = seen.all() or [0.0]
    lines = [
        f"reruns            {len(seen.all())} in {seconds:.0f} s, faults {len(seen.faults)}",
        f"first visits      median {statistics.median(seen.first):.2f} s, "
        f"p95 {_p95(seen.first):.2f} s, last {max(seen.first):.2f} s",
        f"reruns            median {statistics.median(every):.2f} s, p95 {_p95(every):.2f} s",
        f"processor         {cost / (len(seen.all()) + len(seen.first)):.3f} s a rerun",
        f"memory            {before:.0f} MiB before, {after:.0f} MiB after",
        *(
            f"  {page or 'start':<14}  median {statistics.median(found):.2f} s of {len(found)}"
            for page, found in sorted(seen.seconds.items())
        ),
        *seen.faults[:5],
    ]
    return "\n".join(lines)


def _p95(found: list[float]) -> float:
    return sorted(found)[int(0.95 * (len(found) - 1))]


@contextmanager
def warmed(seconds: float) -> Iterator[tuple[str, psutil.Process]]:
    """Start a server, warm it by one visitor of every page, and yield its URL and process."""
    with socket.create_server((serve.HOST, 0)) as probe:
        port = probe.getsockname()[1]
    running = serve.start(ROOT / "app.py", serve.HOST, port, warehouse_path())
    try:
        url = serve.address(serve.HOST, port)
        serve.warm(running, url)
        asyncio.run(crowd(url, 1, seconds, (0.0, 0.0)))
        yield url, psutil.Process(running.pid)
    finally:
        serve.stop(running)


def measured(given: argparse.Namespace, url: str, processes: list[psutil.Process]) -> str:
    """Do what was asked for with servers that are warm, and return the report."""
    before, cost = mebibytes(processes), spent(processes)
    if given.each:
        pages = asyncio.run(each_page(url, processes[0], given.pages, given.each))
        mean = statistics.mean(pages.values())
        ordered = sorted(pages.items(), key=lambda one: -one[1])
        lines = [f"  {page or 'start':<14}  {1000 * one:.0f} ms" for page, one in ordered]
        grown = f"memory {before:.0f} MiB before, {mebibytes(processes):.0f} MiB after"
        told_pages = [f"processor time a rerun: {1000 * mean:.1f} ms, over all pages", *lines]
        return "\n".join([*told_pages, grown])
    if given.visits:
        found = asyncio.run(visits(url, processes[0], given.visits))
        return "\n".join(f"{n:>6} visits  {fds} open files  {mib:.0f} MiB" for n, fds, mib in found)
    seen = asyncio.run(crowd(url, given.sessions, given.seconds, tuple(given.think)))
    cost = spent(processes) - cost
    return told(seen, cost, before, mebibytes(processes), given.seconds)


def main() -> None:
    """Measure a server of its own, or those that run at an address."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.load")
    options.add_argument("--sessions", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument(
        "--think", type=float, nargs=2, default=(2.0, 5.0), metavar=("LOW", "HIGH")
    )
    options.add_argument("--warm", type=float, default=20.0, help="seconds of one quick visitor")
    options.add_argument("--each", type=int, default=0, metavar="N", help="reruns of every page")
    options.add_argument(
        "--pages", nargs="*", choices=PAGES, default=PAGES, metavar="PAGE", help="only these"
    )
    options.add_argument("--visits", type=int, default=0, metavar="N", help="sessions in a row")
    options.add_argument("--url", help="of servers that run, in place of one of its own")
    options.add_argument("--pid", type=int, nargs="*", default=(), help="of these servers")
    given = options.parse_args()
    random.seed(1)
    print(f"load of the machine: {psutil.getloadavg()[0]:.1f}")
    if given.url:
        print(measured(given, given.url, [psutil.Process(pid) for pid in given.pid]))
        return
    with warmed(given.warm) as (url, process):
        print(measured(given, url, [process]))


if __name__ == "__main__":
    main()
