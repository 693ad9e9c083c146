"""The page of years as a visitor sees it."""

import re

import pytest
from harness import CHART, View

from resilience.i18n import t
from resilience.model.registry import registry

MAP = ".maps .frame"
RATE = registry().indicators["production.trade_tax_rate"].indicator.name
JOBS = registry().indicators["production.manufacturing_jobs"].indicator.name
BOTH = [
    pytest.param({"language": "de", "viewport": (1366, 768)}, id="de-1366"),
    pytest.param(
        {"language": "en", "viewport": (1920, 1080), "scheme": "dark"},
        id="en-1920-dark",
        marks=pytest.mark.slow,
    ),
]


@pytest.mark.parametrize("view", BOTH, indirect=True)
def test_from_lines_to_a_projection_to_small_pictures(view: View):
    lang = view.language
    view.open("/trends?city=05158020&indicator=production.trade_tax_rate", getattr(RATE, lang))
    assert view.coloured_pixels(CHART) > 500
    assert "Langenfeld" in str(view.page.locator(CHART).first.text_content())
    assert not view.page.get_by_text(t(lang, "trends.projection_table")).count()
    view.page.get_by_text(t(lang, "trends.projection"), exact=True).click()
    view.page.wait_for_url(re.compile("projection=1"))
    view.ready()
    told = view.page.locator("[data-testid=stAlert]").inner_text()
    assert ("keine Prognose" if lang == "de" else "not a forecast") in told
    view.page.get_by_text(t(lang, "trends.view_small"), exact=True).click()
    view.page.wait_for_url(re.compile("view=small"))
    view.ready()
    names = str(view.page.locator(CHART).first.text_content())
    assert all(name in names for name in ("Erkrath", "Velbert", "Wülfrath"))
    view.check()


@pytest.mark.parametrize("view", BOTH, indirect=True)
def test_a_map_of_change_and_its_refusal(view: View):
    lang, path = view.language, "/trends?indicator=production.manufacturing_jobs&view=change"
    view.open(path, getattr(JOBS, lang))
    assert view.coloured_pixels(MAP) > 20_000
    legend = view.page.locator("section.legend").inner_text()
    assert t(lang, "trends.class_middle", low="−2", high="+2") in legend
    view.open(path + "&start=2010", getattr(JOBS, lang))
    assert not view.page.locator(MAP).count()
    assert "2011" in view.page.locator("[data-testid=stAlert]").last.inner_text()
    row = view.page.get_by_role("row", name="Hilden").inner_text()
    assert t(lang, "trends.change_none") in row
    view.check()


def test_cities_with_the_same_value_are_told_together(view: View):
    view.open("/trends?city=05158036&indicator=production.trade_tax_rate", RATE.de)
    view.page.locator(f"{CHART}[data-drawn]").wait_for()
    place = view.page.evaluate(
        """() => {
            const mark = [...document.querySelectorAll('.chart .points path')]
                .findLast(one => /Wülfrath.*2024/.test(one.__data__.htx));
            const { x, y, width, height } = mark.getBoundingClientRect();
            return { x: x + width / 2, y: y + height / 2 };
        }"""
    )
    view.page.mouse.move(place["x"], place["y"])
    told = view.page.locator(".hoverlayer .hovertext").first
    told.wait_for()
    words = str(told.text_content()).replace("\N{NO-BREAK SPACE}", " ")
    assert words == "Düsseldorf440 %2024 · normalWülfrath440 %2024 · normal"
    view.check()
