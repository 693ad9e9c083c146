"""Source cards and corrections: what is refused, and with which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from resilience.model.sources import CardError, load_cards, load_corrections

CARD = """
[source]
title_de = "Zählung"
title_en = "Count"
publisher = "Amt"
citation = "© Amt"
url = ""
licence_name = "nicht angegeben"
licence_url = ""
table_code = ""
update_cycle_de = "jährlich"
update_cycle_en = "yearly"
note_de = ""
note_en = ""

[[snapshot]]
id = "count-2030"
file_name = "count.csv"
folder = "count"
sha256 = "00"
retrieved_on = 2030-01-02
boundary_date = 2029-12-31

[[series]]
id = "things"
de = "Dinge"
en = "Things"
unit = "things"
kind = "count"
definition_version = 1
"""

CORRECTION = """
[[correction]]
id = "things-2029"
series = "things"
ags = "01001000"
period = "2029"
category = ""
expected = 7
action = "flag"
quality = "U"
reason_de = "Tippfehler"
reason_en = "typing error"
status = "open"
"""


def write(folder: Path, text: str, name: str = "count.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_card_is_read_as_written(tmp_path):
    (card,) = load_cards(write(tmp_path, CARD))
    assert (card.source_id, card.title_en) == ("count", "Count")
    assert card.snapshots[0].retrieved_on == date(2030, 1, 2)
    assert card.snapshots[0].published_on is None
    assert card.series[0].breaks == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('publisher = "Amt"\n', "", r"count\.toml \[source\]: missing publisher"),
        ('url = ""', 'link = ""\nurl = ""', r"count\.toml \[source\]: unknown link; known are"),
        ("2030-01-02", '"2.1.30"', r"\[\[snapshot\]\] retrieved_on = '2\.1\.30': a date such as"),
        (
            '"count"\ndef',
            '"counts"\ndef',
            r"\[\[series\]\] kind = 'counts': one of 'count', 'rate'",
        ),
        ("version = 1", "version = true", r"definition_version = True: a whole number expected"),
        ("version = 1", "version = 1\nbreaks = [2022]", r"breaks = \(2022,\): a list, each text"),
        ("[[snapshot]]", "[snapshot]", r"count\.toml snapshot = \{.*a list"),
        ("[[series]]", "[[serie]]", r"count\.toml: missing series"),
        ("[source]", "[source", r"count\.toml: not a TOML file"),
    ],
)
def test_a_wrong_card_is_refused_with_file_place_and_field(tmp_path, old, new, message):
    assert old in CARD
    with pytest.raises(CardError, match=message):
        load_cards(write(tmp_path, CARD.replace(old, new, 1)))


def test_an_id_belongs_to_one_card(tmp_path):
    write(tmp_path, CARD, "again.toml")
    with pytest.raises(CardError, match="snapshot declared more than once: count-2030"):
        load_cards(write(tmp_path, CARD))


def test_a_correction_is_read_as_written(tmp_path):
    (row,) = load_corrections(write(tmp_path, CORRECTION))
    assert (row.id, row.expected, row.replacement) == ("things-2029", 7, None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('reason_de = "Tippfehler"\n', "", r"count\.toml \[\[correction\]\]: missing reason_de"),
        ("reason_en", "reason", r"missing reason_en"),
        ("status", "replacment = 3\nstatus", r"unknown replacment; known are .*replacement"),
        ('"flag"', '"mark"', r"action = 'mark': one of 'replace', 'drop', 'flag' expected"),
        ('"U"', '"X"', r"quality = 'X': one of 'A', "),
        ("= 7", "= '7'", r"expected = '7': a number expected"),
        ('"flag"', '"replace"', r"count\.toml things-2029: give a replacement"),
        ("status", "replacement = 3\nstatus", r"count\.toml things-2029: give a replacement"),
        ('"flag"', '"drop"', r"things-2029: with the action 'drop' the quality is O, M or Q"),
        ('"U"', '"O"', r"things-2029: the quality O is for the action 'drop' only"),
        ("[[correction]]", "[[corrections]]", r"count\.toml: missing correction"),
    ],
)
def test_a_wrong_correction_is_refused_with_file_and_field(tmp_path, old, new, message):
    assert old in CORRECTION
    with pytest.raises(CardError, match=message):
        load_corrections(write(tmp_path, CORRECTION.replace(old, new, 1)))


def test_a_figure_is_corrected_once(tmp_path):
    twice = CORRECTION + CORRECTION.replace("things-2029", "again")
    with pytest.raises(CardError, match="of a figure declared more than once: things 01001000"):
        load_corrections(write(tmp_path, twice))


@pytest.mark.parametrize(
    "given", ['newer_period = "2031"', 'newer_de = "Ausgabe 2031"', 'newer_en = "edition 2031"']
)
def test_newer_figures_are_told_in_both_languages_or_not_at_all(tmp_path, given):
    write(tmp_path, CARD.replace('note_en = ""', f'note_en = ""\n{given}'))
    with pytest.raises(CardError, match=r"count\.toml \[source\]: newer_period needs newer_de"):
        load_cards(tmp_path)


LIVE = """
[live]
client = "genesis"
address = "https://count.example"
files = "count_*.csv"
tried = "never"
"""


def test_a_source_that_can_be_asked_needs_no_snapshot_yet(tmp_path):
    start, end = CARD.index("[[snapshot]]"), CARD.index("[[series]]")
    (card,) = load_cards(write(tmp_path, CARD[:start] + LIVE + CARD[end:]))
    assert card.snapshots == ()
    assert card.live
    assert (card.live.client, card.live.tried) == ("genesis", "never")
    with pytest.raises(CardError, match=r"one \[\[snapshot\]\] or \[live\]"):
        load_cards(write(tmp_path, CARD[:start] + CARD[end:]))
    with pytest.raises(CardError, match=r"\[live\] tried = 'once': one of 'recording', 'never'"):
        load_cards(write(tmp_path, CARD[:start] + LIVE.replace("never", "once") + CARD[end:]))
