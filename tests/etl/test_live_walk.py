"""The walk of the docs, command by command, against a publisher on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from resilience.cli.commands import COMMANDS
from resilience.settings import ROOT
from tests.etl.publisher import Answer, Asked, Publisher, recorded, serve

DOCS = (ROOT / "docs" / "updating-figures.md").read_text("utf-8")
STATE_FILE = "31121-06i_00.csv"
REST = "/www.regionalstatistik.de/genesisws/rest/2020/data/tablefile"


def blocks(language: str) -> list[str]:
    """Return the blocks of a language in the docs."""
    return re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of what is under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    made = tmp_path / "clone"
    for name in listed.stdout.decode().strip("\0").split("\0"):
        if (ROOT / name).is_file():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, made / name)
    return made


def digests(warehouse: Path) -> dict[str, object]:
    """Return the content of each table but for the run that made it."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        sql = "SELECT count(*), sum(hash(t)) FROM {} t"
        told = {name: connection.execute(sql.format(name)).fetchall() for (name,) in names}
    del told["build"]
    return told


def table(asked: Asked) -> Answer:
    """Answer as the web service does: the table by municipality, nothing by county."""
    assert asked.headers["username"] == "my-account"
    if asked.form.get("regionalvariable"):
        return Answer(recorded("error_104_no_object.json"))
    return Answer(recorded("AI-N-01-2-5_de_flat.zip"))


@pytest.mark.slow
def test_the_walk_ends_in_a_warehouse_with_the_new_figures(
    clone: Path, tmp_path: Path, warehouse: Path
) -> None:
    publisher = Publisher({REST: table})
    body = recorded("ldbnrw_31121-06i_00_trimmed.csv")
    publisher.file(f"/www.landesdatenbank.nrw.de/ldbnrwws/downloader/00/tables/{STATE_FILE}", body)
    server = serve(publisher)
    saved = clone / "saved"
    saved.mkdir()
    for name in ("Download.csv", STATE_FILE):
        (saved / name).write_bytes(body.replace(b";142;646;", b";142;650;"))
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").write_text(
        f'#!/bin/sh\nRESILIENCE_HANDED_OVER=1 exec "{sys.executable}" "$@"\n'
    )
    (programs / "python3").chmod(0o755)
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "RESILIENCE_MIRROR": publisher.url,
        "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode"),
    }
    walk = "\n".join(blocks("sh"))
    done = subprocess.run(
        ["bash", "-euc", walk], cwd=clone, env=environment, capture_output=True, text=True
    )
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "regionalstatistik_ai_n_01_2_5: nothing new; the newest period is 2023" in done.stdout
    assert "05158 Kreis Mettmann 2025: 646.0 -> 650.0" in done.stdout
    assert "my-password" not in done.stdout + done.stderr
    kept = [path for path in (clone / "data").rglob("*") if path.is_file()]
    assert not any(b"my-password" in path.read_bytes() for path in kept)
    connection = duckdb.connect(str(clone / "data" / "warehouse.duckdb"), read_only=True)
    found = connection.execute(
        """SELECT count(*) FILTER (series_id = 'settlement_transport_share_municipality'),
                  max(value) FILTER (series_id = 'dwellings_completed_county' AND ags = '05158'
                                     AND period = '2025')
           FROM observation_current"""
    ).fetchone()
    connection.close()
    assert found == (396, 650.0)
    assert "indicators and scores were not compared: " in done.stdout  # before the first build
    earlier = clone / "build" / "as-of-2026-11-23.duckdb"
    assert digests(earlier) == digests(warehouse)  # as bundled, before the walk's vintages


def test_examples_use_commands_there_are() -> None:
    used = set(re.findall(r"python3 -m resilience ([\w-]+)", DOCS))
    assert used <= set(COMMANDS)
