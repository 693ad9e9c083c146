"""The command line: the commands of `python3 -m resilience`, and what each runs.

Works on a fresh clone: until it runs in the project's own `.venv`, only the standard library is
imported.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from resilience.cli import bootstrap

ROOT = Path(__file__).resolve().parents[2]
_ALL = "--all"
"""Runs the tests marked slow as well."""
INTERRUPTED = 130  # what shells give after Ctrl-C
UNREAD = 141  # what shells give when nobody reads on


@dataclass(frozen=True)
class Command:
    """One command.

    Parameters
    ----------
    summary : str
        One line for the overview.
    run : callable
        Takes the arguments of the command, inside the `.venv`; returns the exit code.
    development : bool
        Whether the packages for tests and checks are needed.
    options : callable, optional
        Makes the parser that explains arguments, and rejects wrong ones, before anything is
        installed or a large library is imported.
    """

    summary: str
    run: Callable[[list[str]], int]
    development: bool = False
    options: Callable[[], argparse.ArgumentParser] | None = None


def main(argv: list[str]) -> int:
    """Run a command in the `.venv`, setting that up first; return the exit code."""
    try:
        code = _main(argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return code


def _main(argv: list[str]) -> int:
    handed_over = os.environ.pop(bootstrap.HANDED_OVER, None)
    if not argv or argv[0] in ("help", "-h", "--help"):
        print(_overview())
        return 0
    command = COMMANDS.get(argv[0])
    if command is None:
        near = difflib.get_close_matches(argv[0], COMMANDS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return _refuse(f"There is no command {argv[0]!r}{hint}\n\n{_overview()}", code=2)
    if handed_over:
        return command.run(argv[1:])
    given = command.options().parse_args(argv[1:]) if command.options else argparse.Namespace()
    development = command.development and not getattr(given, "runtime", False)
    try:
        python = bootstrap.ensure(ROOT, development, wheels=getattr(given, "wheels", None))
    except bootstrap.SetupError as error:
        return _refuse(str(error))
    return bootstrap.hand_over(python, ["-m", "resilience", *argv])


def _delegate(module: str, function: str = "main") -> Callable[[list[str]], int]:
    """Return a function that runs a function of a module, imported only when called."""
    return lambda argv: int(getattr(importlib.import_module(module), function)(argv))


def _parser(
    function: str, module: str = "resilience.cli.options"
) -> Callable[[], argparse.ArgumentParser]:
    """Return a function that makes the parser of a command, imported only when called."""
    return lambda: getattr(importlib.import_module(module), function)()


def _test(argv: list[str]) -> int:
    import pytest

    whole = all(one.startswith("-") for one in argv)
    if _ALL in argv:
        argv = ["-m", "", *(one for one in argv if one != _ALL)]
    if whole:  # the whole suite: on all cores, one warehouse
        from resilience.settings import warehouse_path
        from resilience.warehouse.ready import prepare

        if not prepare(warehouse_path()):
            return 1
        argv = ["--numprocesses=logical", "--dist=worksteal", *argv]
    code = int(pytest.main(argv))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # DuckDB's binding would print pages about live objects after the last line


def _setup(argv: list[str]) -> int:
    print(f"{sys.prefix} is up to date.")
    return 0


def _build(argv: list[str]) -> int:
    from resilience.cli import options
    from resilience.warehouse.build import build_or_tell

    wanted = options.build_options().parse_args(argv)
    return build_or_tell(wanted.warehouse, wanted.as_of)


def _bundle(argv: list[str]) -> int:
    from etl.bundle import bundle
    from resilience.cli import options

    given = options.bundle_options().parse_args(argv)
    try:
        summary = bundle(given.root, given.out, report=print)
    except ValueError as error:  # files, cards and figures that do not fit together
        return _refuse(str(error))
    print(summary.to_string(index=False))
    return 0


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {word:<{width}}  {command.summary}" for word, command in COMMANDS.items()]
    return "\n".join(
        [
            "usage: python3 -m resilience <command> [arguments]",
            "",
            *lines,
            "",
            "'python3 -m resilience <command> --help' tells a command's arguments.",
        ]
    )


def _refuse(message: str, code: int = 1) -> int:
    print(message, file=sys.stderr)
    return code


COMMANDS = {
    "serve": Command(
        "show the dashboard in the browser",
        _delegate("resilience.cli.serve"),
        options=_parser("parser", "resilience.cli.serve"),
    ),
    "health": Command(
        "open a session and tell whether the first page is shown",
        _delegate("resilience.cli.health"),
    ),
    "test": Command(
        "run the tests, with --all the slow ones too; takes pytest's arguments",
        _test,
        development=True,
    ),
    "setup": Command(
        "make or refresh .venv with the development tools; --wheels DIR from files",
        _setup,
        development=True,
        options=_parser("setup_options"),
    ),
    "build": Command(
        "build the warehouse from the bundled figures", _build, options=_parser("build_options")
    ),
    "bundle": Command(
        "read publishers' files into the bundled figures",
        _bundle,
        options=_parser("bundle_options"),
    ),
    "refresh": Command(
        "ask publishers for newer figures",
        _delegate("resilience.cli.newer", "ask"),
        options=_parser("refresh_options", "etl.live.options"),
    ),
    "update": Command(
        "take in publishers' files saved by hand",
        _delegate("resilience.cli.newer", "take_in"),
        options=_parser("update_options", "etl.live.options"),
    ),
    "series": Command(
        "list the figures there are",
        _delegate("resilience.cli.kit.series"),
        options=_parser("parser", "resilience.cli.kit.series"),
    ),
    "sql": Command(
        "ask the warehouse in SQL, read-only",
        _delegate("resilience.cli.kit.sql"),
        options=_parser("parser", "resilience.cli.kit.sql"),
    ),
    "add-series": Command(
        "make a series of a table of your own",
        _delegate("resilience.cli.kit.own"),
        options=_parser("parser", "resilience.cli.kit.own"),
    ),
    "new-indicator": Command(
        "write the file of a new indicator",
        _delegate("resilience.cli.kit.new"),
        options=_parser("parser", "resilience.cli.kit.new"),
    ),
    "check": Command(
        "check indicators on the real figures",
        _delegate("resilience.cli.kit.check"),
        options=_parser("check_options"),
    ),
    "preview": Command(
        "show one indicator's page, computed anew on each save",
        _delegate("resilience.cli.kit.preview"),
        options=_parser("preview_options"),
    ),
    "goalposts": Command(
        "propose goalposts from the distribution over all municipalities",
        _delegate("resilience.cli.kit.goalposts"),
        options=_parser("goalposts_options"),
    ),
    "screens": Command(
        "write the screens of a meeting as one HTML file",
        _delegate("resilience.cli.screens"),
        options=_parser("screens_options"),
    ),
    "score": Command(
        "score a table of your own",
        _delegate("resilience.cli.score"),
        options=_parser("parser", "resilience.cli.score_help"),
    ),
    "sheet": Command(
        "print the sheet of a city, of the region, or all as PDF or HTML",
        _delegate("resilience.cli.sheets", "sheet"),
        options=_parser("sheet_options"),
    ),
    "brief": Command(
        "print a theme field as an attachment for a committee paper",
        _delegate("resilience.cli.sheets", "brief"),
        options=_parser("brief_options"),
    ),
    "licences": Command(
        "list the packages the dashboard runs on with their licences",
        _delegate("resilience.cli.inventory", "licences"),
    ),
    "sbom": Command(
        "write the bill of materials (CycloneDX)", _delegate("resilience.cli.inventory", "sbom")
    ),
    "release": Command(
        "tag a version, with the files to publish", _delegate("resilience.cli.release")
    ),
}
