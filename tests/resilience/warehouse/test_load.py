"""What the warehouse's tables refuse, which vintage counts, and when a correction applies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from resilience.settings import ROOT
from resilience.warehouse.load import Check, LoadError, load
from resilience.warehouse.opening import create


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse without a row."""
    path = tmp_path_factory.mktemp("blank") / "warehouse.duckdb"
    create(path).close()
    return path


@pytest.fixture
def empty(blank: Path, tmp_path: Path):
    """Yield a warehouse with one source and one series, ``things``, and no figures."""
    connection = duckdb.connect(str(shutil.copy(blank, tmp_path)))
    texts = ", ".join(["''"] * 12)
    connection.execute(f"INSERT INTO source VALUES ('count', {texts}, NULL, NULL, NULL)")
    connection.execute("INSERT INTO series VALUES ('things','count','','','things','count',1,[])")
    yield connection
    connection.close()


def vintage(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    retrieved: str,
    published: str | None,
    value: float | None,
) -> None:
    connection.execute(
        "INSERT INTO snapshot VALUES (?, 'count', ?, ?, '', '', '2029-12-31')",
        [name, retrieved, published],
    )
    connection.execute(
        "INSERT INTO observation VALUES ('things', '01', '2029', '', ?, ?, ?, 'as printed')",
        [name, value, "O" if value is None else "A"],
    )


def correct(
    connection: duckdb.DuckDBPyConnection,
    action: str,
    replacement: float | None,
    quality: str,
    name: str = "fix",
) -> None:
    connection.execute(
        "INSERT INTO correction VALUES (?, 'things', '01', '2029', '', 7, ?, ?, ?, '', '', '')",
        [name, action, replacement, quality],
    )


def current(connection: duckdb.DuckDBPyConnection) -> tuple:
    (row,) = connection.execute("SELECT value, quality, note FROM observation_current").fetchall()
    return row


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("a", "2030-03-01", "2030-01-01"), ("b", "2030-02-01", "2030-01-15")),
        (("a", "2030-02-01", "2030-01-01"), ("b", "2030-03-01", None)),
        (("a", "2030-02-01", None), ("b", "2030-03-01", "2030-02-15")),
        (("a", "2030-02-01", None), ("b", "2030-03-01", None)),
        (("a", "2030-02-01", "2030-01-01"), ("b", "2030-03-01", "2030-01-01")),
        (("a", "2030-02-01", None), ("b", "2030-02-01", None)),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_the_newest_vintage_counts_also_where_none_is_dated(empty, older, newer, order):
    for row, value in [(older, 1), (newer, 2)][::order]:
        vintage(empty, *row, value)
    assert current(empty) == (2, "A", "as printed")


@pytest.mark.parametrize(
    ("action", "replacement", "quality", "seen"),
    [("flag", None, "U", 7), ("replace", 8, "E", 8), ("drop", None, "M", None)],
)
def test_a_correction_names_itself_and_leaves_the_raw_value(
    empty, action, replacement, quality, seen
):
    vintage(empty, "a", "2030-01-01", None, 7)
    correct(empty, action, replacement, quality)
    assert current(empty) == (seen, quality, "correction:fix")
    assert empty.execute("SELECT value, quality FROM observation").fetchall() == [(7, "A")]


@pytest.mark.parametrize("value", [9, None])
def test_a_correction_ends_with_the_vintage_that_is_right(empty, value):
    vintage(empty, "a", "2030-01-01", None, 7)
    correct(empty, "replace", 8, "E")
    assert current(empty)[0] == 8
    vintage(empty, "b", "2030-02-01", None, value)
    assert current(empty)[0] == value
    assert current(empty)[2] == "as printed"


@pytest.mark.parametrize(
    ("action", "replacement", "quality"),
    [
        ("replace", None, "E"),
        ("flag", 8, "U"),
        ("drop", None, "A"),
        ("flag", None, "O"),
        ("flag", None, "X"),
        ("mark", None, "U"),
    ],
)
def test_half_a_correction_is_refused(empty, action, replacement, quality):
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        correct(empty, action, replacement, quality)


def test_a_figure_has_one_correction(empty):
    correct(empty, "flag", None, "U")
    with pytest.raises(duckdb.ConstraintException, match="nique"):
        correct(empty, "flag", None, "U", name="again")


@pytest.fixture
def declared(empty):
    """Yield the same with a theme and an indicator."""
    empty.execute("INSERT INTO theme VALUES ('t', '', '', '', '', 1)")
    indicator(empty, "t.i", 0, 1, True)
    return empty


def indicator(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    low: float | None,
    high: float | None,
    scored: bool,
) -> None:
    said = {
        "indicator_id": name,
        "theme_id": "t",
        "decimals": 0,
        "capacity": "robustness",
        "direction": "higher_is_better",
        "town_low": low,
        "town_high": high,
        "version": 1,
        "scored": scored,
        "noise_model": "unknown",
        "status": "active",
    }
    texts = ["label", "about", "unit", "reason", "goalposts", "caveat", "numerator"]
    empty = {f"{text}_{lang}": "" for text in texts for lang in ("de", "en")}
    row = {**said, **empty, "sql": "", "file": ""}
    connection.execute(
        f"INSERT INTO indicator ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )


@pytest.mark.parametrize(
    ("low", "high", "scored"), [(1, 1, True), (2, 1, True), (0, 1, False), (None, None, True)]
)
def test_goalposts_are_apart_and_belong_to_scored_indicators(declared, low, high, scored):
    indicator(declared, "t.context", None, None, False)
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        indicator(declared, "t.bad", low, high, scored)


VALUE = "INSERT INTO indicator_value VALUES ('t.i', '01', ?, ?, ?, ?, ?, '')"


@pytest.mark.parametrize(
    "good",
    [
        ("2029", 5, 4, 6, "A"),
        ("2029-Q4", 5, None, None, "U"),
        ("2029-06", None, None, None, "Q"),
        ("2029-06-30", 0, 0, 0, "P"),
    ],
)
def test_a_sound_value_is_kept(declared, good):
    declared.execute(VALUE, good)


@pytest.mark.parametrize(
    "bad",
    [
        ("2029", 5, 4, 6, "X"),
        ("2029", None, None, None, "A"),
        ("2029", 5, 5.5, 6, "A"),
        ("2029", 5, 4, 4.5, "A"),
        ("2029", float("inf"), None, None, "A"),
        ("29", 5, None, None, "A"),
        ("2029-Q5", 5, None, None, "A"),
        ("2029/30", 5, None, None, "A"),
        ("2029 ", 5, None, None, "A"),
    ],
)
def test_a_faulty_value_is_refused(declared, bad):
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        declared.execute(VALUE, bad)


@pytest.mark.parametrize("table", ["score", "theme_score"])
def test_scores_carry_a_known_letter(declared, table):
    rows = {
        "score": "('t.i', '01', '2029', 'm', 50, false, ?)",
        "theme_score": "('t', '01', '2029', 'm', 50, 1, ?, NULL, NULL)",
    }
    insertion = f"INSERT INTO {table} VALUES {rows[table]}"
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        declared.execute(insertion, ["X"])
    declared.execute(insertion, ["A"])


def test_areas_of_an_older_boundary_date_are_not_todays(empty):
    for day, ags, name in [
        ("2020-12-31", "01", "old name"),
        ("2020-12-31", "02", "merged into 01"),
        ("2024-12-31", "01", "new name"),
    ]:
        empty.execute(
            "INSERT INTO area (ags, boundary_date, level, name, short_name, peer_kind) "
            "VALUES (?, ?, 'municipality', ?, ?, 'town')",
            [ags, day, name, name],
        )
    assert empty.execute("SELECT ags, name FROM area_current").fetchall() == [("01", "new name")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the bundled data, with the figures of two of the sources."""
    copy = tmp_path / "data"
    for folder in ("geometry", "regions", "weights"):
        shutil.copytree(ROOT / "data" / folder, copy / folder)
    for name in ("kba_fz3", "ihk_tax_rates"):
        for file in (f"sources/{name}.toml", f"observations/{name}.parquet"):
            (copy / file).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / "data" / file, copy / file)
    (copy / "corrections").mkdir()
    shutil.copy(ROOT / "data/corrections/ihk_tax_rates.toml", copy / "corrections")
    shutil.copy(ROOT / "data/similarity.toml", copy)
    return copy


@pytest.fixture
def failed(blank: Path, tmp_path: Path) -> Callable[[Path], list[Check]]:
    """Load data and return the checks that failed."""

    def failing(data: Path) -> list[Check]:
        with duckdb.connect(str(shutil.copy(blank, tmp_path))) as connection:
            return [check for check in load(connection, data) if not check.passed]

    return failing


def test_a_correction_whose_wrong_value_is_gone_is_named(data, failed):
    file = data / "corrections" / "ihk_tax_rates.toml"
    text = file.read_text(encoding="utf-8")
    assert "expected = 720" in text
    file.write_text(text.replace("expected = 720", "expected = 721"), encoding="utf-8")
    assert failed(data) == [
        Check(
            "corrections whose wrong value is not in force",
            "none",
            "ihk_tax_rates-mettmann-property-tax-2024",
        )
    ]


@pytest.mark.parametrize(
    ("folder", "file", "message"),
    [
        ("geometry", "areas.parquet", r"data/geometry/areas\.parquet: no Parquet file"),
        ("geometry", "quarters.parquet", r"data/geometry/quarters\.parquet: no Parquet file"),
        ("observations", "kba_fz3.parquet", r"data/observations/kba_fz3\.parquet: no Parquet file"),
    ],
)
def test_a_broken_file_is_refused_with_its_name(data, failed, folder, file, message):
    (data / folder / file).write_text("not a table")
    with pytest.raises(LoadError, match=message):
        failed(data)


def test_a_correction_of_an_unknown_series_is_refused_with_its_name(data, failed):
    file = data / "corrections" / "ihk_tax_rates.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("tax_b_rate", "tax_c_rate"), encoding="utf-8")
    with pytest.raises(LoadError, match=r"data/corrections: .*property_tax_c_rate"):
        failed(data)


def change(data: Path, source: str, **new: object) -> Path:
    """Change the last row of a bundled file; return the file."""
    file = data / "observations" / f"{source}.parquet"
    rows = pd.read_parquet(file)
    for column, value in new.items():
        rows.loc[rows.index[-1], column] = value
    rows.to_parquet(file, index=False)
    return file


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ({"ags": "5158036"}, "no row of 05158036 Wülfrath in 2026; there is one of 5158036"),
        ({"ags": "05158037"}, "no row of 05158036 Wülfrath in 2026"),
        ({"period": "2026-13"}, "'2026-13'"),
        ({"period": "2027"}, "kba_fz3-2026-01-01 was retrieved on 2026-11-23"),
        ({"period": "26"}, "a malformed period"),
        ({"value": float("inf")}, "value inf"),
        ({"value": None}, "no value, but A"),
        ({"quality": "O"}, "a value, but O"),
        ({"quality": "Z"}, "quality Z"),
        ({"note": None}, "a text is missing"),
        ({"series": "cats"}, "no card declares the series"),
        ({"snapshot": "x"}, "no card declares the snapshot"),
        ({"ags": "05158032"}, "two rows of one key"),
    ],
)
def test_a_wrong_figure_is_refused_with_file_and_row(data, failed, new, told):
    file = change(data, "kba_fz3", **new)
    with pytest.raises(LoadError) as error:
        failed(data)
    named = [line for line in str(error.value).splitlines() if str(file) in line]
    assert any(told in line for line in named), error.value


def test_observations_of_unknown_areas_are_listed_with_their_file(data, failed):
    file = data / "observations" / "kba_fz3.parquet"
    rows = pd.read_parquet(file)
    more = rows.tail(1).assign(ags="05999999")
    pd.concat([rows, more]).to_parquet(file, index=False)
    (check,) = failed(data)
    assert check.rows == ("data/observations/kba_fz3.parquet: cars_commercial 05999999 2026",)
