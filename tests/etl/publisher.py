"""A publisher on this machine that answers as told, well or badly, and remembers what was asked."""

from __future__ import annotations

import json
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd

from etl.live.clients import client
from etl.live.http import Session
from resilience.model.sources import load_cards
from resilience.settings import ROOT

RECORDED = Path(__file__).parent / "recorded_live"
CARDS = {card.source_id: card for card in load_cards(ROOT / "data" / "sources")}


@dataclass
class Asked:
    """One request: method, path with host before it, query and form or JSON, headers."""

    method: str
    path: str
    form: dict[str, str]
    headers: dict[str, str]
    body: str = ""

    @property
    def json(self) -> Any:
        """What was sent as JSON."""
        return json.loads(self.body)


@dataclass
class Answer:
    """One answer; ``claims`` is a Content-Length that is not true, ``wait`` seconds of silence."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    claims: int | None = None


Rule = Callable[[Asked], Answer]


@dataclass
class Publisher:
    """Routes of the server: path (``/host/path``) to the answers given one after the other.

    The last answer of a list is given for ever; a function is asked each time.
    """

    routes: dict[str, list[Answer] | Rule] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def answer(self, asked: Asked) -> Answer:
        """Return the answer to a request, and remember it."""
        self.asked.append(asked)
        route = self.routes.get(asked.path)
        if route is None:
            return Answer(b"not here", 404)
        if callable(route):
            return route(asked)
        return route.pop(0) if len(route) > 1 else route[0]

    def file(self, path: str, body: bytes) -> None:
        """Serve a file with a validator, so that it need not be sent twice."""
        tag = f'"{hash(body)}"'

        def answer(asked: Asked) -> Answer:
            if asked.headers.get("if-none-match") == tag:
                return Answer(status=304, headers={"ETag": tag})
            wanted = asked.headers.get("range", "")
            if wanted and asked.headers.get("if-range") == tag:
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
                return Answer(body[start:], 206, {"ETag": tag})
            return Answer(body, headers={"ETag": tag})

        self.routes[path] = answer


def recorded(name: str) -> bytes:
    """Return a recorded answer."""
    return (RECORDED / name).read_bytes()


def serve(publisher: Publisher) -> ThreadingHTTPServer:
    """Start a server for a publisher on a free port and set its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _give(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = parse_qs(parts.query, keep_blank_values=True) | parse_qs(body, True)
            told = {name.lower(): value for name, value in self.headers.items()}
            flat = {name: values[0] for name, values in form.items()}
            answer = publisher.answer(Asked(self.command, parts.path, flat, told, body))
            time.sleep(answer.wait)
            try:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                length = len(answer.body) if answer.claims is None else answer.claims
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(answer.body)
            except (BrokenPipeError, ConnectionResetError):
                pass
            self.close_connection = answer.claims is not None or self.close_connection

        do_GET = do_POST = _give

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    publisher.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


def fetched(source: str, session: Session, folder: Path, since: int) -> list[Path]:
    """Return the files that a source's client fetches."""
    card = CARDS[source]
    return client(card.live.client).fetch(session, card, card.live, folder, since)


def reading(source: str, files: list[Path]) -> pd.DataFrame:
    """Return what a source's client reads from files."""
    card = CARDS[source]
    return client(card.live.client).read(card, card.live, files).rows


def values(rows: pd.DataFrame, **chosen: str) -> list[float]:
    """Return the values of the rows that hold the words in the named columns."""
    for column, wanted in chosen.items():
        rows = rows[rows[column] == wanted]
    return rows["value"].tolist()


def zipped(path: Path, **members: bytes) -> Path:
    """Write an archive of files, named with ``__`` for the point, and return it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path
