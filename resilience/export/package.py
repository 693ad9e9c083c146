"""A data package: CSV files and the description of every column, source and licence in them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any

import pandas as pd

from resilience.export.citation import Build, citation
from resilience.export.csv import csv_bytes
from resilience.export.tables import FileTable, column_about, tables, type_of
from resilience.i18n import Lang, t

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_NAME = "stadt-der-zukunft"
DESCRIPTION = "datapackage.json"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time of every file in the archive, the oldest in a ZIP: equal contents, equal bytes."""
REFERENCES = {
    "indicator_id": ("codebook", "indicator_id"),
    "quality": ("quality", "quality"),
}
_UNITS = {"value": "column unit", "low": "column unit", "high": "column unit", "score": "0-100",
         "age": "years"}  # fmt: skip


def package_bytes(
    region: str,
    lang: Lang,
    build: Build,
    values: pd.DataFrame,
    codebook: pd.DataFrame,
    register: pd.DataFrame,
) -> bytes:
    """Return a ZIP archive of the tables as international CSV with their description.

    The same build gives the same bytes.

    Parameters
    ----------
    region
        Name of the areas that the values belong to.
    build, values, codebook, register
        See `queries.build`, `queries.export_values`, `queries.codebook` and
        `queries.source_register`.
    """
    files = {DESCRIPTION: description_bytes(region, lang, build, values, codebook, register)}
    for table in tables(values, codebook, register):
        files[f"{table.name}.csv"] = csv_bytes(table.frame, "international")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content)
    return archive.getvalue()


def description_bytes(
    region: str,
    lang: Lang,
    build: Build,
    values: pd.DataFrame,
    codebook: pd.DataFrame,
    register: pd.DataFrame,
) -> bytes:
    """Return ``datapackage.json`` for the files of `package_bytes`."""
    cited = citation(build, register, region, lang)
    described = {
        "$schema": PROFILE,
        "profile": "tabular-data-package",
        "name": _NAME,
        "id": f"{_NAME}/{build['build_id']}",
        "title": f"{t(lang, 'data.title')} – {region}",
        "description": f"{cited}\n\n{t(lang, 'data.missing')}\n\n{t(lang, 'data.licence')}",
        "version": str(build["build_id"]),
        "created": pd.Timestamp(build["built_at"]).isoformat() + "Z",
        "licenses": _licences(register),
        "sources": [_source(row, lang) for row in register.to_dict("records")],
        "resources": [
            _resource(table, lang, register) for table in tables(values, codebook, register)
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _licences(register: pd.DataFrame) -> list[dict[str, str]]:
    """Return each licence a publisher links to; other statements are given with their source."""
    linked = register[register["licence_url"] != ""].drop_duplicates("licence_url")
    return [{"path": r["licence_url"], "title": r["licence"]} for r in linked.to_dict("records")]


def _source(row: dict[Any, Any], lang: Lang) -> dict[str, Any]:
    told = {
        "title": row["citation"],
        "path": row["url"],
        "version": str(row["newest_year"]),
        "source_id": row["source_id"],
        "table": f"{row[f'title_{lang}']} {row['table_code']}".strip(),
        "publisher": row["publisher"],
        "licence": row["licence"],
        "retrieved_on": f"{row['retrieved_on']:%Y-%m-%d}",
    }
    return {name: text for name, text in told.items() if text}


def _resource(table: FileTable, lang: Lang, register: pd.DataFrame) -> dict[str, Any]:
    content = csv_bytes(table.frame, "international")
    named = [name for name in REFERENCES if name in table.frame and table.name == "values"]
    schema: dict[str, Any] = {
        "fields": [_field(table.frame[name], lang) for name in table.frame],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if named:
        schema["foreignKeys"] = [
            {
                "fields": [name],
                "reference": {
                    "resource": REFERENCES[name][0],
                    "fields": [REFERENCES[name][1]],
                },
            }
            for name in named
        ]
    return {
        "name": table.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": f"{table.name}.csv",
        "title": t(lang, f"data.sheet_{table.name}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(column: pd.Series, lang: Lang) -> dict[str, Any]:
    name = str(column.name)
    kind = type_of(column)
    field: dict[str, Any] = {"name": name, "type": kind, "description": column_about(name, lang)}
    if name in _UNITS:
        field["unit"] = _UNITS[name]
    return field
