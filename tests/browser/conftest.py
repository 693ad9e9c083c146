"""The dashboard in a real Chromium that is cut off from everything but this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from harness import DESKTOP, View, served
from playwright.sync_api import Browser, Playwright, sync_playwright

from resilience.cli import browser as chromium
from resilience.settings import ROOT

LAUNCH_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def dashboard(warehouse: Path) -> Iterator[str]:
    """URL of the dashboard."""
    with served(ROOT / "app.py", warehouse) as url:
        yield url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start a headless Chromium."""
    try:
        executable = chromium.ensure_chromium(Path(playwright.chromium.executable_path))
    except chromium.NoChromiumError as error:
        pytest.fail(str(error), pytrace=False)
    launched = playwright.chromium.launch(executable_path=executable, args=LAUNCH_ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., View]]:
    """Make views of any server: `visit(url, viewport=DESKTOP, language="de", webgl=False)`."""
    views: list[View] = []

    def new(
        url: str,
        viewport: tuple[int, int] = DESKTOP,
        language: Literal["de", "en"] = "de",
        scheme: Literal["light", "dark"] = "light",
        lenient: bool = True,
        webgl: bool = False,
    ) -> View:
        views.append(View(browser, url, viewport, language, scheme, lenient, webgl))
        return views[-1]

    yield new
    for view in views:
        view.context.close()


@pytest.fixture
def view(request: pytest.FixtureRequest, visit: Callable[..., View], dashboard: str) -> View:
    """Return a new visitor's window on the dashboard, nothing opened yet.

    Parametrise it indirectly with any of `viewport`, `language`, `scheme`, `webgl`:
    ``@pytest.mark.parametrize("view", [{"language": "en"}, {"viewport": (390, 844)}],
    indirect=True)``.
    """
    options: dict[str, Any] = getattr(request, "param", {})
    return visit(dashboard, **options)
