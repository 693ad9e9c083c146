"""Charts as a visitor meets them: what marks tell, what a click chooses, what is saved."""

import re
from xml.etree import ElementTree

import pytest
from harness import CHART, View
from PIL import Image

from resilience.i18n import t

MARKS = """name => [...document.querySelectorAll('.chart .points path')]
    .filter(mark => mark.__data__.htx?.startsWith(`<b>${name}</b>`))"""
COMPARED = "/compare?indicator=supply.pharmacy"


def drawn(view: View, path: str) -> View:
    view.open(path)
    view.page.locator(f"{CHART}[data-drawn]").first.wait_for()
    return view


def at(view: View, name: str) -> tuple[float, float]:
    """Return the middle of a city's last mark, which is drawn over the others."""
    found = view.page.evaluate_handle(f"name => ({MARKS})(name).at(-1)", name).as_element()
    assert found is not None, name
    found.scroll_into_view_if_needed()
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_mark_tells_of_itself_and_a_click_on_it_chooses_the_city(view: View):
    drawn(view, COMPARED)
    view.page.mouse.move(*at(view, "Haan"))
    told = view.page.locator(".hoverlayer .hovertext").first
    told.wait_for()
    words = str(told.text_content()).replace("\N{NO-BREAK SPACE}", " ")
    assert words == "Haan3,6 Minuten2024 · normal"
    view.page.mouse.click(*at(view, "Haan"))
    view.page.wait_for_url(re.compile("city=05158008"))
    view.ready()
    assert view.page.locator("tr[aria-current=true]").inner_text().startswith("Haan")
    orange = view.page.evaluate(f"name => getComputedStyle(({MARKS})(name).at(-1)).fill", "Haan")
    assert orange == "rgb(208, 106, 0)"
    view.check()


@pytest.mark.parametrize("view", [{"language": "en"}], indirect=True)
def test_a_zoomed_chart_shows_the_whole_again(view: View):
    drawn(view, "/relations?city=05158020")
    whole = view.page.get_by_role("button", name=t("en", "chart.whole"))
    assert whole.count() == 0
    box = view.page.locator(f"{CHART} .draglayer .nsewdrag").bounding_box()
    marks = view.page.locator(f"{CHART} .xtick text")
    before = marks.all_text_contents()
    view.page.mouse.move(box["x"] + 100, box["y"] + 100)
    view.page.mouse.down()
    view.page.mouse.move(box["x"] + 260, box["y"] + 250, steps=4)
    view.page.mouse.up()
    whole.wait_for()
    assert marks.all_text_contents() != before
    whole.click()
    whole.wait_for(state="hidden")
    assert marks.all_text_contents() == before
    view.check()


@pytest.mark.parametrize("view", [{"viewport": (390, 844)}], indirect=True)
def test_a_chart_fits_a_phone_and_keeps_its_names(view: View):
    view.open("/")
    view.page.get_by_text(t("de", "start.all"), exact=True).click()
    chart = view.page.locator(f"{CHART}[data-drawn]").last
    chart.wait_for()
    wide = view.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    box = chart.bounding_box()
    assert box["width"] <= 390
    assert box["height"] > 1200
    names = chart.locator("g[class^=y][class$=tick] text").all_text_contents()
    assert names.count("Haan") == 4
    view.check()


def test_a_chart_has_a_name_a_legend_that_takes_marks_away_and_files(view: View):
    drawn(view, COMPARED)
    chart = view.page.locator(CHART)
    assert chart.get_attribute("role") == "img"
    assert str(chart.get_attribute("aria-label")).startswith("Verteilung: Fahrzeit zur Apotheke")
    assert chart.locator("a, button, .modebar-btn").count() == 0  # nothing of Plotly around it
    count = f"() => document.querySelectorAll('{CHART} .points path').length"
    before = view.page.evaluate(count)
    peers = view.page.locator(".legend .traces", has_text=t("de", "chart.peers"))
    peers.locator(".legendtoggle").click()
    view.page.wait_for_function(f"({count})() < {before}")
    assert view.page.evaluate(count) == 11
    view.page.get_by_role("button", name=t("de", "chart.save"), exact=True).click()
    files = {}
    for kind in ("svg", "png", "csv", "xlsx"):
        word = "as_picture" if kind in ("svg", "png") else "as_table"
        button = view.page.get_by_role("button", name=t("de", f"chart.{word}", format=kind.upper()))
        with view.page.expect_download() as saved:
            button.click()
        assert saved.value.suggested_filename == f"fahrzeit-zur-apotheke-minuten-2024.{kind}"
        files[kind] = saved.value.path()
    texts = [node.text or "" for node in ElementTree.parse(files["svg"]).iter()]
    assert "Fahrzeit zur Apotheke (Minuten), 2024" in texts
    told = " ".join(texts)
    assert t("de", "compare.explain") in told
    assert "Quelle: Statistisches Bundesamt" in told
    assert "Haan" in texts
    with Image.open(files["png"]) as picture:
        assert picture.width > 1400
        assert len(picture.convert("L").getcolors()) > 20
    lines = files["csv"].read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Stadt;Wert;")
    assert lines[1].startswith("Düsseldorf;2,6;Intervall unbekannt;2024;")
    assert len(lines) == 1 + 11 + 1
    assert files["xlsx"].read_bytes()[:2] == b"PK"
    view.check()
