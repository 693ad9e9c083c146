"""The layouts of GENESIS table files, on excerpts of true lines (with fewer columns)."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.genesis_table import GenesisTable, read_table

EVERYTHING = frozenset({"DG", "05", "051", "05111", "05158", "05158004", "05158012", "05111000"})

FOOTER = """__________
"zu ""gesamter Tabelle"":
05111;dieser Text ist Fußnote
Rheinland-Pfalz (ab 2011): Gebietsstand des Folgejahres"
"© Statistische Ämter des Bundes und der Länder, Deutschland, 2017.
Dieses Werk ist lizensiert unter der Datenlizenz Deutschland
- Namensnennung - Version 2.0."
Stand: 10.10.2017 / 18:42:14
"""

DATE_IN_TITLE = """GENESIS-Tabelle: 31121-01-02-5
Baufertigstellungen: Errichtung neuer Wohngebäude;;;;
2015;;;;
;;Wohnungen;Wohnungen;Wohnfläche
;;in Wohngebäuden;in Wohngebäuden;
;;Insgesamt;1 Wohnung;
;;Anzahl;Anzahl;1000 qm
DG;Deutschland;216727;84603;23613,0
03151401;        Boldecker Land, Samtgemeinde;62;46;9,2
03151401002;        Barwedel;-;-;-
0713100007;        Bad Neuenahr-Ahrweiler, verbandsfr. Gemeinde;78;20;9,1
05;  Nordrhein-Westfalen;36155;13078;3929,2
05111;      Düsseldorf, Kreisfreie Stadt;947;187;105,6
05158004;        Erkrath;32;18;4,0
"""

DATE_IN_FIRST_COLUMN = """GENESIS-Tabelle: 42111-01-04-5-B
Verarbeitendes Gewerbe;;;;;
;;;Betriebe;Beschäftigte;Bruttoentgelte
;;;Anzahl;Anzahl;Tsd. EUR
30.09.2015;05111000;Düsseldorf, krsfr. Stadt;130;31484;1945331
30.09.2015;05158004;Erkrath;22;1239;58461
30.09.2014;05111000;Düsseldorf, krsfr. Stadt;133;31658;1887950
30.09.2014;05158004;Erkrath;23;.;.
"""

DATES_IN_HEADER = """GENESIS-Tabelle: 12411-01-01-5
Fortschreibung des Bevölkerungsstandes;;;;;
Bevölkerungsstand (Anzahl);;;;;
;;31.12.2015;31.12.2015;31.12.2014;31.12.2014
;;Insgesamt;männlich;Insgesamt;männlich
DG;Deutschland;82175684;40514123;81197537;39835457
05111;      Düsseldorf, Kreisfreie Stadt;612178;295896;604527;291199
05158004;        Erkrath;44086;21054;43700;20871
"""


def table(folder: Path, text: str, encoding: str = "utf-8") -> GenesisTable:
    """Read a table that holds the text."""
    file = folder / "table.csv"
    file.write_bytes(text.encode(encoding))
    return read_table(file, EVERYTHING)


def by_key(source: GenesisTable, *path: str) -> dict[tuple[str, str], float]:
    """Return key and period -> value."""
    rows = source.values(path)
    return {(row.key, row.period): row.value for row in rows.itertuples()}


def test_date_in_title(tmp_path: Path) -> None:
    found = table(tmp_path, DATE_IN_TITLE + FOOTER)
    assert (found.code, found.published_on) == ("31121-01-02-5", "2017-10-10")
    dwellings = found.values(("Wohnungen", "in Wohngebäuden", "Insgesamt")).set_index("key")
    assert dwellings.loc["05111", "value"] == 947
    assert set(dwellings["period"]) == {"2015"}


def test_date_as_first_column(tmp_path: Path) -> None:
    found = table(tmp_path, DATE_IN_FIRST_COLUMN + FOOTER)
    assert by_key(found, "Betriebe") == {
        ("05111000", "2015"): 130,
        ("05158004", "2015"): 22,
        ("05111000", "2014"): 133,
        ("05158004", "2014"): 23,
    }
    staff = found.values(("Beschäftigte",)).set_index(["key", "period"])["quality"]
    assert staff["05158004", "2014"] == "Q"
    assert staff["05158004", "2015"] == "A"


def test_dates_across_a_header_row(tmp_path: Path) -> None:
    found = table(tmp_path, DATES_IN_HEADER + FOOTER)
    people = by_key(found, "Insgesamt")
    assert people[("05158004", "2015")] == 44086
    assert people[("05158004", "2014")] == 43700
    assert len(people) == 6


def test_the_printed_unit_is_applied(tmp_path: Path) -> None:
    thousand_euros = table(tmp_path, DATE_IN_FIRST_COLUMN + FOOTER)
    assert by_key(thousand_euros, "Bruttoentgelte")[("05111000", "2015")] == 1_945_331_000
    assert thousand_euros.unit(("Bruttoentgelte",)) == "EUR"
    thousand_m2 = table(tmp_path, DATE_IN_TITLE + FOOTER)
    assert by_key(thousand_m2, "Wohnfläche")[("05111", "2015")] == 105_600
    assert thousand_m2.unit(("Wohnfläche",)) == "m2"
    in_title = table(tmp_path, DATES_IN_HEADER + FOOTER)
    assert in_title.unit(("männlich",)) == "count"


def test_unusual_keys_of_other_states_do_not_end_the_data(tmp_path: Path) -> None:
    found = table(tmp_path, DATE_IN_TITLE + FOOTER)
    assert found.rows["key"].tolist() == ["DG", "05", "05111", "05158004"]


def test_footer_text_that_looks_like_data_is_not_read(tmp_path: Path) -> None:
    found = table(tmp_path, DATE_IN_TITLE + FOOTER)
    assert "dieser Text ist Fußnote" not in set(found.rows["name"])


def test_cp1252_as_the_publisher_serves_it(tmp_path: Path) -> None:
    found = table(tmp_path, DATE_IN_TITLE + FOOTER, "cp1252")
    assert "Düsseldorf, Kreisfreie Stadt" in set(found.rows["name"])
    assert by_key(found, "Wohnfläche")[("05111", "2015")] == 105_600


def test_a_column_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    found = table(tmp_path, DATE_IN_TITLE + FOOTER)
    with pytest.raises(ValueError, match="nearest is 'Wohnungen > in Wohngebäuden > Insgesamt'"):
        found.values(("Wohnungen", "in Wohngebäuden", "Ingesamt"))


def test_a_column_that_stands_there_twice(tmp_path: Path) -> None:
    found = table(tmp_path, DATES_IN_HEADER.replace("männlich", "Insgesamt") + FOOTER)
    with pytest.raises(ValueError, match="heads two columns of one date"):
        found.values(("Insgesamt",))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (("31121-01-02-5", "31121-01-02-5;"), None),  # the title line may be padded
        (("GENESIS-Tabelle", "Seite"), "line 1: expected 'GENESIS-Tabelle"),
        (("Erkrath;32;18;4,0", "Erkrath;32;18"), r"found 4 cells: \['05158004'"),
        (("05158004;        Erkrath;32;18;4,0", "05158"), r"found 1 cells: \['05158'\]"),
        (("05158004;", "unbekannt;"), r"found 5 cells: \['unbekannt'"),
        (("__________", ""), "found 0 cells"),
        (("Stand: 10.10.2017", "Stand"), "no line 'Stand: DD.MM.YYYY'"),
        (("1000 qm", "Morgen"), "Known units: Anzahl"),
        (("2015;;;;\n", ""), "expected one place for the date; found title \\[\\], 0 header rows"),
        (("2015;;;;\n", "2015;;;;\n2016;;;;\n"), r"title \['2015', '2016'\]"),
        ((";;Wohnungen;Wohnungen;Wohnfläche", ";;Wohnungen;Wohnungen"), "must be 5 cells wide"),
    ],
)
def test_damaged_files_are_refused(
    tmp_path: Path, damage: tuple[str, str], message: str | None
) -> None:
    text = (DATE_IN_TITLE + FOOTER).replace(*damage, 1)
    if message is None:
        assert table(tmp_path, text).code == "31121-01-02-5"
    else:
        with pytest.raises(ValueError, match=message) as error:
            table(tmp_path, text)
        assert "table.csv" in str(error.value)


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="breaks off before the footer"):
        table(tmp_path, DATE_IN_TITLE)


@pytest.mark.parametrize("text", ["", "GENESIS-Tabelle: 1\n;;Wohnungen\n"])
def test_a_file_without_data(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"table\.csv"):
        table(tmp_path, text)


def test_a_column_of_text_beside_the_name_is_refused(tmp_path: Path) -> None:
    by_religion = """GENESIS-Tabelle: 12111-06-01-5
09.05.2011;;;;
;;;Bevölkerung;Bevölkerung
;;;Insgesamt;männlich
;;;Anzahl;Anzahl
05158012;        Heiligenhaus;Römisch-katholische Kirche;7669;3464
"""
    with pytest.raises(ValueError, match=r"column 3 has no header: .* further column of text"):
        table(tmp_path, by_religion + FOOTER)
