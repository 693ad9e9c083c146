"""Maps as a visitor moves them: together, by mouse and keyboard, and on paper."""

import re

import pytest
from harness import EVERY_VIEW, View

from resilience.i18n import t

TWO = "/map?indicator=supply.pharmacy&maps=two&other=mobility.cars"
BOXES = "maps => maps.map(map => map.getAttribute('viewBox'))"
OVERLAPS = """() => [...document.querySelectorAll('.maps svg')].flatMap(map => {
    const edge = map.getBoundingClientRect();
    const boxes = [...map.querySelectorAll('.near > g, .names > g')]
        .filter(label => label.style.visibility !== 'hidden')
        .map(label => [label.textContent, label.getBoundingClientRect()]);
    const clash = (a, b) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const cut = ([, a]) => a.left < edge.left || a.right > edge.right
        || a.top < edge.top || a.bottom > edge.bottom;
    return [...boxes.filter(cut).map(([name]) => name), ...boxes.flatMap(([name, a], i) =>
        boxes.slice(0, i).filter(([, b]) => clash(a, b)).map(([other]) => `${name} / ${other}`))];
})"""


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
@pytest.mark.parametrize("path", ["/map?indicator=mobility.cars", TWO])
def test_names_are_whole_legible_and_apart(view: View, path: str):
    view.open(path)
    view.page.locator(".maps .names").first.wait_for()
    assert view.page.evaluate(OVERLAPS) == []
    names = " ".join(view.page.locator(".maps .names").all_text_contents())
    assert "Heiligenhaus" in names and t(view.language, "missing.no_data") in names
    heights = view.page.locator(".maps .names text").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect().height)"
    )
    assert min(heights) > 14
    view.check()


def test_two_maps_zoom_move_and_are_marked_together(view: View):
    view.open(TWO)
    both = view.page.locator(".maps svg")
    whole = both.evaluate_all(BOXES)
    assert len(whole) == 2 and whole[0] == whole[1]
    both.first.hover(position={"x": 120, "y": 160})
    view.page.mouse.wheel(0, -500)
    near = both.evaluate_all(BOXES)
    assert near[0] == near[1] != whole[0]
    view.page.mouse.down()
    view.page.mouse.move(20, 20, steps=4)
    view.page.mouse.up()
    moved = both.evaluate_all(BOXES)
    assert moved[0] == moved[1] != near[0]
    assert "city=" not in view.page.url  # a drag chooses no city
    view.page.locator(".maps .city[data-name=Velbert]").last.focus()
    view.page.keyboard.press("0")
    assert both.evaluate_all(BOXES) == whole
    tips = view.page.locator(".maps .tip").all_inner_texts()
    assert [tip.split("\n")[0] for tip in tips] == ["Velbert", "Velbert"]
    assert "Minuten (2024)" in tips[0] and "(2026)" in tips[1]
    view.check()


def test_a_map_answers_to_the_keyboard_alone(view: View):
    view.open(TWO)
    both = view.page.locator(".maps svg")
    first = view.page.locator(".maps .city").first
    first.focus()
    for key in ("+", "ArrowRight", "ArrowDown"):
        before = both.evaluate_all(BOXES)
        view.page.keyboard.press(key)
        after = both.evaluate_all(BOXES)
        assert after[0] == after[1] != before[0], key
    view.page.keyboard.press("Tab")
    name = view.page.evaluate("document.activeElement.dataset.name")
    assert name and name != first.get_attribute("data-name")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(re.compile("city=05158"))
    view.ready()
    pressed = view.page.locator(".maps .city[aria-pressed=true]")
    assert [one.get_attribute("data-name") for one in pressed.all()] == [name, name]
    assert view.page.evaluate("document.activeElement.dataset.name") == name
    assert both.evaluate_all(BOXES)[0] == after[0]  # the section of the land stays
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


@pytest.mark.parametrize("path", [TWO, "/compare?indicator=supply.pharmacy", "/city?city=05158032"])
def test_paper_has_the_figures_and_no_controls(view: View, path: str):
    view.open(path)
    view.page.emulate_media(media="print")
    view.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for hidden in (
        "[data-testid=stSidebar]",
        ".st-key-context",
        "[data-testid=stSelectbox]",
        "[data-testid=stDownloadButton]",
        ".pic",
    ):
        assert not any(one.is_visible() for one in view.page.locator(hidden).all()), hidden
    assert view.page.locator("h1").is_visible()
    assert view.page.get_by_role("table").last.is_visible()
    assert view.page.get_by_text(re.compile("^Quelle: ")).first.is_visible()
    view.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    view.check()
