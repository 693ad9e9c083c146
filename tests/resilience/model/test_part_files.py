"""Files of a city's parts: what is refused, and with which words."""

from pathlib import Path

import pytest

from resilience.model.parts import PartsError, load_parts, refuse_unknown_parts

FILE = """
city = "05112000"
about_de = "x"
about_en = "x"
[[level]]
level = "ward"
one_de = "Bezirk"
one_en = "Bezirk"
many_de = "Bezirke"
many_en = "Bezirke"
[[table]]
snapshot = "made_up-1"
levels = { bezirk = "ward" }
series = { leute = "people" }
rounded_to = 3
gap = { quality = "Q", note = "secret" }
[[indicator]]
id = "poverty"
theme = "supply"
label_de = "x"
label_en = "x"
unit_de = "%"
unit_en = "%"
decimals = 1
direction = "lower_is_better"
reason_de = "x"
reason_en = "x"
rate = "share"
weight = ["people"]
"""


def write(folder: Path, text: str) -> Path:
    (folder / "made_up.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_file_of_any_city_is_read(tmp_path):
    (city,) = load_parts(write(tmp_path, FILE))
    assert (city.city, city.rounded_to) == ("05112000", 3)
    assert city.table[0].gap.quality == "Q"
    refuse_unknown_parts([city], ["supply"], ["people", "share"])


@pytest.mark.parametrize(
    ("found", "put", "message"),
    [
        ('rate = "share"', "", "poverty: give either rate or count"),
        ('rate = "share"', 'rate = "share"\ncount = ["x"]', "poverty: give either rate or count"),
        ('level = "ward"', 'level = "block"', r"\[\[level\]\] level = 'block': one of 'ward'"),
        ('quality = "Q"', 'quality = "Z"', r"\[\[table\]\] gap quality = 'Z'"),
        ('city = "05112000"', "", "made_up.toml: missing city"),
        (FILE[FILE.index("[[indicator]]") :], FILE[FILE.index("[[indicator]]") :] * 2, "each once"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(tmp_path, found, put, message):
    assert found in FILE
    with pytest.raises(PartsError, match=message):
        load_parts(write(tmp_path, FILE.replace(found, put)))


@pytest.mark.parametrize(
    ("themes", "series", "message"),
    [
        (["housing"], ["people", "share"], "poverty: theme 'supply'; allowed are housing"),
        (["supply"], ["people"], "poverty: the series 'share' is on no card"),
    ],
)
def test_an_indicator_names_what_exists(tmp_path, themes, series, message):
    with pytest.raises(PartsError, match=message):
        refuse_unknown_parts(load_parts(write(tmp_path, FILE)), themes, series)
