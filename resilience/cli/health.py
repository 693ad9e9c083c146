"""Opens a page as a browser would, to check a server's health and to warm it."""

from __future__ import annotations

import argparse
import sys
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

URL = "http://127.0.0.1:8501"


class SessionError(RuntimeError):
    """A server opens no session, or does not finish a page in time; the message says which."""


def opened(url: str, page: str = "", patience: float = 20.0) -> str | None:
    """Run a page once in a separate session; return the error on the page, or None.

    Parameters
    ----------
    url
        Where the dashboard is, such as ``http://127.0.0.1:8501/resilience``.
    page
        Address of the page below it; the first page by default.
    patience
        Seconds until the page must be done.

    Raises
    ------
    SessionError
        The server cannot be reached, opens no session or does not finish in time.
    """
    run = BackMsg()
    run.rerun_script.page_name = page
    run.rerun_script.context_info.url = f"{url}/{page}"
    run.rerun_script.context_info.locale = "de-DE"
    stream = url.replace("http", "ws", 1) + "/_stcore/stream"
    ends = time.monotonic() + patience
    fault = None
    try:
        with connect(stream, open_timeout=patience, max_size=None, proxy=None) as session:
            session.send(run.SerializeToString())
            while True:
                received = session.recv(timeout=max(0.0, ends - time.monotonic()))
                message = ForwardMsg.FromString(received)
                element = message.delta.new_element
                if element.HasField("exception"):
                    fault = f"{element.exception.type}: {element.exception.message}"
                done = message.WhichOneof("type") == "script_finished"
                if done and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return fault
    except (OSError, WebSocketException, ValueError) as error:
        raise SessionError(f"{url}: no page was shown ({error or type(error).__name__})") from error


def health_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience health``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience health",
        description="Open the dashboard's first page in a session; exit code 1 if it is not shown.",
    )
    own.add_argument("url", nargs="?", default=URL, help="default: %(default)s")
    own.add_argument("--seconds", type=float, default=20.0, help="patience (default: %(default)s)")
    return own


def main(argv: list[str]) -> int:
    """Run ``python3 -m resilience health``; return 0 if the first page is shown without error."""
    given = health_parser().parse_args(argv)
    url = given.url.rstrip("/")
    began = time.monotonic()
    try:
        fault = opened(url, patience=given.seconds)
    except SessionError as error:
        print(error, file=sys.stderr)
        return 1
    if fault:
        print(f"{url}: the first page shows an error: {fault}", file=sys.stderr)
        return 1
    print(f"{url}: the first page was shown in {time.monotonic() - began:.1f} s")
    return 0


if __name__ == "__main__":  # a probe every minute need not check .venv each time
    sys.exit(main(sys.argv[1:]))
