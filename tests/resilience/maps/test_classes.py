"""Classes have round breaks, hold every value once and keep their colours over the years."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.charts.style import MISSING_FILL, SEQUENCE
from resilience.maps.classes import WAYS, natural_breaks, score_classes, value_classes


def luminance(colour: str) -> float:
    """Return the WCAG relative luminance of ``#rrggbb``."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_breaks_are_round_and_printed_as_german():
    classes = value_classes(np.linspace(1.87, 9.13, 400))
    assert classes.breaks == (3.4, 4.8, 6.2, 7.6)
    assert classes.labels("de")[:2] == ("unter 3,4", "3,4 bis unter 4,8")


def test_a_value_on_a_break_belongs_to_the_upper_class():
    classes = score_classes()
    assert classes.colour(20) == SEQUENCE[1]
    assert classes.colour(19.999) == SEQUENCE[0]
    assert classes.colour(100) == SEQUENCE[-1]


@pytest.mark.parametrize("values", [[], [np.nan], [5.0, 5.0], [5.0, np.nan, 5.0]])
def test_values_without_spread_form_one_class(values):
    classes = value_classes(np.array(values, dtype=float))
    assert classes.breaks == ()
    assert len(classes.labels("de")) == 1


@pytest.mark.parametrize("way", WAYS)
@given(values=st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=60))
def test_every_value_finds_a_class_and_no_class_is_named_twice(values, way):
    classes = value_classes(np.array(values), way)
    assert len(classes.colours) == len(classes.breaks) + 1 == len(set(classes.labels("de")))
    assert all(classes.colour(v) in classes.colours for v in values)


def test_lightness_falls_evenly_and_missing_is_no_class_colour():
    light = [luminance(c) for c in SEQUENCE]
    assert light == sorted(light, reverse=True)
    assert min(a - b for a, b in itertools.pairwise(light)) > 0.03
    assert MISSING_FILL not in SEQUENCE


def within(values: np.ndarray, breaks: tuple[float, ...]) -> float:
    """Return the squares of what values differ from their class's mean."""
    parts = np.split(values, np.searchsorted(values, breaks))
    return sum(float(((part - part.mean()) ** 2).sum()) for part in parts if len(part))


@given(st.lists(st.integers(0, 40), min_size=3, max_size=12))
def test_natural_breaks_are_the_best_of_all_there_could_be(values):
    known = np.sort(np.array(values, dtype=float))
    found = natural_breaks(known, 3)
    starts = np.unique(known)[1:]
    every = itertools.combinations(starts, min(2, len(starts)))
    assert within(known, found) == pytest.approx(min(within(known, one) for one in every))


def test_equal_classes_are_as_wide_as_each_other():
    classes = value_classes(np.array([0.0, 1, 2, 100]), "equal")
    assert classes.breaks == pytest.approx((20, 40, 60, 80), abs=4)
