"""The method page as a visitor sees it, and the composite that appears on request only."""

import re

import pytest
from harness import View

from resilience.i18n import t

SIZES = [(1366, 768), (1920, 1080)]
EVERY_VIEW = [
    pytest.param({"language": language, "viewport": size}, id=f"{language}-{size[0]}")
    for language in ("de", "en")
    for size in SIZES
]
CHART = "[data-testid=stPlotlyChart] .main-svg"
PATH = "/method?indicator=supply.pharmacy&city=05158020"


def opened(view: View) -> View:
    return view.open(PATH, t(view.language, "method.heading"))


def switch_on(view: View) -> None:
    view.page.get_by_text(t(view.language, "composite.toggle"), exact=True).click()
    view.page.locator(CHART).first.wait_for()
    view.ready()


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_the_page_recalculates_a_score_of_the_selected_city(view: View):
    opened(view)
    steps = view.page.locator("ol").first.inner_text()
    german, english = "100 × (7,1 − 3,2) ÷ (7,1 − 2,7)", "100 × (7.1 − 3.2) ÷ (7.1 − 2.7)"
    assert (german if view.language == "de" else english) in steps
    assert "Langenfeld" in steps
    assert "89" in steps
    assert view.page.locator(CHART).count() == 0
    assert view.page.get_by_role("tab").count() == 4
    too_wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not view.page.evaluate(too_wide)
    view.check()


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_the_composite_appears_on_request_with_places_as_intervals(view: View):
    opened(view)
    address = view.page.url
    switch_on(view)
    assert view.page.url == address
    assert view.coloured_pixels(CHART) > 1000
    row = view.page.get_by_role("row", name=re.compile("^Velbert")).last.inner_text()
    place = r"Platz \d+–\d+ von 10" if view.language == "de" else r"place \d+–\d+ of 10"
    assert re.search(place, row)
    marked = view.page.locator("tr[aria-current=true]").last.inner_text()
    assert marked.startswith("Langenfeld")
    source = "Quelle: " if view.language == "de" else "Source: "
    assert view.page.get_by_text(re.compile(f"^{source}")).first.inner_text()
    view.check()


@pytest.mark.parametrize("view", [{"scheme": "dark"}], indirect=True)
def test_the_composite_on_dark_ground(view: View):
    opened(view)
    switch_on(view)
    assert view.coloured_pixels(CHART) > 1000
    ink = view.page.locator(f"{CHART} .annotation-text").last.evaluate(
        "element => getComputedStyle(element).fill"
    )
    assert min(int(part) for part in re.findall(r"\d+", ink)[:3]) > 200
    view.check()


def test_every_theme_has_its_table(view: View):
    opened(view)
    for tab in view.page.get_by_role("tab").all():
        tab.click()
        table = view.page.get_by_role("tabpanel").get_by_role("table").filter(visible=True)
        assert t("de", "method.col_goalposts") in table.first.inner_text()
    view.check()
