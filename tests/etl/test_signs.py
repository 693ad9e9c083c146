"""What a printed cell means."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.signs import SIGNS, figures
from etl.tidy import NULLABLE, QUALITIES


def read(*cells: str) -> list[tuple[float | None, str, str]]:
    """Return value (None for null), quality and note of each cell."""
    out = figures(pd.Series(cells, dtype="str"), "fixture.csv")
    return [
        (None if math.isnan(value) else value, quality, note)
        for value, quality, note in out.itertuples(index=False)
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("612178", 612178.0),
        ("0", 0.0),
        ("217,41", 217.41),
        ("1.234", 1234.0),
        ("12.345.678,9", 12345678.9),
        ("-3723", -3723.0),
        ("+5", 5.0),
        ("  7 ", 7.0),
    ],
)
def test_german_number_format(cell: str, value: float) -> None:
    assert read(cell) == [(value, "A", "")]


@pytest.mark.parametrize(
    ("cell", "value", "quality"),
    [
        ("-", 0.0, "A"),
        (".", None, "Q"),
        ("x", None, "M"),
        ("/", None, "O"),
        ("...", None, "O"),
        ("…", None, "O"),
        ("-9999", None, "O"),
    ],
)
def test_signs_keep_their_different_meanings(cell: str, value: float | None, quality: str) -> None:
    assert read(cell)[0][:2] == (value, quality)


@pytest.mark.parametrize(
    ("cell", "value", "quality", "note"),
    [
        ("1.936p", 1936.0, "P", "provisional"),
        ("12,5 r", 12.5, "A", "revised"),
        ("44s", 44.0, "E", "estimated"),
        ("2294e", 2294.0, "A", ""),
    ],
)
def test_letter_after_a_figure(cell: str, value: float, quality: str, note: str) -> None:
    assert read(cell) == [(value, quality, note)]


def test_a_column_keeps_its_order_and_index() -> None:
    out = figures(pd.Series(["5", ".", "-"], index=["a", "b", "c"]), "fixture.csv")
    assert out.index.tolist() == ["a", "b", "c"]
    assert out["quality"].tolist() == ["A", "Q", "A"]
    assert out["value"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    "cell", ["", "()", "12.5", "1,2,3", "5q", "Römisch-katholische Kirche", "1 234", "-9999p x"]
)
def test_an_unknown_sign_stops_and_says_where(cell: str) -> None:
    column = pd.Series(["1", cell], index=["05111000", "05158004"])
    with pytest.raises(ValueError, match=r"table\.csv, column A: unknown sign .*05158004") as error:
        figures(column, "table.csv, column A")
    assert repr(cell) in str(error.value)


def test_a_missing_cell_is_not_taken_for_a_figure() -> None:
    with pytest.raises(ValueError, match="unknown sign ''"):
        figures(pd.Series(["1", None], dtype="str"), "table.csv")


def test_every_sign_fits_the_tidy_table() -> None:
    for value, quality, _ in SIGNS.values():
        assert quality in QUALITIES
        assert math.isnan(value) == (quality in NULLABLE)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_any_figure_survives_printing_and_reading(number: object) -> None:
    german = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert read(german) == [(float(str(number)), "A", "")]
