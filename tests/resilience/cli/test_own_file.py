"""Files as offices have them are read cell by cell, or refused with the row that is at fault."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from resilience.cli.kit import KitError
from resilience.cli.kit.own_columns import known_columns
from resilience.cli.kit.own_file import Cells, is_genesis, read_cells

HEAD = ["AGS", "Jahr", "Wert", "Bemerkung"]
ROWS = [(2, ["05158020", "2024", "12,5", "Universität"]), (3, ["05158032", "2024", "", ""])]


def read(path: Path, sheet: str | None = None) -> Cells:
    return read_cells(path, sheet, lambda head: known_columns(head, {}))


def written(folder: Path, content: bytes | str, name: str = "visits.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def csv_text(separator: str) -> str:
    lines = [HEAD, *(['"12,5"' if c == "12,5" else c for c in cells] for _, cells in ROWS)]
    return "".join(separator.join(cells) + "\r\n" for cells in lines)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp1252", "cp1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
@pytest.mark.parametrize(
    ("separator", "word"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")]
)
def test_encodings_and_separators_give_the_same_cells(tmp_path, codec, name, separator, word):
    cells = read(written(tmp_path, csv_text(separator).encode(codec)))
    assert (cells.head, cells.rows, cells.how) == (HEAD, ROWS, f"{name}, {word}")


def test_the_separator_is_the_one_that_makes_columns_of_the_head(tmp_path):
    cells = read(written(tmp_path, 'AGS;Jahr;Wert;"Name, Ort, Kreis"\n05158020;2024;1;x\n'))
    assert cells.head == ["AGS", "Jahr", "Wert", "Name, Ort, Kreis"]


def test_the_hint_that_excel_writes_is_obeyed_and_lines_are_counted(tmp_path):
    cells = read(written(tmp_path, "sep=|\r\nags|period|value\r\n\r\n05158020|2024|1\r\n"))
    assert (cells.head_line, cells.rows) == (2, [(4, ["05158020", "2024", "1"])])


def test_lines_are_those_of_the_file_where_a_cell_holds_line_ends(tmp_path):
    text = 'ags,period,value,note\n05158020,2024,1,"a\nb"\n05158032,2024,2,\n'
    assert [line for line, _ in read(written(tmp_path, text)).rows] == [2, 4]


def test_empty_cells_and_rows_at_the_end_are_no_fault(tmp_path):
    text = "ags;period;value;;\n05158020;2024;1;;;\n;;;;\n"
    cells = read(written(tmp_path, text))
    assert (cells.head, cells.rows) == (
        ["ags", "period", "value"],
        [(2, ["05158020", "2024", "1"])],
    )


def workbook(path: Path, *names: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name in names:
            sheet = book.add_worksheet(name)
            sheet.write_row(1, 0, ["AGS", "Stand", "Wert"])
            sheet.write_row(2, 0, [5158020, 2024, 12.5])
            sheet.write_row(3, 0, ["05158032", None, "."])
            sheet.write_datetime(3, 1, date(2024, 1, 31), day)
    return path


def test_a_workbook_keeps_numbers_and_dates_and_the_numbers_of_its_rows(tmp_path):
    cells = read(workbook(tmp_path / "visits.xlsx", "Daten"))
    assert (cells.word, cells.head_line) == ("row", 2)
    assert cells.rows == [(3, [5158020.0, 2024.0, 12.5]), (4, ["05158032", "2024-01-31", "."])]


def test_of_several_sheets_one_must_be_named(tmp_path):
    path = workbook(tmp_path / "visits.xlsx", "Daten", "Alt")
    with pytest.raises(KitError, match=r"visits.xlsx: found 2 sheets \('Daten', 'Alt'\).*--sheet"):
        read(path)
    assert read(path, "Alt").where == "visits.xlsx, sheet 'Alt'"
    with pytest.raises(KitError, match="found no sheet 'Neu'; its sheets are 'Daten', 'Alt'"):
        read(path, "Neu")


def test_an_ods_file_is_read(tmp_path):
    def cell(value: str, kind: str = "string") -> str:
        told = f' office:value="{value}"' if kind == "float" else ""
        return (
            f'<table:table-cell office:value-type="{kind}"{told}><text:p>{value}</text:p>'
            "</table:table-cell>"
        )

    rows = [
        [cell("ags"), cell("period"), cell("value")],
        [cell("05158020"), cell("2024", "float"), cell("12.5", "float")],
    ]
    table = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    path = tmp_path / "visits.ods"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            "/>",
        )
        file.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Daten">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    assert read(path).rows == [(2, ["05158020", 2024.0, 12.5])]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "visits.csv", "^visits.csv: the file is empty"),
        (b"\n;;\n", "visits.csv", "^visits.csv: the file holds no text"),
        (b"ags,period,value\n", "visits.csv", r"found the head \(ags, period, value\) and no row"),
        (
            b"ags;period;value\n05158004;2022;1;2;3;4\n",
            "visits.csv",
            r"^visits.csv, line 2: found 6 cells \(05158004 \| 2022 \| 1.*filled line \(1\), has 3",
        ),
        (
            b"ags;period;value;note\n05158004;2022;1;\n05158004;2022\n",
            "visits.csv",
            "^visits.csv, line 3: found 2 cells.*has 4",
        ),
        (b'ags,period,value\n05158004,2022,"1\n', "visits.csv", "line 2: found a quoted cell that"),
        (b"ags,\x81\x8d\xff\n", "visits.csv", "^visits.csv, byte 5: is not text in UTF-8, UTF-16"),
        (b"\x00\x01\x00\x00\x05", "visits.csv", "^visits.csv.*is not text in UTF-8, UTF-16"),
        (b"<html><body>Fehler", "visits.xlsx", "^visits.xlsx: is no XLSX, XLS or ODS file.*web pa"),
        (b"PK\x03\x04cut off", "visits.csv", "^visits.csv: is no XLSX, XLS or ODS file"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_name(tmp_path, content, name, message):
    with pytest.raises(KitError, match=message):
        read(written(tmp_path, content, name))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(KitError, match=r"visits.csv: cannot be opened \(no such file"):
        read(tmp_path / "visits.csv")


def test_a_sheet_of_a_csv_is_refused(tmp_path):
    with pytest.raises(KitError, match="a CSV has no sheets"):
        read(written(tmp_path, "ags,period,value\n05158020,2024,1\n"), "Daten")


def test_a_genesis_table_is_known_by_its_first_line(tmp_path):
    assert is_genesis(written(tmp_path, "GENESIS-Tabelle: 45412-01-02-5\n", "a.csv"))
    assert not is_genesis(written(tmp_path, "ags,period,value\n", "b.csv"))
