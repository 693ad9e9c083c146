"""Files written whole: what a failing or killed writer leaves, and that no other writer is used."""

from __future__ import annotations

import ast
import multiprocessing
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from etl.bundle import write_observations
from etl.tidy import tidy
from resilience import atomic

REPOSITORY = Path(__file__).resolve().parents[2]
EXEMPT = {
    "resilience/atomic.py": "is what the others write with",
    "resilience/reports/typeset.py": "a temporary folder of its own process",
    "resilience/cli/kit/own_series.py": "several files renamed together",
    "resilience/warehouse/opening.py": "a lock, which holds nothing",
    "resilience/warehouse/confined.py": "the null device",
}
"""Modules that open files for writing themselves, and what those are."""
DOWNLOADS = "etl/live/"
"""What publishers send lies in a temporary folder, or in parts until it is whole."""


def test_text_is_written_as_it_is(tmp_path):
    atomic.write_text(tmp_path / "a.txt", "ä\r\nb\n")
    assert (tmp_path / "a.txt").read_bytes() == "ä\r\nb\n".encode()


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("old")

    def write_half() -> None:
        with atomic.replacing(file) as fresh:
            fresh.write_text("half of the n")
            raise ValueError("full")

    with pytest.raises(ValueError, match="full"):
        write_half()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "old"}


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path):
    (tmp_path / "there").mkdir()
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "there" / "b.txt")
    atomic.write_text(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "there" / "b.txt").read_text() == "new"
    atomic.write_text(Path(os.devnull), "gone")
    assert not Path(os.devnull).is_file()


def test_leftovers_of_dead_processes_are_removed_and_those_of_living_ones_kept(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    gone = [f"a.csv.{dead.pid}.new", f"a.csv.{dead.pid}.new.wal", f"b.csv.{dead.pid}.new"]
    kept = [f"a.csv.{os.getppid()}.new", "a.csv.new", f"a.csv.{dead.pid}.news"]
    for name in gone + kept:
        (tmp_path / name).touch()
    spilled = tmp_path / f"a.csv.{dead.pid}.new.tmp"
    spilled.mkdir()
    (spilled / "duckdb_temp_storage-0.tmp").touch()
    atomic.write_text(tmp_path / "a.csv", "")
    assert {path.name for path in tmp_path.iterdir()} == {*kept, "a.csv", gone[2]}
    atomic.remove_leftovers(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*kept, "a.csv"}


def figures() -> pd.DataFrame:
    """Return made-up figures whose file takes some time to write."""
    rows = pd.DataFrame({"value": range(30_000)})
    rows = rows.assign(series="things", ags="05", period="2024", category=rows["value"].astype(str))
    return tidy(rows, source="made_up", snapshot="made_up-1")


def write_for_ever(folder: Path) -> None:
    table = figures()
    while True:
        write_observations(table, folder)
        (folder / "written").touch()


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_killed_while_it_writes_a_bundle_leaves_whole_files_that_the_next_cleans_up(tmp_path):
    own = multiprocessing.get_context("forkserver")
    own.set_forkserver_preload(["etl.bundle"])
    moments, left = random.Random(1), 0
    for _ in range(6):
        (tmp_path / "written").unlink(missing_ok=True)
        writer = own.Process(target=write_for_ever, args=(tmp_path,))
        writer.start()
        while not (tmp_path / "written").exists():
            time.sleep(0.01)
        while not list(tmp_path.glob("*.new")):
            time.sleep(0.0005)
        time.sleep(moments.uniform(0, 0.01))
        writer.kill()
        writer.join()
        assert len(pd.read_parquet(tmp_path / "made_up.parquet")) == 30_000
        leftovers = list(tmp_path.glob("*.new"))
        assert len(leftovers) <= 1
        left += len(leftovers)
    assert left, "no kill met a writer: the test says nothing"
    write_observations(figures(), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"made_up.parquet", "written"}


def _is_raw(call: ast.Call) -> bool:
    """Tell whether a call writes a file that is not a temporary one of `resilience.atomic`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name in ("write_text", "write_bytes"):  # as bare names they are those of `resilience.atomic`
        return owner is not None and getattr(owner, "id", "") not in ("atomic", "fresh")
    if name in ("to_csv", "to_parquet", "to_excel", "write_table", "savefig", "write_image"):
        return any(
            getattr(target, "id", "") not in ("fresh", "file", "table", "book")
            for target in call.args
        )
    modes = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
    return name == "open" and any(mode in ("w", "wb", "x", "xb") for mode in modes)


def test_no_module_writes_a_file_in_place():
    raw = []
    for folder in ("resilience", "etl", "pages"):
        for path in (REPOSITORY / folder).rglob("*.py"):
            where = path.relative_to(REPOSITORY).as_posix()
            if where in EXEMPT or where.startswith(DOWNLOADS):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            raw += [
                f"{where}:{node.lineno}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and _is_raw(node)
            ]
    assert raw == []
