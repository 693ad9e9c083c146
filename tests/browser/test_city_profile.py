"""The profile of one city as a visitor sees it, and as the receiver of its address does."""

import re

import pytest
from harness import CHART, EVERY_VIEW, View

from resilience.i18n import t


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_a_profile_its_axes_and_the_way_to_a_neighbour(view: View):
    lang = view.language
    view.open("/city?city=05158020&tab=standing", t(lang, "city.heading", city="Langenfeld"))
    table = view.page.get_by_role("table", name=t(lang, "city.weaknesses", city="Langenfeld"))
    assert re.search(r"2\d{3}", table.inner_text())
    view.page.get_by_role("tab", name=t(lang, "city.tab_overview")).click()
    view.page.wait_for_url(re.compile(r"^(?!.*tab=)"))
    view.ready()
    assert view.coloured_pixels(CHART) > 200
    view.page.get_by_text(t(lang, "city.axes")).click()
    view.page.wait_for_url(re.compile(r"axes=1"))
    view.ready()
    axis = t(lang, "capacity.withstand").split(" (")[0]
    view.page.locator(".chart text", has_text=axis).wait_for()
    for chart in view.page.locator(CHART).all():
        frame = chart.bounding_box()
        for name in chart.locator("g[class^=y][class$=tick] text").all():
            box = name.bounding_box()
            assert frame
            assert box
            assert box["x"] >= frame["x"] - 1, name.text_content()
    view.page.get_by_role("tab", name=t(lang, "city.tab_data")).click()
    view.page.get_by_role("link", name="Monheim", exact=True).first.click()
    view.ready(t(lang, "city.heading", city="Monheim"))
    assert "city=05158026" in view.page.url
    view.check()


def test_without_a_city_the_page_asks_for_one(view: View):
    view.open("/city", "Welche Stadt?")
    assert "city=" not in view.page.url
    view.page.get_by_role("radio", name="Mettmann").or_(
        view.page.get_by_role("button", name="Mettmann", exact=True)
    ).first.click()
    view.ready("Stadtprofil Mettmann")
    view.page.get_by_role("tab", name="Daten").click()
    view.page.get_by_role("link", name="Mit ähnlichen Städten vergleichen").click()
    view.page.wait_for_url(re.compile(r"compare\?.*peers=similar"))
    view.ready()
    view.check()


@pytest.mark.parametrize(
    "view",
    [{"language": "de"}, pytest.param({"language": "en"}, marks=pytest.mark.slow)],
    indirect=True,
)
def test_the_sheet_of_the_city_comes_down(view: View):
    lang = view.language
    view.open("/city?city=05158036", t(lang, "city.heading", city="Wülfrath"))
    view.page.get_by_text(t(lang, "context.share"), exact=True).click()
    for word, suffix, begin in (
        ("one", ".pdf", b"%PDF"),
        ("two", "-2.pdf", b"%PDF"),
        ("html", ".html", b"<!DOCTYPE html>"),
    ):
        with view.page.expect_download() as waiting:
            view.page.get_by_role("button", name=t(lang, f"sheet.button_{word}")).click()
        assert waiting.value.suggested_filename.endswith(f"wuelfrath{suffix}")
        assert waiting.value.path().read_bytes().startswith(begin)
    view.check()
