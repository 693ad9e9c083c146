"""Sentences of stories, whatever fills them."""

import pandas as pd
import pytest

from resilience.i18n import t
from resilience.model.measure import Measure
from resilience.reports.story.screen import Screen
from resilience.reports.story.sentences import (
    MOST_LINES,
    brief_quantity,
    counted,
    listed,
    some,
)
from resilience.text.claims import inside

NOTHING = pd.DataFrame()


def measure(label: str, unit: str, lang: str = "de") -> Measure:
    return Measure(label, unit, 0, "2022", lang, NOTHING, NOTHING, "test", "test.x", {})


@pytest.mark.parametrize(
    ("names", "lang", "text"),
    [
        (["Haan"], "de", "Haan"),
        (["Haan", "Hilden"], "de", "Haan und Hilden"),
        (["Haan", "Hilden", "Velbert"], "de", "Haan, Hilden und Velbert"),
        (["Haan", "Hilden", "Velbert"], "en", "Haan, Hilden and Velbert"),
    ],
)
def test_names_are_listed_as_one_speaks(names, lang, text):
    assert listed(names, lang) == text


@pytest.mark.parametrize(
    ("label", "unit", "text"),
    [
        ("Wohnungen je 1.000 Einwohner", "je 1.000 Einw.", "572"),
        ("Wald und Gehölz je Einwohner", "m² je Einw.", "572\N{NO-BREAK SPACE}m²"),
        ("Beschäftigung seit 2015", "% seit 2015", "572\N{NO-BREAK SPACE}%"),
        ("Siedlungsdichte", "je ha", "572\N{NO-BREAK SPACE}je ha"),
        (
            "Zubau an Photovoltaik",
            "W je Einw. und Jahr",
            "572\N{NO-BREAK SPACE}W je Einw. und Jahr",
        ),
        ("Fahrzeit zur Apotheke", "Minuten", "572\N{NO-BREAK SPACE}Minuten"),
    ],
)
def test_a_unit_does_not_say_again_what_the_name_said(label, unit, text):
    assert brief_quantity(measure(label, unit), 572.0) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_none_one_and_several_are_worded_apart():
    told = [counted("story.city_missing", n, "de", city="Haan", total=65) for n in (0, 1, 3)]
    assert "alle 65 Indikatoren" in told[0]
    assert "bei einem von 65 Indikatoren fehlt" in told[1]
    assert "bei 3 von 65 Indikatoren fehlt" in told[2]


def test_lines_beyond_what_can_be_taken_in_are_counted():
    lines = [str(n) for n in range(9)]
    told = some(lines, "de")
    assert len(told) == MOST_LINES
    assert told[-1] == t("de", "story.more", n=9 - MOST_LINES + 1)
    assert some(lines[:MOST_LINES], "de") == tuple(lines[:MOST_LINES])


def test_a_screen_holds_five_numbers_at_most():
    with pytest.raises(ValueError, match="6 numbers; 5 at most"):
        Screen("x", "Satz", "Quelle", numbers=tuple((str(n), "1") for n in range(6)))


def test_a_name_within_an_english_sentence_has_no_capital_of_its_own():
    assert inside("Large cities in NRW", "en") == "large cities in NRW"
    assert inside("5G coverage", "en") == "5G coverage"
    assert inside("Medium-sized towns", "en") == "medium\N{NON-BREAKING HYPHEN}sized towns"
    assert inside("Großstädte in NRW", "de") == "Großstädte in NRW"
