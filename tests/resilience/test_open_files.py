"""A visit leaves no file open: neither one that ends well nor one that is broken off."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from resilience.cli import serve
from resilience.settings import ROOT

SPREAD = 12
"""Open files more or less that say nothing: a session at work, a query, a log."""


@pytest.fixture(scope="module")
def server(warehouse: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Yield a server that has shown its first page, and its port."""
    port = serve.free_port(serve.HOST, 19_400)
    running = serve.start(ROOT / "app.py", serve.HOST, port, warehouse)
    try:
        assert serve.warm(running, serve.address(serve.HOST, port)) is None
        yield running, port
    finally:
        serve.stop(running)


def visit(port: int, to_the_end: bool) -> None:
    """Open a session on a page and close it, after the script's run or in the middle of it."""
    run = BackMsg()
    run.rerun_script.page_name = "map"
    run.rerun_script.context_info.url = f"{serve.address(serve.HOST, port)}/map"
    stream = f"ws://{serve.HOST}:{port}/_stcore/stream"
    with connect(stream, max_size=None, proxy=None) as session:
        session.send(run.SerializeToString())
        message = ForwardMsg.FromString(session.recv(timeout=60))
        while to_the_end and message.WhichOneof("type") != "script_finished":
            message = ForwardMsg.FromString(session.recv(timeout=60))


def open_files(server: subprocess.Popen[bytes]) -> int:
    return len(list(Path(f"/proc/{server.pid}/fd").iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="counts /proc/PID/fd")
@pytest.mark.parametrize("visits", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_open_files_stay_as_many_over_visits(
    server: tuple[subprocess.Popen[bytes], int], visits: int
) -> None:
    running, port = server
    for _ in range(3):
        visit(port, to_the_end=True)
    before = open_files(running)
    for nth in range(visits):
        visit(port, to_the_end=nth % 2 == 0)
        assert open_files(running) <= before + SPREAD, nth
    visit(port, to_the_end=True)
    assert open_files(running) <= before + SPREAD
