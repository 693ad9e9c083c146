"""The guide's commands run one after the other in a copy, and its indicator is on every page."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from resilience.cli.bootstrap import HANDED_OVER
from resilience.settings import ROOT

GUIDE = (ROOT / "docs" / "adding-an-indicator.md").read_text(encoding="utf-8")
NEW = "housing.births_per_1000"
NEEDED = ("app.py", "data", "etl", "indicators", "pages", "resilience", "static", ".streamlit")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, warehouse: Path) -> Path:
    """Return a copy of what the commands need, without its warehouse."""
    folder = tmp_path_factory.mktemp("copy")
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            leave = shutil.ignore_patterns("__pycache__", "warehouse.duckdb*")
            shutil.copytree(source, folder / name, ignore=leave)
        else:
            shutil.copy(source, folder / name)
    shutil.copy(warehouse, folder / "data" / "warehouse.duckdb")
    return folder


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "RESILIENCE_WAREHOUSE"}
    return {**kept, HANDED_OVER: "1"}


def words(command: str) -> list[str]:
    python, *rest = shlex.split(command)
    assert python == "python3"
    return [sys.executable, *rest]


def run(folder: Path, command: str) -> str:
    done = subprocess.run(
        words(command), cwd=folder, env=environment(), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def preview(folder: Path, command: str) -> None:
    """Run the preview until its page answers and a saved file has been computed anew."""
    log = folder / "preview.log"
    file = folder / "indicators" / Path(*NEW.split(".")).with_suffix(".py")
    with log.open("w") as out:
        running = subprocess.Popen(
            words(command), cwd=folder, env=environment(), stdout=out, stderr=subprocess.STDOUT
        )
    try:
        url = wait(log, r"The preview is at (\S+) ").group(1)
        assert urllib.request.urlopen(url, timeout=30).status == 200
        good = file.read_text(encoding="utf-8")
        file.write_text(good.replace("FROM births b", "FROM birth b"), encoding="utf-8")
        wait(log, r"line \d+: the SQL reads the table 'birth'.*did you mean 'births'")
        file.write_text(good, encoding="utf-8")
        wait(log, "births_per_1000.py computed anew")
    finally:
        running.terminate()
        running.wait(30)


def wait(log: Path, pattern: str) -> re.Match[str]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if found := re.search(pattern, log.read_text()):
            return found
        time.sleep(0.2)
    raise AssertionError(f"{pattern!r} did not appear:\n{log.read_text()}")


def test_every_command_of_the_guide_runs_and_its_indicator_is_on_every_page(copy, monkeypatch):
    before = {p: p.read_bytes() for p in copy.rglob("*.py")}
    (finished,) = blocks("python")
    (table,) = blocks("csv")
    (copy / "library_visits.csv").write_text(table, encoding="utf-8")
    said = {}
    commands = [c for block in blocks("console") for c in block.strip().splitlines()]
    for place, command in enumerate(commands):
        if command in commands[place + 1 :]:
            continue  # given again below: once is enough
        if " preview " in command:
            preview(copy, command)
        else:
            said[command] = run(copy, command)
        if " new-indicator " in command:
            path = copy / "indicators" / "housing" / "births_per_1000.py"
            path.write_text(finished, encoding="utf-8")
    assert "births_per_1000" in said["python3 -m resilience new-indicator housing births_per_1000"]
    assert "library_visits" in said["python3 -m resilience series library"]
    after = {p: p.read_bytes() for p in copy.rglob("*.py")}
    assert [p.name for p in after if p not in before] == ["births_per_1000.py"]
    assert all(after[p] == text for p, text in before.items())

    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(copy / "data" / "warehouse.duckdb"))
    for page in ("map", "compare", "indicator"):
        app = opened(page, indicator=NEW)
        told = " ".join(html.proto.body for html in app.get("html"))
        assert "<h1>Geburtenüberschuss</h1>" in told
    for page in ("catalogue", "method", "crosswalk"):
        app = opened(page, framework="iso37120")
        told = " ".join(html.proto.body for html in app.get("html"))
        assert "Geburtenüberschuss" in told, page


def opened(page: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "resilience" / "dashboard.py"), default_timeout=60)
    app.query_params.update(parameters)
    app.run()
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception, app.exception
    return app


def test_the_guides_example_of_a_fault_is_what_is_said(copy):
    (quoted,) = blocks("text")
    file = copy / "indicators" / "housing" / "births_per_1000.py"
    left = file.read_text(encoding="utf-8") if file.is_file() else None
    file.unlink(missing_ok=True)
    run(copy, "python3 -m resilience new-indicator housing births_per_1000")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('ratio("births"', 'ratio("birth"'), encoding="utf-8")
    done = subprocess.run(
        words(f"python3 -m resilience check {NEW}"),
        cwd=copy, env=environment(), capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if left is not None:
        file.write_text(left, encoding="utf-8")
    assert done.returncode == 1
    assert " ".join(quoted.split()) in " ".join(done.stdout.split()), done.stdout
