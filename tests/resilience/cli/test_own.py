"""An analyst's own table becomes a series, or is refused with row, column and what is allowed."""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from resilience.cli.kit import KitError, own
from resilience.cli.kit.own import parser
from resilience.cli.kit.own_rows import Reading
from resilience.cli.kit.own_series import add_series, read_own
from resilience.model.sources import load_cards
from resilience.settings import ROOT

TODAY = date(2026, 1, 2)


def words(file: Path, *options: str, series: str = "library_visits") -> argparse.Namespace:
    told = {
        "--series": series,
        "--label-de": 'Besuche der „Bibliothek"',
        "--label-en": "Library visits",
        "--unit": "visits",
        "--kind": "count",
        "--publisher": "Stadt",
        "--licence": "nicht angegeben",
    }
    return parser().parse_args([str(file), *(w for pair in told.items() for w in pair), *options])


def read(folder: Path, text: str, *options: str) -> Reading:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return read_own(words(path, *options), TODAY)


def figures(reading: Reading) -> list[tuple[str, str, float | None, str]]:
    rows = reading.rows[["ags", "period", "value", "quality"]]
    return [(a, p, None if math.isnan(v) else v, q) for a, p, v, q in rows.itertuples(index=False)]


def test_both_ways_of_writing_numbers_give_the_same(tmp_path):
    german = read(tmp_path, "ags;period;value\n05158020;2024;1.234,5\n05158032;2024;\n")
    english = read(tmp_path, "ags,period,value\n05158020,2024,1234.5\n05158032,2024,\n")
    pd.testing.assert_frame_equal(german.rows, english.rows)
    expected = [("05158020", "2024", 1234.5, "A"), ("05158032", "2024", None, "O")]
    assert figures(german) == expected


def test_points_in_a_semicolon_file_are_not_stripped(tmp_path):
    text = "ags;period;value\n05158004;2022;3.5\n05158008;2022;1.234\n05158012;2022;12.75\n"
    assert [value for _, _, value, _ in figures(read(tmp_path, text))] == [3.5, 1.234, 12.75]


def test_an_ambiguous_file_is_asked_about_and_the_answer_is_taken(tmp_path):
    text = "ags;period;value\n05158004;2022;15\n05158008;2022;1.234\n"
    with pytest.raises(
        KitError, match=r"^own.csv, line 3, column value: found '1\.234'.*--decimal"
    ):
        read(tmp_path, text)
    assert figures(read(tmp_path, text, "--decimal", "comma"))[1][2] == 1234
    assert figures(read(tmp_path, text, "--decimal", "point"))[1][2] == 1.234


def test_a_zero_stays_a_zero_and_a_missing_value_missing(tmp_path):
    rows = read(tmp_path, "ags,period,value,quality\n05158020,2024,0,\n05158032,2024,,Q\n")
    assert figures(rows) == [("05158020", "2024", 0, "A"), ("05158032", "2024", None, "Q")]


def test_official_signs_are_those_of_the_sources_and_are_counted(tmp_path):
    cells = ["-", ".", "...", "x", "/", "(12)", "3,5"]
    rows = "".join(f"05158020;{2015 + n};{cell}\n" for n, cell in enumerate(cells))
    reading = read(tmp_path, "ags;period;value\n" + rows)
    assert [(v, q) for _, _, v, q in figures(reading)] == [
        (0, "A"), (None, "Q"), (None, "O"), (None, "M"), (None, "O"), (12, "U"), (3.5, "A"),
    ]  # fmt: skip
    assert "'-' is 0: 1 row" in reading.notes
    assert "'.' is missing (unknown or secret): 1 row" in reading.notes
    assert "figures in brackets are of quality U: 1 row" in reading.notes


@pytest.mark.parametrize(
    "head",
    ["AGS;Jahr;Wert", "Gemeindeschlüssel;JAHR;wert", "ARS;Year;Value", " Key ; Zeit ;Anzahl"],
)
def test_german_and_english_heads_in_any_case(tmp_path, head):
    assert figures(read(tmp_path, f"{head}\n05158020;2024;7\n")) == [("05158020", "2024", 7, "A")]


def test_columns_can_be_told_and_the_others_are_left_out_and_named(tmp_path):
    text = "Nr;Ort;Schl;Berichtsjahr;Besuche;Wert\n1;x;05158020;2024;7;9\n"
    told = read(tmp_path, text, "--key", "schl", "--period", "Berichtsjahr", "--value", "Besuche")
    assert figures(told) == [("05158020", "2024", 7, "A")]
    assert "left out: Nr, Ort, Wert" in told.notes


def test_years_as_columns(tmp_path):
    text = "ags;name;2022;2023\n05111000;Düsseldorf;1;3,5\n5158004;Erkrath;.;4\n"
    with pytest.raises(KitError, match="columns 2022, 2023, which are periods; add --years-as-col"):
        read(tmp_path, text)
    reading = read(tmp_path, text, "--years-as-columns")
    assert figures(reading) == [
        ("05111000", "2022", 1, "A"),
        ("05111000", "2023", 3.5, "A"),
        ("05158004", "2022", None, "Q"),
        ("05158004", "2023", 4, "A"),
    ]
    with pytest.raises(KitError, match=r"line 3, column 2023: found 'many'"):
        read(tmp_path, text.replace(";4", ";many"), "--years-as-columns")
    with pytest.raises(KitError, match=r"line 2, column 2099: found '2099', which begins after"):
        read(tmp_path, text.replace("2023", "2099"), "--years-as-columns")
    with pytest.raises(KitError, match="the years are the periods"):
        read(tmp_path, text, "--years-as-columns", "--value", "2022")
    with pytest.raises(KitError, match="no column is headed by a period"):
        read(tmp_path, "ags;period;value\n05158020;2024;1\n", "--years-as-columns")


def test_a_workbook_is_read_and_its_rows_are_named(tmp_path):
    path = tmp_path / "own.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["AGS", 2022, 2023])
        sheet.write_row(1, 0, [5111000, 1.234, "-"])
        sheet.write_row(2, 0, [5158020, 4, "unbekannt"])
    with pytest.raises(KitError, match=r"^own.xlsx, row 3, column 2023: found 'unbekannt'"):
        read_own(words(path, "--years-as-columns"), TODAY)


def test_what_is_recognised_in_keys_is_told(tmp_path):
    text = "ags,period,value\n5158020,2024,1\n05313000,2008,2\n05158,2024,3\n05111,2024,4\n"
    reading = read(tmp_path, text)
    assert [ags for ags, *_ in figures(reading)] == ["05158020", "05334002", "05158", "05111000"]
    told = "\n".join(reading.notes)
    assert "leading zero lost: 1 key, e.g. '5158020' is 05158020" in told
    assert "Aachen before 2009, today 05334002: 1 key, e.g. '05313000' is 05334002" in told
    assert "county: 1 key, e.g. '05158' is 05158 Kreis Mettmann" in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "ags,periode,valu\n05158020,2024,1",
            r"line 1: unknown column 'valu'; did you mean 'value'",
        ),
        (
            "ags,tag,value\n05158020,2024,1",
            r"line 1: unknown column 'tag'.*'period' is missing.*--",
        ),
        (
            "ags,period,value,qualtiy\n05158020,2024,1,P",
            "unknown column 'qualtiy'; did you mean 'qua",
        ),
        (
            "AGS,ARS,Jahr,Wert\n1,2,3,4",
            r"found 2 columns that could be the ags \(AGS, ARS\).*--key",
        ),
        (
            "ags,period,value\n05158020,2024,many",
            "line 2, column value: found 'many', allowed is a",
        ),
        ("ags,period,value\n05158020,2024,NaN", "line 2, column value: found 'NaN', allowed is a"),
        ("ags,period,value\n05158020,2024,-inf", "line 2, column value: found '-inf', allowed is"),
        ("ags,period,value\n05158020,2024,1e400", "line 2, column value: found '1e400', allowed"),
        (
            "ags,period,value\n05158020,24,1",
            "line 2, column period: found '24', allowed is a period",
        ),
        ("Ags,Jahr,value\n05158020,2024-13,1", "line 2, column Jahr: found '2024-13', allowed is"),
        ("ags,period,value\n05158020,2023-02-29,1", "found '2023-02-29', allowed is a period that"),
        (
            "ags,period,value\n05158020,2024-Q5,1",
            "found '2024-Q5', allowed is a period that exists",
        ),
        (
            "ags,period,value\n05158020,2099,1",
            "line 2, column period: found '2099', which begins af",
        ),
        ("ags,period,value\n05158020,2026-02,1", "found '2026-02', which begins after.*2026-01-02"),
        (
            "ags,period,value\n09162000,2024,1",
            r"column ags: found '09162000', a county or .* Bayern",
        ),
        ("ags,period,value\n05999999,2024,1\n5,2024,1", "found '05999999', no key of Nordrhein-W"),
        (
            "ags,period,value,quality\n05158020,2024,1,A\n05158032,2024,1,Z",
            "line 3, column quality: found 'Z', allowed is A, P",
        ),
        (
            "ags,period,value,quality\n05158020,2024,1,O\n05158032,2024,1,",
            "line 2, column quality: found 'O', which says that there is no figure, but there is",
        ),
        (
            "ags,period,value,quality\n05158020,2024,.,P\n05158032,2024,1,",
            "line 2, column quality: found 'P', but there is no figure",
        ),
        (
            "ags,period,value\n05158020,2024,1\n5158020,2024,2",
            "line 3, column value: found a second figure of 05158020.*2024, the first is in line 2",
        ),
        (
            "ags,period,value\n05158020,2024,.\n05158032,2024,",
            "lines 2 to 3: found no figure in any",
        ),
    ],
)
def test_a_row_that_cannot_be_right_is_named(tmp_path, text, message):
    with pytest.raises(KitError, match=rf"^own.csv, .*{message}"):
        read(tmp_path, text + "\n")


def test_a_column_that_was_told_must_be_there(tmp_path):
    with pytest.raises(
        KitError, match="found no column 'Schl', as --key says; the columns are ags"
    ):
        read(tmp_path, "ags,period,value\n05158020,2024,1\n", "--key", "Schl")


GENESIS = """GENESIS-Tabelle: 45412-01-02-5
Tourismus: Gästebetten;;;
2015;;;
;;Angebotene Gästebetten;Gästeankünfte
;;Anzahl;Anzahl
DG;Deutschland;3576904;166787185
05158;      Mettmann, Kreis;7000;.
05111;      Düsseldorf, Stadt, Kreisfreie Stadt;26000;-
05313;      Aachen, Kreisfreie Stadt (bis 20.10.2009);-;-
05334002;        Aachen, Stadt;4000;5
09162;      München, Stadt;70000;6
__________
Stand: 10.10.2017 / 13:40:09
"""


def test_a_genesis_table_is_read_as_it_was_downloaded(tmp_path):
    path = tmp_path / "beds.csv"
    path.write_bytes(GENESIS.encode("cp1252"))
    with pytest.raises(
        KitError, match="2 quantities; say with --value which one of 'Angebotene Gäs"
    ):
        read_own(words(path), TODAY)
    reading = read_own(words(path, "--value", "gästeankünfte"), TODAY)
    assert figures(reading) == [
        ("DG", "2015", 166787185, "A"),
        ("05158", "2015", None, "Q"),
        ("05111000", "2015", 0, "A"),
        ("05334002", "2015", 5, "A"),
    ]
    with pytest.raises(KitError, match="which says by itself what --decimal would say"):
        read_own(words(path, "--decimal", "comma"), TODAY)
    path.write_bytes(GENESIS.replace("2015", "2027").encode("cp1252"))
    with pytest.raises(KitError, match="found the period '2027', which begins after"):
        read_own(words(path, "--value", "Gästeankünfte"), TODAY)
    path.write_bytes(GENESIS.replace("____", "").encode("cp1252"))
    with pytest.raises(KitError, match=r"^beds.csv, data row 7: expected a regional key"):
        read_own(words(path, "--value", "Gästeankünfte"), TODAY)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with one publisher's card and no figures."""
    folder = tmp_path / "data"
    for name in ("sources", "observations"):
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "data" / "sources" / "kba_fz3.toml", folder / "sources")
    return folder


def files(data: Path) -> list[str]:
    return sorted(path.name for path in data.rglob("*") if path.is_file())


def test_figures_and_card_are_written_and_the_card_can_be_read(tmp_path, data):
    file = tmp_path / "visits.csv"
    file.write_text("ags,period,value\n05158020,2024,7\n", encoding="utf-8")
    rows = add_series(words(file), data, TODAY)
    written = pd.read_parquet(data / "observations" / "own_library_visits.parquet")
    pd.testing.assert_frame_equal(written, rows)
    cards = {card.source_id: card for card in load_cards(data / "sources")}
    card = cards["own_library_visits"]
    assert card.title_de == 'Besuche der „Bibliothek"'
    assert [series.id for series in card.series] == ["library_visits"]
    assert rows["snapshot"].unique().tolist() == [card.snapshots[0].id]
    assert card.snapshots[0].boundary_date == date(2024, 12, 31)
    assert files(data) == ["kba_fz3.toml", "own_library_visits.parquet", "own_library_visits.toml"]


def test_three_rows_are_shown_as_understood_before_anything_is_written(tmp_path, data):
    file = tmp_path / "visits.csv"
    cities = ("5158020", "05158032", "05158004", "05158008")
    text = "".join(f"{ags};2024;1.234,5\n" for ags in cities)
    file.write_text("AGS;Jahr;Wert\n" + text, encoding="utf-8")
    told: list[str] = []

    def report(line: str) -> None:
        assert files(data) == ["kba_fz3.toml"]
        told.append(line)

    add_series(words(file), data, TODAY, report)
    (said,) = told
    assert said.startswith("visits.csv: read as UTF-8, semicolons, decimal comma\n")
    table = said.splitlines()[-4:]
    assert table[0].split() == ["line", "written", "ags", "name", "period", "value", "quality"]
    assert table[1].split()[:3] == ["2", "5158020", "05158020"]
    assert "The first of 4 rows as understood:" in said
    assert all(" 1234.5 " in row for row in table[1:])


def test_a_trial_writes_nothing(tmp_path, data):
    file = tmp_path / "visits.csv"
    file.write_text("ags,period,value\n05158020,2024,7\n", encoding="utf-8")
    add_series(words(file, "--dry-run"), data, TODAY)
    assert files(data) == ["kba_fz3.toml"]


def test_a_series_of_a_publisher_is_never_replaced(tmp_path, data):
    file = tmp_path / "cars.csv"
    file.write_text("ags,period,value\n05158020,2024,7\n", encoding="utf-8")
    with pytest.raises(KitError, match="'cars', which is a series of kba_fz3 already"):
        add_series(words(file, series="cars"), data, TODAY)
    assert files(data) == ["kba_fz3.toml"]


@pytest.mark.parametrize(
    "text", ["", "ags,period,value\n", "ags,period,value\n05158020,2024,many\n"]
)
def test_a_table_that_is_refused_leaves_nothing_behind(tmp_path, data, text):
    file = tmp_path / "visits.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KitError):
        add_series(words(file), data, TODAY)
    assert files(data) == ["kba_fz3.toml"]


def test_a_write_that_fails_leaves_the_old_files_whole(tmp_path, data, monkeypatch):
    file = tmp_path / "visits.csv"
    file.write_text("ags,period,value\n05158020,2024,7\n", encoding="utf-8")
    add_series(words(file), data, TODAY)
    before = {path: path.read_bytes() for path in data.rglob("own_*")}
    file.write_text("ags,period,value\n05158020,2024,8\n", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        add_series(words(file), data, TODAY)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.stem != "kba_fz3"
            and path.is_file()} == before  # fmt: skip


def test_the_command_says_in_one_sentence_why_it_refuses(tmp_path, data, monkeypatch, capsys):
    monkeypatch.setattr(own, "ROOT", data.parent)
    file = tmp_path / "visits.csv"
    file.write_text("ags,period,value\n05158020,2099,7\n", encoding="utf-8")
    told = ["--label-de", "A", "--label-en", "A", "--unit", "x", "--kind", "count"]
    told += ["--publisher", "P", "--licence", "L", "--series", "visits"]
    assert own.main([str(file), *told]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("visits.csv, line 2, column period: found '2099'")
    assert err.count("\n") == 1


def test_help_and_a_wrong_word_need_no_table_library():
    code = (
        "import sys; from resilience.cli.kit import own; own.parser(); "
        "sys.exit(any(name in sys.modules for name in ('pandas', 'duckdb', 'geopandas')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_german_dates_are_periods_in_rows_and_in_heads(tmp_path):
    rows = read(tmp_path, "AGS;Jahr;Wert\n05158020;31.12.2024;7\n")
    assert figures(rows) == [("05158020", "2024-12-31", 7, "A")]
    wide = read(tmp_path, "AGS;1.1.2024;31.12.2024\n05158020;7;8\n", "--years-as-columns")
    assert [period for _, period, _, _ in figures(wide)] == ["2024-01-01", "2024-12-31"]
    with pytest.raises(KitError, match=r"^own.csv, line 2, column Jahr: found '2024-13-31'"):
        read(tmp_path, "AGS;Jahr;Wert\n05158020;31.13.2024;7\n")


def test_a_title_above_the_head_is_named(tmp_path):
    with pytest.raises(KitError, match=r"^own.csv, line 2: .*take out titles above the head"):
        read(tmp_path, "Bibliotheken;;\nAGS;Jahr;Wert\n05158020;2024;7\n")
