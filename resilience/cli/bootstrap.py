"""Makes and repairs the project's own `.venv`; needs nothing but Python and its `venv`."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from resilience import atomic
from resilience.locking import try_lock

RUNTIME_LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"
MARKER = "installed.json"
HANDED_OVER = "RESILIENCE_HANDED_OVER"

# The others are only located: importing them takes longer than many commands.
_PROBE = (
    "import sys, duckdb; from importlib.util import find_spec as find; "
    "all(map(find, ('numpy', 'streamlit'))) or sys.exit(1); print('%d.%d' % sys.version_info[:2])"
)
_PATIENCE_SECONDS = 15 * 60.0
_SHORT = ("--retries", "1", "--timeout", "10")
"""For the first package: an unresponsive index is detected within seconds."""
_OFFLINE_SIGNS = (
    "error sending request",
    "dns error",
    "NewConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "timed out",
    "from versions: none",  # pip's last message, whatever kept it from the index
)
_OFFLINE = (
    "Set-up could not reach a package index: it needs the internet (or an index that pip is "
    "configured for) this once; connect and run the same command again, or set up from files with "
    "'python3 -m resilience setup --wheels DIR'."
)
# pip's settings and the equivalent variables of uv, which does not read pip's files.
_PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


class SetupError(Exception):
    """The `.venv` cannot be made; the message is one sentence that says what to do."""


def ensure(
    root: Path,
    development: bool = False,
    say: Callable[[str], object] = print,
    wheels: Path | None = None,
) -> Path:
    """Make, refresh or repair the `.venv` as needed and return the path of its interpreter.

    Parameters
    ----------
    root, say
        The repository's folder, which will hold `.venv`; called with a line for each slow step.
    development
        Whether to install the packages for tests and checks, too. Once installed, they stay.
    wheels
        Folder with the packages as files, for a machine without internet; no index is used then.

    Raises
    ------
    SetupError
        If that is impossible at present: no network, no `venv` module, no write permission.
    """
    try:
        with _one_at_a_time(root / RUNTIME_LOCK, say):
            return _ensure(root, development, say, wheels)
    except OSError as error:
        raise SetupError(
            f"Set-up failed on {error.filename or root}: {error.strerror or error}; make sure the "
            "checkout is complete and writable and no program is using .venv, then run the same "
            "command again."
        ) from error


def hand_over(python: Path, arguments: list[str]) -> int:
    """Continue as `python arguments` in the `.venv`; returns its exit code on Windows only."""
    command = [str(python), *arguments]
    environment = {**os.environ, HANDED_OVER: "1"}
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform != "win32":
        os.execve(command[0], command, environment)
    process = subprocess.Popen(command, env=environment)  # execve would detach from the console
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child got the signal as well, and ends by itself


def _ensure(
    root: Path, development: bool, say: Callable[[str], object], wheels: Path | None
) -> Path:
    venv = root / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    found = _read_marker(venv)
    locks = [RUNTIME_LOCK]
    if development or DEVELOPMENT_LOCK in found:
        locks.append(DEVELOPMENT_LOCK)
    wanted = {name: _digest(root / name) for name in locks}
    healthy = found.get("folder") == str(venv) and found.get("python") == _probe(python)
    if healthy and wanted.items() <= found.items():
        return python
    if healthy:
        say("The pinned packages changed: refreshing .venv …")
    else:
        say("Setting up .venv with the pinned packages (once, about a minute) …")
        _create(venv)
    # Without a marker, an interrupted installation counts as broken and is redone.
    (venv / MARKER).unlink(missing_ok=True)
    if wheels is None:
        _install(python, root, locks[-1], say)
    else:
        _install_from(wheels, python, root, locks[-1])
    version = _probe(python)
    if version is None:
        raise SetupError(
            "Set-up installed all packages, but they cannot be imported; "
            f'see `{python} -c "{_PROBE}"` for the reason.'
        )
    marker = {"folder": str(venv), "python": version, **wanted}
    atomic.write_text(venv / MARKER, json.dumps(marker, indent=2))
    return python


def _create(venv: Path) -> None:
    if venv.exists():
        shutil.rmtree(venv)
    # From within a virtual environment (perhaps this one), go back to the Python behind it.
    base = getattr(sys, "_base_executable", "") or sys.executable
    code, output = _run([base, "-m", "venv", str(venv)])
    if code == 0:
        return
    if "ensurepip" in output or "No module named venv" in output:
        raise SetupError(
            "This Python cannot make virtual environments: its venv module is incomplete; install "
            "it (Debian, Ubuntu: apt-get install python3-venv) and run the same command again."
        )
    raise SetupError(f"Set-up could not make {venv}: {_reason(output)}")


def _install(python: Path, root: Path, lock: str, say: Callable[[str], object]) -> None:
    """Install and compile what `lock` pins: with uv, which takes seconds, else with pip."""
    pip = [str(python), "-m", "pip", "install", "--no-input", "--require-hashes", "-r"]
    uv_pin = root / ".venv" / "uv-pin.txt"
    atomic.write_text(uv_pin, _pin("uv", (root / DEVELOPMENT_LOCK).read_text("utf-8")))
    code, output = _run([*pip, str(uv_pin), "--only-binary", "uv", *_SHORT])
    if code == 0:
        uv = [str(python), "-m", "uv", "pip", "sync", "--require-hashes", "--compile-bytecode"]
        code, output = _run([*uv, "--python", str(python), str(root / lock)], _uv_settings(python))
        if code == 0:
            return
    elif _is_offline(output):
        raise SetupError(_OFFLINE)
    say("uv cannot install here; going on with pip (some minutes) …")
    code, output = _run([*pip, str(root / lock)])
    if code == 0:
        return
    if _is_offline(output):
        raise SetupError(_OFFLINE)
    raise _failed(output, root)


def _install_from(wheels: Path, python: Path, root: Path, lock: str) -> None:
    """Install what `lock` pins from the files of a folder."""
    code, output = _run(
        [
            *(str(python), "-m", "pip", "install", "--no-input", "--require-hashes"),
            *("--no-index", "--find-links", str(wheels), "-r", str(root / lock)),
        ]
    )
    if missing := re.search(r"No matching distribution found for (\S+)", output):
        raise SetupError(
            f"Set-up found no fitting file for {missing[1]} in {wheels}; fetch the packages on a "
            "machine with this system and this Python, as docs/operations.md says."
        )
    if code:
        raise _failed(output, root)


def _failed(output: str, root: Path) -> SetupError:
    log = root / ".venv" / "setup.log"
    atomic.write_text(log, output)
    return SetupError(f"Set-up failed: {_reason(output)} (all of the output: {log})")


def _uv_settings(python: Path) -> dict[str, str]:
    """Return environment variables that point uv to the index that pip is configured for."""
    _, output = _run([str(python), "-m", "pip", "config", "list"])
    found: dict[str, str] = {}
    for scope in ("global", "install", ":env:"):  # the later one wins, as in pip
        for name, value in re.findall(rf"^{scope}\.([a-z-]+)=(.+)$", output, re.MULTILINE):
            found[name] = str(ast.literal_eval(value))
    settings = {
        variable: ("," if name == "find-links" else " ").join(found[name].split())
        for name, variable in _PIP_TO_UV.items()
        if name in found and variable not in os.environ
    }
    if "UV_INDEX" in settings:  # as pip does: any index may hold the version; the hash decides
        settings.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return settings


def _pin(package: str, lock: str) -> str:
    """Return the entry of one package in a lock file's text: its version and its hashes."""
    match = re.search(rf"^{re.escape(package)}==.*(?:\n    --hash=.*)+", lock, re.MULTILINE)
    if match is None:
        raise SetupError(
            f"{DEVELOPMENT_LOCK} holds no pin for {package}: the file is damaged; restore it from "
            "the repository and run the same command again."
        )
    return match.group() + "\n"


def _probe(python: Path) -> str | None:
    """Return the version ("3.11") of an interpreter that can import the key packages, else None."""
    if not python.exists():
        return None
    code, output = _run([str(python), "-I", "-c", _PROBE])
    return output.split()[-1] if code == 0 and output.split() else None


def _run(command: list[str], settings: dict[str, str] | None = None) -> tuple[int, str]:
    """Run a command and return its exit code and output; the only call of other programs."""
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return 127, str(error)
    return done.returncode, done.stdout


def _is_offline(output: str) -> bool:
    return any(sign in output for sign in _OFFLINE_SIGNS)


def _reason(output: str) -> str:
    """Return the line of an installer's output that best says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(error|×|fatal)\b", line, re.IGNORECASE)]
    return ([*lines[-1:], *errors[:1]] or ["it gave no reason"])[-1]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_marker(venv: Path) -> dict[str, str]:
    """Return what the last complete installation wrote; empty if there is none."""
    try:
        marker = json.loads((venv / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return marker if isinstance(marker, dict) else {}


@contextlib.contextmanager
def _one_at_a_time(path: Path, say: Callable[[str], object]) -> Iterator[None]:
    """Hold the operating system's lock on a file; it is released however the process ends."""
    with path.open("rb") as handle:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        waiting = False
        while not try_lock(handle):
            if time.monotonic() > deadline:
                raise SetupError(
                    "Another start has been setting up .venv for too long; end it and run the "
                    "same command again."
                )
            if not waiting:
                say("Another start is setting up .venv; waiting for it …")
                waiting = True
            time.sleep(0.5)
        yield
