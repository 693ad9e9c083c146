"""The method page as a visitor sees it."""

import pytest
from harness import CHART, EVERY_VIEW, View

from resilience.i18n import t

PATH = "/method?indicator=supply.pharmacy&city=05158020"


def opened(view: View) -> View:
    return view.open(PATH, t(view.language, "method.heading"))


@pytest.mark.parametrize("view", EVERY_VIEW, indirect=True)
def test_the_page_recalculates_a_score_of_the_selected_city(view: View):
    opened(view)
    steps = view.page.locator("ol").first.inner_text()
    german, english = "100 × (6,4 − 3,2) ÷ (6,4 − 2,7)", "100 × (6.4 − 3.2) ÷ (6.4 − 2.7)"
    assert (german if view.language == "de" else english) in steps
    assert "Langenfeld" in steps
    assert "86" in steps
    assert view.page.locator(CHART).count() == 0
    assert view.page.get_by_role("tab").count() == 4
    too_wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not view.page.evaluate(too_wide)
    view.check()


def test_every_theme_has_its_table(view: View):
    opened(view)
    for tab in view.page.get_by_role("tab").all():
        tab.click()
        table = view.page.get_by_role("tabpanel").get_by_role("table").filter(visible=True)
        assert t("de", "method.col_goalposts") in table.first.inner_text()
    view.check()
