"""Streamlit whose answers do not wait: ``python -m resilience.app.prompt run app.py``.

Streamlit binds its socket without naming the protocol, and asyncio switches off Nagle's algorithm
only on sockets of TCP by name. Then an answer in two parts, such as a file, waits some 40 ms for
the acknowledgement on a connection that stays open (uvicorn's issue 3149; seen with Streamlit
1.67).
"""

from __future__ import annotations

import socket

from streamlit.web import cli
from streamlit.web.server.starlette import starlette_server

BIND = "_bind_socket"


def named(listener: socket.socket) -> socket.socket:
    """Return a listening socket of TCP as one that says so; the one given is no longer to be used.

    What it accepts says so too.
    """
    family, kind, blocking = listener.family, listener.type, listener.getblocking()
    told = socket.socket(family, kind, socket.IPPROTO_TCP, fileno=listener.detach())
    told.setblocking(blocking)
    return told


def main() -> None:
    """Do what ``python -m streamlit`` does."""
    bind = getattr(starlette_server, BIND)
    setattr(starlette_server, BIND, lambda *place: named(bind(*place)))
    cli.main(prog_name="streamlit")


if __name__ == "__main__":
    main()
