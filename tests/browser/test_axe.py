"""axe-core finds no barrier on any page, in either theme, at a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from harness import SIZES, View

from resilience.settings import ROOT

CITY = "city=05158032"
PHARMACY = f"indicator=supply.pharmacy&{CITY}"
MODES = {
    "start": ("/",),
    "city": (
        "/city",
        f"/city?{CITY}",
        *(f"/city?{CITY}&tab={tab}" for tab in ("standing", "history", "process", "data")),
    ),
    "quarters": ("/quarters",),
    "compare": (f"/compare?{PHARMACY}&places=1",),
    "matrix": (f"/matrix?{CITY}", f"/matrix?{CITY}&cells=value"),
    "several": (f"/several?{CITY}",),
    "map": (
        f"/map?{CITY}",
        f"/map?{PHARMACY}&maps=two&other=mobility.cars",
        f"/map?{PHARMACY}&maps=change",
    ),
    "trends": (f"/trends?{CITY}", f"/trends?{CITY}&view=each"),
    "relations": (f"/relations?{CITY}",),
    "weights": (f"/weights?{CITY}&composite=1",),
    "scenarios": (f"/scenarios?{CITY}&scenario=heat",),
    "targets": (f"/targets?{CITY}",),
    "kopfstand": (f"/kopfstand?{CITY}",),
    "ideas": ("/ideas",),
    "megatrends": ("/megatrends",),
    "meeting": ("/meeting?story=05158032", "/?mode=meeting&story=05158032"),
    "catalogue": ("/indicators",),
    "indicator": (
        "/indicator?indicator=supply.pharmacy",
        *(f"/indicator?{PHARMACY}&section={part}" for part in ("picture", "series", "lineage")),
    ),
    "crosswalk": ("/crosswalk",),
    "data": ("/data",),
    "method": ("/method",),
}
"""Addresses of each page with its modes, by the page's file."""
STREAMLIT: dict[str, str] = {}
"""What Streamlit draws and no setting changes, see `docs/accessibility.md`: by the rule's id."""


def barriers(view: View) -> list[str]:
    """Return what axe finds on screen against WCAG and its best practices, a line per rule."""
    found: list[dict[str, Any]] = Axe().run(view.page).response["violations"]
    told = []
    for rule in found:
        spared = STREAMLIT.get(rule["id"], "none")
        own = [node for node in rule["nodes"] if not _within(view, node, spared)]
        told += [f"{rule['id']}, {len(own)} times: {node['html'][:240]}" for node in own[:1]]
    return told


def _within(view: View, node: dict[str, Any], spared: str) -> bool:
    part = view.page.query_selector(str(node["target"][0]))
    return part is not None and bool(part.evaluate("(part, of) => !!part.closest(of)", spared))


def test_every_page_is_looked_at():
    assert set(MODES) == {path.stem for path in (ROOT / "pages").glob("*.py")}


@pytest.mark.parametrize("view", [{"viewport": SIZES[0]}], indirect=True)
def test_a_page_has_no_barriers(view: View):
    view.open(f"/compare?{PHARMACY}")
    assert barriers(view) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "view",
    [
        pytest.param({"viewport": size, "scheme": scheme}, id=f"{size[0]}-{scheme}")
        for size in (SIZES[0], (390, 844))
        for scheme in ("light", "dark")
    ],
    indirect=True,
)
@pytest.mark.parametrize("page", MODES)
def test_no_page_has_barriers(view: View, page: str):
    told = {}
    for address in MODES[page]:
        view.open(address)
        told[address] = barriers(view)
    assert {address: one for address, one in told.items() if one} == {}
