"""The base map data, fetched once per browser and build, separately from the pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from resilience.app import cache
from resilience.app.controls import outlines_of
from resilience.app.parts_controls import known_places, outlines_within
from resilience.app.vendor import KEPT, base_path
from resilience.maps.geometry import GROUNDS, ground
from resilience.warehouse import queries


def address(place: str) -> str:
    """Return the address of the base map's data, with ``{layer}`` in place of the layer's name.

    Parameters
    ----------
    place
        A region, or parts of a city as `parts_controls.place` names them.
    """
    return f"./ground/{cache.build_id()}/{place}/{{layer}}.json"


def _send(request: Request) -> Response:
    build, place, layer = (request.path_params[name] for name in ("build", "place", "layer"))
    regions = cache.query(queries.regions, "de")["region_id"].to_list()
    known = place in regions or place in known_places()
    if build != cache.build_id() or not known or layer not in GROUNDS:
        return Response(status_code=404)
    outlines = outlines_of(place) if place in regions else outlines_within(place)
    rows = cache.computed(ground, outlines, layer)
    return JSONResponse(rows, headers={"Cache-Control": KEPT})


LAND_ROUTES = [Route(f"{base_path()}/ground/{{build}}/{{place}}/{{layer}}.json", _send)]
