"""The server's door: under which name it answers, to whose pages, and with which headers."""

import base64
import hashlib
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse

from resilience.app import layout
from resilience.app.guard import Guard, policy

NAMES = ("stadt.example.org", "*.intern.example.org")


async def page(request):
    return PlainTextResponse("the page")


async def stream(websocket):
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


def client(hosts=NAMES, base_url="http://stadt.example.org") -> TestClient:
    routes = [WebSocketRoute("/_stcore/stream", stream), Route("/{path:path}", page)]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, hosts)])
    return TestClient(app, base_url=base_url)


@pytest.mark.parametrize(
    "host",
    [
        "stadt.example.org",
        "STADT.example.org:8443",
        "stadt.example.org.",
        "kreis.intern.example.org",
        "localhost:8501",
        "127.0.0.1",
        "192.168.1.20:8501",
        "[::1]:8501",
    ],
)
def test_known_names_and_addresses_are_answered(host):
    assert client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "stadt.example.org.evil.example",
        "intern.example.org",
        "notintern.example.org",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[",
    ],
)
def test_a_name_that_somebody_else_may_point_here_is_refused(host):
    answer = client().get("/", headers={"host": host})
    assert answer.status_code == 403
    assert "--allow-host" in answer.text


def test_without_names_any_is_answered():
    assert client(hosts=()).get("/", headers={"host": "any.example"}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://stadt.example.org:81"])
def test_pages_of_other_origins_are_refused_by_request_and_by_socket(origin, monkeypatch):
    def asked_outside() -> str:
        raise AssertionError("an address service was asked")

    monkeypatch.setattr("streamlit.net_util.get_external_ip", asked_outside)
    visitor, foreign = client(), {"origin": origin, "host": NAMES[0]}
    answer = visitor.get("/_stcore/health", headers=foreign)
    assert (answer.status_code, "Host header" in answer.text) == (403, True)
    opening = visitor.websocket_connect("/_stcore/stream", headers=foreign)
    with pytest.raises(WebSocketDenialResponse) as refused, opening:
        pass
    assert "Host header" in refused.value.text


def test_own_pages_are_answered_whether_a_proxy_adds_tls_or_not():
    for scheme in ("http", "https"):
        own = {"origin": f"{scheme}://{NAMES[0]}", "host": NAMES[0]}
        with client().websocket_connect("/_stcore/stream", headers=own) as session:
            assert session.receive_text() == "hello"


def test_metrics_are_closed_below_any_path():
    for path in ("/_stcore/metrics", "/resilience/_stcore/metrics"):
        assert client().get(path).status_code == 404
    assert client().get("/metrics").status_code == 200


def test_every_answer_has_headers_and_refusals_too():
    for path, host in (
        ("/", "localhost"),
        ("/_stcore/metrics", "localhost"),
        ("/", "evil.example"),
    ):
        headers = client().get(path, headers={"host": host}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_the_policy_names_the_scripts_of_pages_and_no_others():
    scripts = re.search(r"script-src ([^;]*)", policy("stadt.example.org"))[1]
    for text in re.findall(
        r"<script[^>]*>(.*?)</script>",
        layout.script_html() + layout.state_html("de", "/city", "city=a&b=\"'<"),
        re.DOTALL,
    ):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in scripts
    assert "unsafe" not in scripts
    assert "wss://stadt.example.org" in policy("stadt.example.org")


def test_a_host_cannot_write_the_policy():
    assert "evil" not in policy("a; script-src evil")
