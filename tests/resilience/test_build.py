"""The warehouse as built: known values, keys, checks, and the atomic swap."""

import math
from pathlib import Path

import duckdb
import pytest

from etl.load import Check
from resilience import build as building
from resilience import inputs as made_of
from resilience import queries
from resilience.build import BuildError, build, observations_of
from resilience.goalposts import propose
from resilience.inputs import is_stale
from resilience.registry import registry
from resilience.warehouse import WarehouseError, open_read_only

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


@pytest.fixture(scope="module")
def messages() -> list[str]:
    """Return what the build of this module reported."""
    return []


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, messages: list[str]) -> Path:
    """Return a freshly built warehouse."""
    made = tmp_path_factory.mktemp("built") / "warehouse.duckdb"
    build(made, report=messages.append)
    return made


@pytest.fixture
def cursor(path: Path):
    """Yield a read-only connection to it."""
    connection = open_read_only(path)
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
    shown = queries.newest_values(cursor, "ihk-duesseldorf").set_index(["indicator_id", "ags"])
    row = shown.loc[("mobility.cars", "05158012")]
    assert math.isnan(row["value"])
    assert row["quality"] == "O"


def test_zeros_and_gaps_are_told_apart(cursor):
    zeros = "SELECT count(*) FROM observation WHERE value = 0 AND quality = 'A'"
    gaps = "SELECT count(*) FROM observation WHERE value IS NULL AND quality IN ('O', 'M', 'Q')"
    assert one(cursor, zeros)[0] > 1000
    assert one(cursor, gaps)[0] > 100
    assert one(cursor, "SELECT count(*) FROM observation WHERE quality = 'O' AND value = 0") == (0,)


@pytest.mark.parametrize("indicator_id", registry().indicators)
def test_the_eleven_have_a_row_in_every_indicator(cursor, indicator_id):
    shown = queries.newest_values(cursor, "ihk-duesseldorf")
    own = shown[shown["indicator_id"] == indicator_id]
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


def test_theme_scores_are_null_below_the_minimum_coverage(cursor):
    low = "SELECT count(*), count(score) FROM theme_score WHERE coverage < 0.6"
    high = "SELECT count(*), count(score) FROM theme_score WHERE coverage >= 0.6"
    assert one(cursor, low)[1] == 0 < one(cursor, low)[0]
    assert one(cursor, high)[0] == one(cursor, high)[1] > 396 * 4


def test_a_theme_score_is_the_mean_of_its_indicators_scores(cursor):
    sql = """
        SELECT avg(score) FROM (
            SELECT s.score FROM score s JOIN indicator i USING (indicator_id)
            WHERE i.theme_id = 'production' AND s.ags = '05158032' AND s.period <= '2023'
              AND s.period >= '2017'
            QUALIFY row_number() OVER (PARTITION BY s.indicator_id ORDER BY s.period DESC) = 1)
    """
    stored = """
        SELECT score FROM theme_score
        WHERE theme_id = 'production' AND ags = '05158032' AND period = '2023'
    """
    assert one(cursor, stored)[0] == pytest.approx(one(cursor, sql)[0])


@pytest.mark.parametrize("entry", registry().indicators.values(), ids=lambda e: e.indicator_id)
def test_goalposts_are_what_the_named_years_distribution_proposes(cursor, entry):
    posts = entry.indicator.goalposts
    if posts is None or posts.judgement is not None:
        assert entry.indicator.direction in ("context", "target_band")
        return
    proposed = propose(queries.indicator_values(cursor, entry.indicator_id)).set_index("period")
    assert tuple(proposed.loc[posts.year, ["low", "high"]]) == (posts.low, posts.high)


def test_the_report_names_rows_seconds_and_memory(messages):
    text = "\n".join(messages)
    assert "observation" in text
    assert "Built" in text
    assert " s, peak memory" in text


def test_peers_of_towns_are_the_mittelstaedte(cursor):
    peers = queries.peers(cursor, "ihk-duesseldorf", "de").groupby("kind").size()
    assert peers.to_dict() == {"large_city": 30, "town": 183}


def test_a_failed_check_keeps_the_old_file_and_prints_a_table(tmp_path, monkeypatch):
    old = tmp_path / "warehouse.duckdb"
    old.write_bytes(b"old")
    monkeypatch.setattr(building, "_fill", lambda *_: [Check("municipalities", "396", "395")])
    with pytest.raises(BuildError, match="1 checks failed") as error:
        build(old, report=lambda _: None)
    assert ["municipalities", "396", "395"] in [
        line.split() for line in str(error.value).split("\n")
    ]
    assert old.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["warehouse.duckdb"]


def test_an_interrupted_build_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "_fill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "warehouse.duckdb", report=lambda _: None)
    assert list(tmp_path.iterdir()) == []


def test_an_undeclared_series_suggests_the_nearest_name(cursor):
    with pytest.raises(
        BuildError, match=r"a\.py: needs the series 'population_registr'.*'population_register'"
    ):
        observations_of(cursor, ("population_registr",), "indicators/a.py")


def test_a_warehouse_is_stale_once_an_input_is_newer(path, monkeypatch, tmp_path):
    newer = tmp_path / "later.toml"
    newer.write_text("")
    assert not is_stale(path)
    monkeypatch.setattr(made_of, "inputs", lambda: [newer])
    assert is_stale(path)
    assert is_stale(tmp_path / "nowhere.duckdb")


def test_a_missing_or_broken_warehouse_says_what_to_do(tmp_path):
    with pytest.raises(WarehouseError, match="python3 -m resilience build"):
        open_read_only(tmp_path / "nowhere.duckdb")
    (tmp_path / "broken.duckdb").write_text("not a database")
    with pytest.raises(WarehouseError, match="build it anew"):
        open_read_only(tmp_path / "broken.duckdb")
