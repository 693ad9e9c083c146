"""The page of weights as a visitor sees it: the overall score on request, sliders, the link."""

import re

import pytest
from harness import CHART, EVERY_VIEW, View

from resilience.i18n import t


def opened(view: View, query: str = "") -> View:
    return view.open(f"/weights?city=05158020{query}", t(view.language, "weights.heading"))


def switch_on(view: View) -> None:
    view.page.get_by_text(t(view.language, "weights.show"), exact=True).click()
    view.page.locator(CHART).first.wait_for()
    view.ready()


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_the_composite_appears_on_request_with_places_as_intervals(view: View):
    opened(view)
    assert view.page.locator(CHART).count() == 0
    switch_on(view)
    assert "composite=1" in view.page.url
    assert view.coloured_pixels(CHART) > 1000
    view.page.get_by_text(t(view.language, "chart.table"), exact=True).click()
    row = view.page.get_by_role("row", name=re.compile("^Velbert")).first.inner_text()
    place = r"Platz \d+–\d+ von 10" if view.language == "de" else r"place \d+–\d+ of 10"
    assert re.search(place, row)
    marked = view.page.locator("tr[aria-current=true]").first.inner_text()
    assert marked.startswith("Langenfeld")
    source = "Quelle: " if view.language == "de" else "Source: "
    assert view.page.get_by_text(re.compile(f"^{source}")).first.inner_text()
    too_wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not view.page.evaluate(too_wide)
    view.check()


@pytest.mark.parametrize("view", [{"scheme": "dark"}], indirect=True)
def test_the_composite_on_dark_ground(view: View):
    opened(view)
    switch_on(view)
    assert view.coloured_pixels(CHART) > 1000
    ink = view.page.locator(".chart text").last.evaluate(
        "element => getComputedStyle(element).fill"
    )
    assert min(int(part) for part in re.findall(r"\d+", ink)[:3]) > 200
    view.check()


def test_a_weight_moved_by_keyboard_stands_in_the_link_and_moves_the_scores(view: View):
    opened(view, "&weighting=own&composite=1")
    view.page.locator(CHART).first.wait_for()
    meter = view.page.locator(".meter")
    before = meter.get_attribute("aria-label")
    slider = view.page.get_by_role("slider", name=t("de", "capacity.transformation"))
    slider.focus()
    for _ in range(3):
        view.page.keyboard.press("ArrowRight")
    view.page.wait_for_url(re.compile("weights=transformation~3"))
    view.ready()
    assert meter.get_attribute("aria-label") != before
    view.page.reload()
    view.ready()
    assert view.page.get_by_test_id("stSliderThumbValue").nth(7).inner_text() == "3"
    assert "weights=transformation~3" in view.page.url
    view.check()
