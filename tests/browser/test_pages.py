"""Every page as a visitor sees it: both languages, two window sizes, nothing from outside."""

import io
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import numpy as np
import pytest
from harness import CHART, EVERY_VIEW, WEBGL, View, point_of
from PIL import Image

from resilience.i18n import t
from resilience.model.registry import registry

PHARMACY = registry().indicators["supply.pharmacy"].indicator.name
CARS = registry().indicators["mobility.cars"].indicator.name
SOURCE = {"de": "Quelle: ", "en": "Source: "}
MAP = ".maps .frame"

every_view = pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)


def in_language(view: View, german: str, english: str) -> str:
    return german if view.language == "de" else english


def provenance(view: View) -> str:
    captions = view.page.get_by_text(re.compile(f"^{SOURCE[view.language]}"))
    return captions.first.inner_text()


@every_view
def test_start(view: View):
    view.open("/", t(view.language, "start.heading"))
    cards = view.page.locator("[class*=st-key-card_] .large").all_inner_texts()
    assert len(cards) == 4
    assert all(re.fullmatch(r"\d+ (von|of) 11 (Städten|cities)", card) for card in cards)
    assert view.page.locator(".maps svg [data-ags]").count() >= 11
    view.page.get_by_text(t(view.language, "start.all")).click()
    assert view.coloured_pixels(CHART) > 1000
    assert "2020–2024" in provenance(view)
    view.check()


@every_view
def test_the_city_chosen_on_the_start_page_is_the_one_behind_the_door(view: View):
    view.open("/", t(view.language, "start.heading"))
    view.page.get_by_role("radio", name="Velbert").or_(
        view.page.get_by_role("button", name="Velbert", exact=True)
    ).first.click()
    view.page.wait_for_url(re.compile("city=05158032"))
    view.ready()
    view.page.get_by_role("link", name=t(view.language, "start.door_city")).click()
    view.ready(t(view.language, "city.heading", city="Velbert"))
    assert "city=05158032" in view.page.url
    view.check()


@every_view
def test_map_of_a_theme_score(view: View):
    view.open("/map", in_language(view, "Wohnen: So stehen", "Housing: how the"))
    assert view.coloured_pixels(MAP) > 20_000
    legend = view.page.locator("section.legend").inner_text()
    assert in_language(view, "keine Daten", "no data") in legend
    assert in_language(view, "Abstand zum Median", "Distance from the median") in legend
    assert in_language(view, "Punkte, 20", "points, 20") in legend
    assert provenance(view)
    view.check()


@every_view
def test_map_of_an_indicator_with_a_gap(view: View):
    view.open("/map?indicator=mobility.cars&city=05158012", getattr(CARS, view.language))
    assert view.coloured_pixels(MAP) > 20_000
    legend = view.page.locator("section.legend").inner_text()
    assert "2026" in legend
    assert in_language(view, "(hier keine)", "(none here)") not in legend
    row = view.page.get_by_role("row", name=getattr(CARS, view.language)).first.inner_text()
    assert in_language(view, "keine Daten", "no data") in row
    assert not re.search(r"\b0\b", row)
    assert "2026" in provenance(view)
    view.check()


@every_view
def test_comparison(view: View):
    view.open("/compare?indicator=supply.pharmacy&city=05158020", getattr(PHARMACY, view.language))
    assert view.coloured_pixels(CHART) > 500
    assert "edian " in str(view.page.locator(CHART).first.text_content())
    row = view.page.get_by_role("row", name="Langenfeld").first
    assert in_language(view, "3,2", "3.2") in row.inner_text()
    assert row.get_attribute("aria-current") == "true"
    assert "2024" in provenance(view)
    view.check()


@every_view
def test_catalogue(view: View):
    word = in_language(view, "apotheke", "pharmacy")
    view.open(f"/indicators?search={word}", in_language(view, "Indikatoren", "Indicators"))
    table = view.page.get_by_role("table", name=t(view.language, "catalogue.caption"))
    assert getattr(PHARMACY, view.language) in table.inner_text()
    table.get_by_role("link", name=getattr(PHARMACY, view.language)).click()
    view.page.wait_for_url(re.compile("/indicator.*indicator=supply.pharmacy"))
    view.ready(getattr(PHARMACY, view.language))
    assert provenance(view)
    view.check()


@every_view
def test_page_of_an_indicator(view: View):
    path = "/indicator?indicator=supply.integrated_debt&city=05158026"
    view.open(path + "&section=picture")
    assert view.coloured_pixels(MAP) > 20_000
    assert view.page.locator("section.legend").is_visible()
    assert provenance(view)
    view.page.get_by_text(t(view.language, "indicator.section_series"), exact=True).click()
    view.page.wait_for_url(re.compile("section=series"))
    view.ready()
    assert "2023" in provenance(view)
    chart = str(view.page.locator(CHART).first.text_content())
    assert t(view.language, "timeline.break", period="2024") in chart
    view.check()


@pytest.mark.parametrize("view", [{"scheme": "dark"}], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        "/compare",
        *(
            pytest.param(path, marks=pytest.mark.slow)
            for path in ("/", "/map", "/method", "/indicators", "/indicator")
        ),
    ],
)
def test_dark_pages(view: View, path: str):
    view.open(path)
    scheme = view.page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    assert max(int(part) for part in re.findall(r"\d+", scheme)[:3]) < 60
    view.check()


def test_known_values_are_on_screen(view: View):
    view.open("/compare?indicator=supply.integrated_debt&period=2024&city=05158026")
    assert "24.147" in view.page.get_by_role("row", name="Monheim").first.inner_text()
    view.check()


@WEBGL
def test_a_click_on_the_map_selects_the_city(view: View):
    view.open("/map?indicator=supply.pharmacy", PHARMACY.de)
    point = point_of(view, "Ratingen")
    view.page.mouse.move(*point)
    tip = view.page.locator(".maps .tip:not([hidden])")
    tip.wait_for()
    assert "3,5\u00a0Minuten\n2024" in tip.inner_text()
    view.page.mouse.click(*point)
    view.page.wait_for_url(re.compile("city=05158028"))
    view.ready()
    pressed = view.page.locator(".maps [aria-pressed=true]")
    assert pressed.inner_text() == "Ratingen"
    view.check()


def test_the_keyboard_selects_the_city(view: View):
    view.open("/map?indicator=supply.pharmacy", PHARMACY.de)
    box = view.page.get_by_role("combobox", name=re.compile("Stadt"))
    box.focus()
    view.page.keyboard.type("Velb")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(re.compile("city=05158032"))
    view.ready()
    caption = view.page.get_by_role("table").first
    assert "Velbert" in caption.inner_text()
    view.check()


def test_a_copied_link_restores_the_view_in_the_other_language(view: View, visit):
    view.open("/map?indicator=supply.pharmacy&city=05158032&period=2020", PHARMACY.de)
    view.page.get_by_text("English", exact=True).click()
    view.ready(PHARMACY.en)
    copied = view.page.url.removeprefix(view.url)
    other = visit(view.url).open(copied, PHARMACY.en)
    assert "2020" in other.page.locator("section.legend").inner_text()
    assert "Velbert" in other.page.get_by_role("table").first.inner_text()
    assert other.page.evaluate("document.documentElement.lang") == "en"
    for one in (view, other):
        one.check()


WALK = ("trends", "weights", "meeting", "data", "city")


@pytest.mark.parametrize("view", [{"language": "en"}], indirect=True)
def test_what_was_chosen_survives_five_pages_of_the_bar_and_each_is_one_step(view: View):
    chosen = {"lang": "en", "city": "05158032", "peers": "neighbours"}
    view.open("/compare?city=05158032&peers=neighbours&indicator=supply.pharmacy", PHARMACY.en)
    view.page.evaluate("window.stayed = true")
    titles = [view.page.title()]
    for page in WALK:
        view.follow(t("en", f"page.{page}"))
        titles.append(view.page.title())
        asked = dict(parse_qsl(urlsplit(view.page.url).query))
        assert chosen.items() <= asked.items(), page
        peers = view.page.get_by_role("combobox", name=t("en", "peers.choose"))
        assert "neighbours" in peers.input_value()
    assert view.page.evaluate("window.stayed"), "a page was loaded anew"
    assert len(set(titles)) == len(titles)
    view.page.go_back()
    view.arrived(t("en", "page.data"))
    assert chosen.items() <= dict(parse_qsl(urlsplit(view.page.url).query)).items()
    view.check()


@pytest.mark.parametrize("view", [{"viewport": (390, 844)}], indirect=True)
def test_on_a_phone_a_button_opens_the_menu_and_the_first_link_leads_on(view: View):
    view.open("/city?city=05158032", "Stadtprofil Velbert")
    button = view.page.get_by_test_id("stExpandSidebarButton")
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    button.click()
    links = view.page.get_by_test_id("stSidebarNavLink")
    links.first.wait_for()
    assert {link.bounding_box()["height"] >= 44 for link in links.all()} == {True}
    links.get_by_text(t("de", "page.compare"), exact=True).click()
    view.arrived(t("de", "page.compare"))
    assert "city=05158032" in view.page.url
    assert view.page.evaluate("document.documentElement.scrollWidth") == 390
    view.check()


@pytest.mark.parametrize("view", [{"viewport": (390, 844)}], indirect=True)
@pytest.mark.parametrize("path", ["/", "/city?city=05158032"])
def test_no_text_on_a_phone_is_under_14_px(view: View, path: str):
    view.open(path)
    small = view.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] *')]
            .filter(node => !node.closest('svg'))
            .filter(node => node.checkVisibility({opacityProperty: true}))
            .filter(node => [...node.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .filter(node => parseFloat(getComputedStyle(node).fontSize) < 14)
            .map(node => node.textContent)"""
    )
    assert small == []


def test_what_is_open_stays_open(view: View):
    view.open("/compare?indicator=supply.pharmacy&city=05158032", PHARMACY.de)
    sources = view.page.locator("summary", has_text=t("de", "provenance.details"))
    sources.click()
    view.page.locator("details.fold summary").click()  # the table stands open until it is closed
    view.page.get_by_role("combobox", name="Stadt", exact=True).focus()
    view.page.keyboard.type("Haan")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(re.compile("city=05158008"))
    view.ready()
    parts = view.page.locator("[data-testid=stMain] details")
    assert parts.evaluate_all("parts => parts.map(part => part.open)") == [True, False]
    view.check()


def test_one_step_back_is_one_step_back(view: View):
    view.open("/", t("de", "start.heading"))
    view.follow(t("de", "page.compare"))
    first = view.page.get_by_role("heading", level=1).inner_text()
    view.page.get_by_role("combobox", name=re.compile("Themenfeld")).focus()
    view.page.keyboard.type("Versorgung")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(re.compile("theme=supply"))
    view.ready()
    view.page.go_back()
    view.page.wait_for_url(re.compile("/compare$"))
    view.ready(first)
    view.page.go_back()
    view.ready(t("de", "start.heading"))
    view.check()


def test_the_table_sorts_by_keyboard_and_says_how(view: View):
    view.open("/compare?indicator=mobility.cars")
    value = view.page.get_by_role("button", name=t("de", "compare.col_value"), exact=True)
    value.focus()
    for way in ("ascending", "descending"):
        view.page.keyboard.press("Enter")
        heading = value.locator("..")
        view.page.locator(f"th[aria-sort={way}]").wait_for()
        assert heading.get_attribute("aria-sort") == way
        cells = heading.locator("xpath=ancestor::table").locator("tbody td:nth-child(2)")
        found = cells.all_inner_texts()
        known = [float(text.replace(",", ".")) for text in found if text[:1].isdigit()]
        assert known == sorted(known, reverse=way == "descending")
        assert len(known) == 10
        assert found[-1] == t("de", "missing.no_data")  # the city without a figure stays last


def test_the_address_holds_how_a_table_is_sorted(view: View, visit):
    view.open("/compare?indicator=supply.pharmacy", PHARMACY.de)
    value = view.page.get_by_role("button", name=t("de", "compare.col_value"), exact=True)
    value.click()
    view.page.wait_for_url(re.compile(r"sort=value\.up"))
    view.ready(PHARMACY.de)
    value.click()
    view.page.wait_for_url(re.compile(r"sort=value\.down"))
    view.ready(PHARMACY.de)
    names = "table:has([data-sort]) tbody th"
    assert view.page.locator(names).first.inner_text() == "Wülfrath"
    view.page.get_by_role("combobox", name="Stadt", exact=True).focus()
    view.page.keyboard.type("Haan")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(re.compile("city=05158008"))
    view.ready(PHARMACY.de)
    other = visit(view.url).open(view.page.url.removeprefix(view.url), PHARMACY.de)
    for one in (view, other):
        assert "sort=value.down" in one.page.url
        assert one.page.locator(names).first.inner_text() == "Wülfrath"
        one.check()
    view.follow(t("de", "page.map"), PHARMACY.de)
    assert "sort=" not in view.page.url


def test_a_map_is_saved_with_title_legend_and_source(view: View):
    view.open("/map?indicator=mobility.cars&city=05158032")
    view.page.get_by_role("button", name=t("de", "chart.save"), exact=True).click()
    files = {}
    for kind in ("PNG", "SVG"):
        with view.page.expect_download() as started:
            view.page.get_by_role("button", name=t("de", "chart.as_picture", format=kind)).click()
        files[kind] = Path(started.value.path()).read_bytes()
    told = list(ElementTree.fromstring(files["SVG"]).itertext())
    for text in ("Heiligenhaus", "Velbert", t("de", "missing.no_data"), t("de", "map.legend")):
        assert text in told
    assert any("Kraftfahrt-Bundesamt" in text for text in told)
    picture = np.asarray(Image.open(io.BytesIO(files["PNG"])).convert("RGB"), dtype=int)
    spread = picture.max(axis=2) - picture.min(axis=2)
    assert (spread > 40).sum() > 100_000  # coloured areas, not a blank sheet
    view.check()


@pytest.mark.parametrize("view", [{"viewport": (390, 844), "scheme": "dark"}], indirect=True)
def test_a_scenario_on_a_phone(view: View):
    heading = t(view.language, "scenarios.heading", scenario="Hitze")
    view.open("/scenarios?city=05158020&scenario=heat", heading)
    assert view.coloured_pixels(CHART) > 500
    view.check()
