"""Outlines: valid, fitting together, small, and as large as the official areas."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Polygon, box

from etl import areas, geometry

FOLDER = areas.FOLDER

CORNER = (345000, 5670000)
"""South-west of Düsseldorf, in metres."""


@pytest.fixture(scope="module", params=geometry.FILES)
def layer(request: pytest.FixtureRequest) -> tuple[str, gpd.GeoDataFrame]:
    return request.param, gpd.read_parquet(FOLDER / geometry.FILES[request.param])


def test_shapes_are_valid_polygons_that_fit_together(layer: tuple[str, gpd.GeoDataFrame]) -> None:
    _, shapes = layer
    assert shapes.crs.to_epsg() == 4326
    assert shapes.is_valid.all()
    assert not shapes.is_empty.any()
    assert set(shapes.geom_type) <= {"Polygon", "MultiPolygon"}
    assert shapely.coverage_is_valid(shapes.geometry.to_numpy())


def test_no_holes_between_neighbours(layer: tuple[str, gpd.GeoDataFrame]) -> None:
    _, shapes = layer
    whole = shapely.coverage_union_all(shapes.geometry.to_numpy())
    assert not [part for part in shapely.get_parts(whole) if part.interiors]


def test_every_area_has_its_outline(layer: tuple[str, gpd.GeoDataFrame]) -> None:
    level, shapes = layer
    table = areas.table()
    if level == "city":
        county = table.ags[table.parent_ags == "05158"]
        assert sorted(shapes.ags) == ["05111000", *sorted(county)]
    else:
        assert sorted(shapes.ags) == sorted(table.ags[table.level == level])


def test_cities_are_as_large_as_the_register_says() -> None:
    cities = gpd.read_parquet(FOLDER / "cities.parquet").set_index("ags")
    official = areas.table().set_index("ags").area_km2.reindex(cities.index)
    ratio = cities.to_crs(25832).area / 1e6 / official
    assert len(ratio) == 11
    assert ratio.sub(1).abs().max() < 0.005


def test_districts_fill_the_city_and_cover_little_else() -> None:
    city = gpd.read_parquet(FOLDER / "cities.parquet").to_crs(25832).set_index("ags")
    whole = city.geometry["05111000"]
    for name in ("wards", "districts", "quarters"):
        union = gpd.read_parquet(FOLDER / f"{name}.parquet").to_crs(25832).union_all()
        assert union.symmetric_difference(whole).area / whole.area < 0.003


def test_coarse_municipalities_are_only_for_choropleths() -> None:
    shapes = gpd.read_parquet(FOLDER / "municipalities.parquet").set_index("ags")
    official = areas.table().set_index("ags").area_km2.reindex(shapes.index)
    off = (shapes.to_crs(25832).area / 1e6 / official).sub(1).abs()
    assert off.max() < 0.10
    assert off.median() < 0.02


def test_bundled_files_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.parquet")}
    assert set(sizes) == {*geometry.FILES.values(), "areas.parquet", "rivers.parquet"}
    assert sum(sizes.values()) < 1_500_000


def made_up_layer(*shapes: Polygon) -> gpd.GeoDataFrame:
    """Return shapes given in metres from `CORNER`."""
    moved = [shapely.transform(shape, lambda xy: np.add(xy, CORNER)) for shape in shapes]
    ids = [f"{i}" for i in range(len(moved))]
    return gpd.GeoDataFrame({"ags": ids}, geometry=moved, crs=geometry.METRES)


def test_simplify_closes_gaps_and_overlaps_of_two_publishers() -> None:
    left = box(0, 0, 1000, 3000)
    right = Polygon([(990, 0), (1010, 1000), (1010, 2000), (990, 3000), (2000, 3000), (2000, 0)])
    found = geometry.simplify(made_up_layer(left, right)).to_crs(geometry.METRES)
    whole = found.union_all()
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert found.area.sum() == pytest.approx(2000 * 3000, rel=5e-4)
    assert found.area.sum() == pytest.approx(whole.area, rel=1e-9)


def test_simplify_drops_corners_that_no_screen_shows() -> None:
    zigzag = [(20 * x, x % 2) for x in range(500)]
    layer = made_up_layer(Polygon([*zigzag, (10000, 0), (10000, 900)]))
    found = geometry.simplify(layer)
    assert shapely.get_num_coordinates(layer.geometry.to_numpy()).sum() > 500
    assert shapely.get_num_coordinates(found.geometry.to_numpy()).sum() < 50
    decimals = shapely.get_coordinates(found.geometry.to_numpy()) * 10**geometry.DECIMALS
    assert abs(decimals - decimals.round()).max() < 1e-4


def test_read_adds_a_city_as_the_union_of_its_districts(publisher_files: Path) -> None:
    layers = geometry.read(publisher_files)
    assert {level: len(rows) for level, rows in layers.items()} == {
        "municipality": 66,
        "city": 11,
        "ward": 1,
        "district": 6,
        "quarter": 16,
    }
    assert all(layers[level].is_valid.all() for level in layers)
    whole = layers["city"].set_index("ags").geometry["05111000"]
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    # the excerpt has one Stadtbezirk, 11.3059 km2 by its own outline
    assert whole.area == pytest.approx(11.3059e6, rel=0.005)


def test_another_city_adds_its_layers_to_the_same_level(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = {}
    for name, city, west in (("ward", "05111000", 6), ("ward_elsewhere", "05112000", 8)):
        shapes = [box(west, 51, west + 1, 52), box(west + 1, 51, west + 2, 52)]
        layer = gpd.GeoDataFrame({"id": ["1", "2"], "name": ["a", "b"]}, geometry=shapes, crs=4326)
        layer.to_file(tmp_path / f"{name}.geojson", driver="GeoJSON")
        told = {"folder": ".", "file_name": f"{name}.geojson", "key": "id", "name": "name"}
        specs[name] = told | {"city": city}
    specs["ward_elsewhere"]["level"] = "ward"
    specs["city"] = specs["ward"] | {"city": ""}
    monkeypatch.setattr(geometry, "settings", lambda: {"outlines": specs})
    layers = geometry.read(tmp_path)
    keys = ["05111000-1", "05111000-2", "05112000-1", "05112000-2"]
    assert layers["ward"].ags.tolist() == keys
    assert layers["city"].ags.tolist()[:2] == ["05111000", "05112000"]


def test_key_printed_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice = gpd.GeoDataFrame({"id": ["7", "7"], "name": ["a", "b"]}, geometry=[box(0, 0, 1, 1)] * 2)
    twice.set_crs(4326).to_file(tmp_path / "made_up.geojson", driver="GeoJSON")
    spec = {"folder": ".", "file_name": "made_up.geojson", "key": "id", "name": "name"}
    monkeypatch.setattr(geometry, "settings", lambda: {"outlines": {"district": spec}})
    with pytest.raises(ValueError, match=r"made_up.geojson: id must name one shape.*'7'"):
        geometry.read(tmp_path)


def test_a_shape_without_area_is_not_bundled() -> None:
    with_line = shapely.GeometryCollection([box(0, 0, 2, 2), shapely.LineString([(3, 3), (4, 4)])])
    assert geometry._polygons(with_line).equals(box(0, 0, 2, 2))


def test_no_unused_column() -> None:
    for name in geometry.FILES.values():
        assert list(pd.read_parquet(FOLDER / name).columns) == ["ags", "geometry"]
