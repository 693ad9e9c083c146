"""The server: finds a port, warms the first page, ends cleanly, tells what went wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilience.cli import serve
from resilience.cli.serve import HOST, ServeError
from resilience.settings import ROOT


@pytest.fixture
def taken() -> Iterator[int]:
    """Yield a port of this machine that somebody listens on, for as long as the test runs.

    It is none of those that the system hands out to other tests, nor are the ports after it.
    """
    port = serve.free_port(HOST, 20_000 + 50 * (os.getpid() % 200))
    with socket.create_server((HOST, port)) as listener:
        yield listener.getsockname()[1]


def script(folder: Path, text: str) -> Path:
    (folder / "app.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return folder / "app.py"


def test_a_free_port_is_used_as_wanted_and_a_taken_one_is_not(taken: int) -> None:
    found = serve.free_port(HOST, taken)
    assert found > taken
    assert serve.free_port(HOST, found) == found


@pytest.mark.parametrize(("host", "why"), [("no.such.invalid", "--host no"), ("192.0.2.1", "192")])
def test_a_host_that_is_not_here_is_one_sentence(host: str, why: str) -> None:
    with pytest.raises(ServeError, match=rf"^[^\n]*{why}[^\n]*address of this machine[^\n]*$"):
        serve.free_port(host, 8501)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
        ("example.invalid", "http://example.invalid:80"),
    ],
)
def test_the_address_is_one_a_browser_can_open(host: str, url: str) -> None:
    assert serve.address(host, 80) == url


def test_the_first_page_is_run_and_its_error_told(tmp_path: Path) -> None:
    app = script(
        tmp_path,
        """
        import os
        import pathlib
        import streamlit as st
        if "again" not in st.session_state:
            st.session_state.again = True
            st.rerun()
        pathlib.Path("ran").write_text(os.environ["RESILIENCE_WAREHOUSE"] + st.context.locale)
        raise ValueError("made on purpose")
        """,
    )
    port = serve.free_port(HOST, 18501)
    server = serve.start(app, HOST, port, tmp_path / "some.duckdb")
    try:
        assert serve.warm(server, serve.address(HOST, port)) == "ValueError: made on purpose"
        assert (tmp_path / "ran").read_text() == f"{tmp_path / 'some.duckdb'}de-DE"
    finally:
        serve.stop(server)
    assert server.returncode is not None
    assert serve.free_port(HOST, port) == port


def test_a_server_that_ends_at_its_start_is_told_with_its_code(tmp_path: Path) -> None:
    server = subprocess.Popen([sys.executable, "-c", "raise SystemExit(9)"])
    server.wait()
    with pytest.raises(ServeError, match="ended") as error:
        serve.warm(server, serve.address(HOST, 18501))
    assert error.value.code == 9


def test_a_server_that_never_answers_is_given_up(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "START_SECONDS", 0.3)
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with pytest.raises(ServeError, match="not ready"):
            serve.warm(server, serve.address(HOST, taken))
    finally:
        serve.stop(server)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal a program can ignore")
def test_a_server_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "STOP_SECONDS", 0.2)
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('up', flush=True); time.sleep(60)"
    )
    server = subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE)
    assert server.stdout is not None
    assert server.stdout.readline() == b"up\n"
    serve.stop(server)
    server.stdout.close()
    assert server.returncode == -signal.SIGKILL


def test_a_file_of_another_program_keeps_the_server_from_starting(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    assert serve.main(["--no-browser", "--warehouse", str(path)]) == 1
    said = capfd.readouterr()
    assert "notes.txt: not a warehouse of this program" in said.err
    assert "There is no warehouse to show" in said.err
    assert "The dashboard is at" not in said.out
    assert path.read_text() == "my notes"


def test_a_folder_in_place_of_a_file_is_told_at_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert serve.main(["--no-browser", "--warehouse", str(tmp_path)]) == 1
    assert f"{tmp_path}: a folder; name a file in it" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send these signals")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_serve_announces_the_ready_page_and_ends_cleanly(
    ending: signal.Signals, tmp_path: Path, taken: int
) -> None:
    script(tmp_path, "import streamlit as st\nst.title('Hello')")
    code = f"""
import pathlib, sys
from resilience.cli import serve
serve.prepare = lambda warehouse: True
serve.ROOT = pathlib.Path({str(tmp_path)!r})
sys.exit(serve.main(["--no-browser", "--port", "{taken}"]))
"""
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    said = [running.stdout.readline() for _ in range(2)]
    assert said[0].startswith(f"Port {taken} is taken; using ")
    port = int(said[0].split()[-1].rstrip("."))
    assert said[1] == f"The dashboard is at http://{HOST}:{port} (Ctrl-C ends it).\n"
    with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=10) as answer:
        assert answer.read() == b"ok"
    running.send_signal(ending)
    rest, _ = running.communicate(timeout=30)
    assert running.returncode == 0
    assert rest.endswith("Stopped.\n")
    assert serve.free_port(HOST, port) == port


@pytest.mark.parametrize("page", serve.AHEAD)
def test_what_is_run_ahead_is_a_page(page: str):
    assert (ROOT / "pages" / f"{page}.py").is_file()
