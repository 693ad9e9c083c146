"""INKAR of the federal institute BBSR: indicators by municipality, one JSON request each.

A column's ``group`` is the indicator's number in the application, ``name`` the name it must have
there, as numbers have been reassigned before.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd

from etl.live.faults import FetchError, host
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept
from etl.signs import figures
from resilience.model.sources import Card, Live

_LEVEL = "GEM"
_TIMES, _ROWS = "Möglich", "Daten"
_YEAR = re.compile(r"\d{4}")


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write one answer per indicator into a folder, with the years from ``since`` on."""
    files = []
    for column in live.columns:
        chosen = {"IndicatorCollection": [{"Gruppe": column["group"]}]}
        chosen["SpaceCollection"] = [{"level": _LEVEL}]
        place = f"{live.address}/Wizard/GetM%C3%B6glich"
        possible = _answer(session.ask(place, {**chosen, "TimeCollection": ""}), _TIMES, place)
        called = {str(one.get("Indikator", "")).strip() for one in possible}
        if called != {column["name"]}:
            raise FetchError(
                f"{host(place)}: indicator {column['group']} is called {', '.join(called) or '?'}, "
                f"expected {column['name']!r}; correct the card."
            )
        times = [
            {
                "group": column["group"],
                "indicator": one["IndID"],
                "level": _LEVEL,
                "time": one["ZeitID"],
            }
            for one in possible
            if int(_year(one)) >= since
        ]
        if not times:
            continue
        asked = {**chosen, "TimeCollection": times, "pageorder": "1"}
        file = folder / f"inkar-{column['group']}.json"
        file.write_bytes(session.ask(f"{live.address}/Table/GetDataTable", asked))
        files.append(file)
    if not files:
        raise FetchError(f"INKAR has no figures by municipality since {since}.")
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the indicators of the kept areas."""
    columns = {f"inkar-{column['group']}": column for column in live.columns}
    parts = []
    for file in files:
        if file.stem not in columns:
            raise LayoutError(f"{file.name}: not named like {', '.join(columns)}, with .json.")
        parts.append(_read(file, columns[file.stem]["series"]))
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _read(file: Path, series: str) -> pd.DataFrame:
    rows = _answer(file.read_bytes(), _ROWS, file.name)
    if not rows:
        raise LayoutError(f"{file.name}: holds no figure; nothing was changed.")
    if lacking := {"Schlüssel", "Wert"} - set(rows[0]):
        raise LayoutError(f"{file.name}: no field {lacking.pop()!r}; found {', '.join(rows[0])}.")
    keys = pd.Series([str(row["Schlüssel"]).zfill(8) for row in rows])
    cells = pd.Series([_german(row["Wert"]) for row in rows], dtype="str")
    told = {"series": series, "category": "", "period": [_year(row) for row in rows]}
    return pd.DataFrame({"ags": area_keys(keys), **told, **figures(cells, file.name)})


def _german(value: Any) -> str:
    """Return a value, delivered as number, text or null, in German number format."""
    if value is None or value == "":
        return "..."
    return value if isinstance(value, str) else f"{value:.10f}".replace(".", ",")


def _year(row: dict[str, Any]) -> str:
    for name in ("Zeit", "ZeitID"):
        if _YEAR.fullmatch(found := str(row.get(name, ""))):
            return found
    raise LayoutError(f"INKAR gives a time without a year: {row.get('Zeit')!r}.")


def _answer(body: bytes, field: str, where: str) -> list[dict[str, Any]]:
    """Return the rows of an answer: JSON, or JSON within a JSON string."""
    try:
        told = json.loads(body)
        told = json.loads(told) if isinstance(told, str) else told
        rows: list[dict[str, Any]] = told[field]
    except (ValueError, KeyError, TypeError) as error:
        raise LayoutError(f"{where}: the answer holds no {field!r}; INKAR changed.") from error
    return rows
