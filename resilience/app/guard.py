"""Access control: permitted host names and origins, closed paths, and security headers."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resilience.app import layout

CLOSED = ("/_stcore/metrics",)
"""Suffixes of paths that reveal details of the server and are closed to the outside."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """Outermost ASGI middleware: refuses unknown hosts and origins, closes paths, adds headers.

    Parameters
    ----------
    hosts
        Host names under which the server answers, besides `localhost` and any IP address, which no
        foreign name server can redirect; ``*.example.org`` stands for all names below it. Empty:
        any name.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self.app = app
        self.hosts = tuple(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request or a websocket handshake, or pass it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        host = asked.headers.get("host", "")

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (*_HEADERS.items(), ("Content-Security-Policy", policy(host))):
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(host, asked.headers.get("origin"))
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, send_on)
        elif scope["path"].endswith(CLOSED):
            await PlainTextResponse("Not found", 404)(scope, receive, send_on)
        else:
            await self.app(scope, receive, send_on)

    def _refusal(self, host: str, origin: str | None) -> str:
        """Return why a request is refused, empty if it is not."""
        name = _name(host)
        if self.hosts and not (_is_here(name) or any(_fits(name, one) for one in self.hosts)):
            return f"There is no {name or 'page'} here; its operator can add it with --allow-host."
        # Streamlit would ask an external address service whether a foreign origin is its own.
        if origin is None or _netloc(origin) == host.lower() or _is_declared(origin):
            return ""
        return "Pages of other addresses are not answered; a proxy has to hand on the Host header."


def _name(host: str) -> str:
    """Return a Host header's name without its port, empty if it is malformed."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _is_here(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _fits(name: str, allowed: str) -> bool:
    if allowed.startswith("*."):
        return name.endswith(allowed[1:])
    return name == allowed


def _is_declared(origin: str) -> bool:
    """Return whether Streamlit's own settings admit pages of an origin."""
    every = not st.get_option("server.enableCORS")
    return every or origin in st.get_option("server.corsAllowedOrigins")


@lru_cache(maxsize=64)
def policy(host: str) -> str:
    """Return the content security policy of an answer.

    Only shipped scripts run: files of this server, Streamlit's components (which it loads as
    blobs), and inline scripts with known hashes. Nothing is loaded from other hosts.
    """
    scripts = " ".join(
        f"'sha256-{_digest(text)}'" for text in (*_of_streamlit(), *layout.scripts())
    )
    here = host if re.fullmatch(r"[\w.:\[\]-]+", host) else ""
    sockets = (
        f" ws://{here} wss://{here}" if here else ""
    )  # 'self' does not cover websockets in some browsers
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' blob: {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' blob: data:{sockets}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@lru_cache
def _of_streamlit() -> list[str]:
    """Return the inline scripts of the page that Streamlit ships."""
    page = (files("streamlit") / "static" / "index.html").read_text("utf-8")
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
