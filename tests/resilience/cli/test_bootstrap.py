"""Set-up of `.venv`, with other programs stood in for; one clear sentence where it cannot be."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from pathlib import Path

import pytest

from resilience.cli import bootstrap
from resilience.cli.bootstrap import DEVELOPMENT_LOCK, RUNTIME_LOCK, SetupError, ensure

REPOSITORY = Path(__file__).resolve().parents[3]
HASH = "0" * 64
OFFLINE_PIP = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /uv/
ERROR: Could not find a version that satisfies the requirement uv==1.0 (from versions: none)
ERROR: No matching distribution found for uv==1.0
"""
OFFLINE_UV = """\
error: Request failed after 3 retries in 3.4s
  cause: error sending request for url (https://index.invalid/simple/duckdb/)
  cause: dns error
"""
WRONG_HASH = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n  duckdb\n"
INSTALL = ["pip for uv", "pip config", "uv", "probe"]


class Tools:
    """Stand-in for other programs: notes each call and answers as told (else: all went well)."""

    def __init__(self, python: Path) -> None:
        self.python = python
        self.calls: list[str] = []
        self.answers: dict[str, tuple[int, str] | BaseException] = {}
        self.lock_used = ""
        self.compiled = False
        self.settings: dict[str, str] = {}

    def __call__(
        self, command: list[str], settings: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """Answer one command and make the files it would make."""
        step = self._step(command)
        self.calls.append(step)
        if step == "venv":
            self.python.parent.mkdir(parents=True)
            self.python.touch()
        if step in ("uv", "pip"):
            self.lock_used = Path(command[-1]).name
            self.compiled = "--compile-bytecode" in command
            self.settings = settings or {}
        answer = self.answers.get(step, (0, "3.11\n" if step == "probe" else ""))
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _step(self, command: list[str]) -> str:
        if "-c" in command:
            return "probe"
        module = command[2]
        if module == "pip" and "config" in command:
            return "pip config"
        return "pip for uv" if module == "pip" and "--only-binary" in command else module


@pytest.fixture
def root(tmp_path: Path) -> Path:
    pins = f"duckdb==2.0 \\\n    --hash=sha256:{HASH}\n"
    (tmp_path / RUNTIME_LOCK).write_text(pins)
    (tmp_path / DEVELOPMENT_LOCK).write_text(pins + f"uv==1.0 \\\n    --hash=sha256:{HASH}\n")
    return tmp_path


@pytest.fixture
def tools(root: Path, monkeypatch: pytest.MonkeyPatch) -> Tools:
    stand_in = Tools(root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    monkeypatch.setattr(bootstrap, "_run", stand_in)
    for variable in bootstrap._PIP_TO_UV.values():
        monkeypatch.delenv(variable, raising=False)
    return stand_in


def test_a_fresh_clone_is_set_up_and_then_left_alone(root: Path, tools: Tools) -> None:
    said: list[str] = []
    python = ensure(root, say=said.append)
    assert python == tools.python
    assert tools.calls == ["venv", *INSTALL]
    assert tools.lock_used == RUNTIME_LOCK
    assert tools.compiled  # where Python may not write bytecode, each command would compile anew
    assert len(said) == 1

    tools.calls.clear()
    ensure(root, say=said.append)
    assert tools.calls == ["probe"]
    assert len(said) == 1


def test_tests_install_the_development_lock_which_stays(root: Path, tools: Tools) -> None:
    ensure(root)
    tools.calls.clear()
    ensure(root, development=True)
    assert tools.calls == ["probe", *INSTALL]
    assert tools.lock_used == DEVELOPMENT_LOCK

    tools.calls.clear()
    ensure(root, development=False)
    assert tools.calls == ["probe"]

    (root / RUNTIME_LOCK).write_text("changed")
    ensure(root, development=False)
    assert tools.lock_used == DEVELOPMENT_LOCK


def test_a_changed_lock_refreshes(root: Path, tools: Tools) -> None:
    ensure(root)
    tools.calls.clear()
    (root / RUNTIME_LOCK).write_text("changed")
    ensure(root)
    assert tools.calls == ["probe", *INSTALL]
    tools.calls.clear()
    ensure(root)
    assert tools.calls == ["probe"]


def test_a_changed_development_lock_does_not_disturb_a_server(root: Path, tools: Tools) -> None:
    ensure(root)
    tools.calls.clear()
    with (root / DEVELOPMENT_LOCK).open("a") as lock:
        lock.write("# changed")
    ensure(root)
    assert tools.calls == ["probe"]


def no_interpreter(root: Path, tools: Tools) -> None:
    tools.python.unlink()


def no_marker(root: Path, tools: Tools) -> None:
    (root / ".venv" / bootstrap.MARKER).unlink()


def spoilt_marker(root: Path, tools: Tools) -> None:
    (root / ".venv" / bootstrap.MARKER).write_text('["half')


def moved(root: Path, tools: Tools) -> None:
    marker = root / ".venv" / bootstrap.MARKER
    content = json.loads(marker.read_text())
    marker.write_text(json.dumps({**content, "folder": str(root / "elsewhere")}))


def another_python(root: Path, tools: Tools) -> None:
    marker = root / ".venv" / bootstrap.MARKER
    content = json.loads(marker.read_text())
    marker.write_text(json.dumps({**content, "python": "3.10"}))


@pytest.mark.parametrize("harm", [no_interpreter, no_marker, spoilt_marker, moved, another_python])
def test_a_broken_venv_is_made_anew(harm, root: Path, tools: Tools) -> None:
    ensure(root)
    leftover = root / ".venv" / "leftover"
    leftover.touch()
    harm(root, tools)
    tools.calls.clear()
    ensure(root)
    assert [step for step in tools.calls if step != "probe"] == ["venv", *INSTALL[:-1]]
    assert not leftover.exists()


def test_a_package_that_cannot_be_imported_is_a_broken_venv(root: Path, tools: Tools) -> None:
    ensure(root)
    tools.calls.clear()
    tools.answers["probe"] = (1, "ImportError: libduckdb is missing")
    with pytest.raises(SetupError, match="cannot be imported"):
        ensure(root)
    assert tools.calls == ["probe", "venv", *INSTALL]
    assert not (root / ".venv" / bootstrap.MARKER).exists()


@pytest.mark.parametrize("step", ["venv", "pip for uv", "uv", "probe"])
def test_an_interrupted_set_up_starts_over(step: str, root: Path, tools: Tools) -> None:
    tools.answers[step] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        ensure(root)
    tools.answers.clear()
    tools.calls.clear()
    ensure(root)
    assert tools.calls == ["venv", *INSTALL]


def test_no_network_is_one_sentence(root: Path, tools: Tools) -> None:
    tools.answers["pip for uv"] = (1, OFFLINE_PIP)
    with pytest.raises(SetupError) as error:
        ensure(root)
    assert re.fullmatch(r"Set-up could not reach a package index: [^\n]*\.", str(error.value))
    assert "internet" in str(error.value)
    assert "run the same command again" in str(error.value)
    assert tools.calls == ["venv", "pip for uv"]


@pytest.mark.parametrize("failing", ["pip for uv", "uv"])
def test_pip_takes_over_where_uv_fails(failing: str, root: Path, tools: Tools) -> None:
    tools.answers[failing] = (2, OFFLINE_UV if failing == "uv" else "no wheel for this platform")
    said: list[str] = []
    ensure(root, say=said.append)
    assert tools.calls[-2:] == ["pip", "probe"]
    assert tools.lock_used == RUNTIME_LOCK
    assert "pip" in said[-1]


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (OFFLINE_PIP, "Set-up could not reach a package index"),
        (WRONG_HASH, "Set-up failed: ERROR: THESE PACKAGES DO NOT MATCH THE HASHES"),
    ],
)
def test_when_pip_fails_too_the_reason_is_told(
    output: str, sentence: str, root: Path, tools: Tools
) -> None:
    tools.answers["uv"] = (2, OFFLINE_UV)
    tools.answers["pip"] = (1, output)
    with pytest.raises(SetupError, match=sentence) as error:
        ensure(root)
    assert "\n" not in str(error.value)
    assert not (root / ".venv" / bootstrap.MARKER).exists()
    if output == WRONG_HASH:
        assert (root / ".venv" / "setup.log").read_text("utf-8") == WRONG_HASH


@pytest.mark.parametrize(
    "output",
    [
        "The virtual environment was not created successfully because ensurepip is not\navailable.",
        "/usr/bin/python3: No module named venv",
    ],
)
def test_a_missing_venv_module_is_one_sentence(output: str, root: Path, tools: Tools) -> None:
    tools.answers["venv"] = (1, output)
    with pytest.raises(SetupError, match=r"^[^\n]*apt-get install python3-venv[^\n]*$"):
        ensure(root)


def test_an_incomplete_checkout_is_one_sentence(root: Path, tools: Tools) -> None:
    (root / RUNTIME_LOCK).unlink()
    with pytest.raises(SetupError, match=rf"^Set-up failed on \S*{RUNTIME_LOCK}: [^\n]*$"):
        ensure(root)


def test_uv_takes_over_the_index_pip_is_configured_for(root: Path, tools: Tools) -> None:
    tools.answers["pip config"] = (
        0,
        "global.index-url='https://general.invalid/simple'\n"
        "install.index-url='https://mirror.invalid/simple'\n"
        "global.extra-index-url='\\nhttps://a.invalid/simple\\nhttps://b.invalid/simple'\n"
        ":env:.find-links='/wheels /more'\n"
        "global.timeout='60'\n",
    )
    ensure(root)
    assert tools.settings == {
        "UV_DEFAULT_INDEX": "https://mirror.invalid/simple",
        "UV_INDEX": "https://a.invalid/simple https://b.invalid/simple",
        "UV_FIND_LINKS": "/wheels,/more",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_uvs_own_settings_win_over_pips(
    root: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.invalid/simple")
    tools.answers["pip config"] = (0, "global.index-url='https://mirror.invalid/simple'\n")
    ensure(root)
    assert tools.settings == {}


def test_two_starts_do_not_meet_in_one_venv(root: Path, tools: Tools) -> None:
    said: list[str] = []
    with bootstrap._one_at_a_time(root / RUNTIME_LOCK, said.append):
        second = threading.Thread(target=ensure, args=(root, False, said.append))
        second.start()
        deadline = time.monotonic() + 10
        while not said and time.monotonic() < deadline:
            time.sleep(0.01)
        assert said == ["Another start is setting up .venv; waiting for it …"]
        assert tools.calls == []
    second.join(10)
    assert tools.calls == ["venv", *INSTALL]


def test_waiting_for_another_start_ends(
    root: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "_PATIENCE_SECONDS", 0.0)
    held = bootstrap._one_at_a_time(root / RUNTIME_LOCK, print)
    with held, pytest.raises(SetupError, match="too long"):
        ensure(root)
    assert tools.calls == []


def test_a_program_that_does_not_exist_is_an_answer() -> None:
    code, output = bootstrap._run(["no-such-program-here"])
    assert code != 0
    assert "no-such-program-here" in output


def test_the_probe_tells_this_interpreters_version() -> None:
    assert bootstrap._probe(Path(sys.executable)) == "{}.{}".format(*sys.version_info)


def test_uv_is_pinned_with_hashes_in_the_lock() -> None:
    pin = bootstrap._pin("uv", (REPOSITORY / DEVELOPMENT_LOCK).read_text("utf-8")).splitlines()
    assert re.fullmatch(r"uv==[\d.]+ \\", pin[0])
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in pin[1:])
    assert len(pin) > 5
    assert not pin[-1].endswith("\\")


def test_a_lock_without_uv_is_told(root: Path, tools: Tools) -> None:
    (root / DEVELOPMENT_LOCK).write_text("uvicorn==1.0 \\\n    --hash=sha256:00\n")
    with pytest.raises(SetupError, match=f"{DEVELOPMENT_LOCK} holds no pin for uv"):
        ensure(root)


def test_both_locks_pin_the_same_versions() -> None:
    runtime, development = (
        set(re.findall(r"^\S+==\S+", (REPOSITORY / name).read_text("utf-8"), re.MULTILINE))
        for name in (RUNTIME_LOCK, DEVELOPMENT_LOCK)
    )
    assert len(runtime) > 30
    assert runtime < development


@pytest.fixture
def asked(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the commands that are run, in their order."""
    noted: list[list[str]] = []

    def run(command: list[str], settings: dict[str, str] | None = None) -> tuple[int, str]:
        noted.append(command)
        return tools(command, settings)

    monkeypatch.setattr(bootstrap, "_run", run)
    return noted


def test_an_index_that_does_not_answer_is_told_in_seconds(
    root: Path, asked: list[list[str]]
) -> None:
    ensure(root)
    first = next(command for command in asked if "--only-binary" in command)
    retries, timeout = (int(first[first.index(name) + 1]) for name in ("--retries", "--timeout"))
    assert (retries + 1) * timeout <= 30


def test_packages_come_from_a_folder_and_no_index_is_asked(
    root: Path, tools: Tools, asked: list[list[str]]
) -> None:
    wheels = root / "wheels with spaces"
    ensure(root, wheels=wheels)
    assert tools.calls == ["venv", "pip", "probe"]
    assert {"--no-index", "--require-hashes"} <= set(asked[1])
    assert asked[1][asked[1].index("--find-links") + 1] == str(wheels)


def test_a_package_missing_in_the_folder_is_named(root: Path, tools: Tools) -> None:
    tools.answers["pip"] = (
        1,
        "ERROR: Could not find a version that satisfies the requirement duckdb==2.0 "
        "(from versions: none)\nERROR: No matching distribution found for duckdb==2.0\n",
    )
    with pytest.raises(SetupError, match=r"^[^\n]*no fitting file for duckdb==2\.0 in [^\n]*$"):
        ensure(root, wheels=root)
