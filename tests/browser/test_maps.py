"""Maps as a visitor moves them: together, by mouse and keyboard, without WebGL, and on paper."""

import re

import pytest
from harness import EVERY_VIEW, WEBGL, View, point_of

from resilience.i18n import t

TWO = "/map?indicator=supply.pharmacy&maps=two&other=mobility.cars"
BOXES = "maps => maps.map(map => map.getAttribute('viewBox'))"
OVERLAPS = """() => [...document.querySelectorAll('.maps .sketch')].flatMap(map => {
    const boxes = [...map.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()]);
    const clash = (a, b) => a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width
        && a.y + a.height * 0.3 < b.y + b.height && b.y + b.height * 0.3 < a.y + a.height;
    return boxes.flatMap(([name, a], i) =>
        boxes.slice(0, i).filter(([, b]) => clash(a, b)).map(([other]) => `${name} / ${other}`));
})"""


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_names_are_whole_legible_and_apart(view: View):
    view.open(TWO)
    view.page.locator(".maps [data-plain]").nth(1).wait_for()
    assert view.page.evaluate(OVERLAPS) == []
    names = " ".join(view.page.locator(".maps .sketch text").all_text_contents())
    assert "Heiligenhaus" in names
    assert t(view.language, "missing.no_data") in names
    heights = view.page.locator(".maps .sketch text").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect().height)"
    )
    assert min(heights) > 12
    view.check()


@WEBGL
def test_two_maps_move_and_are_marked_together(view: View):
    view.open(TWO)
    point = point_of(view, "Velbert", 1)
    both = view.page.locator(".maps .sketch")
    whole = both.evaluate_all(BOXES)
    assert len(whole) == 2
    assert whole[0] == whole[1]
    view.page.mouse.move(*point)
    tips = view.page.locator(".maps .tip:not([hidden])")
    tips.nth(1).wait_for()
    first, second = tips.all_inner_texts()
    assert first.startswith("Velbert\n")
    assert second.startswith("Velbert\n")
    assert "Minuten\n2024" in first
    assert "zum Median: " in first
    assert "2026" in second
    for place in (".side", ".sketch"):  # the lists, and what stands in for WebGL
        assert view.page.locator(f".maps {place} .marked").count() == 2, place
    view.page.locator(".maps [data-zoom='1']").first.click()
    near = both.evaluate_all(BOXES)
    assert near[0] == near[1] != whole[0]
    view.page.locator(".maps [data-zoom='0']").last.click()
    assert both.evaluate_all(BOXES) == whole
    view.check()


def test_the_list_beside_the_map_does_for_the_keyboard_what_the_land_does_for_the_mouse(view: View):
    view.open("/map?indicator=supply.pharmacy")
    view.page.locator(".maps [data-plain]").wait_for()
    button = view.page.locator(".maps .cities").get_by_role("button", name="Velbert")
    button.focus()
    tip = view.page.locator(".maps .tip:not([hidden])")
    tip.wait_for()
    assert tip.inner_text().startswith("Velbert\n")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(re.compile("city=05158032"))
    view.ready()
    assert view.page.locator(".maps [aria-pressed=true]").inner_text() == "Velbert"
    assert view.page.evaluate("document.activeElement.textContent") == "Velbert"
    view.page.keyboard.press("Enter")  # pressed again: none
    view.page.wait_for_function("!location.search.includes('city=')")
    view.check()


def test_without_webgl_the_map_is_there_and_answers(view: View):
    view.open("/map?indicator=supply.pharmacy")
    velbert = view.page.locator(".maps .sketch [data-ags='05158032']").first
    velbert.hover()
    assert view.page.locator(".maps .tip").inner_text().startswith("Velbert\n")
    velbert.click()
    view.page.wait_for_url(re.compile("city=05158032"))
    view.ready()
    assert not view.page.locator("[data-drawn]").count()
    view.check()


def test_the_address_holds_both_maps(view: View, visit):
    view.open("/map?indicator=supply.pharmacy")
    view.page.get_by_text(t("de", "map.maps_two"), exact=True).click()
    view.page.wait_for_url(re.compile("maps=two"))
    view.ready()
    box = view.page.get_by_role("combobox", name=re.compile(t("de", "map.control_second")))
    box.first.fill("Punktwert Mobilität")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(re.compile("other=mobility"))
    view.ready()
    titles = view.page.locator(".maps figcaption").all_inner_texts()
    other = visit(view.url).open(view.page.url.removeprefix(view.url))
    assert other.page.locator(".maps figcaption").all_inner_texts() == titles
    for one in (view, other):
        one.check()


@pytest.mark.parametrize(
    "path",
    [
        TWO,
        pytest.param("/compare?indicator=supply.pharmacy", marks=pytest.mark.slow),
        pytest.param("/city?city=05158032", marks=pytest.mark.slow),
    ],
)
def test_paper_has_the_figures_and_no_controls(view: View, path: str):
    view.open(path)
    view.page.emulate_media(media="print")
    view.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for hidden in (
        "[data-testid=stSidebar]",
        "[data-testid=stTopNav]",
        "[role=tab][aria-selected=false]",
        ".st-key-context",
        "[data-testid=stSelectbox]",
        "[data-testid=stDownloadButton]",
        ".pic",
    ):
        assert not any(one.is_visible() for one in view.page.locator(hidden).all()), hidden
    assert view.page.locator("h1").is_visible()
    assert view.page.get_by_role("table").last.is_visible()
    sources = view.page.get_by_text(re.compile("^Quelle: ")).all()
    assert any(one.is_visible() for one in sources)
    view.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    view.check()


def test_a_city_is_marked_and_chosen_on_the_strip_as_on_the_land(view: View):
    view.open("/map?indicator=supply.pharmacy")
    dots = view.page.locator(".maps .strip .points path")
    dots.first.wait_for()
    view.page.locator(".maps .cities").get_by_role("button", name="Velbert").hover()
    told = view.page.locator(".maps .strip .hovertext")
    told.wait_for()
    assert str(told.text_content()).startswith("Velbert")
    dot = dots.last.bounding_box()  # of a city: they are drawn after their peers
    assert dot
    x, y = dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2
    view.page.mouse.move(x, y)
    told.filter(has_not_text="Velbert").wait_for()
    name = view.page.locator(".maps .tip:not([hidden])").inner_text().partition("\n")[0]
    view.page.mouse.click(x, y, delay=100)  # Plotly misses presses of less than 20 ms
    view.page.wait_for_url(re.compile("city="))
    view.ready()
    assert view.page.locator(".maps [aria-pressed=true]").inner_text() == name
    view.check()
