"""The way in: shown where a login is wanted, and nothing of the dashboard before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from resilience.cli import serve
from resilience.i18n import t
from resilience.settings import LOGIN, ROOT


@pytest.fixture
def app(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the dashboard's first page, not run yet."""
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
    return AppTest.from_file(str(ROOT / "resilience" / "dashboard.py"), default_timeout=60)


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_without_the_setting_nobody_is_asked(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert app.selectbox(key="widget_city").value == ""
    assert t("de", "login.leave") not in buttons(app)


def test_a_visitor_sees_the_way_in_and_nothing_else(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LOGIN, "1")
    app.user = {"is_logged_in": False}
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    assert buttons(app) == [t("en", "login.enter")]
    assert not app.selectbox
    assert not app.get("html")
    app.button[0].click().run()
    assert not app.exception
    assert "not possible" in app.error[0].value  # no provider is set up in this run


def test_who_is_logged_in_sees_the_dashboard_and_the_way_out(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LOGIN, "1")
    app.user = {"is_logged_in": True, "email": "someone@example.org"}
    app.run()
    assert not app.exception
    assert app.selectbox(key="widget_city").value == ""
    assert t("de", "login.leave") in buttons(app)


def test_a_login_that_is_wanted_and_not_set_up_lets_nobody_in(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LOGIN, "1")
    app.run()
    assert not app.exception
    assert [error.value for error in app.error] == [t("de", "login.missing")]
    assert not buttons(app)
    assert not app.selectbox


def test_a_server_without_the_packages_says_how_to_install_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(LOGIN, "")  # to be put back after the test
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    assert serve.main(["--login", "--no-browser"]) == 1
    assert "requirements-login.lock" in capsys.readouterr().err
