"""Many visitors at once, without browsers: ``python -m tests.benchmarks.load --sessions 50``.

Each visitor opens a websocket of their own, asks for a page with an indicator and a city, waits
until its script has ended, thinks for a few seconds and asks again. The report says how long
scripts took from the asking, what a rerun cost the server in processor time, and how its memory
grew. Processor time is what compares between machines at work and at rest.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import statistics
import time
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


async def visitor(url: str, until: float, think: tuple[float, float], seen: Visits) -> None:
    """Look at pages until the time is up."""
    indicators = sorted(registry().indicators)
    cities = sorted(
        {ags for region in load_regions(ROOT / "data" / "regions") for ags in region.members or ()}
    )
    stream = url.replace("http", "ws", 1) + "/_stcore/stream"
    page, begun = "", False
    try:
        async with connect(stream, max_size=None, proxy=None, open_timeout=120) as session:
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


def told(seen: Visits, spent: float, before: float, after: float, seconds: float) -> str:
    """Return the report."""
    every = seen.all()
    lines = [
        f"reruns            {len(every)} in {seconds:.0f} s, faults {len(seen.faults)}",
        f"first visits      median {statistics.median(seen.first):.2f} s, "
        f"p95 {_p95(seen.first):.2f} s",
        f"reruns            median {statistics.median(every):.2f} s, p95 {_p95(every):.2f} s",
        f"processor         {spent / (len(every) + len(seen.first)):.3f} s a rerun",
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


def main() -> None:
    """Start a server, warm it by one visitor of every page, let the crowd in, report."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.load")
    options.add_argument("--sessions", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument(
        "--think", type=float, nargs=2, default=(2.0, 5.0), metavar=("LOW", "HIGH")
    )
    options.add_argument("--warm", type=float, default=20.0, help="seconds of one quick visitor")
    given = options.parse_args()
    random.seed(1)
    with socket.create_server((serve.HOST, 0)) as probe:
        port = probe.getsockname()[1]
    running = serve.start(ROOT / "app.py", serve.HOST, port, warehouse_path())
    try:
        url = serve.address(serve.HOST, port)
        serve.warm(running, url)
        asyncio.run(crowd(url, 1, given.warm, (0.0, 0.0)))
        process = psutil.Process(running.pid)
        before, spent = process.memory_info().rss / MEBIBYTE, sum(process.cpu_times()[:2])
        seen = asyncio.run(crowd(url, given.sessions, given.seconds, tuple(given.think)))
        spent = sum(process.cpu_times()[:2]) - spent
        print(told(seen, spent, before, process.memory_info().rss / MEBIBYTE, given.seconds))
    finally:
        serve.stop(running)


if __name__ == "__main__":
    main()
