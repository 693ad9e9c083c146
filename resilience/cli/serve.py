"""Serves the dashboard: builds the warehouse if needed, starts Streamlit, warms the first page."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import NoReturn

from resilience.settings import ANALYST, HOSTS, LOGIN, ROOT, login_wanted, warehouse_path
from resilience.warehouse.ready import prepare

HOST = "127.0.0.1"
PORT = 8501
PORTS_TRIED = 50
AHEAD = ("meeting", "map", "compare", "city", "trends")
"""Pages that are run before the first request."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
START_SECONDS = 120.0
STOP_SECONDS = 10.0
NO_LOGIN = (
    "--login needs packages that are not installed; install them with "
    "'.venv/bin/python -m pip install --require-hashes -r requirements-login.lock'."
)
UNREADY = "There is no warehouse to show; the reason stands above."
Server = subprocess.Popen[bytes]


class ServeError(RuntimeError):
    """The dashboard cannot be served; with the message goes the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def parser() -> argparse.ArgumentParser:
    """Return the options of `python3 -m resilience serve`."""
    options = argparse.ArgumentParser(
        prog="python3 -m resilience serve",
        description="Build the warehouse if need be and show the dashboard in the browser.",
    )
    options.add_argument("--port", type=_port, default=PORT, help="default: %(default)s")
    options.add_argument(
        "--host", default=HOST, help="address to listen on; 0.0.0.0 for all (default: %(default)s)"
    )
    options.add_argument(
        "--base-path",
        type=_base,
        metavar="PATH",
        help="serve below it, as a proxy asks",
    )
    options.add_argument(
        "--allow-host",
        type=_name,
        action="append",
        default=[],
        metavar="NAME",
        help="a name under which the dashboard may be asked for, beside localhost and IP "
        "addresses; can be given again",
    )
    options.add_argument(
        "--login",
        action="store_true",
        help="show pages to visitors who have logged in only; docs/operations.md says how to set "
        "that up",
    )
    options.add_argument("--no-browser", action="store_true", help="only print the address")
    options.add_argument(
        "--analyst",
        action="store_true",
        help="on the page Indikatoren, let visitors try out SQL of an indicator in the sandbox",
    )
    options.add_argument(
        "--warehouse", type=Path, default=warehouse_path(), help="file (default: %(default)s)"
    )
    return options


def main(argv: list[str]) -> int:
    """Run `python3 -m resilience serve`; return its exit code after Ctrl-C or the server's end."""
    options = parser().parse_args(argv)
    for ending in (signal.SIGTERM, signal.SIGINT):  # else a shell's background job ignores SIGINT
        signal.signal(ending, interrupt)
    try:
        os.environ[ANALYST] = "1" if options.analyst else ""
        os.environ[LOGIN] = "1" if options.login else os.environ.get(LOGIN, "")
        return _serve(options)
    except ServeError as error:
        print(error, file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        print("Stopped.")
        return 0


def _serve(options: argparse.Namespace) -> int:
    """Serve until the server ends or is interrupted; return the server's exit code."""
    host, port, base = options.host, options.port, options.base_path or ""
    warehouse = options.warehouse.resolve()
    if login_wanted() and not find_spec("authlib"):
        raise ServeError(NO_LOGIN)
    if not prepare(warehouse):
        raise ServeError(UNREADY)
    free = free_port(host, port)
    if free != port:
        print(f"Port {port} is taken; using {free}.")
    names = [*options.allow_host, *([] if host in EVERYWHERE else [host])]
    server = start(ROOT / "app.py", host, free, warehouse, base, names or [HOST])
    url = address(host, free, base)
    try:
        fault = warm(server, url)
        if fault:
            print(f"The first page shows an error: {fault}", file=sys.stderr)
        print(f"The dashboard is at {url} (Ctrl-C ends it).", flush=True)
        if not options.no_browser and has_display():
            webbrowser.open(url)
        threading.Thread(target=_ahead, args=(server, url), daemon=True).start()
        return server.wait()
    finally:
        stop(server)


def _ahead(server: Server, url: str) -> None:
    with contextlib.suppress(ServeError):  # visitors see the error on the page
        for page in AHEAD:
            warm(server, url, page)


def free_port(host: str, wanted: int) -> int:
    """Return the first free port from `wanted` on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        try:
            socket.create_server((host, port), family=family).close()
        except socket.gaierror as error:
            raise ServeError(
                f"--host {host}: no such address here ({error.strerror}); give an address of this "
                "machine, such as 127.0.0.1, or 0.0.0.0 for all of them."
            ) from error
        except OSError:
            continue
        return port
    raise ServeError(
        f"--host {host} --port {wanted}: cannot listen on this port or the {PORTS_TRIED - 1} after "
        "it; give an address of this machine and a port from 1024 to 65535 that is not in use."
    )


def start(
    script: Path,
    host: str,
    port: int,
    warehouse: Path,
    base: str = "",
    names: Sequence[str] = (),
) -> Server:
    """Start Streamlit on `script`, in its folder; its output goes where this process's goes.

    Parameters
    ----------
    base
        Path below which it answers, such as ``/resilience``.
    names
        Host names under which it answers, see `resilience.app.guard`; none: any.
    """
    options = {
        "server.address": host,
        "server.port": port,
        "server.baseUrlPath": base,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "logger.hideWelcomeMessage": "true",  # it names the address before the page is ready
        "logger.level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *flags],
        cwd=script.parent,
        env={**os.environ, "RESILIENCE_WAREHOUSE": str(warehouse), HOSTS: ",".join(names)},
    )


def warm(server: Server, url: str, page: str = "") -> str | None:
    """Run a page once, by default the first one, as a browser would; return its error, or None.

    Fills the caches.

    Raises
    ------
    ServeError
        If the server ends, or is not done after two minutes.
    """
    from resilience.cli.health import SessionError, opened

    deadline = time.monotonic() + START_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        if server.poll() is not None:
            raise ServeError(
                "Streamlit ended at its start; its words stand above.", server.returncode
            )
        try:
            return opened(url, page, left)
        except SessionError:  # not listening yet
            time.sleep(0.1)
    raise ServeError(f"The first page was not ready after {START_SECONDS:.0f} seconds.")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server, by force if it does not stop."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def address(host: str, port: int, base: str = "") -> str:
    """Return the URL under which a browser on this machine reaches the server."""
    host = EVERYWHERE.get(host, host)
    return f"http://[{host}]:{port}{base}" if ":" in host else f"http://{host}:{port}{base}"


def _base(text: str) -> str:
    parts = text.strip("/").split("/")
    if not all(re.fullmatch(r"[A-Za-z0-9_-]+", part) for part in parts):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a path; give letters, digits, - and _ between slashes, such as "
            "/resilience"
        )
    return "/" + "/".join(parts)


def _name(text: str) -> str:
    if not re.fullmatch(r"(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a host's name; give it without http:// and port, such as "
            "stadt.example.org or *.example.org"
        )
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 1 to 65535")
    return int(text)


def has_display() -> bool:
    """Return whether there is a display; without one, Linux would open a terminal browser."""
    return sys.platform != "linux" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def interrupt(signum: int, frame: FrameType | None) -> NoReturn:
    """End the running command as Ctrl-C would."""
    raise KeyboardInterrupt
