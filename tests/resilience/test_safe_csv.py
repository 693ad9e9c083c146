"""No CSV file of the product holds a text that a spreadsheet would run."""

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest

from resilience.charts import crosswalk
from resilience.cli.score import main
from resilience.export.csv import csv_bytes, table_csv
from resilience.safe_csv import csv_text, write_csv
from resilience.text.tables import Column

ROOT = Path(__file__).parents[2]
FORMULAS = ["=1+1", "+cmd|'/c calc'!A0", "-2+3", "@SUM(1,2)", "\tx", "\rx"]
TABLE = pd.DataFrame({"name": FORMULAS, "value": [-1.5, 2.0, -3.0, 4.0, 5.0, None]})


def cells(text: str, separator: str = ",") -> list[str]:
    """Return every cell of a CSV file."""
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            for cell in row]  # fmt: skip


def assert_harmless(text: str, separator: str = ",") -> None:
    """Check that all formulas stand there and none would run."""
    found = cells(text, separator)
    assert {f"'{formula}" for formula in FORMULAS} <= set(found)
    assert not [cell for cell in found if re.match(r"[=+\-@\t\r](?![\d.,]+$)", cell)]


@pytest.mark.parametrize(("style", "separator"), [("german", ";"), ("international", ",")])
def test_an_export_is_harmless_and_its_numbers_stay_numbers(style, separator):
    text = csv_bytes(TABLE, style).decode("utf-8-sig")
    assert_harmless(text, separator)
    assert ("-1,5" if style == "german" else "-1.5") in cells(text, separator)


@pytest.mark.parametrize("text", ["-1.5", "+3,2", "-7 %", "-12", "0", "", "a=b", "x-y"])
def test_a_text_that_is_a_number_or_begins_otherwise_stays(text):
    assert cells(csv_text(pd.DataFrame({"a": [text, "x"]})))[1] == text


def test_headings_are_harmless():
    assert cells(csv_text(pd.DataFrame({"=1+1": [1]})))[0] == "'=1+1"


def test_a_written_file_is_harmless_in_index_cells_and_headings(tmp_path):
    table = TABLE.assign(**{"@x": 1}).set_index(pd.Index(FORMULAS, name="=unit"))
    write_csv(table, tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_bytes().decode()
    assert_harmless(text)
    assert cells(text)[:4] == ["'=unit", "name", "value", "'@x"]
    pd.testing.assert_series_equal(pd.read_csv(tmp_path / "t.csv")["value"], TABLE["value"])


COLUMNS = (Column("name", "Name"), Column("value", "Wert", numeric=True, by="value"))


def test_a_table_on_screen_is_saved_harmless():
    text = table_csv(TABLE, COLUMNS, "de").decode("utf-8-sig")
    assert_harmless(text, ";")


def test_the_crosswalk_is_harmless():
    names = pd.DataFrame({"framework_id": ["f"], "name": ["=1+1"]})
    items = pd.DataFrame({"title": FORMULAS, "framework_id": "f", "item_id": "f.0"})
    items[["status", "verified"]] = ["no_data", True]
    rest = set(crosswalk.CSV_COLUMNS) - {"framework", "indicators"}
    items = items.reindex(columns=sorted(rest | set(items.columns)))
    links = pd.DataFrame({"item_id": ["f.0"], "indicator_id": ["=x.y"]})
    text = crosswalk.csv(names, items, links, "de", ";").decode("utf-8-sig")
    assert_harmless(text, ";")


def test_the_files_of_the_score_command_are_harmless(tmp_path):
    units = ["=A1", "+A1", "-A1", "@A1", "U5", "U6"]
    lines = [f"{unit},{n},{(n * 7) % 5},{'' if n == 2 else n * n}" for n, unit in enumerate(units)]
    (tmp_path / "d.csv").write_text("uCode,=a,b,c\n" + "\n".join(lines))
    (tmp_path / "s.csv").write_text(
        "iCode,Level,Parent,Direction,Weight\n=a,1,@top,1,1\nb,1,@top,-1,1\nc,1,@top,1,1\n"
        "@top,2,,1,1\n"
    )
    (tmp_path / "c.toml").write_text(
        '[screen]\n[impute]\nmethod = "median"\n[uncertainty]\nreplications = 9\n'
        "concentration = 5\nsobol_points = 4\n"
    )
    files = {"data": "d.csv", "structure": "s.csv", "config": "c.toml", "out": "out"}
    arguments = [
        part for name, file in files.items() for part in (f"--{name}", f"{tmp_path / file}")
    ]
    assert main(arguments) == 0
    written = sorted((tmp_path / "out").glob("*.csv"))
    assert len(written) >= 12
    for file in written:
        found = cells(file.read_text(encoding="utf-8"))
        assert not [cell for cell in found if re.match(r"[=+@]|-A", cell)], file.name


def test_nothing_else_writes_csv():
    own = ROOT / "resilience" / "safe_csv.py"
    others = [p for top in ("resilience", "etl", "pages") for p in (ROOT / top).rglob("*.py")]
    wrong = re.compile(r"\.to_csv\(|csv\.(writer|DictWriter|write_csv)|COPY .* TO")
    assert own in others
    assert [p.name for p in others if wrong.search(p.read_text(encoding="utf-8"))] == [own.name]
