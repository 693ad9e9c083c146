"""The page of data as a visitor sees it: every file comes down, and the sources stand there."""

import io
import json
import zipfile

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
from harness import View
from python_calamine import CalamineWorkbook

from resilience.export import TYPES
from resilience.i18n import number, t

THEMES = {"de": "Versorgung", "en": "Supply"}
EVERY_VIEW = [
    pytest.param(
        {"language": lang, "viewport": size, "scheme": scheme},
        id=f"{lang}-{size[0]}",
        marks=() if lang == "de" else pytest.mark.slow,
    )
    for lang, size, scheme in (("de", (1366, 768), "light"), ("en", (1920, 1080), "dark"))
]


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_sources_tell_age_licence_and_newer_figures_and_areas_are_chosen(view: View):
    view.open("/data", t(view.language, "data.heading"))
    word = "veraltet: dort bis 2025" if view.language == "de" else "outdated: there up to 2025"
    assert view.page.get_by_text(word, exact=True).count() == 1
    remarks = view.page.locator("summary", has_text=t(view.language, "register.note")).first
    hidden = remarks.locator("xpath=..").evaluate("e => e.lastChild.textContent")
    remarks.click()
    assert hidden in remarks.locator("xpath=..").inner_text()
    licence = view.page.get_by_role("link", name="CC BY 4.0").first
    assert licence.get_attribute("href") == "https://creativecommons.org/licenses/by/4.0/"
    assert not view.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    view.page.get_by_text(t(view.language, "data.scope_all")).click()
    view.page.wait_for_url("**scope=all**")
    view.page.get_by_role("radio", name=THEMES[view.language]).click()
    view.page.wait_for_url("**theme=supply**")
    view.ready()
    cited = view.page.get_by_test_id("stCode").first.inner_text()
    assert t(view.language, "data.all_areas") in cited
    view.check()


def test_every_file_comes_down_and_can_be_read(view: View, warehouse, tmp_path):
    size = number(warehouse.stat().st_size / 1e6, 0, "de")
    view.open("/data?theme=supply", t("de", "data.heading"))
    files = {}
    for kind in TYPES:
        name = t("de", f"data.file_{kind}", size=size)
        button = view.page.get_by_role("button", name=name, exact=True)
        with view.page.expect_download() as waiting:
            button.click()
        files[kind] = waiting.value.path().read_bytes()
        name = waiting.value.suggested_filename
        assert name.startswith("stadt-der-zukunft") or name == "datapackage.json"
    for word, file in (
        ("brief.button_pdf", "vorlage-versorgung.pdf"),
        ("sheet.button_region", "regionsblatt-duesseldorf-und-kreis-mettmann.pdf"),
    ):
        with view.page.expect_download() as waiting:
            view.page.get_by_role("button", name=t("de", word)).click()
        assert waiting.value.suggested_filename == file
        assert waiting.value.path().read_bytes().startswith(b"%PDF")
    view.check()
    german = pd.read_csv(io.BytesIO(files["csv_german"]), sep=";", decimal=",", dtype={"ags": str})
    other = pd.read_csv(io.BytesIO(files["csv_international"]), dtype={"ags": str})
    pd.testing.assert_frame_equal(german.rename(columns={"\ufeffags": "ags"}), other)
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"]))
    assert len(book.get_sheet_by_name("Werte").to_python()) == len(other) + 1
    assert len(pd.read_parquet(io.BytesIO(files["parquet"]))) == len(other)
    shapes = [gpd.read_file(io.BytesIO(files["geojson"])),
              gpd.read_parquet(io.BytesIO(files["geoparquet"]))]  # fmt: skip
    assert all(len(found) == other["ags"].nunique() for found in shapes)
    assert all("pharmacy_quality" in found for found in shapes)
    described = json.loads(files["description"])
    with zipfile.ZipFile(io.BytesIO(files["package"])) as archive:
        assert {r["path"] for r in described["resources"]} < set(archive.namelist())
    assert files["warehouse"] == warehouse.read_bytes()
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(files["warehouse"])
    with duckdb.connect(str(copy), read_only=True) as opened:
        build = opened.execute("SELECT build_id FROM build").fetchone()
    assert build == (described["version"],)
