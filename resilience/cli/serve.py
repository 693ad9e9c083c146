"""Serves the dashboard: builds the warehouse if need be, starts Streamlit, warms the first page."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path
from types import FrameType
from typing import NoReturn

from resilience.settings import ROOT, warehouse_path
from resilience.warehouse.ready import prepare

HOST = "127.0.0.1"
PORT = 8501
PORTS_TRIED = 50
AHEAD = ("meeting", "map", "compare", "city", "trends")
"""Pages that are run before anybody asks for them."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
START_SECONDS = 120.0
STOP_SECONDS = 10.0
UNREADY = "There is no warehouse to show; the reason stands above."
Server = subprocess.Popen[bytes]


class ServeError(RuntimeError):
    """What keeps the dashboard from being served, and the exit code that tells it."""

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
    options.add_argument("--no-browser", action="store_true", help="only print the address")
    options.add_argument(
        "--warehouse", type=Path, default=warehouse_path(), help="file (default: %(default)s)"
    )
    return options


def main(argv: list[str]) -> int:
    """Run `python3 -m resilience serve`; return its exit code after Ctrl-C or the server's end."""
    options = parser().parse_args(argv)
    for ending in (signal.SIGTERM, signal.SIGINT):  # a shell's background job ignores SIGINT else
        signal.signal(ending, interrupt)
    try:
        return _serve(options.host, options.port, options.warehouse, not options.no_browser)
    except ServeError as error:
        print(error, file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        print("Stopped.")
        return 0


def _serve(host: str, port: int, warehouse: Path, open_browser: bool) -> int:
    """Serve until the server ends or an interrupt comes; return the server's exit code."""
    warehouse = warehouse.resolve()
    if not prepare(warehouse):
        raise ServeError(UNREADY)
    free = free_port(host, port)
    if free != port:
        print(f"Port {port} is taken; using {free}.")
    server = start(ROOT / "app.py", host, free, warehouse)
    try:
        fault = warm(server, host, free)
        if fault:
            print(f"The first page shows an error: {fault}", file=sys.stderr)
        print(f"The dashboard is at {address(host, free)} (Ctrl-C ends it).", flush=True)
        if open_browser and has_display():
            webbrowser.open(address(host, free))
        threading.Thread(target=_ahead, args=(server, host, free), daemon=True).start()
        return server.wait()
    finally:
        stop(server)


def _ahead(server: subprocess.Popen[bytes], host: str, port: int) -> None:
    with contextlib.suppress(ServeError):  # whoever opens the page sees what is wrong with it
        for page in AHEAD:
            warm(server, host, port, page)


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


def start(script: Path, host: str, port: int, warehouse: Path) -> subprocess.Popen[bytes]:
    """Start Streamlit on `script`, in its folder; its output goes where this process's goes."""
    options = {
        "server.address": host,
        "server.port": port,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "logger.hideWelcomeMessage": "true",  # it names the address before the page is ready
        "logger.level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *flags],
        cwd=script.parent,
        env={**os.environ, "RESILIENCE_WAREHOUSE": str(warehouse)},
    )


def warm(server: subprocess.Popen[bytes], host: str, port: int, page: str = "") -> str | None:
    """Run a page once, by default the first one, as a browser would; return its error, or None.

    Fills the caches.

    Raises
    ------
    ServeError
        If the server ends, or is not done after two minutes.
    """
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect

    run = BackMsg()
    run.rerun_script.page_name = page
    run.rerun_script.context_info.url = f"{address(host, port)}/{page}"
    run.rerun_script.context_info.locale = "de-DE"
    url = address(host, port).replace("http", "ws") + "/_stcore/stream"
    fault = None
    deadline = time.monotonic() + START_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        if server.poll() is not None:
            raise ServeError(
                "Streamlit ended at its start; its words stand above.", server.returncode
            )
        try:
            with connect(url, open_timeout=left, max_size=None, proxy=None) as session:
                session.send(run.SerializeToString())
                while True:
                    received = session.recv(timeout=max(0.0, deadline - time.monotonic()))
                    message = ForwardMsg.FromString(received)
                    element = message.delta.new_element
                    if element.HasField("exception"):
                        fault = f"{element.exception.type}: {element.exception.message}"
                    ended = message.WhichOneof("type") == "script_finished"
                    if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        return fault
        except (OSError, WebSocketException):  # not listening yet
            time.sleep(0.1)
    raise ServeError(f"The first page was not ready after {START_SECONDS:.0f} seconds.")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server, by force if it does not go."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def address(host: str, port: int) -> str:
    """Return the URL under which a browser on this machine reaches the server."""
    host = EVERYWHERE.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 1 to 65535")
    return int(text)


def has_display() -> bool:
    """Tell whether a browser has a screen; without one, Linux would open it in the terminal."""
    return sys.platform != "linux" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def interrupt(signum: int, frame: FrameType | None) -> NoReturn:
    """End what runs as Ctrl-C would."""
    raise KeyboardInterrupt
