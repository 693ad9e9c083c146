"""Middles of rivers: the file that is named, as fine as outlines, bundled as it is read."""

import hashlib
import json

import geopandas as gpd
import pytest

from etl import rivers


def test_lines_are_read_named_and_rounded(tmp_path, monkeypatch):
    line = {"type": "LineString", "coordinates": [[6.8000001, 51.1], [6.85, 51.1], [6.9, 51.2]]}
    feature = {"type": "Feature", "properties": {"name": "Fluss"}, "geometry": line}
    path = tmp_path / "river.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    named = {"rivers": {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}}
    monkeypatch.setattr(rivers, "settings", lambda: named)
    found = rivers.read(path)
    assert found["name"].tolist() == ["Fluss"]
    assert list(found.geometry[0].coords) == [(6.8, 51.1), (6.85, 51.1), (6.9, 51.2)]


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "other.geojson"
    path.write_text("{}")
    with pytest.raises(ValueError, match=r"areas.toml \[rivers\] names [0-9a-f]{64}"):
        rivers.read(path)


def test_the_bundled_lines_lie_near_the_rhine():
    bundled = gpd.read_parquet(rivers.RIVER_TABLE)
    assert bundled["name"].tolist() == ["Rhein"]
    west, south, east, north = bundled.total_bounds
    assert 6.6 < west < east < 7.0
    assert 51.0 < south < north < 51.4
