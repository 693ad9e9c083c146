"""The preview: one indicator as its file has it now, on a page that shows no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from resilience.app import cache
from resilience.cli.kit import KitError
from resilience.cli.kit.preview import renew
from resilience.settings import PREVIEW, ROOT, fault_path
from resilience.warehouse.opening import open_read_only

ID = "supply.pharmacy"
NAME = 'de="Fahrzeit zur Apotheke"'
NOWHERE = 'sql="SELECT ags, period, NULL AS value FROM car_minutes_to_pharmacy"'
DRAFT = 'de="Weg zur Apotheke im Entwurf"'


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an indicator's file in a folder of its own, its name not that of the warehouse."""
    file = tmp_path_factory.mktemp("drafts") / "indicators" / "supply" / "pharmacy.py"
    file.parent.mkdir(parents=True)
    (file.parent / "__init__.py").touch()
    text = (ROOT / "indicators" / "supply" / "pharmacy.py").read_text(encoding="utf-8")
    assert text.count(NAME) == 1
    file.write_text(text.replace(NAME, DRAFT), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def renewed(warehouse: Path, draft: Path) -> Path:
    """Return a copy of the warehouse with the indicator of the draft."""
    copy = draft.parents[2] / "preview.duckdb"
    renew(ID, warehouse, copy, draft.parents[1])
    return copy


@pytest.fixture
def page(renewed: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the preview's page, asked for another indicator."""
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(renewed))
    monkeypatch.setenv(PREVIEW, ID)
    app = AppTest.from_file(str(ROOT / "resilience" / "dashboard.py"), default_timeout=60)
    app.query_params["indicator"] = "supply.supermarket"
    yield app.run()
    cache.reopen()


def told(app: AppTest) -> str:
    return " ".join(html.proto.body for html in app.get("html"))


def test_the_page_shows_the_draft_and_no_other_indicator(page):
    assert not page.exception, page.exception
    assert "<h1>Weg zur Apotheke im Entwurf</h1>" in told(page)
    assert ID in page.info[0].value
    assert not page.error


def test_a_fault_of_the_file_stands_on_the_page_until_it_is_mended(page, renewed):
    fault = fault_path(renewed)
    fault.write_text("pharmacy.py, line 7: mend it", encoding="utf-8")
    page.run()
    assert "pharmacy.py, line 7: mend it" in page.error[0].value
    fault.unlink()
    page.run()
    assert not page.error


def test_a_file_that_cannot_be_computed_leaves_the_copy_as_it_was(warehouse, draft, renewed):
    good, before = draft.read_text(encoding="utf-8"), renewed.read_bytes()
    draft.write_text(good.replace("sql=", "sqll="), encoding="utf-8")
    with pytest.raises(KitError, match=r"pharmacy\.py, line \d+: .*'sqll'.*'sql'"):
        renew(ID, warehouse, renewed, draft.parents[1])
    never = good.replace('sql=published("car_minutes_to_pharmacy")', NOWHERE)
    draft.write_text(never, encoding="utf-8")
    with pytest.raises(KitError, match=r"pharmacy\.py, line \d+: .*no area has a value"):
        renew(ID, warehouse, renewed, draft.parents[1])
    draft.write_text(good, encoding="utf-8")
    assert renewed.read_bytes() == before


def test_the_copy_differs_from_the_warehouse_in_this_indicator_alone(warehouse, renewed):
    asked = "SELECT indicator_id, label_de FROM indicator ORDER BY 1"
    scores = "SELECT sum(hash(s)) FROM score s"
    with open_read_only(warehouse) as base, open_read_only(renewed) as copy:
        old, new = (dict(one.execute(asked).fetchall()) for one in (base, copy))
        assert base.execute(scores).fetchall() == copy.execute(scores).fetchall()
    assert {name for name in old if old[name] != new[name]} == {ID}
