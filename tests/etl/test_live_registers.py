"""Registers, debt, schools, broadband, unemployed persons, INKAR, a city's portal.

What is asked of each publisher, what is read, and which layouts are refused. Where there is a
recording it is replayed; the others are small files laid out as documented.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from etl import gv_isys
from etl.live.faults import FetchError
from etl.live.layout import LayoutError
from tests.etl.publisher import RECORDED, Answer, Asked, fetched, reading, values, zipped


def workbook(path: Path, sheet: str, rows: dict[int, list[object]]) -> Path:
    """Write a workbook of one sheet, rows counted from 0, and return it."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet)
    for number, cells in rows.items():
        page.write_row(number, 0, cells)
    book.close()
    return path


# Gemeindeverzeichnis

REGISTER = "/www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis"
REGISTER += "/Administrativ/Archiv"
QUARTERLY = RECORDED.parent / "recorded" / "gv_isys" / "AuszugGV4QAktuell_2024.xlsx"


def test_the_register_of_a_quarter_is_asked_for_and_read(publisher, session, tmp_path):
    publisher.routes[f"{REGISTER}/GVAuszugQ/AuszugGV4QAktuell.xlsx"] = [
        Answer(QUARTERLY.read_bytes())
    ]
    files = fetched("gv_isys", session, tmp_path, 2024)
    assert [file.name for file in files] == ["AuszugGV4QAktuell.xlsx"]
    assert len(publisher.asked) == date.today().year - 2024 + 1 + 4
    assert publisher.asked[0].headers["user-agent"].startswith("Mozilla")
    rows = reading("gv_isys", files)
    assert values(rows, ags="05158020", series="population_register", period="2023") == [59908]


def test_of_one_year_the_newest_edition_counts(monkeypatch):
    newest = gv_isys.register(QUARTERLY)
    older = replace(newest, boundary_date=date(2023, 12, 31), rows=newest.rows.assign(area_km2=1.0))
    monkeypatch.setattr(gv_isys, "register", {"newest": newest, "older": older}.get)
    for files in (["older", "newest"], ["newest", "older"]):
        rows = reading("gv_isys", files)
        assert values(rows, ags="05158020", series="land_area_register") == [41.15]


def test_another_workbook_is_no_register(tmp_path):
    odd = workbook(tmp_path / "31122025_Auszug_GV.xlsx", "Inhalt", {0: ["x"]})
    with pytest.raises(LayoutError, match="no sheet with a header row 'Satz-art'"):
        reading("gv_isys", [odd])


# Integrated debt

DEBT_HEAD = {
    3: ["Tabelle 5: Schulden der kommunalen Ebene beim nicht-öffentlichen Bereich am 31.12.2024"],
    5: ["Regional-\nschlüssel", "Gemeinde/Gemeindeverband", "Verwaltungsform",
        "Bevölkerung\nam\n30.06.20241", "Schulden des öffentlichen Bereichs", "",
        "Schulden pro \nKopf"],
}  # fmt: skip
DUESSELDORF = ["051110000000", "Düsseldorf, Stadt  ", "kreisfreie Stadt  ", 617904,
               2437544717.90, 1.0, 3944.86, 0, 0, 545315029.00, 0, 516475969.32, 0, 0, 0, 0,
               1375753719.58]  # fmt: skip
COUNTY = ["05158", "Kreisverwaltung Mettmann", "Kreisverwaltung", "{490 381}", 54334061.24, 1.0,
          110.80, 0, 0, 3099826.00, 0, 49662445.57, 0, 0, 0, 0, 1571789.67]  # fmt: skip


def debts(folder: Path, *rows: list[object], head: dict[int, list[object]] = DEBT_HEAD) -> Path:
    body = dict(enumerate(rows, 11))
    return workbook(folder / "Integrierte_Schulden_2024.xlsx", "NW", {**head, **body})


def test_debt_is_read_with_its_parts_and_the_county_apart(tmp_path):
    rows = reading("integrated_debt", [debts(tmp_path, DUESSELDORF, COUNTY)])
    assert values(rows, ags="05111000", series="integrated_debt") == [2437544717.90]
    assert values(rows, ags="05111000", series="integrated_debt_per_person") == [3944.86]
    assert values(rows, ags="05111000", category="core_budget") == [545315029]
    assert values(rows, ags="05158", series="integrated_debt_county_administration") == [
        54334061.24
    ]
    assert set(rows["period"]) == {"2024"}
    assert "05158" not in set(rows["ags"][rows["series"] == "integrated_debt"])


@pytest.mark.parametrize(
    ("place", "cell", "told"),
    [
        (9, 1.0, "the total of 05111000 does not go with its parts"),
        (3, 317904, "the total of 05111000 does not go with debt per person"),
        (4, "n/a", "unknown sign 'n/a' in column 5"),
        (0, "5111", "no row has a key of twelve digits"),
    ],
)
def test_debt_whose_columns_moved_is_refused(tmp_path, place, cell, told):
    row = [*DUESSELDORF[:place], cell, *DUESSELDORF[place + 1 :]]
    with pytest.raises(LayoutError) as error:
        reading("integrated_debt", [debts(tmp_path, row)])
    assert told in str(error.value)


def test_debt_under_other_heads_is_refused(tmp_path):
    for head, told in (
        ({3: DEBT_HEAD[3], 5: [*DEBT_HEAD[5][:4], "Zinsen"]}, "expected 'Schulden'"),
        ({5: DEBT_HEAD[5]}, "no title says 'am 31.12.'"),
    ):
        with pytest.raises(LayoutError, match=told):
            reading("integrated_debt", [debts(tmp_path, DUESSELDORF, head=head)])


def test_the_workbook_of_debt_is_found_by_its_link(publisher, session, tmp_path):
    host = "/www.statistikportal.de"
    page = f"{host}/de/veroeffentlichungen"
    page += "/integrierte-schulden-der-gemeinden-und-gemeindeverbaende"
    file = "/sites/default/files/2026-12/Integrierte_Schulden_2025_Tabellenband_0.xlsx"
    publisher.routes[page] = [Answer(f'<a href="{file}">'.encode())]
    publisher.file(host + file, b"PK")
    (got,) = fetched("integrated_debt", session, tmp_path, 2024)
    assert got.name == "Integrierte_Schulden_2025_Tabellenband_0.xlsx"


# Breitbandatlas


def atlas(folder: Path, **changed: object) -> Path:
    cells = {
        "stand": "Festnetz: 12.2025",
        "unit": "in Prozent der Privathaushalte",
        "block": "FTTB/H",
    }
    cells |= {"all": 89.2, "fibre": 8.5} | changed
    gap = [""] * 3
    rows = {
        0: [*gap, *gap, f"Angaben zur Verfügbarkeit {cells['unit']}"],
        2: ["", "", cells["stand"], *gap, "alle Technologien", "", cells["block"]],
        3: ["AGS", "Name", "Verwaltungsebene", *gap, "≥ 400 Mbit/s", "≥ 1000 Mbit/s",
            "≥ 1000 Mbit/s"],
        4: ["05158", "Mettmann", "3 - Kreis", *gap, 99.0, 80.0, 40.0],
        5: ["05158004", "Gemeinde Erkrath", "4 - Gemeinde", *gap, 99.0, cells["all"],
            cells["fibre"]],
    }  # fmt: skip
    return workbook(folder / "bba_12_2025.xlsx", "Privathaushalte", rows)


def test_broadband_is_read_by_block_and_class_of_speed(tmp_path):
    rows = reading("breitbandatlas", [atlas(tmp_path)])
    assert values(rows, ags="05158004", category="") == [89.2]
    assert values(rows, ags="05158004", category="fibre") == [8.5]
    assert set(rows["period"]) == {"2025-12"}
    assert set(rows["ags"]) == {"05158004"}
    gap = reading("breitbandatlas", [atlas(tmp_path, fibre="—", all=0)])
    assert pd.isna(values(gap, category="fibre")[0])
    assert values(gap, category="") == [0]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"stand": "Festnetz: 13.2025"}, "the layout changed"),
        ({"unit": "in Prozent der Fläche"}, "the layout changed"),
        ({"block": "FTTH"}, "0 columns are headed 'FTTB/H'"),
        ({"all": 101}, "found '101' where shares in per cent"),
        ({"fibre": "viel"}, "found 'viel' where shares in per cent"),
    ],
)
def test_broadband_of_another_layout_is_refused(tmp_path, changed, told):
    with pytest.raises(LayoutError) as error:
        reading("breitbandatlas", [atlas(tmp_path, **changed)])
    assert told in str(error.value)


def test_half_years_of_broadband_not_published_are_left_out(publisher, session, tmp_path):
    path = "/data.bundesnetzagentur.de/Bundesnetzagentur/GIGA/DE/Breitbandatlas/Downloads"
    publisher.routes[f"{path}/bba_06_2025.xlsx"] = [Answer(b"PK")]
    files = fetched("breitbandatlas", session, tmp_path, 2025)
    assert [file.name for file in files] == ["bba_06_2025.xlsx"]
    publisher.routes.clear()
    with pytest.raises(FetchError, match="no workbook of the Breitbandatlas since 2025"):
        fetched("breitbandatlas", session, tmp_path / "cache", 2025)


# Schools

INDEX = "schulliste_sj_25_26_open_data.csv"


def lists(folder: Path, pupils: str = "", index: str = "", schools: str = "") -> list[Path]:
    """Write the three lists: the recorded register, and made-up pupils and levels."""
    register = (RECORDED / "schuldaten_trimmed.csv").read_text("utf-8") + schools
    counted = 'sep=;\nSchulnummer;Anzahl\n"100011";"900"\n"100015";"800"\n"100020";"305"\n'
    counted += '"100057";"40"\n' + (pupils or '"100061";"200"\n')
    levels = "Schulnummer;Kurzbezeichnung;Bezirksregierung;Kreis;Gemeinde;Sozialindexstufe\n"
    levels += "100020;Düsseldorf, KG;Düsseldorf;;Düsseldorf;3\n" + (index or "100061;a;b;c;d;5\n")
    made = {"schuldaten.csv": register.encode(), "anzahlen.csv": counted.encode()}
    for name, content in (made | {INDEX: levels.encode("cp850")}).items():
        (folder / name).write_bytes(content)
    return [folder / name for name in (*made, INDEX)]


def test_schools_and_pupils_are_counted_by_kind_and_social_index(tmp_path):
    rows = reading("nrw_schools", lists(tmp_path))
    own = rows[rows["ags"] == "05111000"]
    assert values(own, series="schools", category="") == [3]
    assert values(own, series="schools", category="primary") == [2]
    assert values(own, series="pupils", category="primary") == [505]
    assert values(own, series="pupils_by_social_index", category="index_3") == [305]
    assert values(rows, ags="05754008", series="schools", category="special") == [1]
    assert set(rows["period"]) == {"2025"}
    assert not {"05911000", "05515000"} & set(rows["ags"])  # their schools are closed


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"schools": '"9";"99"' + ';""' * 15 + ';"05111000";"1"\n'}, "unknown kind of school '99'"),
        ({"pupils": '"100061";"viele"\n'}, "unknown sign 'viele' where pupils"),
        ({"pupils": '"100020";"1"\n'}, "school 100020 stands there twice"),
        ({"pupils": '"7";"1"\n'}, "1 of 5 schools are not in it"),
        ({"index": "100061;a;b;c;d;10\n"}, "Sozialindex: found ['10'], allowed are 1 to 9"),
    ],
)
def test_lists_of_schools_that_do_not_fit_are_refused(tmp_path, more, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        reading("nrw_schools", lists(tmp_path, **more))
    with pytest.raises(LayoutError, match="give all three"):
        reading("nrw_schools", lists(tmp_path)[:2])


def test_the_list_of_the_social_index_is_found_by_its_link(publisher, session, tmp_path):
    file = f"/system/files/media/document/file/{INDEX}"
    register = "/www.schulministerium.nrw.de/BiPo/OpenData/Schuldaten"
    moved = {"Location": "https://apps.schulministerium.nrw.de/schuldaten.csv"}
    publisher.routes |= {
        "/www.schulministerium.nrw/open-data": [Answer(f"<a href='{file}'>".encode())],
        f"/www.schulministerium.nrw{file}": [Answer(b"c")],
        f"{register}/schuldaten.csv": [Answer(b"", 302, moved)],
        "/apps.schulministerium.nrw.de/schuldaten.csv": [Answer(b"a")],
        f"{register}/SchuelerGesamtZahl/anzahlen.csv": [Answer(b"b")],
    }
    files = fetched("nrw_schools", session, tmp_path, 2025)
    assert {file.name: file.read_bytes() for file in files} == {
        "schuldaten.csv": b"a", "anzahlen.csv": b"b", INDEX: b"c",
    }  # fmt: skip


# Unemployed persons

MONTHS = [datetime(2025, month, 1) for month in range(1, 13)]
BOOK = "202512_Heft_pol_SGBI_Arbeitslose.xlsx"


def issue(folder: Path, *rows: list[object], months: list[datetime] = MONTHS) -> Path:
    head = {9: ["Gesamt", "Jahresdurch-schnitt", "Gleitender JD", *months], 10: ["Region", 2025]}
    book = workbook(folder / "book.xlsx", "Gesamt", {**head, **dict(enumerate(rows, 11))})
    archive = folder / "arbeitslose-quoten-dlk-0-202512-zip.zip"
    return zipped(archive, **{BOOK.replace(".", "__"): book.read_bytes()})


def test_unemployed_persons_are_the_mean_of_twelve_months(tmp_path):
    file = issue(
        tmp_path,
        ["05111 Düsseldorf, Stadt", 0, 0, *range(25000, 25012)],
        ["05111000 Düsseldorf, Stadt", 0, 0, *range(25000, 25012)],
        ["05158036 Wülfrath, Stadt", 0, 0, *[600] * 11, "*"],
    )
    rows = reading("ba_unemployed", [file]).set_index("ags")
    assert rows.loc["05111000", ["value", "period", "quality"]].tolist() == [25005.5, "2025", "A"]
    assert rows.loc["05158036", "quality"] == "Q"
    assert pd.isna(rows.loc["05158036", "value"])


@pytest.mark.parametrize(
    ("cells", "months", "told"),
    [
        ([*[500] * 11, 0], MONTHS, "month 12 is listed but not filled yet"),
        ([*[500] * 11, "viele"], MONTHS, "unknown sign 'viele'"),
        ([500] * 12, MONTHS[:11], "no row heads twelve months of 2025"),
    ],
)
def test_an_issue_of_another_layout_is_refused(tmp_path, cells, months, told):
    file = issue(tmp_path, ["05111000 Düsseldorf, Stadt", 0, 0, *cells], months=months)
    with pytest.raises(LayoutError) as error:
        reading("ba_unemployed", [file])
    assert told in str(error.value)


def test_years_of_unemployed_persons_not_published_are_left_out(publisher, session, tmp_path):
    name = "arbeitslose-quoten-dlk-0-202512-zip.zip"
    folder = "/statistik.arbeitsagentur.de/Statistikdaten/Detail/202512/iiia4"
    publisher.routes[f"{folder}/gemeinde-arbeitslose-quoten/{name}"] = [Answer(b"PK")]
    assert [file.name for file in fetched("ba_unemployed", session, tmp_path, 2024)] == [name]


# INKAR

POSSIBLE, TABLE = "/www.inkar.de/Wizard/GetM%C3%B6glich", "/www.inkar.de/Table/GetDataTable"


def inkar(field: str, *rows: dict[str, object]) -> bytes:
    """Return an answer as INKAR gives it: JSON within a JSON text."""
    return json.dumps(json.dumps({field: rows})).encode()


def possible(name: str, *years: str) -> dict[str, object]:
    return [
        {"Gruppe": "53", "IndID": "9", "ZeitID": y, "Zeit": y, "Indikator": name} for y in years
    ]


def test_inkar_is_asked_for_the_years_since_under_the_name_it_must_have(
    publisher, session, tmp_path
):
    names = {"53": "Neubauwohnungen je Einwohner", "344": "Kinderarmut"}
    asked_bodies: list[dict[str, object]] = []

    def times(asked: Asked) -> Answer:
        asked_bodies.append(asked.json)
        name = names[asked.json["IndicatorCollection"][0]["Gruppe"]]
        return Answer(inkar("Möglich", *possible(name, "2019", "2023")))

    def rows(asked: Asked) -> Answer:
        asked_bodies.append(asked.json)
        return Answer(inkar("Daten", {"Schlüssel": "05111000", "Zeit": "2023", "Wert": "3,2"}))

    publisher.routes |= {POSSIBLE: times, TABLE: rows}
    files = fetched("inkar", session, tmp_path, 2020)
    assert [file.name for file in files] == ["inkar-53.json", "inkar-344.json"]
    assert [one["time"] for one in asked_bodies[1]["TimeCollection"]] == ["2023"]
    assert asked_bodies[1]["SpaceCollection"] == [{"level": "GEM"}]
    got = reading("inkar", files)
    assert values(got, series="new_dwellings_inkar", ags="05111000", period="2023") == [3.2]
    names["53"] = "Angebotsmieten"
    with pytest.raises(FetchError, match="indicator 53 is called Angebotsmieten, expected 'Neub"):
        fetched("inkar", session, tmp_path, 2020)


def test_inkar_gives_numbers_or_printed_ones_and_gaps(tmp_path):
    file = tmp_path / "inkar-344.json"
    keyed = {"5111000": 12.25, "05158036": None, "05158004": "1.234,5"}
    told = [{"Schlüssel": key, "ZeitID": "2023", "Wert": value} for key, value in keyed.items()]
    file.write_bytes(inkar("Daten", *told))
    rows = reading("inkar", [file]).set_index("ags")
    assert rows.loc["05111000", "value"] == 12.25
    assert rows.loc["05158004", "value"] == 1234.5
    assert rows.loc["05158036", "quality"] == "O"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{}", "holds no 'Daten'"),
        (inkar("Daten"), "holds no figure"),
        (inkar("Daten", {"Raum": "05111000", "Wert": 1}), "no field 'Schlüssel'"),
        (inkar("Daten", {"Schlüssel": "05111000", "Wert": 1, "Zeit": "?"}), "without a year"),
    ],
)
def test_an_answer_of_inkar_of_another_layout_is_refused(tmp_path, body, told):
    file = tmp_path / "inkar-344.json"
    file.write_bytes(body)
    with pytest.raises(LayoutError, match=told):
        reading("inkar", [file])


# Open data of a city

PORTAL_FILE = "Bevölkerung_mit_Migrationshintergrund_2022_bis_2024.csv"
PORTAL_HEAD = "Jahr;Stadtteil_Nummer;Stadtteil_Name;personen_mit_migrationshintergrund;"
PORTAL_HEAD += "personen_insgesamt\n"


def portal(folder: Path, *lines: str) -> Path:
    file = folder / PORTAL_FILE
    file.write_text(PORTAL_HEAD + "\n".join(lines), "utf-8-sig")
    return file


def test_a_city_s_table_is_read_by_part_and_year(publisher, session, tmp_path):
    body = portal(tmp_path, "2024;11;Altstadt;1200;2400", "2024;12;Carlstadt;.;2301").read_bytes()
    path = "/opendata.duesseldorf.de/sites/default/files/"
    path += PORTAL_FILE.replace("ö", "%C3%B6")
    publisher.file(path, body)
    files = fetched("duesseldorf_open_data", session, tmp_path, 2024)
    rows = reading("duesseldorf_open_data", files)
    assert values(rows, ags="05111000-011", series="duesseldorf_district_population") == [2400]
    secret = rows[rows["quality"] == "Q"]
    assert secret["ags"].tolist() == ["05111000-012"]
    assert set(rows["period"]) == {"2024"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2024;999;Neustadt;1;2", "'05111000-999' is no part in the area table"),
        ("24;11;Altstadt;1;2", "found '24' where a year is expected"),
        ("2024;11;Altstadt;1;viele", "unknown sign 'viele'"),
    ],
)
def test_a_city_s_table_of_another_layout_is_refused(tmp_path, line, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        reading("duesseldorf_open_data", [portal(tmp_path, line)])
