"""The land of the maps, asked for once by each browser and build, beside the pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from resilience.app import cache
from resilience.app.controls import outlines_of
from resilience.app.vendor import KEPT
from resilience.maps.deck import GROUNDS, ground
from resilience.warehouse import queries


def address(region: str) -> str:
    """Return where the data of the land lies, with ``{layer}`` in the place of the layer's name."""
    return f"./ground/{cache.build_id()}/{region}/{{layer}}.json"


def _send(request: Request) -> Response:
    build, region, layer = (request.path_params[name] for name in ("build", "region", "layer"))
    regions = cache.query(queries.regions, "de")["region_id"].to_list()
    if build != cache.build_id() or region not in regions or layer not in GROUNDS:
        return Response(status_code=404)
    rows = cache.computed(ground, outlines_of(region), layer)
    return JSONResponse(rows, headers={"Cache-Control": KEPT})


LAND_ROUTES = [Route("/ground/{build}/{region}/{layer}.json", _send)]
