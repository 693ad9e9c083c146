"""The tables of many indicators and cities: what cells tell, links, orders, lists and files."""

import io
import re
from html import unescape

import pandas as pd
import pytest

from resilience.analysis.matrix import cells
from resilience.export.csv import csv_bytes
from resilience.export.matrix import MATRIX_COLUMNS, matrix_frame, matrix_workbook
from resilience.i18n import t
from resilience.text.matrix import (
    Look,
    Matrix,
    legend_html,
    matrix_html,
    percent,
    rows_of,
    sign_of,
    tip,
)
from resilience.text.matrix_findings import focus_html, matrix_finding, subtitle
from resilience.text.several import cities_of, several_html

NAN = float("nan")
PEERS = list("abcde")
ROWS = {  # per indicator and period: values of a to e; a tuple is value, low, high
    ("h.sure", "2020"): [1.0, 2.0, 3.0, 4.0, (5.0, 4.0, 6.0)],
    ("h.worse", "2019"): [9.0, 2.0, 3.0, 4.0, 4.5],
    ("h.worse", "2020"): [1.0, 2.0, 3.0, 4.0, 5.0],
    ("m.tied", "2020"): [7.0, 7.0, 7.0, 7.0, 7.0],
    ("m.context", "2020"): [1.0, 2.0, 3.0, 4.0, 5.0],
    ("m.gone", "2020"): [NAN, 2.0, 3.0, 4.0, 5.0],
}


def values() -> pd.DataFrame:
    rows = []
    for (indicator_id, period), own in ROWS.items():
        for ags, told in zip(PEERS, own, strict=True):
            value, low, high = told if isinstance(told, tuple) else (told, NAN, NAN)
            letter = "A" if value == value else "Q"
            rows.append((indicator_id, ags, period, value, low, high, letter, ""))
    columns = ["indicator_id", "ags", "period", "value", "low", "high", "quality", "note"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def matrix() -> Matrix:
    ids = list(dict.fromkeys(name for name, _ in ROWS))
    declared = pd.DataFrame(
        {
            "indicator_id": ids,
            "theme_id": [one[0] for one in ids],
            "label": [one[2:].title() for one in ids],
            "unit": "%",
            "decimals": 1,
            "direction": ["context" if one == "m.context" else "higher_is_better" for one in ids],
            "band_low": NAN,
            "band_high": NAN,
            "noise": ["unknown" if one == "h.sure" else "complete" for one in ids],
        }
    )
    breaks = pd.DataFrame({"indicator_id": ["x"], "period": ["2020"]})
    found = cells(values(), declared, breaks, list("ae"), PEERS)
    cities = pd.DataFrame({"ags": list("ae"), "name": ["Adorf & Co", "Eheim"]})
    themes = {"h": "Housing", "m": "Mobility"}
    return Matrix("en", found, cities, declared, themes, "towns", 5, {})


def heads(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', html)


def cell(matrix: Matrix, indicator_id: str, ags: str) -> dict:
    return matrix.by_place[indicator_id, ags]


def table(matrix: Matrix, **look: str) -> str:
    return matrix_html(matrix, Look(**look), {"city": "e", "order": "x.up"}, {"city": "e"})


def test_a_cell_says_its_sign_and_how_it_came(matrix):
    assert sign_of(cell(matrix, "h.sure", "e")) == "▲"
    assert sign_of(cell(matrix, "h.sure", "a")) == "·"
    assert sign_of(cell(matrix, "m.gone", "a")) == ""
    told = tip(matrix, cell(matrix, "h.sure", "e"))
    for part in ("5.0\N{NO-BREAK SPACE}%", "2020", "normal", "4.0", "6.0", "better than 4 of 4"):
        assert part in told
    assert "in the best quarter of the towns (in 96 % of the draws" in told
    assert "interval unknown" in tip(matrix, cell(matrix, "h.sure", "a"))
    assert "complete count" in tip(matrix, cell(matrix, "h.worse", "a"))
    assert "no data (unknown or confidential)" in tip(matrix, cell(matrix, "m.gone", "a"))
    assert "worse than in 2019 (2019: 9.0\N{NO-BREAK SPACE}%)" in tip(
        matrix, cell(matrix, "h.worse", "a")
    )


def test_the_table_has_themes_links_and_words_for_every_cell(matrix):
    html = table(matrix, city="e")
    assert heads(html) == ["Sure", "Worse", "Tied", "Gone"]  # no context among positions
    assert re.findall(r'rowgroup"[^>]*><span>(.*?)</span>', html) == ["Housing", "Mobility"]
    links = [unescape(one) for one in re.findall(r'href="([^"]+)"', html)]
    assert "indicator?city=e&indicator=h.sure" in links
    assert "matrix?order=x.up&city=a" in links
    assert "matrix?city=e&order=a.down" in links
    assert "Adorf &amp; Co" in html
    assert "Adorf & Co" not in html
    rows = re.findall("<td", html)
    assert len(rows) == html.count('class="sr"') == 8
    assert html.count('class="missing"') == 1
    assert "Context" in table(matrix, view="value")


def test_equal_values_show_the_same_position_and_the_middle_colour(matrix):
    html = table(matrix, theme="m")
    tied = html[html.index("Tied") : html.index("Gone")]
    assert re.findall(r'<td class="(\w+)', tied) == ["k2", "k2"]
    assert re.findall(r'class="p">(\d+)', tied) == ["50", "50"]


def test_a_sorted_table_says_so_and_turns_round(matrix):
    down, up = table(matrix, order="e.down"), table(matrix, order="e.up")
    assert heads(down) == ["Sure", "Worse", "Gone", "Tied"]
    assert heads(up) == ["Tied", "Sure", "Worse", "Gone"]
    assert 'aria-sort="descending"' in down
    assert "order=e.up" in down
    assert 'aria-sort="ascending"' in up
    assert "rowgroup" not in down
    assert heads(table(matrix, order="a.down"))[-1] == "Gone"  # a missing one comes last
    assert heads(table(matrix, order="a.up"))[-1] == "Gone"
    assert heads(table(matrix, order="q.up")) == ["Sure", "Worse", "Tied", "Gone"]


def test_filters_by_theme_and_by_what_is_weak(matrix):
    assert set(rows_of(matrix, Look(theme="m"))["indicator_id"]) == {"m.tied", "m.gone"}
    assert heads(table(matrix, city="a", focus="weak")) == ["Sure", "Worse"]
    assert t("en", "matrix.nothing") in table(matrix, city="a", focus="strong", theme="m")


def test_the_title_counts_and_names_no_leader(matrix):
    assert matrix_finding(matrix, Look(city="e")) == (
        "Eheim: in the best fifth for 3 of 4 indicators, in the worst for 0"
    )
    everyone = matrix_finding(matrix, Look())
    assert everyone == "0 to 3 of up to 4 indicators in the best fifth, 0 to 2 in the worst"
    assert matrix_finding(matrix, Look(theme="m")).endswith("(Mobility)")
    assert "better than the median: 3, worse: 0" in subtitle(matrix, Look(city="e"))
    assert subtitle(matrix, Look(theme="h")) in subtitle(matrix, Look(theme="m"))


def test_the_lists_say_how_sure_they_are(matrix):
    html = focus_html(matrix, Look(city="a"), {"city": "a", "lang": "en"})
    assert "at least probably worse than the median, and getting worse" in html
    assert html.count('<tr><th scope="row">') == html.count("worse than 4 of 4") == 1
    assert t("en", "matrix.course_worse_sure") in html
    assert "in the worst quarter of the towns (complete count)" in html
    assert "For no indicator is Adorf &amp; Co clearly better" in html
    assert "There is an earlier comparable year for 1 of 3" in html


def test_percent_never_rounds_to_all_or_none():
    assert [percent(one, "en") for one in (0, 0.001, 0.5, 0.999, 1)] == [
        "0",
        "1",
        "50",
        "99",
        "100",
    ]


def test_the_legend_explains_every_sign():
    told = legend_html("de", dark=False)
    assert all(sign in told for sign in "▲≈▼·↗↘→–?")
    assert all(f'class="k{n}"' in told for n in range(5))


def test_several_indicators_sort_by_value_with_gaps_last(matrix):
    assert cities_of(matrix, "h.sure.down") == ["e", "a"]
    assert cities_of(matrix, "h.sure.up") == ["a", "e"]
    assert cities_of(matrix, "m.gone.up") == ["e", "a"]
    assert cities_of(matrix, "") == ["a", "e"]
    html = several_html(matrix, "e", "h.sure.down", {"ranked": "h.sure.down"}, {"lang": "en"})
    assert html.count('class="bar"') == 7
    assert 'aria-sort="descending"' in html
    assert "4.0\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}6.0" in html
    assert (
        '<tr class="on" aria-current="true"><th scope="row"><a href="city?lang=en&amp;city=e"'
        in html
    )
    assert t("en", "several.context") in html


def test_files_hold_numbers_as_numbers(matrix):
    frame = matrix_frame(matrix.cells, matrix.declared, matrix.themes, matrix.names)
    assert frame.columns.to_list() == MATRIX_COLUMNS
    assert len(frame) == len(matrix.cells)
    german = csv_bytes(frame, "german").decode("utf-8-sig").splitlines()
    assert german[0].split(";") == MATRIX_COLUMNS
    assert "5,0;4,0;6,0;%" in german[2]
    file = io.BytesIO(matrix_workbook(frame, dict.fromkeys(matrix.told, 1), "en"))
    sheet = pd.read_excel(file, sheet_name="Matrix", engine="calamine")
    row = sheet.loc[(sheet["indicator_id"] == "h.sure") & (sheet["ags"] == "e")].iloc[0]
    assert row[["value", "position", "worse", "name"]].tolist() == [5, 100, 4, "Eheim"]
    assert row[["claim", "share", "noise"]].tolist() == ["upper", 96.5, "counted"]
    assert pd.api.types.is_numeric_dtype(sheet["value"])
    gone = sheet[sheet["state"] == "missing"]
    assert len(gone) == 1
    assert gone["value"].isna().all()
