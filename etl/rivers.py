"""River centre lines for orientation on maps, written to ``data/geometry/rivers.parquet``.

Run as ``python -m etl.rivers FILE``; source and licence are in ``data/geometry/areas.toml``.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from etl.areas import AREA_SETTINGS, FOLDER, settings
from etl.geometry import DECIMALS, DEGREES, METRES, SIMPLIFIED
from resilience import atomic

RIVER_TABLE = FOLDER / "rivers.parquet"
"""The bundled lines."""


def read(path: Path) -> gpd.GeoDataFrame:
    """Return ``name, geometry`` of a GeoJSON file's lines, in degrees, simplified like outlines.

    Raises
    ------
    ValueError
        The file is not the one that `etl.areas.AREA_SETTINGS` names.
    """
    expected = settings()["rivers"]["sha256"]
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise ValueError(
            f"{path}: checksum {found}, but {AREA_SETTINGS.name} [rivers] names {expected}; "
            "read that file, or declare the new one there"
        )
    lines = gpd.read_file(path).to_crs(METRES)
    lines.geometry = lines.geometry.simplify(SIMPLIFIED)
    lines = lines.to_crs(DEGREES)[["name", "geometry"]]
    lines.geometry = shapely.transform(lines.geometry.to_numpy(), lambda xy: np.round(xy, DECIMALS))
    return lines


if __name__ == "__main__":
    with atomic.replacing(RIVER_TABLE) as fresh:
        read(Path(sys.argv[1])).to_parquet(fresh, index=False, compression="zstd")
