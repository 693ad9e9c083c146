"""The matrix and several indicators side by side, as a visitor uses them."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from harness import EVERY_VIEW, View

from resilience.analysis import repository
from resilience.i18n import t
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only

VELBERT, HAAN = "05158032", "05158008"
TABLE = ".mx table"
PHONE = (390, 844)


@pytest.fixture
def judged(warehouse: Path) -> list[bool]:
    """Return of each indicator whether one way is better; the others have values only."""
    declared = repository.through(open_read_only(warehouse))(queries.indicators, "de")
    return (declared["direction"] != "context").to_list()


def asked(view: View, name: str) -> str:
    """Return what the address holds under a name."""
    return parse_qs(urlsplit(view.page.url).query).get(name, [""])[0]


def rows(view: View) -> list[str]:
    return view.page.locator(f"{TABLE} tbody th[scope=row] > a").all_inner_texts()


def positions(view: View, city: str) -> list[int]:
    """Return the positions of a city from top to bottom, without those that have none."""
    place = view.page.evaluate(
        """city => [...document.querySelectorAll('.mx thead th')].findIndex(
            th => th.textContent.includes(city))""",
        city,
    )
    texts = view.page.locator(f"{TABLE} tbody td:nth-child({place + 1}) .p").all_inner_texts()
    return [int(text) for text in texts if text.isdigit()]


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_sorting_filtering_and_following_the_heads(view: View, judged: list[bool]):
    lang, page = view.language, view.page
    view.open(f"/matrix?city={VELBERT}")
    every = rows(view)
    assert len(every) == sum(judged)
    assert page.locator(f"{TABLE} .t").count() == 4
    assert page.locator("h1").inner_text().startswith("Velbert")

    page.get_by_role("link", name=t(lang, "matrix.sort", city="Velbert")).click()
    page.locator(f"{TABLE} th[aria-sort=descending]").wait_for()
    view.ready()
    assert asked(view, "order") == f"{VELBERT}.down"
    found = positions(view, "Velbert")
    assert len(found) > 0.75 * len(every)
    assert found == sorted(found, reverse=True)
    assert page.locator(f"{TABLE} th[aria-sort=descending]").count() == 1
    page.get_by_role("link", name=t(lang, "matrix.sort", city="Velbert")).click()
    page.locator(f"{TABLE} th[aria-sort=ascending]").wait_for()
    view.ready()
    found = positions(view, "Velbert")
    assert found == sorted(found)

    view.open(f"/matrix?city={VELBERT}&focus=weak&theme=housing")
    weak = rows(view)
    assert 0 < len(weak) < 10
    assert set(weak) < set(every)
    page.locator(f"{TABLE} thead a", has_text="Haan").first.click()
    page.locator("h1", has_text="Haan").wait_for()
    view.ready()
    assert asked(view, "city") == HAAN
    assert (asked(view, "focus"), asked(view, "theme")) == ("weak", "housing")
    assert page.locator("h1").inner_text().startswith("Haan")
    assert page.locator(f"{TABLE} thead [aria-current=true]").inner_text().endswith("Haan")

    first = page.locator(f"{TABLE} tbody th[scope=row] > a").first
    name = first.inner_text()
    first.click()
    page.wait_for_url(re.compile("/indicator"))
    view.ready(name)
    assert asked(view, "city") == HAAN
    view.check()


@pytest.mark.parametrize("view", [{"scheme": "dark"}], indirect=True)
def test_values_heads_in_sight_and_a_file(view: View, judged: list[bool]):
    page = view.open(f"/matrix?city={VELBERT}").page
    assert page.locator(f"{TABLE} .v").first.is_hidden()
    page.locator(
        "[data-testid=stButtonGroup] button", has_text=t("de", "matrix.view_value")
    ).click()
    page.wait_for_url(re.compile("cells=value"))
    view.ready()
    assert page.locator(f"{TABLE} .v").first.is_visible()
    assert len(rows(view)) == len(judged)
    page.locator(".mx").evaluate("box => box.scrollTo(0, 600)")
    box, head = (
        page.locator(".mx").bounding_box(),
        page.locator(f"{TABLE} thead th").first.bounding_box(),
    )
    assert abs(head["y"] - box["y"]) < 3
    with page.expect_download() as got:
        page.get_by_role("button", name=t("de", "matrix.file_csv")).click()
    lines = got.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("theme;indicator_id;")
    assert len(lines) == 1 + len(judged) * 10
    view.check()


def test_the_keyboard_reaches_heads_and_sorts(view: View):
    page = view.open(f"/matrix?city={VELBERT}").page
    page.locator(".mx").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == t("de", "matrix.sort", city="Erkrath")
    page.keyboard.press("Enter")
    page.locator(f"{TABLE} th[aria-sort=descending]").wait_for()
    view.check()


@pytest.mark.parametrize("view", [{"viewport": PHONE}], indirect=True)
def test_on_a_phone_one_city_at_a_time(view: View):
    page = view.open("/matrix").page
    first = page.locator(f"{TABLE} tbody tr:has(td)").first
    assert first.locator("td:visible").count() == 1
    assert first.locator("td:visible .v").is_visible()
    chip = page.locator(".mxc a", has_text="Velbert")
    assert chip.bounding_box()["height"] >= 44
    chip.click()
    page.locator(f"{TABLE} thead th:visible", has_text="◆ Velbert").wait_for()
    assert asked(view, "city") == VELBERT
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE[0]
    page.goto(page.url.replace("/matrix", "/several"))
    view.ready()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE[0]
    view.check()


def test_large_cities_stand_apart(view: View):
    page = view.open("/matrix?city=05111000").page
    assert page.locator(f"{TABLE} thead th").count() == 2
    assert "Großstädte in NRW" in page.locator(f"{TABLE} caption").text_content()
    view.open("/several?city=05111000")
    assert page.locator(TABLE).count() == 2
    assert page.locator(TABLE).last.locator("tbody tr").count() == 1
    view.check()


def test_several_indicators_sort_by_a_heading(view: View):
    chosen = "mobility.road_casualties~housing.vacancy_rate"
    page = view.open(f"/several?several={chosen}").page
    towns = page.locator(TABLE).first
    assert towns.locator("thead th").count() == 3
    towns.locator("thead .so").first.click()
    towns.locator("th[aria-sort=descending]").wait_for()
    view.ready()
    assert asked(view, "ranked") == "mobility.road_casualties.down"
    texts = towns.locator("tbody td:nth-child(2) b").all_inner_texts()
    numbers = [float(text.replace(",", ".")) for text in texts]
    assert len(numbers) == 10
    assert numbers == sorted(numbers, reverse=True)
    assert asked(view, "several") == chosen
    assert page.locator(TABLE).first.locator(".bar").count() == 20
    view.check()


def test_on_paper_the_whole_table_stands_in_one_piece(view: View):
    page = view.open(f"/matrix?city={VELBERT}").page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 less its margins
    box = page.locator(".mx").evaluate("box => [box.scrollHeight - box.clientHeight]")
    assert box[0] <= 1
    assert page.locator(TABLE).evaluate("table => table.offsetWidth") <= 703
    dark = page.locator(f"{TABLE} td.k4 b").first
    assert dark.evaluate("cell => getComputedStyle(cell).color") == "rgb(255, 255, 255)"
