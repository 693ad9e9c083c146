"""An analyst's own table becomes a series, or is refused with line, column and what is allowed."""

from __future__ import annotations

import argparse
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from resilience.cli.kit.figures import KitError
from resilience.cli.kit.own import add_series, read_table
from resilience.model.sources import load_cards
from resilience.settings import ROOT

AREAS = pd.DataFrame({"ags": ["05158020", "05158032"], "short_name": ["Langenfeld", "Velbert"]})
TODAY = date(2026, 1, 2)


def table(folder: Path, text: str) -> pd.DataFrame:
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, AREAS)


def test_both_ways_of_writing_numbers_give_the_same(tmp_path):
    german = table(tmp_path, "ags;period;value\n05158020;2024;1.234,5\n05158032;2024;\n")
    english = table(tmp_path, "ags,period,value\n05158020,2024,1234.5\n05158032,2024,\n")
    pd.testing.assert_frame_equal(german, english)
    assert german["value"].tolist()[0] == 1234.5
    assert german["quality"].tolist() == ["A", "O"]


def test_a_zero_stays_a_zero_and_a_missing_value_missing(tmp_path):
    rows = table(tmp_path, "ags,period,value,quality\n05158020,2024,0,\n05158032,2024,,Q\n")
    assert rows["value"].tolist()[0] == 0
    assert rows["quality"].tolist() == ["A", "Q"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ags,year,value\n", r"line 1: unknown column 'year'.*column 'period' is missing"),
        ("ags,period,valu\n", r"unknown column 'valu'; did you mean 'value'"),
        ("ags,period,value\n05158020,2024,many\n", "line 2, column value: found 'many'"),
        ("ags,period,value\n5158020,2024,1\n", "column ags: found '5158020'.*did you mean '051580"),
        ("ags,period,value\n05158020,24,1\n", "line 2, column period: found '24', allowed is 2024"),
        (
            "ags,period,value,quality\n05158020,2024,1,A\n05158032,2024,1,Z\n",
            "line 3, column quality: found 'Z', allowed is A, P",
        ),
        (
            "ags,period,value\n05158020,2024,1\n05158020,2024,2\n",
            "line 3, column ags: .*one line per area, period and category",
        ),
    ],
)
def test_a_line_that_cannot_be_right_is_named(tmp_path, text, message):
    with pytest.raises(KitError, match=message):
        table(tmp_path, text)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with one publisher's card, the area table and no figures."""
    folder = tmp_path / "data"
    for name in ("sources", "observations", "geometry"):
        (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "data" / "sources" / "kba_fz3.toml", folder / "sources")
    shutil.copy(ROOT / "data" / "geometry" / "areas.parquet", folder / "geometry")
    return folder


def words(file: Path, **changes: str) -> argparse.Namespace:
    told = {
        "file": file,
        "series": "library_visits",
        "label_de": 'Besuche der „Bibliothek"',
        "label_en": "Library visits",
        "unit": "visits",
        "kind": "count",
        "publisher": "Stadt",
        "licence": "nicht angegeben",
        "url": "",
    }
    return argparse.Namespace(**(told | changes))


def test_figures_and_card_are_written_and_the_card_can_be_read(tmp_path, data):
    file = tmp_path / "visits.csv"
    file.write_text("ags,period,value\n05158020,2024,7\n", encoding="utf-8")
    figures = add_series(words(file), data, TODAY)
    written = pd.read_parquet(data / "observations" / "own_library_visits.parquet")
    pd.testing.assert_frame_equal(written, figures)
    cards = {card.source_id: card for card in load_cards(data / "sources")}
    card = cards["own_library_visits"]
    assert card.title_de == 'Besuche der „Bibliothek"'
    assert [series.id for series in card.series] == ["library_visits"]
    assert figures["snapshot"].unique().tolist() == [card.snapshots[0].id]


def test_a_series_of_a_publisher_is_never_replaced(tmp_path, data):
    file = tmp_path / "cars.csv"
    file.write_text("ags,period,value\n05158020,2024,7\n", encoding="utf-8")
    with pytest.raises(KitError, match="'cars' is a series of kba_fz3 already"):
        add_series(words(file, series="cars"), data, TODAY)
    assert list((data / "observations").iterdir()) == []


def test_a_table_that_is_refused_leaves_nothing_behind(tmp_path, data):
    file = tmp_path / "visits.csv"
    file.write_text("ags,period,value\n05158020,2024,many\n", encoding="utf-8")
    with pytest.raises(KitError):
        add_series(words(file), data, TODAY)
    assert list((data / "observations").iterdir()) == []
    assert len(list((data / "sources").iterdir())) == 1
