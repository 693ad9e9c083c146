"""What is shipped for servers: units, container file, proxy, tried with the programs at hand."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from resilience.cli import serve
from resilience.cli.commands import COMMANDS
from resilience.cli.health import SessionError, opened
from resilience.cli.options import setup_options
from resilience.settings import ROOT

DEPLOY = ROOT / "deploy"
BASE = "/resilience"
UNITS = [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]


def unit(path: Path) -> configparser.ConfigParser:
    """Return a unit of systemd."""
    parsed = configparser.ConfigParser(interpolation=None, strict=False)
    parsed.optionxform = str  # type: ignore[method-assign,assignment]
    parsed.read_string(path.read_text("utf-8"))
    return parsed


def commands(text: str) -> list[str]:
    return re.findall(r"-m resilience ([\w-]+)", text.replace('", "', " "))


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_commands_there_are(path: Path) -> None:
    if "Service" in unit(path):
        start = unit(path)["Service"]["ExecStart"]
        used = commands(start)
        assert used
        assert set(used) <= set(COMMANDS)
        if used == ["serve"]:
            words = (
                start.split("serve ")[1]
                .replace("%i", "8501")
                .replace("$RESILIENCE_SERVE", "")
                .split()
            )
            assert serve.parser().parse_args(words).base_path == BASE


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for path in UNITS:  # the programs and folders of a server are not here
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", path.read_text("utf-8"))
        text = text.replace("User=dashboard", "User=daemon")
        (tmp_path / path.name.replace("@", "@8501")).write_text(text)
    names = [str(path) for path in tmp_path.iterdir()]
    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert said == []


def test_the_container_runs_commands_there_are_as_nobody_and_asks_for_a_session() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", "")
    steps = dict(re.findall(r"^([A-Z]+) (.+)$", text, re.MULTILINE))
    assert commands(steps["RUN"]) == ["build"]
    assert int(steps["USER"]) > 0
    entry = json.loads(steps["ENTRYPOINT"])
    assert serve.parser().parse_args(entry[entry.index("serve") + 1 :]).host == "0.0.0.0"
    probe = json.loads(steps["HEALTHCHECK"].split("CMD")[1])
    assert probe[1:] == ["-m", "resilience.cli.health"]


def test_hosting_services_find_the_pinned_packages() -> None:
    (line,) = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert (ROOT / line.removeprefix("-r ")).name == "requirements.lock"


def test_options_of_set_up_are_read_before_anything_is_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert setup_options().parse_args(["--wheels", str(tmp_path)]).wheels == tmp_path
    with pytest.raises(SystemExit):
        setup_options().parse_args(["--wheels", str(tmp_path / "none")])
    assert re.search("no such folder; name one that holds .whl files", capsys.readouterr().err)


@pytest.mark.parametrize("words", ["--base-path a//b", "--base-path ä", "--allow-host http://a"])
def test_a_path_or_name_that_is_none_is_refused(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        serve.parser().parse_args(words.split())
    assert "such as" in capsys.readouterr().err


def test_a_path_is_taken_with_and_without_slashes() -> None:
    for words in ("resilience", "/resilience", "/resilience/"):
        assert serve.parser().parse_args(["--base-path", words]).base_path == BASE


def free() -> int:
    with socket.create_server((serve.HOST, 0)) as probe:
        return int(probe.getsockname()[1])


SMALL = """
    import os
    import streamlit as st
    from starlette.middleware import Middleware
    from resilience.app.api import API_ROUTES
    from resilience.app.guard import Guard
    from resilience.settings import hosts
    app = st.App("page.py", routes=API_ROUTES, middleware=[Middleware(Guard, hosts())])
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of a server with the dashboard's door and a page of one line."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "app.py").write_text(textwrap.dedent(SMALL), "utf-8")
    (folder / "page.py").write_text("import streamlit as st\nst.text('here')\n")
    found, names = free(), ["stadt.example.org"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        running = serve.start(folder / "app.py", serve.HOST, found, folder / "none", BASE, names)
        try:
            assert serve.warm(running, serve.address(serve.HOST, found, BASE)) is None
            yield found
        finally:
            serve.stop(running)


def status(url: str, **headers: str) -> int:
    asked = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def refused(url: str) -> str:
    """Return the words of an answer that something is not there."""
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(url, timeout=10)
    assert error.value.code == 404
    return error.value.read().decode()


def test_below_a_path_a_server_answers_there_only(port: int) -> None:
    root = serve.address(serve.HOST, port)
    assert status(f"{root}{BASE}/_stcore/health") == 200
    assert status(f"{root}/_stcore/health") == 404
    assert status(f"{root}{BASE}/_stcore/metrics") == 404
    assert status(f"{root}{BASE}/_stcore/health", Host="evil.example") == 403
    assert status(f"{root}{BASE}/_stcore/health", Host="stadt.example.org") == 200
    assert "found the language" in refused(f"{root}{BASE}/api/fr/codebook.csv")
    assert opened(f"{root}{BASE}") is None
    with pytest.raises(SessionError, match="no page was shown"):
        opened(root, patience=5)


@pytest.fixture
def proxy(port: int, tmp_path: Path) -> Iterator[str]:
    """Yield the address of the shipped proxy before a server that it takes for two."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("Caddy is not installed (Debian, Ubuntu: apt-get install caddy)")
    own = free()
    settings = {
        "DASHBOARD_ADDRESS": f"localhost:{own}",
        "DASHBOARD_HTTP_PORT": str(free()),
        "DASHBOARD_PROCESSES": f"127.0.0.1:{port} localhost:{port}",
        "DASHBOARD_ADMIN": f"127.0.0.1:{free()}",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    command = [program, "run", "--config", str(DEPLOY / "Caddyfile")]
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(command, env={**os.environ, **settings}, stderr=log)
    try:
        for _ in range(100):
            try:
                with socket.create_connection(("localhost", own), timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        yield f"localhost:{own}{BASE}"
    finally:
        running.terminate()
        running.wait(10)


def test_behind_the_shipped_proxy_a_visitor_stays_on_one_process(proxy: str) -> None:
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
    seats = set()
    for _ in range(6):
        with urllib.request.urlopen(f"https://{proxy}/", context=unverified, timeout=10) as first:
            seat = first.headers["Set-Cookie"].split(";")[0]
            assert "script-src 'self'" in first.headers["Content-Security-Policy"]
            assert "max-age" in first.headers["Strict-Transport-Security"]
        seats.add(seat)
        again = urllib.request.Request(f"https://{proxy}/", headers={"Cookie": seat})
        with urllib.request.urlopen(again, context=unverified, timeout=10) as second:
            assert "Set-Cookie" not in second.headers
    assert len(seats) == 2
    stream = f"wss://{proxy}/_stcore/stream"
    own = f"https://{proxy.split('/')[0]}"
    with connect(stream, ssl=unverified, origin=own, proxy=None):
        pass
    with pytest.raises(InvalidStatus, match="403"):
        connect(stream, ssl=unverified, origin="https://evil.example", proxy=None).__enter__()
