"""Pages under the content security policy that the server sends, which other tests pass by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness import View, served

from resilience.settings import ROOT

BASE = "/resilience"
DRAWN = {
    "/": "h1",
    "/map?indicator=supply.pharmacy": ".maps .frame[data-drawn]",
    "/compare?indicator=supply.pharmacy": ".chart .main-svg",
    "/city?city=05158020": ".chart .main-svg",
    "/meeting": "h1",
}
INJECTED = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return window.ran === true;
}"""


def look_around(view: View) -> None:
    """Open pages with a map, charts and scripts; nothing may be refused."""
    for path, drawn in DRAWN.items():
        view.page.goto(view.url + path)
        view.page.locator(drawn).first.wait_for()
        view.page.locator("html[lang=de]").wait_for(state="attached")  # by a script of the page
    view.check()


def test_pages_work_under_the_policy_and_foreign_scripts_do_not(
    visit: Callable[..., View], dashboard: str
) -> None:
    view = visit(dashboard, lenient=False, webgl=True)
    look_around(view)
    assert not view.page.evaluate(INJECTED)


@pytest.fixture
def below(warehouse: Path) -> Iterator[str]:
    """Yield the URL of the dashboard below a path."""
    with served(ROOT / "app.py", warehouse, BASE) as url:
        yield url


@pytest.mark.slow
def test_pages_work_below_a_path(visit: Callable[..., View], below: str) -> None:
    view = visit(below, lenient=False, webgl=True)
    look_around(view)
    view.page.goto(f"{below}/compare?indicator=supply.pharmacy")
    view.page.locator(DRAWN["/compare?indicator=supply.pharmacy"]).first.wait_for()
    view.page.get_by_test_id("stTopNav").get_by_role("link").first.click()
    view.page.wait_for_url(f"{below}/?**")
    assert "indicator=supply.pharmacy" in view.page.url
    links = view.page.locator("main a[href]").evaluate_all("all => all.map(a => a.href)")
    assert [link for link in links if not link.startswith(below)] == []
    view.check()
