"""The land of a map: by build and region, kept by the browser, and nothing else."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from resilience.app import ground
from resilience.maps.geometry import GROUNDS

REGION = "kreis-mettmann"


@pytest.fixture(scope="module", autouse=True)
def measure(warehouse):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
        yield


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=ground.LAND_ROUTES))


@pytest.mark.parametrize("place", [REGION, "05111000-01.district"])
@pytest.mark.parametrize("layer", GROUNDS)
def test_a_layer_of_the_land_is_kept_for_the_build(client, layer, place):
    answer = client.get(ground.address(place).format(layer=layer))
    assert answer.status_code == 200
    assert answer.json()
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "old/kreis-mettmann/land",
        "{build}/nowhere/land",
        "{build}/kreis-mettmann/cities",
        "{build}/05158020.district/land",
    ],
)
def test_another_build_region_or_layer_is_not_there(client, path):
    build = ground.address(REGION).split("/")[2]
    assert client.get(f"/ground/{path.format(build=build)}.json").status_code == 404
