"""A file in place of the warehouse is known for what it is, and built anew where it is ours."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from resilience.app import cache
from resilience.settings import ROOT
from resilience.warehouse import opening as wh
from resilience.warehouse import queries, ready


def empty(path: Path, good: Path) -> None:
    path.write_bytes(b"")


def cut_off(path: Path, good: Path) -> None:
    path.write_bytes(good.read_bytes()[:1_000_000])


def overwritten_inside(path: Path, good: Path) -> None:
    shutil.copy(good, path)
    with path.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\xff" * (path.stat().st_size - 2_000_000))


def header_alone(path: Path, good: Path) -> None:
    path.write_bytes(good.read_bytes()[:100])


def of_an_older_version(path: Path, good: Path) -> None:
    shutil.copy(good, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE capacity_score_input CASCADE")


def text(path: Path, good: Path) -> None:
    path.write_text("my notes")


def sqlite(path: Path, good: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE build (build_id TEXT)")
    connection.close()


def database_of_another_program(path: Path, good: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE build AS SELECT 1 AS build_id")


FAULTY = [
    (empty, "empty"),
    (cut_off, "damaged"),
    (header_alone, "damaged"),
    (overwritten_inside, "damaged"),
    (of_an_older_version, "older"),
    (text, "foreign"),
    (sqlite, "foreign"),
    (database_of_another_program, "foreign"),
]


@pytest.mark.parametrize(("make", "fault"), FAULTY, ids=lambda one: getattr(one, "__name__", one))
def test_what_is_wrong_with_a_file_is_known_and_told(make, fault, tmp_path, warehouse):
    path = tmp_path / "w.duckdb"
    make(path, warehouse)
    with pytest.raises(wh.WarehouseError) as told:
        wh.open_read_only(path)
    assert told.value.fault == fault == wh.fault_of(path)
    assert str(told.value).startswith(f"{path}: ")
    assert "\n" not in str(told.value)


def test_a_good_warehouse_has_no_fault(warehouse):
    assert wh.fault_of(warehouse) == ""


@pytest.mark.parametrize("make", [empty, cut_off, of_an_older_version])
def test_what_is_ours_is_built_anew(make, tmp_path, warehouse, monkeypatch, capsys):
    path = tmp_path / "w.duckdb"
    make(path, warehouse)

    def build(target: Path) -> int:
        with wh.replaced(target) as fresh:
            shutil.copy(warehouse, fresh)
        return 0

    monkeypatch.setattr(ready, "_build", build)
    assert ready.main(path) == 0
    assert wh.fault_of(path) == ""
    assert f"Building {path}, as what is there is " in capsys.readouterr().out


@pytest.mark.parametrize("make", [text, sqlite, database_of_another_program])
def test_what_is_not_ours_is_never_replaced(make, tmp_path, warehouse, capsys):
    path = tmp_path / "w.duckdb"
    make(path, warehouse)
    before = path.read_bytes()
    assert ready.main(path) == 1
    assert "not a warehouse of this program" in capsys.readouterr().err
    with pytest.raises(wh.WarehouseError, match="left as it is"), wh.replaced(path):
        pytest.fail("it would be replaced")
    assert path.read_bytes() == before


def test_a_folder_is_refused_before_anything_is_built(tmp_path):
    refused = pytest.raises(wh.WarehouseError, match="a folder; name a file in it")
    with refused, wh.replaced(tmp_path):
        pytest.fail("it would be written")
    assert list(tmp_path.iterdir()) == []


HOLD = """
import sys, time
from pathlib import Path
from resilience.warehouse import opening as wh
with wh.replaced(Path(sys.argv[1])) as fresh:
    fresh.write_bytes(Path(sys.argv[2]).read_bytes())
    print("at it", flush=True)
    sys.stdin.readline()
"""


def test_a_second_build_is_told_and_one_that_only_needs_a_warehouse_waits(
    tmp_path, warehouse, monkeypatch, capsys
):
    path = tmp_path / "w.duckdb"
    pipe = subprocess.PIPE
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(warehouse)],
        stdin=pipe,
        stdout=pipe,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "at it\n"
    refused = pytest.raises(wh.WarehouseError, match="another build is making it; wait")
    with refused, wh.replaced(path):
        pytest.fail("two builds at once")
    monkeypatch.setattr(ready, "_build", lambda path: pytest.fail("built twice"))
    monkeypatch.setattr(ready, "is_stale", lambda path: False)
    codes: list[int] = []
    waiter = threading.Thread(target=lambda: codes.append(ready.main(path)))
    waiter.start()
    time.sleep(1.5 * ready.POLL_SECONDS)
    assert waiter.is_alive()
    first.communicate("\n", timeout=30)
    waiter.join(30)
    assert codes == [0]
    assert "waiting for it" in capsys.readouterr().out
    assert not wh.is_busy(path)


def test_a_file_that_goes_bad_while_it_is_open_is_an_error_with_a_sentence(
    tmp_path, warehouse, monkeypatch
):
    path = tmp_path / "w.duckdb"
    shutil.copy(warehouse, path)
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(path))
    assert len(cache.query(queries.themes, "de")) == 4
    overwritten_inside(path, warehouse)
    os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns + 1_000_000_000))
    with pytest.raises(wh.WarehouseError, match="a damaged warehouse; build it anew"):
        cache.query(queries.themes, "de")

    def failing(cursor: object) -> None:
        raise duckdb.IOException("could not read 4096 bytes")

    shutil.copy(warehouse, path)
    os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns + 2_000_000_000))
    monkeypatch.setattr(queries, "failing", failing, raising=False)
    failing.__name__ = "failing"
    with pytest.raises(wh.WarehouseError, match="a damaged warehouse"):
        cache.query(failing)
