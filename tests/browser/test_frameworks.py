"""The page of frameworks as a visitor sees it."""

import re

import pytest
from harness import CHART, EVERY_VIEW, View

from resilience.i18n import t


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_choosing_a_framework_lists_its_items_and_stays_in_the_address(view: View):
    view.open("/crosswalk", t(view.language, "crosswalk.heading"))
    view.page.get_by_role("radio", name="UNDRR").click()
    view.page.get_by_role("heading", level=2, name=re.compile("^UNDRR")).wait_for()
    view.ready()
    assert "framework=undrr" in view.page.url
    essential = "Natürliche Puffer schützen" if view.language == "de" else "Protect natural buffers"
    assert view.page.get_by_role("row", name=re.compile(f"^{essential}")).count() == 1
    assert view.coloured_pixels(CHART) > 1000
    assert not view.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    view.check()


def test_the_file_for_spreadsheets_is_offered(view: View):
    view.open("/crosswalk", t("de", "crosswalk.heading"))
    with view.page.expect_download() as waiting:
        view.page.get_by_role("button", name=t("de", "crosswalk.download_de")).click()
    data = waiting.value.path().read_text(encoding="utf-8-sig")
    assert waiting.value.suggested_filename == "rahmenwerke.csv"
    assert data.startswith("rahmenwerk_id;rahmenwerk;element_id;")
    assert "Konzentration der Beschäftigung" in data
    view.check()
