"""Refreshing: what becomes a vintage, what changes nothing, and what is told of it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl import areas
from etl.live import genesis
from etl.live.ffcsv import HEAD, TAIL, VARIABLE
from etl.live.genesis_rest import Service
from etl.live.http import Session
from etl.live.refresh import cards_asked, main, refresh
from etl.tidy import COLUMNS, tidy
from etl.vintages import append, known
from resilience.model.registry import registry
from resilience.model.sources import CardError, load_cards
from resilience.model.vintages import load_vintages
from resilience.settings import ROOT
from resilience.warehouse import inputs
from resilience.warehouse.holdings import series_with_figures
from resilience.warehouse.load import load
from resilience.warehouse.opening import create
from tests.etl.publisher import Answer, Publisher, recorded

STATE = "landesdatenbank_nrw_31121_06i"
STATE_FILE = "31121-06i_00.csv"
STATE_PATH = f"/www.landesdatenbank.nrw.de/ldbnrwws/downloader/00/tables/{STATE_FILE}"
STATE_BODY = recorded("ldbnrw_31121-06i_00_trimmed.csv")
POPULATION = "regionalstatistik_12411_01_01_5"
REST = "/www.regionalstatistik.de/genesisws/rest/2020/data/tablefile"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a ``data`` folder as a clone has it, with the cards of three sources."""
    made = tmp_path / "data"
    for folder in ("sources", "observations"):
        (made / folder).mkdir(parents=True)
    for name in (STATE, POPULATION, "zensus2022_1000a_0000"):
        shutil.copy(ROOT / "data" / "sources" / f"{name}.toml", made / "sources")
        shutil.copy(ROOT / "data" / "observations" / f"{name}.parquet", made / "observations")
    return made


@pytest.fixture
def session(publisher: Publisher, tmp_path: Path) -> Iterator[Session]:
    made = Session(
        tmp_path / "cache", pause=0, patience=0.01, timeout=0.5, attempts=2, mirror=publisher.url
    )
    yield made
    made.close()


def contents(folder: Path) -> dict[str, str]:
    """Return the digests of all figures and vintages below a folder."""
    files = [p for p in folder.rglob("*") if p.suffix in (".parquet", ".toml")]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def asked(data: Path, session: Session, *names: str, **more) -> tuple[list[str], str]:
    """Refresh sources and return the sentences of failure and what was said."""
    said: list[str] = []
    failed = refresh(data, cards_asked(data, list(names)), session, said.append, **more)
    return failed, "\n".join(said)


def without(data: Path, source: str, period: str) -> None:
    """Take a period out of the bundled figures, as if it was not published yet."""
    path = data / "observations" / f"{source}.parquet"
    rows = pd.read_parquet(path)
    rows[rows["period"] != period].to_parquet(path, index=False)


def test_a_newer_period_becomes_a_vintage_with_its_file_kept(data, publisher, session):
    without(data, STATE, "2025")
    before = contents(data)
    publisher.file(STATE_PATH, STATE_BODY)
    failed, said = asked(data, session, STATE)
    assert failed == []
    (vintage,) = load_vintages(data / "vintages")
    assert vintage.source_id == STATE
    snapshot = vintage.snapshot
    assert snapshot.id == f"{STATE}-2026-05-29"
    assert (snapshot.published_on, snapshot.retrieved_on) == (date(2026, 5, 29), date.today())
    assert snapshot.sha256 == hashlib.sha256(STATE_BODY).hexdigest()
    kept = data / "snapshots" / snapshot.id / snapshot.file_name
    assert kept.read_bytes() == STATE_BODY
    rows = pd.read_parquet(data / "vintages" / f"{snapshot.id}.parquet")
    assert tuple(rows.columns) == COLUMNS
    assert set(rows["snapshot"]) == {snapshot.id}
    assert "dwellings_completed_county: new periods 1987, 2025" in said
    assert contents(data).items() > before.items()


def test_figures_at_hand_make_no_second_vintage(data, publisher, session):
    publisher.file(STATE_PATH, STATE_BODY)
    _, said = asked(data, session, STATE)
    assert "areas gained: 05 Nordrhein-Westfalen, 05113000 Essen" in said
    failed, said = asked(data, session, STATE)
    assert failed == []
    assert "nothing new; the newest period is 2025" in said
    assert len(load_vintages(data / "vintages")) == 1


def test_a_revised_figure_is_told_with_both_values_and_the_old_one_stays(data, publisher, session):
    publisher.file(STATE_PATH, STATE_BODY.replace(b";142;646;", b";142;650;"))
    _, said = asked(data, session, STATE)
    assert "1 figures revised" in said
    assert "05158 Kreis Mettmann 2025: 646.0 -> 650.0" in said
    (card,) = [card for card in load_cards(data / "sources") if card.source_id == STATE]
    now = known(data, card)
    row = now[(now["ags"] == "05158") & (now["period"] == "2025")]
    assert row["value"].tolist() == [650]
    bundled = pd.read_parquet(data / "observations" / f"{STATE}.parquet")
    assert bundled[(bundled["ags"] == "05158") & (bundled["period"] == "2025")][
        "value"
    ].tolist() == [646]


def test_an_older_file_of_the_publisher_revises_nothing(data, publisher, session):
    without(data, STATE, "2024")
    older = STATE_BODY.replace(b"29.05.2026", b"29.05.2020")
    publisher.file(STATE_PATH, older.replace(b"2025;", b"2024;"))
    _, said = asked(data, session, STATE)
    assert "is of 2020-05-29, older than what is at hand (2026-05-29)" in said
    assert "new periods 1987, 2024" in said
    publisher.file(STATE_PATH, older.replace(b";142;646;", b";142;650;"))
    _, said = asked(data, session, STATE)
    assert "2025: 646" not in said
    (card,) = [card for card in load_cards(data / "sources") if card.source_id == STATE]
    now = known(data, card).set_index(["ags", "period"])["value"]
    assert now["05158", "2025"] == 646


def test_a_dry_run_writes_no_vintage_and_no_file(data, publisher, session):
    without(data, STATE, "2025")
    before = sorted(data.rglob("*"))
    publisher.file(STATE_PATH, STATE_BODY)
    failed, said = asked(data, session, STATE, dry=True)
    assert failed == []
    assert "nothing was written" in said
    assert sorted(data.rglob("*")) == before


def test_a_saved_file_is_read_instead_of_asking(data, publisher, session, tmp_path):
    without(data, STATE, "2025")
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / STATE_FILE).write_bytes(STATE_BODY)
    failed, _ = asked(data, session, STATE, root=saved)
    assert failed == []
    assert publisher.asked == []
    assert len(load_vintages(data / "vintages")) == 1
    failed, _ = asked(data, session, POPULATION, root=saved)
    assert failed == [f"{POPULATION}: {saved} holds no file named 12411-01-01-5_*."]


def test_one_source_that_fails_leaves_the_others(data, publisher, session):
    without(data, STATE, "2025")
    publisher.file(STATE_PATH, STATE_BODY)
    failed, _ = asked(data, session)
    assert [sentence.split(":")[0] for sentence in failed] == [POPULATION, "zensus2022_1000a_0000"]
    assert "an account is needed: set ZENSUS_USER and ZENSUS_PASSWORD" in failed[1]
    assert [vintage.source_id for vintage in load_vintages(data / "vintages")] == [STATE]


GARBLED = STATE_BODY.decode("cp1252").encode().decode("cp1252", "replace").encode()

BAD = {
    "timeout": (Answer(STATE_BODY, wait=1.5), "did not answer within 0.5 s"),
    "401": (Answer(b"no", 401), "not authorised"),
    "429": (Answer(b"no", 429), "asks for fewer requests"),
    "500": (Answer(b"no", 500), "is out of order"),
    "page": (Answer(b"<html>Wartungsarbeiten</html>"), "a web page instead of figures"),
    "empty": (Answer(b""), "answered with nothing at all"),
    "cut": (Answer(STATE_BODY[:1500]), "not 9 cells wide|breaks off before its footer"),
    "broken off": (Answer(STATE_BODY[:900], claims=len(STATE_BODY)), "broke off"),
    "no rows": (
        Answer(STATE_BODY[: STATE_BODY.index(b"2025;")] + b"__________\nStand: 29.05.2026\n"),
        "the table is empty",
    ),
    "header": (
        Answer(STATE_BODY.replace("Wohnungen in Wohngebäuden".encode("cp1252"), b"Einheiten")),
        "no column 'NE: Wohnungen in Wohngebäuden'",
    ),
    "encoding": (Answer(GARBLED), "not written in"),
    "sign": (Answer(STATE_BODY.replace(b";142;646;", b";142;?;")), "unknown sign '?'"),
    "vanished": (
        Answer(STATE_BODY.replace(b"2025;05158;", b"2025;5158;")),
        r"1 areas are lacking \(05158 Kreis Mettmann\)",
    ),
    "moved": (Answer(b"", 302, {"Location": "http://elsewhere.example/"}), "elsewhere.example"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_answer_is_one_sentence_and_changes_nothing(data, publisher, session, fault):
    answer, told = BAD[fault]
    before = contents(data)
    publisher.routes[STATE_PATH] = [answer]
    (sentence,), _ = asked(data, session, STATE)
    assert sentence.startswith(f"{STATE}: ")
    assert "\n" not in sentence
    assert re.search(told, sentence), sentence
    assert contents(data) == before


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIONALSTATISTIK_USER", "anna")
    monkeypatch.setenv("REGIONALSTATISTIK_PASSWORD", "geheim")


def flat(rows: list[str]) -> bytes:
    """Return a flat file of population by municipality, laid out as the recorded one."""
    numbered = [f"{number}_{name}" for number in (1, 2) for name in VARIABLE]
    head = ";".join([*HEAD, *numbered, *TAIL])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("t_flat.csv", "\ufeff" + "\n".join([head, *rows]) + "\n")
    return buffer.getvalue()


def population(year: str, factor: float = 1.0, lost: str = "", dashes: bool = False) -> list[str]:
    """Return rows of a made-up year: the last bundled figures times a factor."""
    rows = pd.read_parquet(ROOT / "data" / "observations" / f"{POPULATION}.parquet")
    rows = rows[(rows["period"] == "2015") & (rows["ags"] != lost)]
    out = []
    for ags, value in zip(rows["ags"], rows["value"], strict=True):
        shown = "-" if dashes else str(round(value * factor))
        out.append(
            f"12411;F;STAG;Stichtag;{year}-12-31;GEMEIN;Gemeinden;{ags};name;GES;Geschlecht;;"
            f"Insgesamt;{shown};Anzahl;BEVSTD;Bevölkerungsstand"
        )
    return out


def test_with_an_account_the_web_service_is_asked(data, publisher, session, account):
    publisher.routes[REST] = lambda request: (
        Answer(recorded("error_104_no_object.json"))
        if request.form.get("regionalvariable")
        else Answer(flat([*population("2016"), *population("2017", 1.01)]))
    )
    failed, said = asked(data, session, POPULATION, since=2016)
    assert failed == []
    assert "new periods 2016, 2017 (median change 2015 to 2017: +1.0%)" in said
    assert "indicators that use them: " in said
    assert publisher.asked[0].form["startyear"] == "2016"
    everywhere = [p.read_bytes() for p in data.rglob("*") if p.is_file()]
    assert not any(re.search(b"anna|geheim", content) for content in everywhere)


PENDING = {
    REST: [Answer(recorded("job_2_created_99.json"))],
    REST.replace("data/tablefile", "catalogue/results"): [
        Answer(recorded("job_3_pending_104.json"))
    ],
}
HOSTILE = {
    "archive cut": ({REST: [Answer(flat(population("2016"))[:900])]}, "the archive is damaged"),
    "job without end": (PENDING, "did not finish the job 12531-0043_175879554"),
    "401": ({REST: [Answer(b"no", 401)]}, "does not accept the account in REGIONALSTATISTIK_USER"),
    "429": ({REST: [Answer(b"no", 429)]}, "asks for fewer requests"),
    "500": ({REST: [Answer(b"no", 500)]}, "is out of order"),
    "page": ({REST: [Answer(b"<html>geheim, anna</html>")]}, "a web page instead of figures"),
    "moved": (
        {REST: [Answer(b"", 307, {"Location": "https://elsewhere.example/table"})]},
        "leads elsewhere (307); credentials are not sent on",
    ),
    "echo": (
        {REST: [Answer(b'{"Code": -1, "Content": "Fehler: anna/geheim", "Type": "ERROR"}')]},
        "answers with code -1: Fehler: ***/***",
    ),
}


@pytest.mark.parametrize("fault", HOSTILE)
@pytest.mark.usefixtures("account")
def test_with_an_account_a_bad_answer_changes_nothing_and_no_credential_gets_away(
    data, publisher, session, monkeypatch, caplog, tmp_path, fault
):
    caplog.set_level("DEBUG")
    monkeypatch.setattr(genesis, "Service", partial(Service, poll=0, polls=2))
    answers, told = HOSTILE[fault]
    before = contents(data)
    publisher.routes |= answers
    failed, said = asked(data, session, POPULATION)
    (sentence,) = failed
    assert told in sentence
    assert "\n" not in sentence
    assert contents(data) == before
    assert {request.path.split("/")[1] for request in publisher.asked} == {REST.split("/")[1]}
    session.close()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    shown = "".join([sentence, said, caplog.text])
    assert not re.search("anna|geheim", shown)
    assert not any(re.search(b"anna|geheim", content) for content in kept)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (population("2016", lost="05158020"), "1 areas are lacking (05158020 Langenfeld"),
        (population("2016", 1.5), "by more than a factor of 1.3"),
        (population("2016", dashes=True), "'-', so the period is listed but not filled yet"),
    ],
)
def test_figures_that_cannot_be_are_refused(data, publisher, session, account, rows, told):
    before = contents(data)
    publisher.routes[REST] = [Answer(flat(rows))]
    (sentence,), _ = asked(data, session, POPULATION)
    assert told in sentence
    assert contents(data) == before


def test_towns_that_do_not_add_up_to_their_county_are_refused(data, publisher, session, account):
    rows = [
        row.replace(";Insgesamt;", ";Insgesamt;1", 1) if ";05158;" in row else row
        for row in population("2016")
    ]
    publisher.routes[REST] = [Answer(flat(rows))]
    (sentence,), _ = asked(data, session, POPULATION)
    assert "the towns of 05158 Kreis Mettmann add up to" in sentence


def test_a_period_not_filled_yet_is_left_out_and_told(data, publisher, session, account):
    rows = [*population("2016", 1.01), *population("2017", dashes=True)]
    publisher.routes[REST] = [Answer(flat(rows))]
    failed, said = asked(data, session, POPULATION)
    assert failed == []
    assert "population_intercensal 2017 left out: " in said
    (vintage,) = load_vintages(data / "vintages")
    kept = pd.read_parquet(data / "vintages" / f"{vintage.snapshot.id}.parquet")
    assert set(kept["period"]) == {"2016"}


def test_a_single_dash_for_an_area_is_missing_not_zero(data, publisher, session, account):
    rows = population("2016", 1.01)
    broken = [row.rsplit(";", 4) for row in rows]
    town = next(n for n, row in enumerate(rows) if ";05158036;" in row)
    rows[town] = ";".join([*broken[town][:1], "-", *broken[town][2:]])
    publisher.routes[REST] = [Answer(flat(rows))]
    assert asked(data, session, POPULATION)[0] == []
    (vintage,) = load_vintages(data / "vintages")
    kept = pd.read_parquet(data / "vintages" / f"{vintage.snapshot.id}.parquet")
    row = kept[kept["ags"] == "05158036"].iloc[0]
    assert pd.isna(row["value"])
    assert (row["quality"], row["note"]) == ("O", "not published")


def test_a_vintage_of_the_same_day_gets_a_name_of_its_own(data):
    (card,) = [card for card in load_cards(data / "sources") if card.source_id == STATE]
    rows = pd.DataFrame(
        {"series": "dwellings_completed_county", "ags": ["05158"], "period": "2026", "value": 1.0}
    )
    file = data / "a.csv"
    names = []
    for content in (b"1", b"2"):
        file.write_bytes(content)
        made = append(
            data, card, tidy(rows, source=STATE, snapshot="new"), [file], date.today(), None
        )
        names.append(made.id)
    assert len(set(names)) == 2
    assert {v.snapshot.id for v in load_vintages(data / "vintages")} == set(names)


def test_the_warehouse_shows_the_newest_vintage_and_keeps_the_earlier(data, publisher, session):
    for folder in ("geometry", "regions", "corrections"):
        (data / folder).symlink_to(ROOT / "data" / folder)
    shutil.rmtree(data / "sources")
    shutil.rmtree(data / "observations")
    shutil.copytree(ROOT / "data" / "sources", data / "sources")
    shutil.copytree(ROOT / "data" / "observations", data / "observations")
    publisher.file(STATE_PATH, STATE_BODY.replace(b";142;646;", b";142;650;"))
    assert asked(data, session, STATE)[0] == []
    saved = data.parent / "saved"
    saved.mkdir()
    towns = areas.table().query("level == 'municipality'")["ags"]
    rows = [{"Schlüssel": ags, "Zeit": "2023", "Wert": 12.5} for ags in towns]
    (saved / "inkar-344.json").write_text(json.dumps({"Daten": rows}))
    assert asked(data, session, "inkar", root=saved)[0] == []  # one of its two series
    connection = create(Path(":memory:"))
    checks = load(connection, data)
    assert [check for check in checks if not check.passed] == []
    sql = """SELECT snapshot_id, value FROM {} WHERE series_id = 'dwellings_completed_county'
             AND ags = '05158' AND period = '2025' ORDER BY 1"""
    both = connection.execute(sql.format("observation")).fetchall()
    now = connection.execute(sql.format("observation_current")).fetchall()
    fetched = connection.execute(
        "SELECT source_id FROM live_source WHERE fetched_on = current_date ORDER BY ALL"
    ).fetchall()
    here = series_with_figures(connection)
    connection.close()
    assert fetched == [("inkar",), (STATE,)]
    assert "supply.child_poverty" not in registry().active
    assert "supply.child_poverty" in registry().with_figures(here).active
    assert "production.unemployment" not in registry().with_figures(here).active
    assert both == [(f"{STATE}-2025", 646.0), (f"{STATE}-2026-05-29", 650.0)]
    assert now == [(f"{STATE}-2026-05-29", 650.0)]


def test_a_vintage_without_its_card_or_figures_is_named(data):
    (data / "vintages").mkdir()
    lines = 'source_id = "gone"\nfile_name = ""\nsha256 = ""\nretrieved_on = 2030-01-01\n'
    (data / "vintages" / "gone-2030.toml").write_text(lines + "boundary_date = 2030-01-01\n")
    with pytest.raises(CardError, match=r"gone-2030\.parquet is missing"):
        load_vintages(data / "vintages")
    (data / "vintages" / "gone-2030.parquet").write_bytes(b"")
    connection = duckdb.connect()
    with pytest.raises(CardError, match="no card is named 'gone'"):
        load(connection, data)
    connection.close()


def test_a_source_nobody_knows_is_answered_with_the_nearest(data, capsys):
    assert main(["landesdatenbank_nrw_31121_06", "--data", str(data)]) == 2
    assert f"did you mean {STATE!r}?" in capsys.readouterr().err
    assert [card.source_id for card, _ in cards_asked(data, ["genesis"])] == [STATE, POPULATION]
    assert [card.source_id for card, _ in cards_asked(data, ["regionalstatistik"])] == [POPULATION]


def test_the_list_says_what_is_here_what_there_is_and_what_came_of_it(
    data, publisher, session, capsys
):
    publisher.file(STATE_PATH, STATE_BODY)
    asked(data, session)
    asked(data, session)
    assert main(["--list", "--data", str(data)]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines["source"].split()[:5] == ["source", "here", "publisher", "login", "tried"]
    assert lines[STATE].split()[1:5] == ["2025", "2025", "no", "recording"]
    assert "nothing new" in lines[STATE]
    assert lines[POPULATION].split()[1:5] == ["2015", "2022", "of", "use"]
    assert " needed " in lines["zensus2022_1000a_0000"]
    assert "an account is needed" in lines["zensus2022_1000a_0000"]


def test_the_command_ends_with_the_sentences_and_a_code(data, publisher, tmp_path):
    publisher.file(STATE_PATH, STATE_BODY)
    call = [sys.executable, "-m", "resilience", "refresh", STATE, "zensus2022"]
    environment = {
        "PATH": "/usr/bin:/bin",
        "RESILIENCE_MIRROR": publisher.url,
        "RESILIENCE_HANDED_OVER": "1",
    }
    done = subprocess.run(
        [*call, "--data", str(data)], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "1 of 2 sources asked without a fault." in done.stdout
    assert done.stderr.splitlines()[-1].startswith("zensus2022_1000a_0000: an account is needed")


def test_what_is_kept_of_publishers_does_not_make_the_warehouse_old(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    for folder in ("data/vintages", "data/snapshots/a", "indicators"):
        (tmp_path / folder).mkdir(parents=True)
    warehouse = tmp_path / "data" / "warehouse.duckdb"
    warehouse.write_bytes(b"")
    later = warehouse.stat().st_mtime + 60
    (tmp_path / "data" / "snapshots" / "a" / "file.parquet").write_bytes(b"")
    for path in (tmp_path / "data" / "snapshots").rglob("*"):
        os.utime(path, (later, later))
    os.utime(tmp_path / "data" / "snapshots", (later, later))
    assert not inputs.is_stale(warehouse)
    os.utime(tmp_path / "data" / "vintages", (later, later))
    assert inputs.is_stale(warehouse)
