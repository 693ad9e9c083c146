"""Scripts of installed packages: whole, packed once, kept by the browser, and none but those."""

from importlib.resources import files

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from resilience.app import vendor

SCRIPT = (files("plotly") / "package_data" / "plotly.min.js").read_bytes()


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=vendor.ROUTES))


def test_plotlys_script_comes_packed_from_its_package_and_is_kept(client):
    answer = client.get(vendor.address(vendor.PLOTLY))
    assert answer.status_code == 200
    assert answer.content == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < len(SCRIPT) / 3
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")


def test_a_browser_that_cannot_unpack_gets_it_as_it_is(client):
    plain = {"accept-encoding": "identity"}
    answer = client.get(vendor.address(vendor.PLOTLY), headers=plain)
    assert answer.content == SCRIPT
    assert "content-encoding" not in answer.headers


def test_its_version_is_in_its_name(client):
    version = SCRIPT[:200].decode().split("plotly.js v")[1].split()[0]
    assert f"plotly-{version}.min.js" == vendor.PLOTLY


@pytest.mark.parametrize("name", ["plotly.min.js", "plotly-0.0.0.min.js", "..%2fapp.py"])
def test_nothing_else_is_handed_out(client, name):
    assert client.get(f"/vendor/{name}").status_code == 404
