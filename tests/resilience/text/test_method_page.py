"""The method page's words and tables, and the composite on screen."""

import re

import numpy as np
import pandas as pd
import pytest

from resilience.analysis.composite import Standing
from resilience.analysis.doubts import Doubts
from resilience.charts import composite as view
from resilience.settings import Settings
from resilience.text import method
from tests.resilience.charts.drawn import Drawn

INDICATOR = {
    "indicator_id": "a.one",
    "theme_id": "a",
    "label": "Prüfwert",
    "about": "Was geprüft wird.",
    "unit": "kg",
    "decimals": 1,
    "capacity": "robustness",
    "direction": "lower_is_better",
    "reason": "Leichter ist besser.",
    "low": 2.7,
    "high": 7.1,
    "town_low": 2.7,
    "town_high": 7.1,
    "large_city_low": np.nan,
    "large_city_high": np.nan,
    "band_low": np.nan,
    "band_high": np.nan,
    "goalposts": "Setzung",
    "caveat": "Vorsicht.",
    "scored": True,
}
BAND = {"direction": "target_band", "low": 0.0, "high": 9.0, "band_low": 2.0, "band_high": 4.0}


def told(value: float, score: float, clipped: bool = False, lang: str = "de", **changes) -> str:
    indicator = pd.Series({**INDICATOR, **changes}, name="a.one")
    basket = pd.DataFrame(
        {"value": [value, 1.0], "score": [score, 50.0], "clipped": [clipped, False]},
        index=["a.one", "a.two"],
    ).assign(period="2024", theme_id="a")
    mean = basket["score"].mean()
    lines = method.steps(indicator, basket, "Ahausen", "Feld A", mean, "9 Städte", lang)
    assert len(lines) == 5
    assert not re.search(r"[{}]|\bnan\b", " ".join(lines))
    return "\n".join(lines)


def test_the_steps_show_real_marks_and_the_sum():
    text = told(3.2, 100 * (7.1 - 3.2) / (7.1 - 2.7))
    assert "7,1 kg sind 0 Punkte, 2,7 kg sind 100 Punkte (Setzung)" in text
    assert "100 × (7,1 − 3,2) ÷ (7,1 − 2,7) ≈ **89 Punkte**" in text
    assert "(89 + 50) ÷ 2 ≈ **69**" in text
    assert "9 Städte" in text


def test_the_steps_in_english_and_with_the_other_direction():
    text = told(3.2, 100 * 0.5 / 4.4, lang="en", direction="higher_is_better")
    assert "2.7 kg is 0 points, 7.1 kg is 100 points" in text
    assert "100 × (3.2 − 2.7) ÷ (7.1 − 2.7) ≈ **11 points**" in text


@pytest.mark.parametrize(
    ("value", "score", "expected"),
    [
        (1.0, 50.0, "100 × (1,0 − 0) ÷ (2 − 0) ≈ **50 Punkte**"),
        (6.5, 50.0, "100 × (9 − 6,5) ÷ (9 − 4) ≈ **50 Punkte**"),
        (3.0, 100.0, "Der Wert liegt im günstigen Bereich: **100 Punkte**"),
    ],
)
def test_the_steps_of_a_target_band(value, score, expected):
    text = told(value, score, **BAND)
    assert expected in text
    assert (
        "Der günstige Bereich von 2 bis 4 kg sind 100 Punkte; bei 0 und bei 9 kg sind es 0" in text
    )


def test_a_clipped_value_is_not_put_into_the_formula():
    text = told(8.0, 0.0, clipped=True)
    assert "auf oder jenseits eines Endes der Skala: **0 Punkte**" in text
    assert "÷ (7,1" not in text


def test_the_example_follows_the_selection_and_prefers_values_within_the_marks():
    indicators = pd.DataFrame([{**INDICATOR, "indicator_id": i} for i in ("a.one", "a.two")])
    inputs = pd.DataFrame(
        {
            "theme_id": "a",
            "indicator_id": ["a.one", "a.two"],
            "ags": "x",
            "clipped": [True, False],
        }
    )
    names = {
        wanted: method.worked_example(inputs, indicators, "x", wanted)[0].name
        for wanted in ("a.one", "", "b.old")
    }
    assert names == {"a.one": "a.one", "": "a.two", "b.old": "a.two"}
    assert method.worked_example(inputs, indicators, "elsewhere", "a.one") is None
    clipped_only = inputs[inputs["clipped"]]
    assert method.worked_example(clipped_only, indicators, "x", "")[0].name == "a.one"


def test_the_table_of_indicators_tells_the_whole_declaration():
    context = {"indicator_id": "a.two", "direction": "context", "scored": False, "low": np.nan}
    indicators = pd.DataFrame([INDICATOR, {**INDICATOR, **context}])
    editions = pd.DataFrame(
        {
            "indicator_id": ["a.one", "a.two"],
            "version": [1, 3],
            "years": [["2020", "2024"], ["2009", "2010", "2011", "2012"]],
        }
    )
    rows, columns = method.indicator_table(indicators, editions, "de")
    first, second = rows.to_dict("records")
    assert first["direction"] == "Niedriger ist günstiger. Leichter ist besser."
    scale = "Mittelstädte: 0 Punkte bei 7,1, 100 bei 2,7 kg (Setzung)."
    assert first["goalposts"].startswith(scale)
    assert "Großstädte:" not in first["goalposts"]
    assert (first["years"], second["years"]) == ("2020, 2024", "2009–2012")
    assert (second["goalposts"], second["version"]) == ("–", "3")
    assert {column.field for column in columns} == set(rows)


def test_every_quality_letter_is_explained():
    rows, _ = method.letter_meanings("de")
    assert rows["letter"].tolist() == ["A", "P", "E", "B", "U", "I", "O", "M", "Q"]
    assert rows["meaning"].is_unique


def test_the_rules_name_the_settings():
    settings = Settings(minimum_coverage=0.7, maximum_age=4)
    text = " ".join(method.missing_rules("2024", settings, "de"))
    assert "Unter 70 %" in text
    assert "höchstens 4 Jahre älter" in text


CITIES = pd.DataFrame(
    {
        "ags": ["m1", "m2", "m3"],
        "name": ["Ahausen", "Beburg", "Cestadt"],
        "score": [40.0, 62.4, np.nan],
        "coverage": [1.0, 0.75, 0.25],
        "score_low": [30.0, 55.0, np.nan],
        "score_high": [50.0, 70.0, np.nan],
        "noise_low": [38.0, 61.0, np.nan],
        "noise_high": [42.0, 64.0, np.nan],
        "rank_low": [1.0, 1.0, np.nan],
        "rank_high": [2.0, 1.0, np.nan],
    }
)
AHEAD = pd.DataFrame(
    [[0.0, 0.2, 0.0], [0.8, 0.0, 0.0], [0.0, 0.0, 0.0]], index=CITIES["ags"], columns=CITIES["ags"]
)
TOWNS = Standing("town", 183, CITIES, AHEAD, themes=4, indicators=23, noisy=2)
ALONE = Standing(
    "large_city",
    0,
    CITIES.iloc[[1]].assign(ags="g1", name="Großdorf", rank_low=np.nan, rank_high=np.nan),
    pd.DataFrame([[0.0]], index=["g1"], columns=["g1"]),
    themes=4,
    indicators=23,
    noisy=0,
)
LABELS = {"town": "Mittelstädte"}


def test_the_table_gives_places_as_intervals_and_names_what_is_comparable():
    rows, columns = view.composite_table([ALONE, TOWNS], LABELS, "de")
    table = rows.set_index("name")
    assert table.index.tolist() == ["Großdorf", "Beburg", "Ahausen", "Cestadt"]
    assert table.at["Ahausen", "place"] == "Platz 1–2 von 2"
    assert table.at["Beburg", "place"] == "Platz 1 von 2"
    assert table.at["Großdorf", "place"] == "kein Platz"
    assert table.at["Ahausen", "comparable"] == "Beburg"
    assert table.loc["Cestadt", ["score", "points", "place", "comparable"]].tolist() == [
        "kein Punktwert", "–", "kein Platz", "–",
    ]  # fmt: skip
    assert table["reference"].tolist() == ["–", *["183 Mittelstädte"] * 3]
    assert {column.field for column in columns} | {"ags"} == set(rows)


def test_the_figure_places_nothing_that_is_missing():
    drawn = Drawn(view.composite_figure([ALONE, TOWNS], LABELS, "m1", "de", "dark"))
    assert {"kein Punktwert", "kein Platz", "Verglichen mit: 183 Mittelstädte"} < set(drawn.texts)
    assert {"Platz 1–2 von 2", "Ahausen"} < drawn.bold
    towns = {dot.told.split()[0]: dot for dot in drawn.dots}
    assert towns["Beburg"].x == 62.4
    assert towns["Ahausen"].told == "Ahausen 40 Punkte Spanne: 30–50 Platz 1–2 von 2"
    assert "Cestadt" not in towns
    places = drawn.bars[-1]
    assert (places["base"], places["x"]) == ([0.75, 0.75], [0.5, 1.5])
    assert places["customdata"] == [dot.ags for dot in drawn.dots[-2:]]


def test_the_sentence_names_every_city_with_its_interval():
    sentence = view.composite_sentence([ALONE, TOWNS], "en")
    assert "Ahausen 40 (30–50), place 1–2 of 2" in sentence
    assert "Cestadt – (–), no place" in sentence


def test_the_assumptions_are_the_ones_in_use():
    doubts = Doubts(replications=5000, seed=7, concentration=4, sure=0.8)
    text = "\n".join(view.assumptions([ALONE, TOWNS], LABELS, doubts, Settings(), "de"))
    assert "5.000 Durchläufe" in text
    assert "Startwert 7" in text
    assert "derzeit bei 2 der 23" in text
    assert "das sind 80 % je Paar" in text
    assert "verglichen wird bei den letzten vier mit: 183 Mittelstädte." in text
    assert "zwischen 2 und 63 %" in text
