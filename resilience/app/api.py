"""Figures as JSON and CSV at addresses of the dashboard's server; read-only, see docs/api.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, cast, get_args

import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from resilience.app import cache
from resilience.app.vendor import base_path
from resilience.export import TYPES
from resilience.export.citation import Build, citation
from resilience.export.csv import csv_bytes
from resilience.export.package import description_bytes
from resilience.export.tables import letters
from resilience.i18n import Lang, t
from resilience.model.registry import nearest
from resilience.warehouse import queries

FILTERS = ("ags", "period")
"""Columns by which an indicator's values can be filtered; several items are comma-separated."""
STYLES = ("csv", "json")


class Refusal(ValueError):
    """A request that cannot be answered; the message says what can be requested."""

    def __init__(self, message: str, status: int = 404) -> None:
        super().__init__(message)
        self.status = status


def _answering(answer: Callable[[Request, Lang], Response]) -> Callable[[Request], Response]:
    """Return an endpoint that reads the language and answers a refusal as JSON."""

    def endpoint(request: Request) -> Response:
        lang = request.path_params["lang"]
        try:
            if lang not in get_args(Lang):
                raise Refusal(f"found the language {lang!r}, allowed are de and en")
            return answer(request, cast(Lang, lang))
        except Refusal as refusal:
            return JSONResponse({"error": str(refusal)}, refusal.status)

    return endpoint


def _package(request: Request, lang: Lang) -> Response:
    """Return the Frictionless description of the tables beside it."""
    make = partial(description_bytes, t(lang, "data.all_areas"), lang)
    asked = (queries.build,), _all_values(lang), (queries.codebook,), (queries.source_register,)
    return Response(cache.derived(make, *asked), media_type=TYPES["description"])


def _table(request: Request, lang: Lang) -> Response:
    name, style = request.path_params["table"], request.path_params["style"]
    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "values": lambda: cache.query(*_all_values(lang)),
        "codebook": lambda: cache.query(queries.codebook),
        "quality": letters,
        "sources": lambda: cache.query(queries.source_register),
    }
    if name not in makers or (name, style) == ("values", "json"):
        csv = ", ".join(f"{one}.csv" for one in makers)
        raise Refusal(
            f"found {f'{name}.{style}'!r}, allowed are {csv}, "
            "all but values as .json too, values/ID.csv, values/ID.json and datapackage.json"
        )
    return _sent(request, lang, name, makers[name](), ())


def _values(request: Request, lang: Lang) -> Response:
    indicator = request.path_params["indicator"]
    known = cache.query(queries.codebook)["indicator_id"].tolist()
    if indicator not in known:
        raise Refusal(
            f"found the indicator {indicator!r}{nearest(indicator, known)}; allowed are the ids in "
            f"/api/{lang}/codebook.csv"
        )
    frame = cache.query(queries.export_values, "", indicator, lang)
    return _sent(request, lang, "values", frame, FILTERS)


def _all_values(lang: Lang) -> tuple[Any, ...]:
    return queries.export_values, "", "", lang


def _sent(
    request: Request, lang: Lang, table: str, frame: pd.DataFrame, filters: tuple[str, ...]
) -> Response:
    style = request.path_params["style"]
    if style not in STYLES:
        raise Refusal(f"found the ending {style!r}, allowed are {', '.join(STYLES)}")
    for name, wanted in request.query_params.items():
        if name not in filters:
            allowed = ", ".join(filters) or "none for this table"
            raise Refusal(f"found the parameter {name!r}, allowed are {allowed}", 400)
        items, known = wanted.split(","), set(frame[name])
        if unknown := [item for item in items if item not in known]:
            raise Refusal(f"found no {name} {unknown[0]!r}{nearest(unknown[0], sorted(known))}")
        frame = frame[frame[name].isin(items)]
    if style == "csv":
        return Response(csv_bytes(frame, "international"), media_type=TYPES["csv_international"])
    build: Build = cache.derived(dict, (queries.build,))
    register = cache.query(queries.source_register)
    return JSONResponse(
        {
            "build": build["build_id"],
            "citation": citation(build, register, t(lang, "data.all_areas"), lang),
            "table": table,
            "rows": _rows(frame),
        }
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows ready for JSON: null where there is no value, dates as ``2024-01-31``."""
    days = {str(name) for name in frame.select_dtypes("datetime").columns}
    frame = frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%d") for name in days})
    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", double_precision=15))
    return rows


API_ROUTES = [
    Route(f"{base_path()}/api/{{lang}}/datapackage.json", _answering(_package)),
    Route(f"{base_path()}/api/{{lang}}/values/{{indicator}}.{{style}}", _answering(_values)),
    Route(f"{base_path()}/api/{{lang}}/{{table}}.{{style}}", _answering(_table)),
]
"""All routes; the server refuses methods other than GET and HEAD."""
