"""The warehouse as built: known values, keys, checks, and the atomic swap."""

import math
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from resilience.cli.kit.goalposts import propose
from resilience.model.region import RegionError
from resilience.model.registry import registry
from resilience.settings import SETTINGS
from resilience.warehouse import build as building
from resilience.warehouse import inputs as made_of
from resilience.warehouse import queries
from resilience.warehouse.build import BuildError, build
from resilience.warehouse.compute import observations_of
from resilience.warehouse.inputs import is_stale
from resilience.warehouse.load import Check, LoadError
from resilience.warehouse.opening import WarehouseError, open_read_only
from resilience.warehouse.opening import cursor as cursor_of
from resilience.warehouse.sandbox import IndicatorError
from tests.resilience.made_up import entry

# Population and area (km2) of 31.12.2023 as printed in the register of municipalities.
REGISTER = {
    "05111000": (631217, 217.41),
    "05158004": (43801, 26.88),
    "05158008": (30558, 24.19),
    "05158012": (26590, 27.52),
    "05158016": (55689, 25.95),
    "05158020": (59908, 41.15),
    "05158024": (39197, 42.56),
    "05158026": (43524, 23.05),
    "05158028": (87513, 88.74),
    "05158032": (82462, 74.90),
    "05158036": (21009, 32.27),
}


@pytest.fixture
def cursor(warehouse: Path):
    """Yield a read-only connection to the warehouse of the present inputs."""
    connection = open_read_only(warehouse)
    yield connection
    connection.close()


def one(cursor: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> tuple:
    rows = cursor.execute(sql, list(parameters)).fetchall()
    assert len(rows) == 1, rows
    return rows[0]


def observation(cursor: duckdb.DuckDBPyConnection, series: str, ags: str, period: str) -> tuple:
    sql = """
        SELECT value, quality, note FROM observation_current
        WHERE series_id = ? AND ags = ? AND period = ? AND category = ''
    """
    return one(cursor, sql, series, ags, period)


@pytest.mark.parametrize("ags", REGISTER)
def test_population_and_area_of_the_eleven(cursor, ags):
    population, area = REGISTER[ags]
    assert observation(cursor, "population_register", ags, "2023")[0] == population
    assert observation(cursor, "land_area_register", ags, "2023")[0] == pytest.approx(area)
    sql = "SELECT population, area_km2 FROM area WHERE ags = ?"
    assert one(cursor, sql, ags) == (population, pytest.approx(area))


def test_ratingens_density_at_the_end_of_2022(cursor):
    assert observation(cursor, "population_density", "05158028", "2022")[0] == 984.76


def test_monheims_integrated_debt_per_head_2024(cursor):
    assert observation(cursor, "integrated_debt_per_person", "05158026", "2024")[0] == 24147.12
    values = queries.indicator_values(cursor, "supply.integrated_debt").set_index(["ags", "period"])
    assert values.loc[("05158026", "2024"), "value"] == 24147.12


def test_the_county_administration_is_not_shown_as_the_county(cursor):
    sql = "SELECT count(*) FROM observation WHERE series_id = 'integrated_debt' AND ags = '05158'"
    assert one(cursor, sql) == (0,)


def test_heiligenhaus_has_no_car_figure_and_is_missing_not_zero(cursor):
    value, quality, note = observation(cursor, "cars", "05158012", "2026")
    assert value is None
    assert quality == "O"
    assert note
    measure = queries.newest_values(cursor, "ihk-duesseldorf").set_index(["indicator_id", "ags"])
    row = measure.loc[("mobility.cars", "05158012")]
    assert math.isnan(row["value"])
    assert row["quality"] == "O"


def test_zeros_and_gaps_are_told_apart(cursor):
    zeros = "SELECT count(*) FROM observation WHERE value = 0 AND quality = 'A'"
    gaps = "SELECT count(*) FROM observation WHERE value IS NULL AND quality IN ('O', 'M', 'Q')"
    assert one(cursor, zeros)[0] > 1000
    assert one(cursor, gaps)[0] > 100
    assert one(cursor, "SELECT count(*) FROM observation WHERE quality = 'O' AND value = 0") == (0,)


@pytest.mark.parametrize("indicator_id", registry().active)
def test_the_eleven_have_a_row_in_every_indicator(cursor, indicator_id):
    measure = queries.newest_values(cursor, "ihk-duesseldorf")
    own = measure[measure["indicator_id"] == indicator_id]
    assert set(own["ags"]) == set(REGISTER)
    assert own["value"].notna().sum() >= 10


def test_corrections_leave_the_raw_value_and_mark_the_current_one(cursor):
    raw = """
        SELECT o.quality, o.value
        FROM observation o JOIN correction c USING (series_id, ags, period, category)
        WHERE c.action = 'flag' AND c.quality = 'U'
    """
    now = raw.replace("FROM observation o", "FROM observation_current o")
    before, after = cursor.execute(raw).fetchall(), cursor.execute(now).fetchall()
    assert len(before) == len(after) >= 2
    assert {quality for quality, _ in after} == {"U"}
    assert "U" not in {quality for quality, _ in before}


def test_every_value_has_its_lineage(cursor):
    sql = """
        SELECT count(*) FROM indicator_value v ANTI JOIN indicator_input i
        USING (indicator_id, ags, period)
    """
    assert one(cursor, sql) == (0,)


def test_every_city_has_theme_scores_as_of_one_year(cursor):
    sql = """
        SELECT count(*), count(score), count(DISTINCT period) FROM theme_score
        JOIN region_area USING (ags) WHERE region_id = 'ihk-duesseldorf' AND role = 'member'
    """
    assert one(cursor, sql) == (44, 44, 1)


def test_a_theme_score_is_the_mean_of_its_indicators_scores(cursor):
    sql = """
        SELECT t.score, avg(s.score), count(*), t.coverage
        FROM theme_score t
        JOIN theme_score_input i USING (theme_id, ags, period, method_id)
        JOIN score s ON (s.indicator_id, s.ags, s.period) = (i.indicator_id, i.ags, i.value_period)
        WHERE t.theme_id = 'mobility' AND t.ags = '05158032'
        GROUP BY ALL
    """
    score, mean, inputs, coverage = one(cursor, sql)
    assert score == pytest.approx(mean)
    basket = """
        SELECT count(DISTINCT indicator_id) FROM theme_score_input WHERE theme_id = 'mobility'
    """
    assert (inputs, coverage) == (*one(cursor, basket), 1.0)


def test_values_too_old_enter_no_theme_score(cursor):
    sql = "SELECT min(value_period[:4]), max(period) FROM theme_score_input"
    oldest, as_of = one(cursor, sql)
    assert int(as_of) - int(oldest) <= SETTINGS.maximum_age
    old = "SELECT count(*) FROM theme_score_input WHERE indicator_id = 'mobility.road_casualties'"
    assert one(cursor, old) == (0,)


def test_a_break_marks_the_first_value_after_it(cursor):
    sql = """
        SELECT period, mode(quality) FROM indicator_value
        WHERE indicator_id = 'mobility.fast_charging' GROUP BY period ORDER BY period
    """
    assert cursor.execute(sql).fetchall() == [("2023", "A"), ("2024", "B")]


def test_a_correction_of_a_category_not_read_marks_nothing(cursor):
    values = queries.indicator_values(cursor, "supply.renewable_capacity")
    assert set(values.loc[values["ags"] == "05111000", "quality"]) == {"A"}


@pytest.mark.parametrize("entry", registry().active.values(), ids=lambda e: e.indicator_id)
def test_goalposts_are_what_the_named_years_distribution_proposes(cursor, entry):
    posts = entry.indicator.goalposts
    if posts is None or posts.judgement is not None:
        assert entry.indicator.direction in ("context", "target_band")
        return
    proposed = propose(queries.indicator_values(cursor, entry.indicator_id))
    own = proposed[proposed["period"] == posts.year].set_index("kind")
    told = {kind: tuple(row) for kind, row in own[["low", "high"]].iterrows()}
    assert told == {kind: pytest.approx(scale) for kind, scale in posts.scales.items()}


def test_the_report_names_rows_seconds_and_memory(tmp_path, monkeypatch):
    messages: list[str] = []
    monkeypatch.setattr(building, "_fill", lambda *_: [])
    build(tmp_path / "warehouse.duckdb", report=messages.append)
    text = "\n".join(messages)
    assert re.search(r"^observation +0$", text, re.MULTILINE)
    assert "Built" in text
    assert " s, peak memory" in text


def test_peers_of_towns_are_the_mittelstaedte(cursor):
    peers = queries.peers(cursor, "ihk-duesseldorf", "de").groupby("kind").size()
    assert peers.to_dict() == {"large_city": 30, "town": 183}


def test_an_area_says_whom_it_is_compared_with_and_when_its_people_were_counted(cursor):
    areas = queries.areas(cursor, "ihk-duesseldorf").set_index("ags")
    large = areas["city_type"] == "large_city"
    assert 0 < large.sum() < len(areas)
    assert areas["peer_kind"].to_dict() == large.map({True: "large_city", False: "town"}).to_dict()
    counted = queries.inhabitants(cursor, "ihk-duesseldorf")
    assert counted["ags"].tolist() == sorted(areas.index[areas["role"] == "member"])
    assert set(counted["period"]) == {"2023"}


def test_a_failed_check_keeps_the_old_file_and_prints_a_table(tmp_path, monkeypatch):
    old = tmp_path / "warehouse.duckdb"
    monkeypatch.setattr(building, "_fill", lambda *_: [])
    build(old, report=lambda _: None)
    kept = old.read_bytes()
    monkeypatch.setattr(building, "_fill", lambda *_: [Check("municipalities", "396", "395")])
    with pytest.raises(BuildError, match="1 checks failed") as error:
        build(old, report=lambda _: None)
    assert ["municipalities", "396", "395"] in [
        line.split() for line in str(error.value).split("\n")
    ]
    assert old.read_bytes() == kept
    assert {p.name for p in tmp_path.iterdir()} == {"warehouse.duckdb", "warehouse.duckdb.lock"}


def test_an_interrupted_build_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "_fill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "warehouse.duckdb", report=lambda _: None)
    assert [p.name for p in tmp_path.iterdir()] == ["warehouse.duckdb.lock"]


def test_an_undeclared_series_suggests_the_nearest_name(cursor):
    with pytest.raises(
        IndicatorError,
        match=r"one\.py: needs the series 'population_registr'.*population_register",
    ):
        observations_of(cursor, entry("SELECT 1", ("population_registr",)))


def test_a_warehouse_is_stale_once_an_input_is_newer(warehouse, monkeypatch, tmp_path):
    newer = tmp_path / "later.toml"
    newer.write_text("")
    assert not is_stale(warehouse)
    monkeypatch.setattr(made_of, "inputs", lambda: [newer])
    assert is_stale(warehouse)
    assert is_stale(tmp_path / "nowhere.duckdb")


def test_a_missing_or_broken_warehouse_says_what_to_do(tmp_path):
    with pytest.raises(WarehouseError, match="python3 -m resilience build"):
        open_read_only(tmp_path / "nowhere.duckdb")
    (tmp_path / "broken.duckdb").write_text("not a database")
    with pytest.raises(WarehouseError, match=r"not a warehouse of this program.*--warehouse"):
        open_read_only(tmp_path / "broken.duckdb")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a made-up project of two inputs, with its warehouse in ``data``."""
    for name in ("data/regions/a.toml", "data/regions/b.toml", "indicators/t/i.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(made_of, "ROOT", tmp_path)
    monkeypatch.setattr(building, "_fill", lambda *_: [])
    return tmp_path


@pytest.mark.parametrize("name", ["data/regions/a.toml", "data/regions/c.toml"])
def test_an_input_edited_while_the_build_runs_makes_it_stale(tree, monkeypatch, name):
    made = tree / "data" / "warehouse.duckdb"
    build(made, report=lambda _: None)
    assert not is_stale(made)

    def edited(*_):
        time.sleep(0.02)  # the clock of files is coarser than that of programs
        (tree / name).write_text("x = 1")
        return []

    monkeypatch.setattr(building, "_fill", edited)
    build(made, report=lambda _: None)
    assert is_stale(made)


@pytest.mark.parametrize("name", ["data/regions/b.toml", "indicators/t/i.py"])
def test_an_input_taken_away_makes_the_warehouse_stale(tree, name):
    made = tree / "data" / "warehouse.duckdb"
    build(made, report=lambda _: None)
    assert not is_stale(made)
    time.sleep(0.02)
    (tree / name).unlink()
    assert is_stale(made)


def test_leftovers_of_dead_builds_of_this_warehouse_are_removed(tree):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    gone = [f"w.duckdb.{dead.pid}.new", f"w.duckdb.{dead.pid}.new.wal"]
    kept = [
        f"w.duckdb.{os.getppid()}.new",
        f"other-w.duckdb.{dead.pid}.new",
        f"w.duckdb.{dead.pid}.new.txt",
        "w.duckdb.new",
    ]
    folder = tree / "built"
    folder.mkdir()
    for name in gone + kept:
        (folder / name).touch()
    build(folder / "w.duckdb", report=lambda _: None)
    assert {path.name for path in folder.iterdir()} == {*kept, "w.duckdb", "w.duckdb.lock"}


def test_a_warehouse_in_use_is_kept_and_the_way_out_said(tree, monkeypatch, capsys):
    def refused(*_):
        raise PermissionError(13, "Access is denied")

    old = tree / "old.duckdb"
    build(old, report=lambda _: None)
    kept = old.read_bytes()
    monkeypatch.setattr(os, "replace", refused)
    assert building.build_or_tell(old) == 1
    told = capsys.readouterr().err
    assert str(old) in told
    assert "close the dashboard, then build again" in told
    assert old.read_bytes() == kept
    assert not list(tree.glob("*.new*"))


@pytest.mark.parametrize(
    "fault",
    [
        LoadError("data/regions: no"),
        RegionError("a.toml: no"),
        duckdb.ConstraintException("Duplicate key"),
        OSError(28, "No space left on device"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_a_fault_of_the_input_is_told_in_a_sentence(tree, monkeypatch, capsys, fault):
    def faulty(*_):
        raise fault

    monkeypatch.setattr(building, "_fill", faulty)
    assert building.build_or_tell(tree / "w.duckdb") == 1
    assert str(fault) in capsys.readouterr().err
    assert not (tree / "w.duckdb").exists()


def test_the_commit_tells_whether_files_differ_from_it(tmp_path, monkeypatch):
    def git(*words: str) -> str:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        command = ["git", *who, *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    monkeypatch.setattr(building, "ROOT", tmp_path)
    git("init")
    (tmp_path / "file").write_text("a")
    git("add", "file")
    git("commit", "-m", "first")
    git("tag", "-m", "release", "v1")
    commit = git("rev-parse", "HEAD")
    (tmp_path / "untracked").write_text("a")
    assert building._git_commit() == commit
    (tmp_path / "file").write_text("b")
    assert building._git_commit() == f"{commit}-dirty"
    monkeypatch.setattr(building, "ROOT", tmp_path / "nowhere")
    assert building._git_commit() == "unknown"


def test_a_warehouse_is_read_only_and_reads_no_other_file(warehouse, tmp_path):
    connection = open_read_only(warehouse)
    with cursor_of(connection) as own:
        assert own.execute("SELECT count(*) FROM theme").fetchall() == [(4,)]
        for sql in ("DELETE FROM theme", f"COPY theme TO '{tmp_path / 'theme.csv'}'"):
            with pytest.raises(duckdb.Error):
                own.execute(sql)
    connection.close()
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_no_warehouse_says_what_to_do(tmp_path):
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).close()
    with pytest.raises(WarehouseError, match="not a warehouse of this program"):
        open_read_only(other)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_corrected_figures_note_leads_to_the_reason(cursor, lang):
    reasons = queries.corrections(cursor, lang).set_index("correction_id")["reason"]
    notes = cursor.execute(
        "SELECT note FROM observation_current WHERE note LIKE 'correction:%'"
    ).fetchall()
    assert {note.removeprefix("correction:") for (note,) in notes} == set(reasons.index)
    assert ("Presse" if lang == "de" else "press") in " ".join(reasons)


def test_a_build_says_which_scores_left_the_warehouse_it_replaces(tmp_path, warehouse, monkeypatch):
    replaced = tmp_path / "warehouse.duckdb"
    shutil.copy(warehouse, replaced)
    monkeypatch.setattr(building, "_fill", lambda *_: [])
    said: list[str] = []
    build(replaced, report=said.append)
    assert any(line.startswith("left: theme score mobility of ") for line in said)


@pytest.mark.slow
def test_an_indicator_that_loses_its_years_is_named(tmp_path, monkeypatch):
    known = registry()
    lost = known.indicators["mobility.out_commuters"]  # among what similar cities are alike in
    other = f"SELECT * FROM ({lost.indicator.sql}) WHERE period = '1900'"
    changed = replace(lost, indicator=replace(lost.indicator, sql=other))
    entries = known.indicators | {lost.indicator_id: changed}
    monkeypatch.setattr(building, "registry", lambda: replace(known, indicators=entries))
    with pytest.raises(BuildError) as error:
        build(tmp_path / "w.duckdb", report=lambda _: None)
    assert "indicators without a value" in str(error.value)
    assert "  indicators/mobility/out_commuters.py" in str(error.value).splitlines()
    assert [p.name for p in tmp_path.iterdir()] == ["w.duckdb.lock"]


def test_an_indicator_tells_nothing_of_the_future(cursor):
    known = registry()
    one = known.indicators["supply.pharmacy"]
    later = f"SELECT * REPLACE ('2029' AS period) FROM ({one.indicator.sql}) WHERE period = '2024'"
    changed = replace(one, indicator=replace(one.indicator, sql=later))
    with pytest.raises(BuildError, match=r"supply/pharmacy\.py.*values of the future.*2029"):
        building._compute(cursor, replace(known, indicators={one.indicator_id: changed}))


def test_a_value_of_the_day_of_retrieval_is_none_of_the_future():
    pharmacy, retrieved = registry().indicators["supply.pharmacy"], date(2024, 6, 1)
    values = pd.DataFrame({"ags": "05158020", "period": ["2023", "2024-06-01", "2024"]})
    building._refuse_future(pharmacy, values, retrieved)
    later = values.assign(period=["2023", "2024-06-02", "2029"])
    with pytest.raises(
        BuildError, match=r"supply/pharmacy\.py.* 2 values of the future.*2024-06-02"
    ):
        building._refuse_future(pharmacy, later, retrieved)
