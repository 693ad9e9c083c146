"""One visitor's window, and a server to look at; the fixtures of `conftest.py` hand them out."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Route

from resilience.cli import serve

DESKTOP = (1280, 900)
SIZES = ((1366, 768), (1920, 1080))
EVERY_VIEW = [
    pytest.param(
        {"language": language, "viewport": size},
        id=f"{language}-{size[0]}",
        marks=() if (language, size) == ("de", SIZES[0]) else pytest.mark.slow,
    )
    for language in ("de", "en")
    for size in SIZES
]
"""All views of a page; the first one in each run, the others among the slow tests."""
WEBGL = pytest.mark.parametrize("view", [{"webgl": True}], indirect=True, ids=["webgl"])
"""For tests of what WebGL draws. Others do without: in software it takes 8 CPU seconds a map."""
NO_WEBGL = """const made = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind === 'webgl2' ? null : made.call(this, kind, ...rest);
};"""
CHART = ".chart"
WAIT = 60_000  # ms; generous, for two shared cores
LOCALES = {"de": "de-DE", "en": "en-GB"}
LOOPBACK = r"(127\.0\.0\.1|localhost|\[::1\])"
FOREIGN = re.compile(rf"^(?!(data|blob|about|file):)(?!(https?|wss?)://{LOOPBACK}[:/])")
# Streamlit asks below a page's path first; it answers 404 and asks again at the root.
HARMLESS = ("/_stcore/health", "/_stcore/host-config")
# Connected, no script running, nothing half-drawn, something drawn, and all that for 0.3 s.
IDLE = """() => {
    const find = selector => document.querySelector(selector);
    const idle = find('[data-testid=stApp][data-test-connection-state=CONNECTED]' +
                      '[data-test-script-state=notRunning]')
        && find('[data-testid=stMain] [data-testid=stElementContainer]')
        && !find('[data-testid=stSkeleton], [data-stale=true], [data-testid=stSpinner]');
    if (!idle) { window.idleSince = undefined; return false; }
    window.idleSince ??= performance.now();
    return performance.now() - window.idleSince > 300;
}"""

CITY = """([name, place]) => {
    const map = document.querySelector('.maps').maps[place];
    const edge = map.frame.getBoundingClientRect();
    const { at } = map.cities.find(city => city.tip.startsWith(`<b>${name}`));
    const viewport = map.gl.getViewports()[0], [x, y] = viewport.project([...at, 0]);
    return [edge.left + x, edge.top + y];
}"""


class View:
    """One visitor's window, which keeps book of what must not happen.

    Attributes
    ----------
    page
        Playwright's page.
    foreign
        URLs of requests that wanted to leave this machine; all were refused.
    errors
        Console errors and uncaught errors of the page.
    """

    def __init__(
        self,
        browser: Browser,
        url: str,
        viewport: tuple[int, int],
        language: Literal["de", "en"],
        scheme: Literal["light", "dark"],
        lenient: bool = True,
        webgl: bool = False,
    ) -> None:
        self.url = url
        self.language = language
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.context = browser.new_context(
            viewport={"width": viewport[0], "height": viewport[1]},
            locale=LOCALES[language],
            color_scheme=scheme,
            reduced_motion="reduce",
            service_workers="block",
            bypass_csp=lenient,  # waiting for a function makes Playwright evaluate text in the page
        )
        self.context.set_default_timeout(WAIT)
        if not webgl:
            self.context.add_init_script(NO_WEBGL)
        self.context.route(FOREIGN, self._refuse)
        self.page = self.context.new_page()
        self.page.on("websocket", lambda socket: self._note_foreign(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(f"page error: {error}"))
        self.page.on("console", self._note_console)

    def open(self, path: str = "/", heading: str | None = None) -> View:
        """Go to a path (in the view's language unless it names one) and wait until it is drawn."""
        if self.language != "de" and "lang=" not in path:
            path += ("&" if "?" in path else "?") + urlencode({"lang": self.language})
        self.page.goto(self.url + path)
        return self.ready(heading)

    def follow(self, link: str, heading: str | None = None) -> View:
        """Click a page's link in the bar, there or in a group's menu; wait until it is drawn."""
        bar = self.page.get_by_test_id("stTopNav")
        found = bar.get_by_role("link", name=link, exact=True)
        for group in bar.get_by_test_id("stTopNavSection").all():
            if found.count():
                break
            group.click()
            self.page.get_by_test_id("stTopNavDropdownLink").first.wait_for()
            found = self.page.get_by_role("menuitem", name=link, exact=True)
            if not found.count():
                self.page.keyboard.press("Escape")
        found.click()
        return self.arrived(link, heading)

    def arrived(self, link: str, heading: str | None = None) -> View:
        """Wait until the tab bears a page's title."""
        self.page.wait_for_function("title => document.title.startsWith(title)", arg=f"{link} · ")
        return self.ready(heading)

    def ready(self, heading: str | None = None) -> View:
        """Wait until Streamlit is idle and, if given, the page's title reads `heading`."""
        self.page.wait_for_function(IDLE)
        if heading is not None:
            self.page.get_by_role("heading", level=1, name=heading).wait_for()
            self.page.wait_for_function(IDLE)
        return self

    def check(self) -> None:
        """Fail on an exception on screen, a request that leaves this machine, a console error."""
        exceptions = self.page.locator("[data-testid=stException]").all_inner_texts()
        assert not exceptions, f"exception on {self.page.url}: {exceptions}"
        assert not self.foreign, f"requests leaving this machine: {self.foreign}"
        assert not self.errors, f"errors in the console: {self.errors}"

    def coloured_pixels(self, selector: str) -> int:
        """Count an element's pixels that are not grey, once two looks in a row agree."""
        element = self.page.locator(selector).first
        element.wait_for()
        last = -1
        for _ in range(60):
            picture = Image.open(io.BytesIO(element.screenshot())).convert("RGB")
            channels = np.asarray(picture, dtype=np.int16)
            count = int((np.ptp(channels, axis=2) > 18).sum())
            if count == last and count > 0:
                break
            last = count
            self.page.wait_for_timeout(250)
        return last

    def _refuse(self, route: Route) -> None:
        self.foreign.append(route.request.url)
        route.abort()

    def _note_foreign(self, url: str) -> None:
        if FOREIGN.match(url):
            self.foreign.append(url)

    def _note_console(self, message: ConsoleMessage) -> None:
        path = urlsplit((message.location or {}).get("url", "")).path
        if message.type == "error" and not path.endswith(HARMLESS):
            self.errors.append(message.text)


def point_of(view: View, name: str, place: int = 0) -> list[float]:
    """Return where on the page a city's name stands on a map, once WebGL has drawn that."""
    view.page.locator(".maps .frame[data-drawn]").nth(place).wait_for()
    return view.page.evaluate(CITY, [name, place])


@contextmanager
def served(script: Path, warehouse: Path, base: str = "") -> Iterator[str]:
    """Yield the URL of a server that has shown its first page once."""
    with socket.create_server((serve.HOST, 0)) as probe:
        port = probe.getsockname()[1]
    server = serve.start(script, serve.HOST, port, warehouse, base)
    url = serve.address(serve.HOST, port, base)
    try:
        serve.warm(server, url)
        yield url
    finally:
        serve.stop(server)
