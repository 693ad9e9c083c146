"""The warehouse can be asked in SQL, and in no way be changed by it; its words are documented."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from resilience.cli.kit import series, sql
from resilience.settings import ROOT
from resilience.warehouse import holdings
from resilience.warehouse.comments import COMMENTS, as_markdown, described
from resilience.warehouse.opening import create, open_read_only


@pytest.fixture(autouse=True)
def in_use(warehouse, monkeypatch):
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))


def answer(capsys, *argv: str) -> tuple[int, str, str]:
    code = sql.main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_select_is_answered_as_a_table(capsys):
    question = "SELECT theme_id, position FROM theme ORDER BY position"
    code, out, err = answer(capsys, question)
    assert (code, err) == (0, "")
    head, first, *_, last = out.splitlines()
    assert head.split() == ["theme_id", "position"]
    assert first.split() == ["housing", "1"]
    assert last == "4 rows."


def test_many_rows_are_cut_on_the_terminal_and_whole_as_csv(capsys):
    question = "SELECT ags, population AS people FROM area WHERE level = 'municipality'"
    _, out, _ = answer(capsys, question)
    assert out.endswith("More rows; --csv prints all.\n")
    _, out, _ = answer(capsys, question, "--csv")
    lines = out.splitlines()
    assert lines[0] == "ags,people"
    assert len(lines) > 390
    assert any(line.startswith("05158020,") for line in lines)


def test_texts_that_a_spreadsheet_would_run_are_neutralised(capsys):
    _, out, _ = answer(capsys, "SELECT '=1+1' AS cell", "--csv")
    assert out.splitlines() == ["cell", "'=1+1"]


def test_describe_and_summarise_are_answered(capsys):
    code, out, _ = answer(capsys, "DESCRIBE indicator_value")
    assert code == 0
    assert "quality" in out


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("DELETE FROM theme", "found DELETE, allowed is one SELECT, DESCRIBE or SUMMARIZE"),
        ("SELECT 1; SELECT 2", "found SELECT and SELECT, allowed is one SELECT"),
        ("COPY theme TO 'x.csv'", "found COPY, allowed is one SELECT"),
        ("SET enable_external_access = true", "found SET, allowed is one SELECT"),
        ("SELECT * FROM read_csv('pyproject.toml')", "disabled"),
        (
            "SELECT * FROM births",
            "'births', which is a series: SELECT ags, period, category",
        ),
        ("SELECT * FROM indicater", "found no table 'indicater'; did you mean 'indicator'"),
        ("SELECT labl FROM series", "The nearest columns are"),
        ("SELEC 1", "mend it there"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(question, told, capsys):
    code, out, err = answer(capsys, question)
    assert (code, out) == (1, "")
    assert told in err
    assert err.count("\n") == 1


def test_without_a_question_the_command_says_what_to_give(capsys):
    with pytest.raises(SystemExit) as end:
        sql.main([])
    assert end.value.code == 2
    assert 'give one SELECT in quotes, such as "SELECT * FROM theme", or --describe' in (
        capsys.readouterr().err
    )


def test_a_warehouse_that_is_missing_is_named(tmp_path, capsys):
    code, _, err = answer(capsys, "SELECT 1", "--warehouse", str(tmp_path / "none.duckdb"))
    assert code == 1
    assert "no warehouse here; make it with" in err


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return described(create(tmp_path_factory.mktemp("empty") / "empty.duckdb"))


def test_every_table_and_column_has_a_comment(empty):
    assert [table.name for table in empty if not table.comment] == []
    lacking = [(t.name, name) for t in empty for name, _, text in t.columns if not text]
    assert lacking == []


def test_no_word_is_left_over_for_what_there_is_not(empty):
    columns = {t.name: {name for name, _, _ in t.columns} for t in empty}
    words = tomllib.loads(COMMENTS.read_text(encoding="utf-8"))
    every = set().union(*columns.values())
    idle = [
        (table, word)
        for table, told in words.items()
        for word in told
        if word not in ("about", "like")
        and not {word, f"{word}_de"} & (every if table == "every" else columns[table])
    ]
    assert idle == []


def test_the_document_is_as_printed(empty):
    written = (ROOT / "docs" / "warehouse.md").read_text(encoding="utf-8")
    assert written == as_markdown(empty), "python3 -m resilience sql --describe > docs/warehouse.md"


def test_the_built_warehouse_holds_the_same_words(empty, warehouse, capsys):
    assert described(open_read_only(warehouse)) == empty
    assert answer(capsys, "--describe")[1] == as_markdown(empty)


def test_series_are_found_by_synonyms_and_mistyped_words_are_answered(capsys):
    assert series.main(["Arzt"]) == 0
    assert "gps_per_100000" in capsys.readouterr().out
    assert series.main(["birhts"]) == 1
    assert "No series holds 'birhts'; did you mean 'births'?" in capsys.readouterr().err


def test_series_that_begin_with_the_words_come_first(capsys):
    assert series.main(["population"]) == 0
    first, *others = re.findall(r"(?m)^\w+ +(\w.*)$", capsys.readouterr().out)[1:]
    assert first.startswith("Population")
    begin = [label.startswith("Population") for label in others]
    assert begin == sorted(begin, reverse=True)


def test_a_series_added_after_the_build_is_said_to_await_one(tmp_path, monkeypatch, capsys):
    (tmp_path / "data" / "sources").mkdir(parents=True)
    (tmp_path / "data" / "sources" / "own_visits.toml").touch()
    monkeypatch.setattr(holdings, "ROOT", tmp_path)
    assert series.main(["visits"]) == 1
    said = capsys.readouterr().err
    assert "Not in the warehouse yet: visits; run python3 -m resilience build" in said


def test_nobody_reading_on_is_no_traceback():
    code = "import sys; from resilience.cli.commands import main; sys.exit(main(['help']))"
    piped = f'{sys.executable} -c "{code}" | true; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", piped], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""


@pytest.mark.parametrize(
    "module", ["cli.commands", "cli.options", "cli.kit.new", "cli.kit.sql", "cli.kit.series"]
)
def test_quick_commands_need_no_large_library(module):
    large = ("pandas", "duckdb", "geopandas", "scipy", "streamlit")
    code = f"import sys, resilience.{module}; sys.exit(any(m in sys.modules for m in {large}))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_listing_series_and_the_sandbox_need_no_pandas(warehouse):
    code = (
        "import sys, resilience.warehouse.confined; "
        "from resilience.cli.kit import series; code = series.main(['births']); "
        "sys.exit(code or 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "births" in done.stdout


def test_checking_needs_neither_statistics_nor_geometry():
    code = (
        "import sys, resilience.cli.kit.check; "
        "sys.exit(any(m in sys.modules for m in ('scipy', 'geopandas', 'sklearn')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(ROOT)).returncode == 0
