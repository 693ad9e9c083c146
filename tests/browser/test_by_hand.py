"""A server started as every user of Streamlit starts one: `streamlit run app.py`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from harness import View

from resilience.cli import serve
from resilience.settings import ROOT
from resilience.warehouse.opening import fault_of


@contextmanager
def started(warehouse: Path) -> Iterator[str]:
    """Yield the URL of a server that nobody has visited yet."""
    with socket.create_server((serve.HOST, 0)) as probe:
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("streamlit")), "run", str(ROOT / "app.py")]
    server = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.headless", "true"],
        env={**os.environ, "RESILIENCE_WAREHOUSE": str(warehouse)},
    )
    url = serve.address(serve.HOST, port)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=10).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        serve.stop(server)


def told(view: View) -> str:
    """Return the one sentence that a page shows, once it is there."""
    alert = view.page.locator("[data-testid=stAlert]")
    alert.wait_for()
    return alert.inner_text()


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/city", "Welche Stadt?"),
        pytest.param("/weights?lang=en", "Weights", marks=pytest.mark.slow),
        pytest.param("/compare?indicator=supply.pharmacy", "", marks=pytest.mark.slow),
    ],
)
def test_a_deep_link_may_be_the_very_first_visit(
    path: str, heading: str, warehouse: Path, visit: Callable[..., View]
) -> None:
    with started(warehouse) as url:
        view = visit(url).open(path)
        view.page.locator("h1").wait_for()
        assert heading in view.page.locator("h1").inner_text()
        assert view.page.url.startswith(url + path.split("?")[0])
        assert "not found" not in view.page.inner_text("body").lower()
        view.check()


@pytest.mark.slow
def test_the_first_visit_builds_a_warehouse_where_there_is_none(
    tmp_path: Path, visit: Callable[..., View]
) -> None:
    with started(tmp_path / "w.duckdb") as url:
        view = visit(url)
        view.page.goto(f"{url}/city?lang=de")
        view.page.get_by_text("Die Daten werden gerade aufbereitet").wait_for()
        other = visit(url)
        other.page.goto(f"{url}/map?lang=en")
        other.page.get_by_text("The data are being prepared").wait_for()
        for one in (view, other):
            one.page.locator("h1").wait_for(timeout=300_000)
            one.ready().check()
    assert fault_of(tmp_path / "w.duckdb") == ""


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "gehört nicht zu diesem"),
        pytest.param("en", "is not one of this", marks=pytest.mark.slow),
    ],
)
def test_a_file_of_another_program_is_left_alone_and_told(
    language: str, sentence: str, tmp_path: Path, visit: Callable[..., View]
) -> None:
    foreign = tmp_path / "notes.duckdb"
    foreign.write_text("my notes")
    with started(foreign) as url:
        view = visit(url)
        view.page.goto(f"{url}/city?lang={language}")
        assert sentence in told(view)
        view.check()
    assert foreign.read_text() == "my notes"


def test_a_warehouse_that_goes_bad_is_a_sentence_and_no_error(
    warehouse: Path, tmp_path: Path, visit: Callable[..., View]
) -> None:
    shown = tmp_path / "w.duckdb"
    shutil.copy(warehouse, shown)
    with started(shown) as url:
        view = visit(url).open("/city")
        (tmp_path / "other.duckdb").unlink(missing_ok=True)
        with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
            connection.execute("CREATE TABLE mine AS SELECT 1 AS n")
        os.replace(tmp_path / "other.duckdb", shown)
        view.page.goto(f"{url}/map?lang=en")
        assert "is not one of this program" in told(view)
        shutil.copy(warehouse, tmp_path / "again")
        os.replace(tmp_path / "again", shown)
        visit(url).open("/map").check()
        view.check()
