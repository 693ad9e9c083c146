"""Finds, or installs, the Chromium that the browser tests drive."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
# The first one draws no window of its own, which takes a third less processor time.
_PACKAGES = ("chromium-headless-shell", "chromium")
EDGE_COMMANDS = ("microsoft-edge", "msedge")
MACOS_APPS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


class NoChromiumError(RuntimeError):
    """There is no Chromium and none could be installed; the message says what to do."""


def find(bundled: Path | None = None) -> Path | None:
    """Return the first Chromium that starts, or None.

    Checks the environment variable CHROMIUM (which, if set, must be valid), the PATH, the usual
    places on Windows and macOS, and finally `bundled`, where Playwright keeps its own.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not _starts(Path(named)):
            raise NoChromiumError(
                f"CHROMIUM={named}: no browser starts from there; give the path of a Chromium, "
                "Chrome or Edge executable, or unset the variable."
            )
        return Path(named)
    candidates = [*_candidates(), *([bundled] if bundled else [])]
    return next((path for path in candidates if _starts(path)), None)


def ensure_chromium(bundled: Path | None = None) -> Path:
    """Return a Chromium, installing Debian's or Ubuntu's package where this process may.

    Raises
    ------
    NoChromiumError
        If there is none; the message says in one line what to install.
    """
    found = find(bundled)
    if found is None and _may_install():
        _install()
        found = find(bundled)
    if found is None:
        raise NoChromiumError(
            "The browser tests need Chromium, Chrome or Edge: install one (Debian, Ubuntu: "
            "'apt-get install chromium' as root; any system: 'python -m playwright install "
            "chromium' in .venv) or name it in the environment variable CHROMIUM."
        )
    return found


def _candidates() -> Iterator[Path]:
    for command in (*_COMMANDS, *EDGE_COMMANDS):
        path = shutil.which(command)
        if path:
            yield Path(path)
    for app in MACOS_APPS:
        for applications in (Path("/Applications"), Path.home() / "Applications"):
            yield applications / f"{app}.app" / "Contents" / "MacOS" / app
    for folder in WINDOWS_FOLDERS:
        if os.environ.get(folder):
            yield from (Path(os.environ[folder]) / program for program in WINDOWS_PROGRAMS)


def _starts(path: Path) -> bool:
    """Return whether this is a browser, not a stub that only names a package to install."""
    if not path.is_file():
        return False
    if sys.platform == "win32":
        return True  # there, --version opens a window instead
    try:
        asked = subprocess.run([str(path), "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _may_install() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def _install() -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], env=environment, capture_output=True)
    for package in _PACKAGES:
        print(f"Installing the package {package} for the browser tests …", flush=True)
        install = ["apt-get", "install", "--yes", "--no-install-recommends", package]
        if subprocess.run(install, env=environment, capture_output=True).returncode == 0:
            break
