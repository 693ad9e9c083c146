"""The crosswalk from framework items to indicators: counts, words, links and files."""

from __future__ import annotations

import csv as files
import io

import duckdb
import pandas as pd
import pytest

from resilience.charts import crosswalk
from resilience.text.tables import Link, html_table
from resilience.warehouse import queries
from resilience.warehouse.opening import SCHEMA
from tests.resilience.charts.drawn import Drawn

ITEMS = {  # id: reason for a gap
    "norm.full": None,
    "norm.both": None,
    "norm.part": "Rest zählt niemand",
    "norm.late": None,
    "norm.none": "zählt niemand",
    "norm.todo": None,
}
CLAUSES = [
    ("housing.a", "norm.full", "full"),
    ("housing.a", "norm.both", "full"),
    ("housing.b", "norm.both", "part"),
    ("housing.b", "norm.part", "part"),
    ("housing.late", "norm.late", "full"),
    ("housing.late", "norm.part", "full"),
]


def given(connection: duckdb.DuckDBPyConnection, table: str, **values: object) -> None:
    """Insert a row, with a filler for every required column that is not named."""
    for name, kind, null, *_ in connection.execute(f"DESCRIBE {table}").fetchall():
        if null == "NO" and name not in values:
            values[name] = "x" if kind == "VARCHAR" else 0
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))


@pytest.fixture(scope="module")
def cursor():
    """Return a warehouse with one framework whose items have every status."""
    connection = duckdb.connect()
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    given(connection, "framework", framework_id="norm", name_de="Norm <1>", short_name="N")
    for place, (item, gap) in enumerate(ITEMS.items()):
        given(
            connection,
            "framework_item",
            item_id=item,
            framework_id="norm",
            position=place,
            code="",
            section_code="5",
            section_de="Arbeit",
            title_de=item,
            verified=item == "norm.full",
            verified_in_de="Inhalt" if item == "norm.full" else None,
            gap_de=gap,
            gap_en=gap,
        )
    given(connection, "theme", theme_id="housing", label_de="Wohnen")
    for name in ("a", "b", "late"):
        late = name == "late"
        given(
            connection,
            "indicator",
            indicator_id=f"housing.{name}",
            theme_id="housing",
            label_de=f"Größe {name}",
            noise_model="unknown",
            capacity="adaptation" if late else "robustness",
            direction="context",
            scored=False,
            status="awaiting_data" if late else "active",
            awaiting_url="https://example.org" if late else None,
        )
    for indicator, item, extent in CLAUSES:
        given(
            connection,
            "indicator_framework",
            indicator_id=indicator,
            item_id=item,
            extent=extent,
        )
    yield connection
    connection.close()


@pytest.fixture
def frames(cursor) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return frameworks, items and links."""
    return (
        queries.frameworks(cursor, "de"),
        queries.framework_items(cursor, "de"),
        queries.item_indicators(cursor, "de"),
    )


def test_an_item_has_the_best_status_its_indicators_with_figures_give_it(frames):
    _, items, _ = frames
    assert dict(zip(items["item_id"], items["status"], strict=True)) == {
        "norm.full": "covered",
        "norm.both": "covered",
        "norm.part": "part",
        "norm.late": "awaiting",
        "norm.none": "no_data",
        "norm.todo": "open",
    }


def test_counts_stand_in_the_sentence_the_table_and_the_bars(frames):
    frameworks, items, _ = frames
    counts = crosswalk.coverage(frameworks, items)
    assert crosswalk.coverage_sentence(counts, "norm", "de") == (
        "Norm <1>, 6 Elemente: 2 abgedeckt, 1 teilweise abgedeckt, 1 mit erwarteten Daten, "
        "1 noch ohne Indikator, 1 ohne offene Gemeindedaten."
    )
    rows, _ = crosswalk.coverage_table(counts, "de")
    assert (rows["total"][0], rows["share"][0]) == (6, "50 %")
    drawn = Drawn(crosswalk.coverage_figure(counts, "norm", "de", "light"))
    widths = [bar["x"][0] for bar in drawn.bars]
    assert widths == pytest.approx([100 / 3, *[100 / 6] * 4], abs=0.01)
    assert drawn.layout["barmode"] == "stack"
    assert drawn.layout["showlegend"]
    assert drawn.bold == {"N"}
    shapes = {bar["name"]: bar["marker"]["pattern"]["shape"] for bar in drawn.bars}
    assert {name for name, shape in shapes.items() if shape} == {
        "Daten erwartet",
        "keine offenen Gemeindedaten",
    }
    hover = drawn.bars[0]["hovertext"][0]
    assert hover == "<b>Norm &lt;1&gt;</b><br>abgedeckt: 2 von 6 Elementen"


def test_a_status_nobody_has_counts_zero(frames):
    frameworks, items, _ = frames
    counts = crosswalk.coverage(frameworks, items[items["status"] == "open"])
    assert counts[list(crosswalk.STATUSES)].iloc[0].to_list() == [0, 0, 0, 1, 0]


def test_indicators_are_links_awaited_ones_text_and_gaps_reasons(frames):
    _, items, links = frames
    rows, columns = crosswalk.item_table(items, links, {}, "de")
    told = dict(zip(rows["item_id"], rows["told"], strict=True))
    assert told["norm.both"] == (
        Link("Größe a", "indicator?indicator=housing.a"),
        Link("Größe b", "indicator?indicator=housing.b"),
    )
    assert told["norm.part"] == (
        Link("Größe b", "indicator?indicator=housing.b"),
        Link("Größe late (Daten erwartet)", "indicator?indicator=housing.late"),
        Link("Rest zählt niemand"),
    )
    assert told["norm.none"] == (Link("zählt niemand"),)
    assert told["norm.todo"] == ()
    assert "code" not in [column.field for column in columns]
    english, _ = crosswalk.item_table(items, links, {"lang": "en"}, "en")
    assert english["told"][0][0].address == "indicator?lang=en&indicator=housing.a"
    page = html_table(rows, columns, "Elemente")
    assert '<a href="indicator?indicator=housing.a" target="_self">Größe a</a><br>' in page


def test_the_gap_map_counts_and_hatches_what_is_empty(cursor):
    counts = queries.capacity_counts(cursor)
    page = crosswalk.gap_map(counts, queries.themes(cursor, "de"), "de")
    robust, redundant, adaptive, _ = page.split("<td ")[1:]
    assert ">2</b>" in robust
    assert "repeating-linear-gradient" not in robust
    assert ">0</b>" in redundant
    assert "repeating-linear-gradient" in redundant
    assert ">0</b> (1 erwartet)" in adaptive


@pytest.mark.parametrize("separator", [";", ","])
def test_the_file_holds_every_item_with_ids_and_words(frames, separator):
    data = crosswalk.csv(*frames, "de", separator)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(files.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))
    assert [row["element_id"] for row in rows] == list(ITEMS)
    assert rows[1]["indikatoren"] == "housing.a housing.b"
    assert rows[0]["geprueft_in"] == "Inhalt"
    assert (rows[4]["stand"], rows[4]["warum_keine_daten"]) == (
        "keine offenen Gemeindedaten",
        "zählt niemand",
    )
