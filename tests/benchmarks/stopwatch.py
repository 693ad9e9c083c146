"""What the benchmarks measure with: servers, windows that know when a chart is drawn, sessions."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlencode

import psutil
from harness import DESKTOP, IDLE, LOCALES, WAIT
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from resilience.cli import serve

BARE = Path(__file__).parent / "bare.py"
MEBIBYTE = 2**20
ANSWER_SECONDS = 60.0

CHARTS = "[data-testid=stPlotlyChart], .maps, .chart"
ANY_PART = "[data-testid=stMain]"
WATCH = """watched => {
    // drawn: when the last frame in which something watched changed was painted; painting: how many
    // such frames are under way; acted: when the last click or key came.
    Object.assign(window, {acted: 0, drawn: undefined, painting: 0});
    for (const kind of ['click', 'keydown'])
        addEventListener(kind, () => Object.assign(window, {
            acted: performance.now(), drawn: undefined, idleSince: undefined}), true);
    let asked = false;
    const changed = () => {
        if (asked) return;
        asked = true;
        window.painting += 1;
        requestAnimationFrame(() => {
            asked = false;
            setTimeout(() => {
                window.drawn = performance.now();
                window.painting -= 1;
            });
        });
    };
    const inside = node => (node.closest ? node : node.parentElement)?.closest(watched);
    const brings = node => node.matches?.(watched) || node.querySelector?.(watched);
    new MutationObserver(records => {
        if (records.some(r => inside(r.target) || [...r.addedNodes].some(brings))) changed();
    }).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
}"""
SHOWN = """text => [...document.querySelectorAll('h1, caption, [aria-current=true] th')]
    .some(element => element.textContent.includes(text))"""
COUNTED = re.compile(r" \(\d+\)$")
"""An option's number of points in time, which stands nowhere else."""
DRAWN = f"() => window.drawn !== undefined && painting === 0 && ({IDLE})()"


@dataclass(frozen=True)
class Server:
    """A Streamlit server of this machine."""

    process: Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        """Its address."""
        return serve.address(serve.HOST, self.port)

    def memory(self) -> float:
        """Return its resident memory in MiB."""
        return psutil.Process(self.process.pid).memory_info().rss / MEBIBYTE


@contextmanager
def running(script: Path, warehouse: Path) -> Iterator[Server]:
    """Yield a server that has shown its first page once, as `python3 -m resilience serve` does."""
    with socket.create_server((serve.HOST, 0)) as probe:
        port = probe.getsockname()[1]
    process = serve.start(script, serve.HOST, port, warehouse)
    try:
        fault = serve.warm(process, serve.address(serve.HOST, port))
        if fault:
            raise RuntimeError(f"{script.name}: the first page shows an error: {fault}")
        yield Server(process, port)
    finally:
        serve.stop(process)


class Window:
    """A new visitor's browser window, its cache empty, which notes when charts are drawn.

    Parameters
    ----------
    watched
        Selector of what counts as drawn: charts, or any part of a page that has none.
    """

    def __init__(self, browser: Browser, watched: str = CHARTS) -> None:
        width, height = DESKTOP
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALES["de"],
            reduced_motion="reduce",
            bypass_csp=True,
        )
        self.context.set_default_timeout(WAIT)
        self.context.add_init_script(f"({WATCH})({json.dumps(watched)})")
        self.page = self.context.new_page()

    def close(self) -> None:
        """Close the window and forget its cache."""
        self.context.close()

    def open(self, url: str) -> float:
        """Go to an address; return the seconds from then until its charts are drawn."""
        self.page.goto(url)
        return self._seconds()

    def opened_at(self) -> float:
        """Return when the charts were drawn, in seconds since 1970."""
        return self.page.evaluate("performance.timeOrigin + drawn") / 1000

    def follow(self, link: str) -> float:
        """Click a link of the navigation; return the seconds until the page's charts are drawn."""
        self.page.get_by_role("link", name=link, exact=True).click()
        return self._seconds()

    def options(self, control: str) -> list[str]:
        """Return what a choice offers, as far as its list shows it without scrolling."""
        box = self.page.get_by_role("combobox", name=control, exact=True)
        box.click()
        offered = self.page.get_by_role("option")
        offered.first.wait_for()
        texts = offered.all_inner_texts()
        self.page.keyboard.press("Escape")
        return texts

    def choose(self, control: str, option: str) -> float:
        """Choose an option; return the seconds until it is named and its chart is drawn."""
        self.page.get_by_role("combobox", name=control, exact=True).fill(option)
        self.page.get_by_role("option", name=option, exact=True).wait_for()
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(SHOWN, arg=COUNTED.sub("", option))
        return self._seconds()

    def _seconds(self) -> float:
        self.page.wait_for_function(DRAWN)
        faults = self.page.locator("[data-testid=stException]").all_inner_texts()
        if faults:
            raise RuntimeError(f"{self.page.url} shows an error: {faults}")
        return self.page.evaluate("drawn - acted") / 1000


class Session:
    """A visitor without a browser: a websocket of this machine on which pages are asked for."""

    def __init__(self, server: Server, stack: ExitStack) -> None:
        self.url = server.url
        stream = self.url.replace("http", "ws") + "/_stcore/stream"
        self.socket = stack.enter_context(connect(stream, max_size=None, proxy=None))

    def run(self, path: str = "", **query: str) -> None:
        """Run a page to its end.

        Raises
        ------
        RuntimeError
            The page does not exist, or shows an error.
        TimeoutError
            No message for a minute.
        """
        ask = BackMsg()
        ask.rerun_script.page_name = path
        ask.rerun_script.query_string = urlencode(query)
        ask.rerun_script.context_info.url = f"{self.url}/{path}"
        ask.rerun_script.context_info.locale = LOCALES["de"]
        self.socket.send(ask.SerializeToString())
        while True:
            message = ForwardMsg.FromString(self.socket.recv(timeout=ANSWER_SECONDS))
            kind = message.WhichOneof("type")
            if kind == "page_not_found":
                raise RuntimeError(f"{self.url}/{path}: there is no such page")
            if kind == "delta" and message.delta.new_element.HasField("exception"):
                raise RuntimeError(f"{path}: {message.delta.new_element.exception.message}")
            finished = ForwardMsg.FINISHED_SUCCESSFULLY
            if kind == "script_finished" and message.script_finished == finished:
                return
