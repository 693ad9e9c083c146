"""Axes of pictures, and what stands with a picture: round marks, safe texts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.app.html import below_html, paragraph
from resilience.charts.ticks import round_step, ticks_within
from resilience.model.provenance import Provenance
from resilience.text.tables import Column

SPANS = st.floats(1e-4, 1e7)


@given(low=st.floats(-1e6, 1e6), span=SPANS, most=st.integers(3, 12))
def test_marks_are_round_evenly_spaced_and_inside(low, span, most):
    ends = (low, low + span)
    ticks = ticks_within(ends, most, "de")
    step = round_step(ends[1] - ends[0], most)
    assert 1 <= len(ticks) <= most + 1
    for value, _ in ticks:
        assert ends[0] - 1e-6 * step <= value <= ends[1] + 1e-6 * step
        assert value / step == pytest.approx(round(value / step), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ((2.1, 7.6), ["3", "4", "5", "6", "7"]),
        ((0.0, 1.0), ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]),
        ((980.0, 20_500.0), ["5.000", "10.000", "15.000", "20.000"]),
        ((-0.6, 0.5), ["−0,6", "−0,4", "−0,2", "0,0", "0,2", "0,4"]),
    ],
)
def test_marks_are_written_as_germans_write_them(ends, told):
    assert [text for _, text in ticks_within(ends, 6, "de")] == told


def test_what_stands_with_a_picture_is_text_but_for_what_is_set_off():
    rows = pd.DataFrame({"a": ["<i>x</i>"]})
    told = ("<t>", "a & <b>", Provenance("<source>"), rows, [Column("a", "A")], "de")
    html = below_html(*told, legend="**fett** <u>")
    for raw in ("<t>", "<b>fett", "<source>", "<u>", "<i>x"):
        assert raw not in html
    assert "<p>a &amp; &lt;b&gt;</p>" in html
    assert paragraph("**a** <b> **c**") == "<p><b>a</b> &lt;b&gt; <b>c</b></p>"
    assert paragraph("") == ""
