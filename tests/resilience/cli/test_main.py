"""The command line: finds the command, refuses before it installs, then hands over."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from resilience.cli import bootstrap, commands
from resilience.cli.commands import COMMANDS, ROOT, main


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note what set-up and hand-over were asked for, doing neither."""
    calls: list[object] = []
    monkeypatch.delenv(bootstrap.HANDED_OVER, raising=False)

    def ensure(root: Path, development: bool, wheels: Path | None) -> Path:
        calls.append((root, development))
        return Path("venv-python")

    def hand_over(python: Path, arguments: list[str]) -> int:
        calls.append((python, arguments))
        return 7

    monkeypatch.setattr(bootstrap, "ensure", ensure)
    monkeypatch.setattr(bootstrap, "hand_over", hand_over)
    return calls


@pytest.mark.parametrize(
    ("argv", "development"),
    [
        (["serve", "--port", "9000", "--no-browser"], False),
        (["test", "-k", "a b", "--collect-only"], True),
        (["build", "--warehouse", "x.duckdb"], False),
    ],
)
def test_a_command_goes_on_in_the_venv(
    argv: list[str], development: bool, handed: list[object]
) -> None:
    assert main(argv) == 7
    assert handed == [(ROOT, development), (Path("venv-python"), ["-m", "resilience", *argv])]


def test_in_the_venv_the_command_runs(
    handed: list[object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(bootstrap.HANDED_OVER, "1")
    assert main(["setup"]) == 0
    assert sys.prefix in capsys.readouterr().out
    assert handed == []
    assert bootstrap.HANDED_OVER not in os.environ


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["serve", "--port", "80000"], "'80000' is not a port; give a number from 1 to 65535"),
        (["serve", "--colour"], "unrecognized arguments: --colour"),
        (["bundle"], "the following arguments are required: --from"),
        (["setup", "now"], "unrecognized arguments: now"),
    ],
)
def test_wrong_arguments_are_refused_before_set_up(
    argv: list[str], told: str, handed: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(argv)
    assert end.value.code == 2
    assert told in capsys.readouterr().err
    assert handed == []


def test_an_unknown_command_names_the_nearest_and_all(
    handed: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sevre"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("There is no command 'sevre'; did you mean 'serve'?")
    assert all(f"\n  {word} " in told for word in COMMANDS)
    assert handed == []


@pytest.mark.parametrize("argv", [[], ["--help"], ["help"]])
def test_the_overview_lists_every_command(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 0
    told = capsys.readouterr().out
    assert all(f"\n  {word} " in told for word in COMMANDS)


def test_a_failed_set_up_is_one_sentence(
    handed: list[object], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ensure(root: Path, development: bool, wheels: Path | None) -> Path:
        raise bootstrap.SetupError("No network here.")

    monkeypatch.setattr(bootstrap, "ensure", ensure)
    assert main(["serve"]) == 1
    assert capsys.readouterr() == ("", "No network here.\n")
    assert handed == []


def test_an_old_python_is_one_sentence() -> None:
    old = """
import runpy, sys
sys.version_info = (3, 10, 4)
runpy.run_module("resilience", run_name="__main__")
"""
    told = subprocess.run([sys.executable, "-c", old], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 1
    assert told.stdout == ""
    assert re.fullmatch(r"This needs Python 3\.11 or newer, .* 3\.10: [^\n]*\n", told.stderr)


def test_old_pythons_can_read_what_tells_them() -> None:
    for name in ("__init__.py", "__main__.py"):
        text = (ROOT / "resilience" / name).read_text("ascii")
        ast.parse(text, feature_version=(3, 4))
        assert "annotations" not in text


def test_ctrl_c_during_set_up_is_no_traceback(
    handed: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ensure(root: Path, development: bool, wheels: Path | None) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "ensure", ensure)
    assert main(["serve"]) == commands.INTERRUPTED


@pytest.mark.parametrize("module", ["resilience.cli.commands", "resilience.cli.serve"])
def test_the_standard_library_is_enough_before_set_up(module: str) -> None:
    alone = [sys.executable, "-S", "-c", f"import {module}; {module}"]
    assert subprocess.run(alone, cwd=ROOT).returncode == 0


def test_bundle_prints_the_summary(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import types

    import pandas as pd

    def bundle(root: Path, out: Path, report: object) -> pd.DataFrame:
        return pd.DataFrame({"from": [root.name], "out": [out.name]})

    module = types.ModuleType("etl.bundle")
    vars(module)["bundle"] = bundle
    monkeypatch.setitem(sys.modules, "etl.bundle", module)
    assert commands._bundle(["--from", str(tmp_path / "raw"), "--out", "there"]) == 0
    assert capsys.readouterr().out.split() == ["from", "out", "raw", "there"]


def test_hand_over_replaces_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    class Replaced(Exception):
        pass

    def execve(path: str, command: list[str], environment: dict[str, str]) -> None:
        assert (path, command) == ("venv-python", ["venv-python", "-m", "resilience", "serve"])
        assert environment[bootstrap.HANDED_OVER] == "1"
        raise Replaced

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "execve", execve)
    with pytest.raises(Replaced):
        bootstrap.hand_over(Path("venv-python"), ["-m", "resilience", "serve"])


def test_on_windows_hand_over_waits_and_passes_on_the_exit_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Child:
        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            assert command == ["venv-python", "-m", "resilience"]
            assert env[bootstrap.HANDED_OVER] == "1"
            self.waits = iter([KeyboardInterrupt(), 5])

        def wait(self) -> int:
            answer = next(self.waits)
            if isinstance(answer, BaseException):
                raise answer
            return answer

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "Popen", Child)
    assert bootstrap.hand_over(Path("venv-python"), ["-m", "resilience"]) == 5


@pytest.mark.parametrize("more", [[], ["--all"]])
def test_all_runs_the_slow_tests_as_well(
    more: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[list[str]] = []
    monkeypatch.setattr(pytest, "main", lambda argv: told.append(argv) or 0)
    monkeypatch.setattr(os, "_exit", lambda code: None)
    commands._test([*more, "tests/test_app.py"])
    assert told == [[*(["-m", ""] if more else []), "tests/test_app.py"]]
