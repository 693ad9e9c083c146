"""Neighbouring municipalities, and those similar in size and structure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from resilience.model import toml_schema


class SimilarityError(ValueError):
    """An invalid similarity file; the message names file and field."""


@dataclass(frozen=True)
class Similarity:
    """How similar areas are found.

    Parameters
    ----------
    features
        ``population``, ``density`` or ids of indicators.
    count
        Number of similar areas per area.
    minimum_features
        Minimum number of features two areas must both have.
    """

    features: tuple[str, ...]
    count: int
    minimum_features: int


def load_similarity(path: Path, indicators: set[str]) -> Similarity:
    """Return the settings of a file.

    Raises
    ------
    SimilarityError
        A field that is missing, unknown or of the wrong type, or a feature that does not exist.
    """
    told = toml_schema.from_table(
        Similarity, toml_schema.read(path, SimilarityError), path.name, SimilarityError
    )
    known = {"population", "density"} | indicators
    if strangers := [name for name in told.features if name not in known]:
        raise SimilarityError(
            f"{path.name} features: {', '.join(strangers)}: no indicator; give population, density "
            "or the id of an active indicator"
        )
    if not 1 <= told.minimum_features <= len(told.features):
        raise SimilarityError(
            f"{path.name} minimum_features = {told.minimum_features}: "
            f"1 to {len(told.features)} expected, the number of features"
        )
    return told


def bordering(outlines: pd.DataFrame) -> pd.DataFrame:
    """Return which areas share a border: ``ags, neighbour``, each pair in both orders.

    Parameters
    ----------
    outlines
        ``ags, geometry`` (WKB) of a coverage, in which neighbours share the vertices of their
        border. Areas that meet in one point only are not neighbours.
    """
    shapes = shapely.from_wkb(outlines["geometry"].map(bytes).to_numpy())
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    apart = one != other
    one, other = one[apart], other[apart]
    shared = shapely.length(shapely.intersection(shapes[one], shapes[other])) > 0
    keys = outlines["ags"].to_numpy()
    found = pd.DataFrame({"ags": keys[one[shared]], "neighbour": keys[other[shared]]})
    return found.sort_values(["ags", "neighbour"], ignore_index=True)


def similar(
    features: pd.DataFrame, kinds: pd.Series, count: int, minimum_features: int
) -> pd.DataFrame:
    """Return each area's most similar areas of the same kind.

    The distance between two areas is the root mean squared difference of their standardised
    features, over those that both have: the nearest-neighbour model by which CIPFA compares English
    authorities, with every feature weighing the same.

    Parameters
    ----------
    features
        Areas x features; null where missing. A feature without spread is left out.
    kinds
        City type of the areas; large cities are compared with large cities only, towns with towns.
    count
        Maximum number of similar areas per area.
    minimum_features
        Pairs with fewer features in common are not compared.

    Returns
    -------
    pandas.DataFrame
        ``ags, other, place, distance``; ``place`` is 1 for the most similar, ties are ordered by
        key.
    """
    spread = features.std()
    varied = features.loc[:, spread > 0]
    z = ((varied - varied.mean()) / spread[spread > 0]).to_numpy(dtype=float)
    known = np.isfinite(z)
    filled = np.where(known, z, 0.0)
    both = known.astype(float) @ known.T
    squared = filled**2 @ known.T + known @ (filled**2).T - 2 * filled @ filled.T
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = np.sqrt(np.maximum(squared, 0) / both)
    kind = kinds.reindex(features.index).to_numpy()
    apart = (both < minimum_features) | (kind[:, None] != kind[None, :])
    distance[apart] = np.inf
    np.fill_diagonal(distance, np.inf)
    keys = features.index.to_numpy()
    order = np.argsort(distance, axis=1, kind="stable")[:, :count]
    picked = np.take_along_axis(distance, order, axis=1)
    place = np.broadcast_to(np.arange(1, order.shape[1] + 1), order.shape)
    table = pd.DataFrame(
        {
            "ags": np.repeat(keys, order.shape[1]),
            "other": keys[order.ravel()],
            "place": place.ravel(),
            "distance": picked.ravel(),
        }
    )
    return table[table["distance"] < np.inf].reset_index(drop=True)
