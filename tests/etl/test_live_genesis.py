"""The GENESIS databases: flat files, tables without a login, the web service and its jobs."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.live import ffcsv, printed
from etl.live.faults import FetchError
from etl.live.genesis_rest import Account, NothingFound, Service
from etl.live.http import Session
from etl.live.layout import LayoutError
from tests.etl.publisher import RECORDED, Answer, Publisher, recorded

BASE = "https://genesis.example/ws"
REST = "/genesis.example/ws/rest/2020"
POPULATION = ({"series": "population", "value": "BEVSTD"},)
JOBS = (
    {"series": "jobs", "value": "ERW032"},
    {"series": "jobs", "value": "ERW032", "category": "female", "where": {"GES": "GESW"}},
)


def changed(name: str, folder: Path, *edits: tuple[str, str]) -> Path:
    """Return a recorded flat file with words replaced."""
    with zipfile.ZipFile(RECORDED / name) as archive:
        inner = archive.namelist()[0]
        content = archive.read(inner).decode("utf-8")
    for old, new in edits:
        assert old in content
        content = content.replace(old, new)
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(inner, content.encode("utf-8"))
    return path


def values(rows, **chosen: str) -> list[float]:
    for column, wanted in chosen.items():
        rows = rows[rows[column] == wanted]
    return rows["value"].tolist()


def test_a_flat_file_gives_the_total_by_today_s_keys():
    rows = ffcsv.read(RECORDED / "12411-01-01-4_de_flat.zip", POPULATION).rows
    assert values(rows, ags="05111000") == [618685]
    assert values(rows, ags="05158") == [490910]
    assert set(rows["period"]) == {"2024"}
    assert not set(rows["ags"]) & {"05111", "05313", "03152", "09474"}


def test_a_category_is_chosen_by_its_code():
    rows = ffcsv.read(
        RECORDED / "12411-01-01-4_de_flat.zip",
        ({"series": "population", "value": "BEVSTD", "category": "f", "where": {"GES": "GESW"}},),
    ).rows
    assert values(rows, ags="05158") == [252872]
    assert set(rows["category"]) == {"f"}


def test_one_file_with_four_units_gives_each_in_its_own():
    columns = tuple({"series": code, "value": code} for code in ("BAU001", "BAU003", "BAU004"))
    rows = ffcsv.read(RECORDED / "61511-01-03-4_de_flat.zip", columns).rows
    cases, total, price = (values(rows, ags="05158", series=c["series"])[0] for c in columns)
    assert total % 1000 == 0
    assert total > 1_000_000
    assert cases == round(cases)
    assert price != round(price)


def test_a_key_given_up_leaves_its_figure_to_the_key_in_use():
    rows = ffcsv.read(
        RECORDED / "AI-N-01-2-5_de_flat.zip", ({"series": "share", "value": "AI0111"},)
    ).rows
    assert len(rows) == rows["ags"].nunique() == 396
    assert values(rows, ags="05158036") == [27.4]


def test_the_census_is_read_with_its_quality_signs():
    rows = ffcsv.read(
        RECORDED / "1000A-2022_quality-on_de_flat.zip", ({"series": "p", "value": "PRS001"},)
    ).rows
    assert rows["value"].max() > 80_000_000


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([("time_code;", "Zeit_Code;")], "column 'time_code' is missing"),
        ([(";value_unit;", ";value_unit;extra;")], "column"),
        ([(";value_unit;", ";extra;value_unit;")], "unknown column 'extra'"),
        ([("\ufeffstatistics_code", "Statistik_Code")], "before November 2024"),
        ([(";KREISE;", ";Kreise und Städte;")], "which is no code: the columns are shifted"),
        ([(";Anzahl;", ";Stück;")], "unknown unit 'Stück'"),
        ([(";2024-12-31;", ";2023-10P6M;")], "time '2023-10P6M'"),
        ([(";490910;", ";q;")], "unknown sign 'q'"),
        ([("BEVSTD", "BEVNEU")], "no figures of 'BEVSTD'; it holds BEVNEU"),
        ([("weiblich", "wÃ¤iblich")], "not written in utf-8-sig"),
    ],
)
def test_a_flat_file_of_another_layout_is_refused(tmp_path, edits, told):
    with pytest.raises(ValueError, match=r"12411-01-01-4_de_flat\.zip") as error:
        ffcsv.read(changed("12411-01-01-4_de_flat.zip", tmp_path, *edits), POPULATION)
    assert told in str(error.value)


def test_half_an_archive_is_refused(tmp_path):
    half = tmp_path / "half.zip"
    half.write_bytes(recorded("12411-01-01-4_de_flat.zip")[:900])
    with pytest.raises(LayoutError, match=r"half\.zip: the archive is damaged"):
        ffcsv.read(half, POPULATION)


def test_a_flat_file_without_rows_is_refused(tmp_path):
    empty = tmp_path / "empty.zip"
    head = ";".join([*ffcsv.HEAD, *ffcsv.TAIL])
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("t.csv", head + "\n")
    with pytest.raises(LayoutError, match="a header and no row"):
        ffcsv.read(empty, POPULATION)


COMPLETED = (
    {
        "series": "completed",
        "header": "NE: Wohnungen in Wohngebäuden",
        "rows": "Wohngebäude insgesamt",
    },
)
LDB = "ldbnrw_31121-06i_00_trimmed.csv"


def test_the_state_s_table_gives_all_years_and_its_date():
    reading = printed.read(RECORDED / LDB, "31121-06i", COMPLETED)
    assert reading.published_on == date(2026, 5, 29)
    assert values(reading.rows, ags="05111000") == [1525]
    assert values(reading.rows, ags="05158") == [646]
    assert values(reading.rows, ags="05978") == [895]  # cut from the first year of the table
    assert set(reading.rows["period"]) == {"1987", "2025"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Tabelle: 31121-06i", "Tabelle: 31121-07i", "expected 'Tabelle: 31121-06i'"),
        ("__________", "", "breaks off before its footer"),
        ("Stand: 29.05.2026", "", "no line 'Stand: DD.MM.YYYY'"),
        ("NE: Wohnungen in Wohngebäuden", "Wohnungen", "no column 'NE: Wohnungen in Wohngebäuden'"),
        ("Wohngebäude insgesamt", "Insgesamt", "no rows 'Wohngebäude insgesamt'"),
        ("646;2254", "?;2254", "unknown sign '?'"),
        ("646;2254", "646", "not 9 cells wide"),
    ],
)
def test_a_table_of_another_layout_is_refused(tmp_path, old, new, told):
    content = recorded(LDB).decode("cp1252")
    assert old in content
    path = tmp_path / LDB
    path.write_bytes(content.replace(old, new).encode("cp1252"))
    with pytest.raises(ValueError, match=LDB.replace(".", r"\.")) as error:
        printed.read(path, "31121-06i", COMPLETED)
    assert told in str(error.value)


def test_a_table_without_years_is_empty(tmp_path):
    path = tmp_path / LDB
    lines = recorded(LDB).decode("cp1252").splitlines()
    path.write_text("\n".join(line for line in lines if line[:4] not in ("2025", "1987")))
    with pytest.raises(LayoutError, match="the table is empty"):
        printed.read(path, "31121-06i", COMPLETED)


@pytest.fixture
def service(publisher: Publisher, tmp_path: Path) -> Iterator[Service]:
    session = Session(tmp_path / "cache", pause=0, patience=0.01, timeout=2, mirror=publisher.url)
    yield Service(session, BASE, Account("anna", "geheim"), "EXAMPLE", poll=0.01, polls=5)
    session.close()


def test_a_table_comes_at_once_with_the_account_in_the_headers(publisher, service):
    body = recorded("12411-01-01-4_de_flat.zip")
    publisher.routes[f"{REST}/data/tablefile"] = [Answer(body)]
    form = {"format": "ffcsv", "startyear": "2020"}
    assert service.table("12411-01-01-4", form) == body
    (asked,) = publisher.asked
    assert (asked.method, asked.headers["username"]) == ("POST", "anna")
    assert asked.form["name"] == "12411-01-01-4"
    assert asked.form["language"] == "de"
    assert asked.form["startyear"] == "2020"
    assert "geheim" not in str(asked.form)


def test_a_large_table_comes_by_way_of_a_job(publisher, service):
    body = recorded("job_5_resultfile_trimmed.zip")
    publisher.routes[f"{REST}/data/tablefile"] = [
        Answer(recorded("job_1_too_large_98.json")),
        Answer(recorded("job_2_created_99.json")),
    ]
    pending = Answer(recorded("job_3_pending_104.json"))
    publisher.routes[f"{REST}/catalogue/results"] = [
        pending,
        pending,
        Answer(recorded("job_4_ready_0.json")),
    ]
    publisher.routes[f"{REST}/data/resultfile"] = [Answer(body)]
    assert service.table("12531-0043", {"format": "ffcsv"}) == body
    assert [asked.form.get("job") for asked in publisher.asked[:2]] == ["false", "true"]
    assert publisher.asked[-1].form["name"] == "12531-0043_175879554"


def test_a_job_that_never_ends_is_given_up(publisher, service):
    publisher.routes[f"{REST}/data/tablefile"] = [Answer(recorded("job_2_created_99.json"))]
    publisher.routes[f"{REST}/catalogue/results"] = [Answer(recorded("job_3_pending_104.json"))]
    with pytest.raises(FetchError, match="did not finish the job 12531-0043_175879554"):
        service.table("12531-0043", {})


def flat(code: int, words: str) -> Answer:
    return Answer(json.dumps({"Code": code, "Content": words, "Type": "ERROR"}).encode())


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        (Answer(recorded("error_104_no_object.json")), NothingFound, "code 104"),
        (Answer(recorded("error_-1_no_cube.json")), FetchError, "kein Datenquader gefunden"),
        (
            Answer(
                json.dumps(
                    json.loads(recorded("guest_refused_http401.json"))["response"]["body"]
                ).encode(),
                401,
            ),
            FetchError,
            "does not accept the account in EXAMPLE_USER and EXAMPLE_PASSWORD",
        ),
        (flat(2, "Bitte korrigieren Sie Ihr Passwort."), FetchError, "does not accept the account"),
        (flat(2, "Fehler bei anna mit geheim"), FetchError, "Fehler bei *** mit ***"),
        (flat(6, "zu viele"), FetchError, "asked too much at once"),
        (flat(50, "nichts neuer"), NothingFound, "code 50"),
        (flat(90, "keine Tabelle"), FetchError, "no such table"),
        (Answer(b"<html>Wartung"), FetchError, "a web page instead of figures"),
    ],
)
def test_each_code_of_the_service_is_one_sentence(publisher, service, answer, kind, told):
    publisher.routes[f"{REST}/data/tablefile"] = [answer]
    with pytest.raises(kind, match=r"^genesis\.example") as error:
        service.table("12411-01-01-4", {})
    assert told in str(error.value)
    assert "geheim" not in str(error.value)
    assert "\n" not in str(error.value)


def test_an_account_is_read_from_the_environment_and_never_shown(monkeypatch):
    monkeypatch.delenv("EXAMPLE_USER", raising=False)
    assert Account.of("EXAMPLE") is None
    assert Account.of("") is None
    monkeypatch.setenv("EXAMPLE_USER", "anna")
    monkeypatch.setenv("EXAMPLE_PASSWORD", "geheim")
    account = Account.of("EXAMPLE")
    assert account == Account("anna", "geheim")
    assert "anna" not in repr(account)
    assert "geheim" not in repr(account)
