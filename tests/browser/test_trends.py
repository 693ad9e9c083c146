"""The page of years as a visitor sees it."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from harness import CHART, View

from resilience.i18n import t
from resilience.model.registry import registry

MAP = ".maps svg"
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
    view.open("/trends?city=05158020", getattr(RATE, lang))
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
    legend = view.page.locator(".legend").inner_text()
    assert t(lang, "trends.class_middle", low="−2", high="+2") in legend
    view.open(path + "&start=2010", getattr(JOBS, lang))
    assert not view.page.locator(MAP).count()
    assert "2011" in view.page.locator("[data-testid=stAlert]").last.inner_text()
    row = view.page.get_by_role("row", name="Hilden").inner_text()
    assert t(lang, "trends.change_none") in row
    view.check()


def test_cities_with_the_same_value_are_told_together(view: View):
    view.open("/trends?city=05158036", RATE.de)
    targets = view.page.locator(f"{CHART} .crowd").last
    place = targets.evaluate(
        """path => {
            const i = path.dataset.tips.split('\\n').findIndex(tip => /Wülfrath.*2024/.test(tip));
            const [, x, y] = [...path.getAttribute('d').matchAll(/M([\\d.]+) ([\\d.]+)/g)][i];
            return new DOMPoint(x, y).matrixTransform(path.getScreenCTM());
        }"""
    )
    view.page.mouse.move(place["x"], place["y"])
    told = view.page.locator(".hover").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert told.splitlines() == ["Düsseldorf: 440 % (2024)", "Wülfrath: 440 % (2024)"]
    view.check()


@pytest.mark.parametrize("view", BOTH, indirect=True)
def test_a_line_tells_the_value_nearest_to_the_mouse_and_is_saved_in_pixels(view: View):
    lang = view.language
    view.open("/trends?city=05158020", getattr(RATE, lang))
    name = view.page.locator(f"{CHART} text", has_text="Langenfeld").bounding_box()
    marks = view.page.locator(f"{CHART} text", has_text="2024").bounding_box()
    assert name and marks
    view.page.mouse.move(marks["x"] + marks["width"] / 2 + 5, name["y"] + name["height"] / 2 + 4)
    told = view.page.locator(".hover").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert re.fullmatch(r"Langenfeld: 360 % \(2024\)", told)
    with view.page.expect_download() as started:
        view.page.get_by_role("button", name="SVG").click()
    saved = Path(started.value.path()).read_text(encoding="utf-8")
    assert "transparent" not in saved
    assert not re.search(r'="[\d.]+%"', saved), "other programs read pixels only"
    picture = ElementTree.fromstring(saved)
    lines = [one.get("d", "") for one in picture.iter("{http://www.w3.org/2000/svg}path")]
    across = [float(x) for line in lines for x in re.findall(r"[ML](-?[\d.]+) ", line)]
    box = view.page.locator(f"{CHART} > svg").bounding_box()
    assert box and 0.9 * box["width"] < max(across) <= box["width"] + 1
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}circle"))) > 80
    view.check()
