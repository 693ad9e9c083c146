"""Figures at addresses of the server: the same as in the files, described, and never changed."""

from __future__ import annotations

import hashlib
import io
import re

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from resilience.app import api
from resilience.settings import ROOT

ONE = "/api/en/values/supply.pharmacy"
SCHEMA = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def in_use(warehouse):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
        yield


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=api.API_ROUTES))


def test_one_figure_has_an_address_with_unit_quality_and_source(client):
    answer = client.get(f"{ONE}.json?ags=05158020&period=2024")
    assert answer.status_code == 200
    told = answer.json()
    assert set(told) == {"build", "citation", "table", "rows"}
    (row,) = told["rows"]
    assert (row["ags"], row["period"], row["level"]) == ("05158020", "2024", "municipality")
    assert row["unit"] == "minutes"
    assert row["quality"] in set("APEBUI")
    assert row["source"].startswith("deutschlandatlas")
    assert isinstance(row["value"], float)


def test_csv_and_json_hold_the_same(client):
    rows = client.get(f"{ONE}.json?ags=05158020,05111000").json()["rows"]
    table = pd.read_csv(
        io.StringIO(client.get(f"{ONE}.csv?ags=05158020,05111000").text), dtype={"ags": "str"}
    )
    assert [row["value"] for row in rows] == pytest.approx(table["value"].tolist())
    assert [row["ags"] for row in rows] == table["ags"].tolist()
    assert set(table["ags"]) == {"05158020", "05111000"}


def test_the_columns_are_the_documented_ones(client):
    documented = re.findall(r"^\| `(\w+)` \|", SCHEMA, re.MULTILINE)
    (row, *_) = client.get(f"{ONE}.json?period=2024").json()["rows"]
    assert list(row) == documented


def test_missing_is_null_and_a_day_is_a_day(client):
    sources = client.get("/api/de/sources.json").json()["rows"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["retrieved_on"]) for row in sources)
    assert any(row["newer_period"] is None for row in sources)


@pytest.mark.parametrize("name", ["codebook", "quality", "sources"])
def test_the_package_describes_the_files_beside_it(client, name):
    described = client.get("/api/de/datapackage.json").json()
    (resource,) = [one for one in described["resources"] if one["name"] == name]
    content = client.get(f"/api/de/{resource['path']}").content
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    heads = content.decode().splitlines()[0].split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == heads


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/api/fr/codebook.csv", 404, "found the language 'fr', allowed are de and en"),
        ("/api/de/values/supply.pharmcy.json", 404, "did you mean 'supply.pharmacy'"),
        (f"{ONE}.xml", 404, "found the ending 'xml', allowed are csv, json"),
        (f"{ONE}.json?ags=05158021", 404, "found no ags '05158021'; did you mean"),
        (f"{ONE}.json?year=2024", 400, "found the parameter 'year', allowed are ags, period"),
        ("/api/de/codebook.json?ags=05158020", 400, "allowed are none for this table"),
        ("/api/de/values.json", 404, "allowed are values.csv, codebook.csv"),
        ("/api/de/secrets.csv", 404, "allowed are values.csv, codebook.csv"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(client, path, status, told):
    answer = client.get(path)
    assert answer.status_code == status
    assert told in answer.json()["error"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)(f"{ONE}.json").status_code == 405
