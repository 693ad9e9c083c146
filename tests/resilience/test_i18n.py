"""Both languages hold the same words, and numbers are written as the language writes them."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from resilience.i18n import number, quantity, t, words
from resilience.text.weights import flips_sentence

ROOT = Path(__file__).resolve().parents[2]
KEYS_BUILT_AT_RUN_TIME = (
    "coverage",
    "quality",
    "direction.",
    "capacity.",
    "page.",
    "group.",
    "start.door_",
    "weights.flips_",
    "compare.goalposts_",
    "note.",
    "catalogue.filter_",
    "catalogue.state_",
    "indicator.section_",
    "indicator.noise_",
    "indicator.extent_",
    "trends.view_",
    "trends.left_out_",
    "trends.unprojected_",
    "data.file_",
    "data.sheet_",
    "data.in_",
    "brief.button_",
    "column.",
    "workbench.",
    "register.age",
    "register.indicators",
    "register.col_",
    "changes.col_",
    "export.csv_",
    "peers.",
    "city.",
    "map.maps_",
    "map.classes_",
    "map.distance_",
    "map.zoom_",
    "meeting.",
    "story.",
    "sheet.",
    "warehouse.",
    "matrix.",
    "several.",
    "claim.",
    "composite.concentration_",
    "compare.scale_",
    "brief.button_",
    "ideas.choose_",
    "ideas.col_",
    "ideas.kind_",
    "kopfstand.",
    "megatrends.col_",
    "scenarios.",
    "targets.",
)


def test_both_languages_hold_the_same_words_and_placeholders():
    german, english = words("de"), words("en")
    assert german.keys() == english.keys()
    for key, text in german.items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", english[key])), key


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_text_holds_markup_that_a_page_would_print(lang):
    for key, text in words(lang).items():
        plain = text.replace("**", "")
        assert not re.search(r"[*`]|\]\(|^#|\n", plain), key


def test_every_word_is_used_and_every_word_used_exists():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("resilience", "pages", ".")
        for path in (ROOT / folder).glob("**/*.py" if folder != "." else "*.py")
    )
    used = set(re.findall(r"""['"]([a-z]+\.[a-z_]+)['"]""", code)) & set(words("de"))
    unused = {k for k in words("de") if not k.startswith(KEYS_BUILT_AT_RUN_TIME)} - used
    assert not unused
    called = set(re.findall(r"""\bt\(\s*[\w.]+,\s*['"]([a-z]+\.[a-z_]+)['"]""", code))
    assert called <= set(words("de"))


@pytest.mark.parametrize(
    ("value", "decimals", "german", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (-0.04, 1, "0,0", "0.0"),
        (-3.25, 1, "−3,2", "−3.2"),
        (0, 0, "0", "0"),
        (float("nan"), 1, "–", "–"),
        (None, 1, "–", "–"),
    ],
)
def test_numbers(value, decimals, german, english):
    assert number(value, decimals, "de") == german
    assert number(value, decimals, "en") == english


def test_a_number_of_numpy_prints_as_pythons_own():
    assert number(np.float64(5.45), 1, "de") == number(5.45, 1, "de") == "5,5"


def test_a_missing_quantity_has_no_unit():
    assert quantity(float("nan"), 1, "EUR", "de") == "–"
    assert quantity(2.5, 1, "EUR", "de") == "2,5\u00a0EUR"


def test_an_unknown_word_is_an_error():
    with pytest.raises(KeyError):
        t("de", "no.such_word")


@pytest.mark.parametrize(
    ("lang", "left_behind"),
    [
        (
            "de",
            "Zielmarke|Zielband|Reihenbruch|überliefert|zurückgedreht|keine hervorheben|Bezugsmenge"
            "|Umkehr ab|ohne Wertung|gedruckte|Als Satz und Tabelle|Setzung\\)|Plätze mit Spanne"
            "|Aus der Adresse|Eine Spur|Lage unter|vermerkte Werte|Zwei Achsen|[Ll]inks ",
        ),
        (
            "en",
            "[Gg]oalpost|target band|break in (the )?series|handed down|\\bsurely\\b|with its like"
            "|highlight none|[Rr]eference set|not judged|on the left|single weights can.*\\b1\\b",
        ),
    ],
)
def test_words_that_readers_stumbled_over_are_gone(lang, left_behind):
    found = {key: text for key, text in words(lang).items() if re.search(left_behind, text)}
    assert not found


@pytest.mark.parametrize(
    ("lang", "one"), [("de", "Ein einzelnes Gewicht kann"), ("en", "One single weight can")]
)
def test_one_weight_is_told_as_one(lang, one):
    turned = pd.DataFrame({"element": ["housing"], "now": [1.0], "then": [2.0]})
    assert flips_sentence(turned, "A", "B", lang).startswith(one)
    assert flips_sentence(pd.concat([turned] * 2), "A", "B", lang).startswith("2 ")
