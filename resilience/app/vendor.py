"""Scripts of installed packages, served compressed and cached by browsers for a year."""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files

import streamlit as st
from plotly.offline import get_plotlyjs_version
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PLOTLY = f"plotly-{get_plotlyjs_version()}.min.js"
"""Name of plotly's script; it contains the version, so that browsers fetch a new one."""
DECK = f"deck-of-pydeck-{version('pydeck')}.js"
"""Name of deck.gl's script."""
SCRIPTS = {
    PLOTLY: ("plotly", "package_data/plotly.min.js"),
    DECK: ("pydeck", "nbextension/static/index.js"),
}
"""Per name the installed package and the file in it."""
KEPT = "public, max-age=31536000, immutable"


@lru_cache
def compressed(name: str) -> bytes:
    """Return a script, compressed once per server."""
    package, path = SCRIPTS[name]
    return gzip.compress((files(package) / path).read_bytes(), compresslevel=6, mtime=0)


def _send(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in SCRIPTS:
        return Response(status_code=404)
    kept = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    content = compressed(name)
    if "gzip" in request.headers.get("accept-encoding", ""):
        kept["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return Response(content, media_type="text/javascript", headers=kept)


def address(name: str) -> str:
    """Return the address of a script, relative to a page of the dashboard."""
    return f"./vendor/{name}"


def base_path() -> str:
    """Return the path below which the server answers, such as ``/resilience``, or empty."""
    path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""


ROUTES = [Route(f"{base_path()}/vendor/{{name}}", _send)]
