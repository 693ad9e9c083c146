"""Every file that is handed out, read back: the same values, and missing stays missing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from functools import partial
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from resilience.export.citation import citation
from resilience.export.csv import csv_bytes
from resilience.export.geo import geojson_bytes, geoparquet_bytes
from resilience.export.package import description_bytes, package_bytes
from resilience.export.parquet import parquet_bytes
from resilience.export.tables import LETTER_ORDER, column_about, letters, type_of
from resilience.export.xlsx import table_xlsx, workbook_bytes
from resilience.i18n import LANGS
from resilience.text.tables import Column
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only

REGION = "ihk-duesseldorf"
LAYERS = ("city", "district", "municipality")
TYPES = {"string", "number", "integer", "boolean", "date"}


@pytest.fixture(scope="module")
def cursor(warehouse: Path):
    connection = open_read_only(warehouse)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def values(cursor) -> pd.DataFrame:
    return queries.export_values(cursor, REGION, "", "de")


@pytest.fixture(scope="module")
def stored(cursor) -> pd.DataFrame:
    """Return what the warehouse holds for the region, asked for without the exporting query."""
    return cursor.execute(
        """
        SELECT indicator_id, ags, period, value, low, high, quality FROM indicator_value
        WHERE ags IN (SELECT ags FROM region_area WHERE region_id = ? AND role = 'member')
        ORDER BY indicator_id, ags, period
        """,
        [REGION],
    ).df()


@pytest.fixture(scope="module")
def given(cursor, values) -> tuple:
    """Return build, values, codebook and sources, as the makers of files want them."""
    return (
        queries.build(cursor),
        values,
        queries.codebook(cursor),
        queries.source_register(cursor),
    )


def same_values(read: pd.DataFrame, stored: pd.DataFrame, rel: float = 0) -> None:
    """Compare numbers and missing cells, in the order of the keys."""
    read = read.sort_values(["indicator_id", "ags", "period"], ignore_index=True)
    assert len(read) == len(stored)
    for key in ("indicator_id", "ags", "period", "quality"):
        assert read[key].tolist() == stored[key].tolist()
    for column in ("value", "low", "high"):
        numbers = read[column].astype(float)
        assert numbers.isna().tolist() == stored[column].isna().tolist()
        was = stored[column].dropna().tolist()
        assert numbers.dropna().tolist() == pytest.approx(was, rel=rel, abs=0)


def test_the_region_has_missing_values_with_their_letter(stored):
    missing = stored[stored["value"].isna()]
    assert len(missing) > 0
    assert set(missing["quality"]) <= {"O", "M", "Q"}


def test_german_csv_opens_with_comma_semicolon_and_mark(values, stored):
    data = csv_bytes(values, "german")
    assert data.startswith(b"\xef\xbb\xbfags;name;level;")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    read = pd.DataFrame(rows)
    assert read["value"].str.contains(",").any()
    assert not read["value"].str.contains(".", regex=False).any()
    empty = read["value"] == ""
    assert set(read.loc[empty, "quality"]) <= {"O", "M", "Q"}
    assert set(read["ags"].str.len()) == {8}
    for column in ("value", "low", "high"):
        read[column] = pd.to_numeric(read[column].str.replace(",", "."))
    same_values(read, stored)


def test_international_csv_gives_the_same_values(values, stored):
    data = csv_bytes(values, "international")
    assert not data.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(io.BytesIO(data), dtype={"ags": str, "period": str})
    same_values(read, stored)


def test_parquet_keeps_types_and_says_where_it_comes_from(given, stored, tmp_path):
    build_row, values, _, register = given
    file = tmp_path / "values.parquet"
    file.write_bytes(parquet_bytes("R", "en", build_row, values, register))
    read = duckdb.read_parquet(str(file))
    kinds = dict(zip(read.columns, map(str, read.types), strict=True))
    assert (kinds["ags"], kinds["value"], kinds["clipped"]) == ("VARCHAR", "DOUBLE", "BOOLEAN")
    same_values(read.df(), stored)
    told = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{file}')").fetchall()
    assert (b"build_id", build_row["build_id"].encode()) in told


@pytest.fixture(scope="module")
def workbook(given) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes("Region", "de", *given)))


def sheet(workbook: CalamineWorkbook, name: str) -> pd.DataFrame:
    head, *rows = workbook.get_sheet_by_name(name).to_python()
    return pd.DataFrame(rows, columns=head)


def test_the_workbook_has_numbers_as_numbers_and_keys_as_text(workbook, values, stored):
    read = sheet(workbook, "Werte")
    assert list(read) == list(values)
    assert {type(v) for v in read["value"]} == {float, str}
    assert {v for v in read["value"] if isinstance(v, str)} == {""}
    assert set(read["ags"].str[:2]) == {"05"}
    empty = read["value"].map(lambda v: v == "")
    assert set(read.loc[empty, "quality"]) <= {"O", "M", "Q"}
    for column in ("value", "low", "high"):
        read[column] = read[column].replace("", None).astype(float)
    same_values(read, stored, rel=1e-15)  # a workbook holds 16 digits


def test_the_workbook_explains_indicators_letters_and_sources(workbook, cursor):
    assert workbook.sheet_names == ["Lies mich", "Werte", "Codebuch", "Qualität", "Quellen"]
    declared = cursor.execute("SELECT count(*) FROM indicator").fetchone()
    codebook = sheet(workbook, "Codebuch")
    assert (len(codebook),) == declared
    assert (codebook[["label_de", "label_en", "numerator_de", "caveat_en"]] != "").all(axis=None)
    assert sheet(workbook, "Qualität")["quality"].tolist() == list(LETTER_ORDER)
    cards = cursor.execute("SELECT source_id, licence_name FROM source").fetchall()
    sources = sheet(workbook, "Quellen")
    assert dict(zip(sources["source_id"], sources["licence"], strict=True)) == dict(cards)


def test_the_workbook_freezes_and_filters_its_headings(given):
    with zipfile.ZipFile(io.BytesIO(workbook_bytes("Region", "en", *given))) as book:
        text = book.read("xl/worksheets/sheet2.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert 'state="frozen"' in text
    assert "<autoFilter" in text
    assert 'formatCode="#,##0.0"' in styles


def test_the_same_build_gives_the_same_bytes(given):
    assert workbook_bytes("R", "de", *given) == workbook_bytes("R", "de", *given)
    assert package_bytes("R", "de", *given) == package_bytes("R", "de", *given)


def test_all_areas_are_more_than_the_region(cursor, values):
    everything = queries.export_values(cursor, "", "", "de")
    assert len(everything) == cursor.execute("SELECT count(*) FROM indicator_value").fetchone()[0]
    assert set(everything["level"]) == {"municipality", "county", "state", "country"}
    assert everything[["indicator_id", "ags", "period"]].duplicated().sum() == 0
    one = queries.export_values(cursor, REGION, "supply.pharmacy", "en")
    assert set(one["indicator_id"]) == {"supply.pharmacy"}
    assert list(one) == list(values) == list(everything)


def test_every_value_names_its_sources(cursor, values):
    known = {row[0] for row in cursor.execute("SELECT source_id FROM source").fetchall()}
    named = values["source"].str.split("; ").explode()
    assert set(named) <= known
    newest = cursor.execute(
        "SELECT max(coalesce(published_on, retrieved_on)) FROM snapshot WHERE source_id = 'kba_fz3'"
    ).fetchone()
    vintages = values.loc[values["indicator_id"] == "mobility.cars", "vintage"].dropna()
    assert set(vintages.dt.date) == set(newest)
    cars = set(values.loc[values["indicator_id"] == "mobility.cars", "source"])
    assert any("kba_fz3" in sources for sources in cars)


@pytest.mark.parametrize("region", [REGION, ""])
@pytest.mark.parametrize("kind", ["geojson", "geoparquet"])
def test_areas_come_back_with_their_newest_values_and_outlines(
    given, cursor, tmp_path, kind, region
):
    build_row, _, _, register = given
    newest = queries.newest_by_area(cursor, region, "supply")
    outlines = queries.outlines(cursor, ("municipality",))
    credit = queries.outline_sources(cursor, LAYERS, "de")
    make = {
        "geojson": partial(geojson_bytes, "R", "de", build_row, newest, outlines, register, credit),
        "geoparquet": partial(geoparquet_bytes, newest, outlines),
    }[kind]
    file = tmp_path / f"areas.{kind}"
    file.write_bytes(make())
    read = gpd.read_file(file) if kind == "geojson" else gpd.read_parquet(file)
    assert read.crs.to_epsg() == 4326
    assert len(read) == newest["ags"].nunique() == (11 if region else 396)
    assert read.geometry.is_valid.all()
    assert read["ags"].str.len().eq(8).all()
    for indicator_id, own in newest.groupby("indicator_id"):
        name = indicator_id.split(".")[1]
        was = own.set_index("ags").loc[read["ags"]]
        assert read[name].isna().tolist() == was["value"].isna().tolist()
        assert read[name].dropna().astype(float).tolist() == was["value"].dropna().tolist()
        assert read[f"{name}_quality"].tolist() == was["quality"].tolist()
        told = read[f"{name}_period"].dropna().astype(str)
        assert told.tolist() == was["period"].dropna().tolist()
        assert read[f"{name}_noise"].tolist() == was["noise"].tolist()
        for end in ("low", "high"):
            assert (
                read[f"{name}_{end}"].dropna().astype(float).tolist() == was[end].dropna().tolist()
            )


def test_areas_say_whether_an_interval_is_known_as_the_table_of_values_does(cursor, values):
    newest = queries.newest_by_area(cursor, REGION, "mobility").dropna(subset="value")
    assert set(newest["noise"]) == {"counted", "complete", "unknown"}
    assert newest["low"].notna().tolist() == (newest["noise"] == "counted").tolist()
    keys = ["indicator_id", "ags", "period"]
    both = newest.merge(values, on=keys, suffixes=("", "_told"))
    assert len(both) == len(newest)
    assert both["noise"].tolist() == both["noise_told"].tolist()


def test_geojson_tells_its_outlines_and_keeps_missing_as_null(given, cursor):
    build_row, _, _, register = given
    newest = queries.newest_by_area(cursor, REGION, "mobility")
    outlines = queries.outlines(cursor, ("municipality",))
    credit = queries.outline_sources(cursor, LAYERS, "de")
    data = geojson_bytes("R", "de", build_row, newest, outlines, register, credit)
    document = json.loads(data, parse_constant=pytest.fail)
    assert "GeoBasis-DE / BKG" in document["outlines"]
    assert build_row["build_id"] in document["citation"]
    found = [f["properties"] for f in document["features"]]
    cars = {p["ags"]: (p["cars"], p["cars_quality"]) for p in found}
    was = newest[newest["indicator_id"] == "mobility.cars"].set_index("ags")
    for ags, (value, quality) in cars.items():
        assert (value is None) == pd.isna(was.loc[ags, "value"])
        assert quality == was.loc[ags, "quality"]


@pytest.fixture(scope="module")
def archive(given) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package_bytes("Region", "en", *given)))


def test_the_description_has_what_the_specification_requires(given):
    described = json.loads(description_bytes("Region", "de", *given))
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert described["name"] == "stadt-der-zukunft"
    assert described["version"] == given[0]["build_id"]
    assert pd.Timestamp(described["created"]).tz is not None
    for licence in described["licenses"]:
        assert licence["path"].startswith("https://")
        assert licence["title"]
    assert len(described["sources"]) == len(given[3])
    assert all(source["title"] and source["licence"] for source in described["sources"])
    assert described["resources"]
    for resource in described["resources"]:
        assert resource["name"] == resource["name"].lower()
        assert resource["path"] == f"{resource['name']}.csv"
        assert resource["schema"]["missingValues"] == [""]
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert len(set(names)) == len(names)
        assert {field["type"] for field in resource["schema"]["fields"]} <= TYPES
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert set(resource["schema"]["primaryKey"]) <= set(names)


def test_the_paths_of_the_package_lead_to_files_that_fit_their_schema(archive):
    described = json.loads(archive.read("datapackage.json"))
    read = {}
    for resource in described["resources"]:
        data = archive.read(resource["path"])
        assert len(data) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(data).hexdigest()}" == resource["hash"]
        rows = list(csv.DictReader(io.StringIO(data.decode())))
        fields = resource["schema"]["fields"]
        assert list(rows[0]) == [field["name"] for field in fields]
        for field in fields:
            cells = [row[field["name"]] for row in rows if row[field["name"]] != ""]
            parse = {
                "number": float,
                "integer": int,
                "date": pd.Timestamp,
                "boolean": {"True": True, "False": False}.__getitem__,
            }.get(field["type"], str)
            for cell in set(cells):
                parse(cell)
        keys = [tuple(row[k] for k in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        read[resource["name"]] = rows
    (values,) = (r for r in described["resources"] if r["name"] == "values")
    assert len(values["schema"]["foreignKeys"]) == 2
    for key in values["schema"]["foreignKeys"]:
        (name,), (other,) = key["fields"], key["reference"]["fields"]
        target = {row[other] for row in read[key["reference"]["resource"]]}
        assert {row[name] for row in read["values"]} <= target


def test_values_in_the_package_are_those_of_the_warehouse(archive, stored):
    data = archive.read("values.csv")
    same_values(pd.read_csv(io.BytesIO(data), dtype={"ags": str, "period": str}), stored)


@pytest.mark.parametrize("lang", LANGS)
def test_every_column_is_explained(given, lang):
    for frame in (*given[1:], letters()):
        for column in frame:
            assert column_about(column, lang)
            assert type_of(frame[column]) in TYPES


@pytest.mark.parametrize("lang", LANGS)
def test_the_citation_names_build_region_and_every_publisher_behind_an_indicator(given, lang):
    line = citation(given[0], given[3], "Am Rhein", lang)
    assert "Am Rhein" in line
    assert given[0]["build_id"] in line
    used = given[3].loc[given[3]["indicators"] > 0, "publisher"]
    assert len(used) > 10
    assert all(publisher in line for publisher in used)


def test_age_counts_from_the_newest_year_and_newer_figures_are_newer(given):
    build_row, _, _, register = given
    year = pd.Timestamp(build_row["built_at"]).year
    assert (register["age"] == year - register["newest_year"]).all()
    known = register[register["newer_period"].notna()]
    assert len(known) > 10
    assert (known["newer_period"].str[:4].astype(int) > known["newest_year"]).all()
    assert known["newer_de"].notna().all()
    assert known["newer_en"].notna().all()
    once = register["update_cycle_de"].str.startswith("einmalig")
    assert register.loc[once, "newer_de"].isna().all()


def test_a_table_on_screen_becomes_a_sheet_under_its_title_and_above_its_source():
    rows = pd.DataFrame({"name": ["A", "=B"], "told": ["1,5", "–"], "raw": [1.5, float("nan")]})
    columns = [Column("name", "Stadt"), Column("told", "Wert", numeric=True, by="raw")]
    book = CalamineWorkbook.from_filelike(io.BytesIO(table_xlsx(rows, columns, "Titel", "Quelle")))
    sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert sheet == [
        ["Titel", ""],
        ["", ""],
        ["Stadt", "Wert"],
        ["A", 1.5],
        ["=B", ""],
        ["", ""],
        ["Quelle", ""],
    ]
