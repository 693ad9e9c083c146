"""The walk of the docs, command by command, against a publisher on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from datetime import date
from functools import partial
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
    """Return the content of each table but for the run that made it, to nine decimals.

    The last bits of a sum depend on the order in which the threads of a machine add.
    """
    columns = """SELECT table_name, string_agg(CASE data_type WHEN 'DOUBLE'
                        THEN printf('round("%s", 9)', column_name)
                        ELSE printf('"%s"', column_name) END, ', ' ORDER BY column_index)
                 FROM duckdb_columns() JOIN duckdb_tables() USING (table_name)
                 WHERE table_name <> 'build' GROUP BY ALL"""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute(columns).fetchall()
        sql = "SELECT count(*), sum(hash({})) FROM {}"
        return {name: connection.execute(sql.format(own, name)).fetchall() for name, own in tables}


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


@pytest.mark.parametrize("came", [True, False])
def test_the_pipeline_offers_what_came_as_a_branch_with_the_summary(tmp_path, came: bool) -> None:
    """Its shell is run in a repository of its own, ``python3`` being a stand-in of two lines."""
    (github, _) = blocks("yaml")
    steps = re.findall(r" run: (?:\|\n((?: {10}.*\n)+)|(.*)\n)", github)
    shell = "\n".join(textwrap.dedent(long) or short for long, short in steps)
    assert shell.count("python3 -m resilience") == 2
    programs, here = tmp_path / "programs", tmp_path / "clone"
    programs.mkdir()
    wrote = "mkdir -p data/vintages && echo a > data/vintages/a.toml" if came else ":"
    (programs / "python3").write_text(f"#!/bin/sh\necho told of $3\n[ $3 = build ] || {wrote}\n")
    (programs / "python3").chmod(0o755)
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "shown.md"),
    }
    run = partial(subprocess.run, env=environment, check=True, capture_output=True, text=True)
    run(["git", "init", "-q", "--bare", tmp_path / "origin"])
    run(["git", "clone", "-q", tmp_path / "origin", here])
    first = ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a", "--allow-empty"]
    run(["git", *first], cwd=here)
    run(["bash", "-euc", shell], cwd=here)
    assert (tmp_path / "shown.md").read_text() == "told of refresh\n"
    log = run(["git", "log", "--all", "--name-only", "--format=%D %B"], cwd=tmp_path / "origin")
    if not came:
        assert log.stdout == ""
        return
    assert f"figures-{date.today()} Newer figures\n\ntold of refresh\n" in log.stdout
    assert "data/vintages/a.toml" in log.stdout


def test_examples_use_commands_there_are() -> None:
    used = set(re.findall(r"python3 -m resilience ([\w-]+)", DOCS))
    assert used <= set(COMMANDS)
