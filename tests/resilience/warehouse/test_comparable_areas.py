"""Neighbours and similar areas, on made-up squares and features."""

import numpy as np
import pandas as pd
import pytest
import shapely

from resilience.warehouse.comparable_areas import (
    SimilarityError,
    bordering,
    load_similarity,
    similar,
)


def squares(**corners: tuple[float, float]) -> pd.DataFrame:
    shapes = [shapely.box(x, y, x + 1, y + 1).wkb for x, y in corners.values()]
    return pd.DataFrame({"ags": list(corners), "geometry": shapes})


def test_neighbours_share_a_border_and_not_just_a_corner():
    found = bordering(squares(a=(0, 0), b=(1, 0), c=(2, 1), d=(9, 9)))
    assert found.to_numpy().tolist() == [["a", "b"], ["b", "a"]]


def features(**rows: tuple[float, ...]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index", dtype=float)


TOWN = pd.Series("medium_town", index=list("abcd"))


def test_the_most_similar_come_first_and_nobody_is_similar_to_itself():
    found = similar(features(a=(0, 0), b=(1, 0), c=(5, 0), d=(2, 9)), TOWN, 2, 1)
    assert found.loc[found["ags"] == "a", "other"].tolist() == ["b", "d"]
    assert (found["ags"] != found["other"]).all()
    assert (found["distance"].groupby(found["ags"]).diff().dropna() >= 0).all()


def test_the_unit_of_a_feature_does_not_matter():
    table = features(a=(0, 3), b=(1, 1), c=(5, 2), d=(2, 9))
    other = table * [1000, 0.1] + [7, -3]
    pd.testing.assert_frame_equal(similar(table, TOWN, 3, 1), similar(other, TOWN, 3, 1))


def test_the_distance_is_over_the_features_both_have():
    table = features(a=(0, 0), b=(1, np.nan), c=(2, 3))
    z = (table - table.mean()) / table.std()
    found = similar(table, TOWN, 2, 1).set_index(["ags", "other"])["distance"]
    assert found["a", "b"] == pytest.approx(abs(z.loc["a", 0] - z.loc["b", 0]))
    assert found["a", "c"] == pytest.approx(np.sqrt(((z.loc["a"] - z.loc["c"]) ** 2).mean()))


def test_too_few_common_features_are_no_comparison():
    table = features(a=(0, 0), b=(1, np.nan), c=(2, 3))
    found = similar(table, TOWN, 2, 2)
    assert set(found["ags"]) == {"a", "c"}


def test_large_cities_are_similar_to_large_cities_only():
    kinds = pd.Series(["large_city", "large_city", "town", "town"], index=list("abcd"))
    found = similar(features(a=(0,), b=(9,), c=(0,), d=(1,)), kinds, 3, 1)
    pairs = set(zip(found["ags"], found["other"], strict=True))
    assert pairs == {("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")}


def test_a_feature_without_spread_tells_nothing_apart():
    found = similar(features(a=(0, 1), b=(1, 1), c=(5, 1)), TOWN, 1, 1)
    assert found.loc[found["ags"] == "a", "other"].tolist() == ["b"]
    assert np.isfinite(found["distance"]).all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('count = 3\nminimum_features = 1\nfeatures = ["x.y"]', "x.y"),
        ('count = 3\nminimum_features = 2\nfeatures = ["density"]', "1 to 1 expected"),
        ('count = "3"\nminimum_features = 1\nfeatures = ["density"]', "a whole number"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(tmp_path, text, told):
    path = tmp_path / "similarity.toml"
    path.write_text(text)
    with pytest.raises(SimilarityError, match=told):
        load_similarity(path, {"a.b"})
