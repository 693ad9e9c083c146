"""Files saved by hand: which source they are of, and what becomes of them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from etl.live.checks import CheckError, check, without_unfilled
from etl.live.clients import client
from etl.live.faults import FetchError
from etl.live.recognise import recognised, sign
from etl.live.refresh import cards_asked
from etl.live.update import main
from etl.tidy import tidy
from resilience.model.sources import load_cards
from resilience.model.vintages import load_vintages
from resilience.settings import ROOT
from tests.etl.publisher import RECORDED, Answer

DATA = ROOT / "data"
STATE = "landesdatenbank_nrw_31121_06i"
PAIRS = cards_asked(DATA, [])
LIVE = {card.source_id: (card, live) for card, live in PAIRS}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a ``data`` folder with the figures of one source and all cards."""
    made = tmp_path / "data"
    (made / "observations").mkdir(parents=True)
    shutil.copytree(DATA / "sources", made / "sources")
    rows = pd.read_parquet(DATA / "observations" / f"{STATE}.parquet")
    rows[rows["period"] < "2025"].to_parquet(made / "observations" / f"{STATE}.parquet")
    return made


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("ldbnrw_31121-06i_00_trimmed.csv", STATE),
        ("AI-N-01-2-5_de_flat.zip", "regionalstatistik_ai_n_01_2_5"),
        ("61511-01-03-4_de_flat.zip", "regionalstatistik_61511_01_03_4"),
        ("land_2020_ai002_1_5_two_rows.json", "regionalatlas_ai002_1_5"),
        ("arcgis_query_one_station.json", "bnetza_charging_by_place"),
        ("unit_page_trimmed.json", "energy_units_register"),
        ("schuldaten_trimmed.csv", "nrw_schools"),
        ("../recorded/gv_isys/AuszugGV4QAktuell_2024.xlsx", "gv_isys"),
    ],
)
def test_a_recorded_answer_is_recognised_under_any_name(tmp_path, file, source):
    renamed = tmp_path / "download"
    shutil.copy(RECORDED / file, renamed)
    assert [card.source_id for card, _ in recognised(renamed, PAIRS)] == [source]


def test_no_two_sources_have_the_same_sign():
    signs = [sign(card, live) for card, live in PAIRS]
    assert len(signs) == len(set(signs))


def test_a_saved_file_becomes_a_vintage(data, tmp_path, capsys):
    saved = tmp_path / "Download (1).csv"
    shutil.copy(RECORDED / "ldbnrw_31121-06i_00_trimmed.csv", saved)
    assert main([str(saved), "--data", str(data), "--dry-run"]) == 0
    assert "nothing was written" in capsys.readouterr().out
    assert not (data / "vintages").exists()
    assert main([str(saved), "--data", str(data)]) == 0
    assert "new periods 1987, 2025" in capsys.readouterr().out
    (vintage,) = load_vintages(data / "vintages")
    assert vintage.source_id == STATE
    kept = data / "snapshots" / vintage.snapshot.id / "Download (1).csv"
    assert kept.read_bytes() == saved.read_bytes()


def test_a_file_of_no_source_is_one_sentence_and_the_others_are_taken_in(data, tmp_path, capsys):
    saved, other = tmp_path / "a.csv", tmp_path / "letter.txt"
    shutil.copy(RECORDED / "ldbnrw_31121-06i_00_trimmed.csv", saved)
    other.write_text("Dear colleague")
    assert main([str(other), str(tmp_path / "gone"), str(saved), "--data", str(data)]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("letter.txt: of no source that is known; it begins 'Dear colleague'")
    assert second == f"{tmp_path / 'gone'}: no such file."
    assert len(load_vintages(data / "vintages")) == 1


def test_a_file_of_two_sources_is_asked_about(data, tmp_path, capsys):
    shutil.copy(data / "sources" / f"{STATE}.toml", data / "sources" / "twin.toml")
    text = (data / "sources" / "twin.toml").read_text("utf-8")
    text = text.replace(f'id = "{STATE}-2025"', 'id = "twin-2025"')
    text = text.replace('id = "dwellings_completed_county"', 'id = "twin"')
    (data / "sources" / "twin.toml").write_text(text, "utf-8")
    saved = str(RECORDED / "ldbnrw_31121-06i_00_trimmed.csv")
    assert main([saved, "--data", str(data)]) == 1
    assert f"may be of {STATE}, twin; say which with --as." in capsys.readouterr().err
    assert main([saved, "--as", STATE, "--data", str(data)]) == 0


def test_a_file_that_is_told_to_be_of_another_source_is_refused(data, capsys):
    saved = str(RECORDED / "ldbnrw_31121-06i_00_trimmed.csv")
    assert main([saved, "--as", "kba_fz3", "--data", str(data)]) == 1
    assert "no workbook that can be read" in capsys.readouterr().err
    assert main([saved, "--as", "genesis", "--data", str(data)]) == 1
    assert f"--as genesis: say which one of {STATE}, " in capsys.readouterr().err


def frame(*rows: tuple[str, str, str, float | None, bool]) -> pd.DataFrame:
    """Return rows of area, period, category, value and whether ``-`` was printed."""
    columns = ["ags", "period", "category", "value", "dash"]
    return pd.DataFrame(rows, columns=columns).assign(series="s", quality="A", note="")


@pytest.mark.parametrize(("zeros", "value", "quality"), [(False, None, "O"), (True, 0.0, "A")])
def test_a_single_dash_is_a_zero_only_where_the_card_says_so(zeros, value, quality):
    rows = frame(("1", "2024", "", 0.0, True), ("2", "2024", "", 5.0, False))
    rows = pd.concat([rows, frame(("3", "2024", "", 5.0, False))], ignore_index=True)
    out, told = without_unfilled(rows, zeros)
    first = out.iloc[0]
    assert told == []
    assert first["quality"] == quality
    assert pd.isna(first["value"]) if value is None else first["value"] == value


@pytest.mark.parametrize("zeros", [False, True])
def test_a_period_of_dashes_is_left_out_with_its_parts(zeros):
    rows = frame(
        ("1", "2025", "", 0.0, True),
        ("2", "2025", "", 0.0, True),
        ("3", "2025", "", 5.0, False),
        ("3", "2025", "f", 2.0, False),
        ("1", "2024", "", 4.0, False),
    )
    out, told = without_unfilled(rows, zeros)
    assert set(out["period"]) == {"2024"}
    assert told == [
        "s 2025 left out: 2 of 3 figures are '-', so the period is listed but not filled yet"
    ]


def test_a_dash_in_a_part_is_a_zero():
    rows = frame(("1", "2024", "", 4.0, False), ("1", "2024", "f", 0.0, True))
    out, _ = without_unfilled(rows, False)
    assert out["value"].tolist() == [4.0, 0.0]


def test_a_period_that_repeats_the_one_before_is_refused():
    card, live = LIVE["regionalatlas_ai002_1_5"]
    card = replace(card, series=(replace(card.series[0], areas=()),))
    keys = [f"0515800{n}" for n in range(10)]
    series = card.series[0].id
    made = [
        tidy(
            pd.DataFrame({"series": series, "ags": keys, "period": year, "value": range(10)}),
            source="s",
            snapshot="s",
        )
        for year in ("2023", "2024")
    ]
    with pytest.raises(CheckError, match="all 10 figures of 2024 are those of 2023"):
        check(card, live, made[1], made[0])
    made[1].loc[0, "value"] = 99
    check(card, live, made[1], made[0])


def edition(path: Path, header: str) -> Path:
    """Return a workbook laid out as the Deutschlandatlas of 2026, with one sheet and column."""
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Deutschlandatlas_GEM1225")
    page.write_row(3, 0, ["GKZ1225", "Gemeindename", header])
    page.write_row(4, 0, [5158036, "Wülfrath, Stadt", 655.5])
    page.write_row(5, 0, ["Ende der Tabelle.", "", ""])
    book.close()
    return path


DENSITY = "Indikatorkürzel: bev_dicht\n\nEinwohner je km² im Jahr 2025"


def test_a_new_edition_of_the_atlas_needs_no_change_of_code(tmp_path):
    file = edition(tmp_path / "new.xlsx", DENSITY)
    assert [card.source_id for card, _ in recognised(file, PAIRS)] == ["deutschlandatlas"]
    card, live = LIVE["deutschlandatlas"]
    rows = client(live.client).read(card, live, [file]).rows
    assert rows[["series", "ags", "period", "value"]].values.tolist() == [
        ["population_density", "05158036", "2025", 655.5]
    ]
    with pytest.raises(ValueError, match="unknown column 'bev_neu'"):
        client(live.client).read(
            card, live, [edition(tmp_path / "odd.xlsx", DENSITY.replace("bev_dicht", "bev_neu"))]
        )
    file.write_bytes(b"PK")
    with pytest.raises(ValueError, match=r"new\.xlsx"):
        client(live.client).read(card, live, [file])


def test_the_newest_edition_is_found_by_its_link(publisher, session, tmp_path):
    card, live = LIVE["deutschlandatlas"]
    page = live.address.replace("https://", "/")
    link = b'<a href="/fileadmin/HA27/Deutschlandatlas-Daten.xlsx?a=1&amp;b=2">'
    publisher.routes[page] = [Answer(link), Answer(b"<html>")]
    publisher.routes["/deutschlandatlas.bund.de/fileadmin/HA27/Deutschlandatlas-Daten.xlsx"] = [
        Answer(b"PK")
    ]
    (file,) = client(live.client).fetch(session, card, live, tmp_path, 2020)
    assert file.read_bytes() == b"PK"
    assert publisher.asked[-1].form == {"a": "1", "b": "2"}
    with pytest.raises(FetchError, match="links no file like 'Deutschlandatlas-Daten"):
        client(live.client).fetch(session, card, live, tmp_path, 2020)


def test_every_live_card_is_in_the_list_of_the_docs():
    told = (ROOT / "docs" / "updating-figures.md").read_text("utf-8")
    for card in load_cards(DATA / "sources"):
        if card.live and not card.source_id.startswith("regionalstatistik_"):
            assert f"`{card.source_id}`" in told, card.source_id
