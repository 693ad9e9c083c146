"""The decimal sign of an analyst's table is seen from all its figures, told, or asked for."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.cli.kit.own_numbers import WrongCell, read_values


def values(*cells: str | float, decimal: str | None = None) -> list[float | None]:
    found, _ = read_values(cells, decimal)
    return [None if math.isnan(value) else value for value, _, _ in found]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("3.5", "1.234", "12.75"), [3.5, 1.234, 12.75]),
        (("3,5", "1.234", "12,75"), [3.5, 1234, 12.75]),
        (("1.234,5", "15"), [1234.5, 15]),
        (("1,234.5", "15"), [1234.5, 15]),
        (("1.234.567", "1.234"), [1234567, 1234]),
        (("1,234,567", "1,234"), [1234567, 1234]),
        (("0.123", "1.234"), [0.123, 1.234]),
        (("0,123", "1,234"), [0.123, 1.234]),
        (("1234.567", "1.234"), [1234.567, 1.234]),
        (("7", "-12", "0"), [7, -12, 0]),
        (("12 345,5", "1\N{NARROW NO-BREAK SPACE}234"), [12345.5, 1234]),
        (("\N{MINUS SIGN}3,5", "-1"), [-3.5, -1]),
        ((3.5, 1.234), [3.5, 1.234]),
        ((1234.0, "1.234,5"), [1234, 1234.5]),
    ],
)
def test_the_column_as_a_whole_says_which_sign_is_the_decimal_one(cells, expected):
    assert values(*cells) == expected


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "(1.234)", "1.234p"])
def test_where_both_readings_are_possible_the_sign_is_asked_for(text):
    with pytest.raises(WrongCell, match="add --decimal comma or --decimal point") as error:
        values("15", "999", text)
    assert error.value.at == 2


def test_an_ambiguous_figure_is_shown_in_both_readings():
    with pytest.raises(WrongCell, match=r"'1\.234', which is 1234 with .* comma and 1\.234 with"):
        values("1.234")


def test_the_told_sign_decides():
    assert values("1.234", decimal="comma") == [1234]
    assert values("1.234", decimal="point") == [1.234]
    with pytest.raises(WrongCell, match=r"'3\.5', which is no figure with a decimal comma"):
        values("1.234", "3.5", decimal="comma")


def test_two_ways_of_writing_in_one_file_are_refused():
    with pytest.raises(WrongCell, match=r"found '12\.75' and before it '3,5'") as error:
        values("3,5", "1.234", "12.75")
    assert error.value.at == 2


@pytest.mark.parametrize(
    "cell",
    ["NaN", "inf", "-inf", "1e400", "1e5", "many", "1.23.4", "12 %", "１２", "9" * 400, math.inf],
)
def test_what_is_no_finite_figure_is_refused(cell):
    with pytest.raises(WrongCell, match="allowed is a figure such as"):
        values("1", cell)


def test_a_sign_that_is_a_number_is_a_sign_in_a_workbook_too():
    assert values("-9999", -9999.0, 1.0) == [None, None, 1]


def test_signs_are_those_of_official_tables():
    cells = ["-", "0", ".", "/", "x", "X", "...", "(12)", "7p", ""]
    found, word = read_values(cells, None)
    assert [quality for _, quality, _ in found] == list("AAQOMMOUPO")
    assert values(*cells) == [0, 0, None, None, None, None, None, 12, 7, None]
    assert word == ""


PRINTED = {"comma": str.maketrans(",.", ".,"), "point": {}}


@given(
    st.lists(st.decimals(-(10**7), 10**7, places=3, allow_nan=False), min_size=1, max_size=8),
    st.sampled_from(["comma", "point"]),
    st.booleans(),
)
def test_figures_survive_printing_or_the_sign_is_asked_for(numbers, decimal, grouped):
    texts = [format(n, ",.3f" if grouped else ".3f").translate(PRINTED[decimal]) for n in numbers]
    expected = [float(n) for n in numbers]
    assert values(*texts, decimal=decimal) == expected
    try:
        answer: object = values(*texts)
    except WrongCell as error:
        answer = "asked" if "add --decimal" in str(error) else error
    assert answer in (expected, "asked")
