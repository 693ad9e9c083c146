"""An indicator's SQL tried out in the browser.

Only where that was asked for at the start, on the press of the button, and in the sandbox; what
comes out is a file that loads.
"""

from __future__ import annotations

import os

import pytest
from streamlit.testing.v1 import AppTest

from resilience.cli import serve
from resilience.cli.kit import KitError
from resilience.cli.kit.draft import DRAFT_TEXTS, Draft, tried
from resilience.model.registry import entry_of
from resilience.settings import ANALYST, ROOT
from resilience.spec import Need
from resilience.warehouse.opening import open_read_only

RATE = """
SELECT b.ags, b.period, 1000 * b.value / nullif(p.value, 0) AS value
FROM births b JOIN population_intercensal p USING (ags, period)
"""
SAID = {word: ("Wort \"mit\" 'Zeichen' \\", "word") for word in DRAFT_TEXTS}


@pytest.fixture
def cursor(warehouse):
    return open_read_only(warehouse)


def drafted(sql: str = RATE, **changes: object) -> Draft:
    needs = (Need("births"), Need("population_intercensal"))
    told = {"needs": needs, "direction": "higher_is_better", "texts": SAID, "name": "first_try"}
    told |= changes
    return Draft(theme_id="housing", sql=sql, capacity="adaptation", decimals=1, **told)


def opened(monkeypatch, warehouse, analyst: str, **address: str) -> AppTest:
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
    monkeypatch.setenv(ANALYST, analyst)
    app = AppTest.from_file(str(ROOT / "resilience" / "dashboard.py"), default_timeout=180)
    app.query_params.update(address)
    app.run()
    app.switch_page(str(ROOT / "pages" / "catalogue.py")).run()
    assert not app.exception, app.exception
    return app


def test_it_is_off_by_default(monkeypatch, warehouse):
    monkeypatch.setattr("resilience.app.workbench.tried", lambda *_: pytest.fail("SQL was run"))
    app = opened(monkeypatch, warehouse, "", sql="SELECT 1", workbench="1", try_it="1")
    assert [area.label for area in app.text_area] == []


@pytest.mark.parametrize(("option", "told"), [([], ""), (["--analyst"], "1")])
def test_only_the_option_of_serve_turns_it_on(option, told, monkeypatch):
    monkeypatch.setenv(ANALYST, "1")
    monkeypatch.setattr(serve, "_serve", lambda *_: 0)
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    assert serve.main(["--no-browser", *option]) == 0
    assert os.environ[ANALYST] == told


def test_sql_runs_on_the_button_and_never_from_the_address(monkeypatch, warehouse):
    runs = []
    monkeypatch.setattr(
        "resilience.app.workbench.tried", lambda one, _: runs.append(one.sql) or _raise()
    )
    app = opened(monkeypatch, warehouse, "1", sql="SELECT 1", workbench="SELECT 1", lang="en")
    (area,) = app.text_area
    assert "SELECT 1" not in area.value
    assert runs == []
    area.set_value("SELECT 2")
    app.button[-1].click()
    app.run()
    assert runs == ["SELECT 2"]
    assert "SELECT 2" not in str(app.query_params)
    assert "This cannot be computed. stopped here" in app.error[0].value
    app.run()
    assert runs == ["SELECT 2"]


def _raise() -> None:
    raise KitError("stopped here")


def test_checks_strip_map_and_file_are_shown(monkeypatch, warehouse):
    app = opened(monkeypatch, warehouse, "1", lang="en")
    app.button[-1].click().run()
    assert not app.exception, app.exception
    told = " ".join(html.proto.body for html in app.get("html"))
    told += " ".join(str(one.proto) for one in app.get("bidi_component"))
    assert "Checks of housing.first_try" in told
    assert "still to be written: name" in told
    assert len(app.get("bidi_component")) >= 2
    labels = [one.proto.label for one in app.get("download_button")]
    assert "Download file indicators/housing/first_try.py" in labels


def test_the_file_is_the_indicator_that_was_tried(tmp_path, cursor):
    found = tried(drafted(), cursor)
    assert [f.text for f in found.findings if f.state == "mend"] == []
    (tmp_path / "indicators" / "housing").mkdir(parents=True)
    (tmp_path / "indicators" / "housing" / "__init__.py").write_text("", encoding="utf-8")
    path = tmp_path / found.entry.file
    path.write_text(found.entry.source, encoding="utf-8")
    loaded = entry_of("housing.first_try", tmp_path / "indicators")
    assert loaded == found.entry
    goalposts = loaded.indicator.goalposts
    assert goalposts is not None
    assert goalposts.year == "2015"
    assert loaded.indicator.example is not None
    assert len(loaded.indicator.example.expected) == 2


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT ags, period, value FROM deaths", "line 38: .*'deaths', which is not declared"),
        ("SELECT * FROM read_csv('/etc/passwd')", r"reads from read_csv\(\)"),
        ("DELETE FROM births", "exactly one SELECT"),
        ("SELECT ags, period, random() AS value FROM births", r"random\(\)"),
        ('SELECT ags, period, value FROM "a\\b"', "which is not declared"),
        ("", "sql='': write one SELECT"),
    ],
)
def test_the_sandbox_is_the_same(sql, told, cursor):
    with pytest.raises(KitError, match=told):
        tried(drafted(sql), cursor)


def test_a_name_that_is_no_file_is_refused(cursor):
    with pytest.raises(KitError, match=r"name: found '\.\./x', allowed are lower-case"):
        tried(drafted(name="../x"), cursor)
