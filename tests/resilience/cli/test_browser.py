"""Which Chromium the browser tests drive, and what is said when there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resilience.cli import browser
from resilience.cli.browser import NoChromiumError


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the one folder on the PATH of a machine without any browser or right to install."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    for variable in browser.WINDOWS_FOLDERS:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "MACOS_APPS", ())
    monkeypatch.setattr(browser, "_may_install", lambda: False)
    return tmp_path


def program(path: Path, exit_code: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return path


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def test_the_variable_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "chromium")
    own = program(bare / "my-own")
    monkeypatch.setenv("CHROMIUM", str(own))
    assert browser.find() == own


def test_a_wrong_variable_is_told_not_passed_over(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "chromium")
    monkeypatch.setenv("CHROMIUM", str(bare / "missing"))
    with pytest.raises(NoChromiumError, match=r"CHROMIUM=\S*missing"):
        browser.ensure_chromium()


def test_the_path_is_searched_in_order_then_playwrights_own(bare: Path) -> None:
    bundled = program(bare / "playwrights-own")
    assert browser.find(bundled) == bundled
    for command in (
        "msedge",
        "google-chrome",
        "chromium-browser",
        "chromium",
        "chromium-headless-shell",
    ):
        program(bare / command)
        assert browser.find(bundled) == bare / command


def test_a_stub_that_does_not_start_is_passed_over(bare: Path) -> None:
    program(bare / "chromium-browser", exit_code=1)
    chrome = program(bare / "google-chrome")
    assert browser.find() == chrome


def test_the_usual_places_of_windows_are_searched(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(bare))
    place = bare / "Google" / "Chrome" / "Application" / "chrome.exe"
    place.parent.mkdir(parents=True)
    assert browser.find() is None
    assert browser.find(program(place)) == place


def test_without_a_browser_one_line_says_what_to_install(bare: Path) -> None:
    assert browser.find(bare / "not-downloaded") is None
    with pytest.raises(NoChromiumError, match=r"^[^\n]*apt-get install chromium[^\n]*$"):
        browser.ensure_chromium(bare / "not-downloaded")


@pytest.mark.parametrize("offered", ["chromium-headless-shell", "chromium"])
def test_the_package_is_installed_where_that_is_possible(
    offered: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "_may_install", lambda: True)
    commands = []
    real = subprocess.run

    def run(command: list[str], **options: object) -> object:
        if command[0] != "apt-get":
            return real(command, **options)
        commands.append(command)
        done = command[-1] in ("update", offered)
        if command[-1] == offered:
            program(bare / offered)
        return subprocess.CompletedProcess(command, 0 if done else 100)

    monkeypatch.setattr(subprocess, "run", run)
    assert browser.ensure_chromium() == bare / offered
    tried = browser._PACKAGES[: browser._PACKAGES.index(offered) + 1]
    assert [command[-1] for command in commands] == ["update", *tried]


def test_only_root_on_a_debian_like_linux_installs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert not browser._may_install()
    program(tmp_path / "apt-get")
    assert browser._may_install()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not browser._may_install()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not browser._may_install()
