"""The page of two indicators as a visitor sees it."""

import re

import pytest
from harness import CHART, View

from resilience.i18n import t
from resilience.model.registry import registry

VIEWS = [
    pytest.param({"language": "de", "viewport": (1366, 768)}, id="de-1366"),
    pytest.param(
        {"language": "en", "viewport": (1920, 1080), "scheme": "dark"},
        id="en-1920-dark",
        marks=pytest.mark.slow,
    ),
]
OVERLAPS = """() => {
    const boxes = [...document.querySelectorAll('.chart .annotation text')]
        .map(text => [text.textContent, text.getBoundingClientRect()]);
    const clash = (a, b) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return boxes.flatMap(([name, a], i) => boxes.slice(0, i)
        .filter(([, b]) => clash(a, b)).map(([other]) => `${name} / ${other}`));
}"""


@pytest.mark.parametrize("view", VIEWS, indirect=True)
def test_two_indicators_with_names_that_do_not_collide(view: View):
    lang = view.language
    view.open("/relations?indicator=supply.integrated_debt&other=production.tax_capacity")
    assert view.coloured_pixels(CHART) > 500
    names = str(view.page.locator(CHART).first.text_content())
    assert all(name in names for name in ("Wülfrath", "Erkrath", "Mettmann"))
    assert view.page.evaluate(OVERLAPS) == []
    row = view.page.get_by_role("row", name=t(lang, "relations.of_towns")).inner_text()
    assert "10" in row
    label = re.escape(t(lang, "relations.control_other"))
    view.page.get_by_role("combobox", name=re.compile(label)).focus()
    name = getattr(registry().indicators["supply.integrated_debt"].indicator.name, lang)
    view.page.keyboard.type(name)
    view.page.keyboard.press("Enter")
    view.page.wait_for_url(re.compile("other=supply.integrated_debt"))
    view.ready()
    assert t(lang, "relations.same") in view.page.locator("[data-testid=stAlert]").inner_text()
    view.check()
