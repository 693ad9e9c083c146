"""Meeting mode as a committee sees it, and its keys as a presenter presses them."""

import re

import pytest
from harness import SIZES, View

from resilience.analysis import repository
from resilience.i18n import t
from resilience.reports.story import Facts, names, story
from resilience.reports.story.deck import document
from resilience.warehouse.opening import open_read_only

SHOWN = ".deck .screen:visible"
SMALLEST = """() => {
    const shown = [...document.querySelectorAll('.screen')].find(one => one.checkVisibility());
    const sizes = [];
    const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const holder = node.parentElement;
        if (!node.textContent.trim() || holder.closest('title, desc')) continue;
        const svg = holder.closest('svg');
        const scale = svg ? svg.getScreenCTM().a : 1;
        sizes.push([parseFloat(getComputedStyle(holder).fontSize) * scale, node.textContent]);
    }
    return sizes.sort((a, b) => a[0] - b[0])[0];
}"""
SPILLS = """() => {
    const shown = [...document.querySelectorAll('.screen')].find(one => one.checkVisibility());
    const inside = box => box.left >= -1 && box.top >= -1
        && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
    const parts = [...shown.querySelectorAll('h1, figure, svg, dl, ul, footer p, text')];
    const boxes = parts.map(part => [part, part.getBoundingClientRect()]);
    const out = boxes.filter(([, box]) => box.width && !inside(box))
        .map(([part]) => part.outerHTML);
    const body = shown.querySelector('.body').getBoundingClientRect();
    const foot = shown.querySelector('footer').getBoundingClientRect();
    const low = [...shown.querySelectorAll('.body > *')]
        .filter(part => part.getBoundingClientRect().bottom > foot.top + 1);
    return [...out, ...low.map(part => part.outerHTML)].map(text => text.slice(0, 120));
}"""


def title(view: View) -> str:
    return view.page.locator(f"{SHOWN} h1").inner_text()


@pytest.mark.parametrize(
    ("view", "story"),
    [
        pytest.param({"viewport": SIZES[0]}, "05158020", id="city-de-1366"),
        pytest.param(
            {"viewport": SIZES[1]}, "mobility", id="theme-de-1920", marks=pytest.mark.slow
        ),
        pytest.param(
            {"language": "en", "viewport": SIZES[1]},
            "05111000",
            id="city-en-1920",
            marks=pytest.mark.slow,
        ),
    ],
    indirect=["view"],
)
def test_screens_fill_the_window_and_are_legible(view: View, story):
    view.open(f"/?mode=meeting&story={story}")
    width, height = view.page.viewport_size["width"], view.page.viewport_size["height"]
    box = view.page.locator(".deck").bounding_box()
    assert box == {"x": 0, "y": 0, "width": width, "height": height}
    assert view.page.get_by_test_id("stSidebar").count() == 0
    total = view.page.locator(".deck .screen").count()
    scale = min(width / 1920, height / 1080)
    for place in range(total):
        size, text = view.page.evaluate(SMALLEST)
        assert size >= 24 * scale - 0.1, (place, size, text)
        assert view.page.evaluate(SPILLS) == [], place
        view.page.keyboard.press("ArrowRight")
    view.check()


@pytest.mark.slow
@pytest.mark.parametrize(
    "view", [{"language": lang, "viewport": SIZES[1]} for lang in ("de", "en")], indirect=True
)
def test_every_screen_of_every_story_fits_and_is_legible(view: View, warehouse):
    ask = repository.through(open_read_only(warehouse))
    facts = Facts(ask, "ihk-duesseldorf", view.language)
    for story_id, name in names(facts).items():
        view.page.set_content(document(story(facts, story_id), name, view.language))
        view.page.evaluate("document.fonts.ready")
        for place in range(view.page.locator(".deck .screen").count()):
            size, text = view.page.evaluate(SMALLEST)
            assert size >= 23.9, (story_id, place, size, text)
            assert view.page.evaluate(SPILLS) == [], (story_id, place)
            view.page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("view", [{"viewport": (1920, 1080)}], indirect=True)
def test_keys_turn_list_and_leave(view: View):
    view.open("/city?city=05158020&mode=meeting")
    first = title(view)
    assert first.startswith("Langenfeld")
    view.page.keyboard.press("ArrowRight")
    second = title(view)
    assert second != first
    assert view.page.url.endswith("#2")
    view.page.keyboard.press("End")
    last = title(view)
    view.page.keyboard.press("ArrowRight")
    assert title(view) == last
    view.page.keyboard.press("Home")
    assert title(view) == first
    view.page.keyboard.press("l")
    entries = view.page.locator(".deck .list a")
    assert entries.count() == view.page.locator(".deck .screen").count()
    assert entries.nth(1).inner_text() == second
    view.page.keyboard.press("ArrowDown")
    view.page.keyboard.press("Enter")
    assert title(view) == second
    assert not view.page.locator(".deck .list").is_visible()
    view.page.keyboard.press("Escape")
    view.ready(t("de", "city.heading", city="Langenfeld"))
    assert "mode=" not in view.page.url
    assert "#" not in view.page.url
    view.check()


@pytest.mark.parametrize("view", [{}], indirect=True)
def test_turning_asks_nobody(view: View):
    view.open("/?mode=meeting&story=supply")
    view.page.context.set_offline(True)
    seen = {title(view)}
    for _ in range(view.page.locator(".deck .screen").count() - 1):
        view.page.keyboard.press("PageDown")
        seen.add(title(view))
    assert len(seen) == view.page.locator(".deck .screen").count()


@pytest.mark.parametrize("view", [{}], indirect=True)
def test_a_presenter_sees_the_screens_starts_and_takes_a_file_along(view: View, tmp_path):
    view.open("/meeting?story=05158032", t("de", "meeting.title"))
    items = view.page.locator("ol.screens li").all_inner_texts()
    listed = [one.partition("\n")[0] for one in items]
    assert all("Quelle: " in one for one in items)
    assert listed
    assert all("Velbert" in one or "Kopfstand" in one for one in listed)
    view.page.get_by_role("button", name=t("de", "meeting.start")).click()
    view.page.wait_for_url(re.compile("mode=meeting"))
    view.page.locator(".deck").wait_for()
    assert title(view) == listed[0]
    view.page.keyboard.press("Escape")
    view.ready(t("de", "meeting.title"))
    with view.page.expect_download() as got:
        view.page.get_by_role("button", name=t("de", "meeting.file")).click()
    assert got.value.suggested_filename == "velbert.html"
    view.check()
    path = tmp_path / "velbert.html"
    got.value.save_as(path)
    view.page.context.set_offline(True)
    view.page.goto(path.as_uri())
    assert title(view) == listed[0]
    view.page.keyboard.press("ArrowRight")
    assert title(view) == listed[1]


@pytest.mark.parametrize("view", [{}], indirect=True)
def test_a_bad_story_falls_back(view: View):
    view.open("/?mode=meeting&story=nowhere")
    assert title(view).startswith("Wohnen")
    view.page.keyboard.press("Escape")
    view.ready()
    view.check()


@pytest.mark.parametrize("view", [{"language": "en"}], indirect=True)
def test_a_picture_put_on_the_list_is_shown_printed_and_taken_along(view: View, visit):
    page = view.open("/relations?city=05158032").page
    page.get_by_role("button", name=t("en", "chart.save"), exact=True).click()
    page.get_by_role("button", name=t("en", "meeting.put_on")).click()
    page.wait_for_url(re.compile("screens="))
    page.keyboard.press("Escape")
    view.follow(t("en", "page.meeting"), t("en", "meeting.title"))
    link = re.sub(r"&story=[^&]*", "", page.url.removeprefix(view.url)) + "&story=own&mode=meeting"
    other = visit(view.url, language="en").open(link)
    names = other.page.locator(f"{SHOWN} svg text").all_text_contents()
    assert {"Velbert", "Haan", "Erkrath"} <= set(names)
    assert "Velbert" not in title(other)
    other.open("/?mode=meeting&story=supply")
    other.page.emulate_media(media="print")
    on_paper = other.page.locator(".deck .screen").all()
    assert len(on_paper) > 4
    assert all(one.is_visible() for one in on_paper)
    for one in (view, other):
        one.check()
