"""The packages the dashboard depends on, with licences: ``sbom`` and ``licences``."""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from resilience import atomic
from resilience.cli.bootstrap import RUNTIME_LOCK
from resilience.settings import ROOT

_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)(?: ; (.+?))? \\\n((?:    --hash=.*\n?)+)", re.M)
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST_NAME = 40
"""Maximum length of a licence's name; anything longer is its text."""
ELSEWHERE = "not installed on this system"


@dataclass(frozen=True)
class Package:
    """A package that the lock file pins.

    Attributes
    ----------
    hashes
        SHA-256 of each file that set-up accepts.
    licence
        As the installed package states it; `ELSEWHERE` if only another system needs it.
    expression
        Whether the licence is an SPDX expression.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str
    expression: bool


def packages(lock: str) -> Iterator[Package]:
    """Yield the packages a lock file's text pins, with the licences of those installed here."""
    for name, version, _, hashes in _ENTRY.findall(lock):
        found = tuple(re.findall(r"sha256:([0-9a-f]{64})", hashes))
        try:
            licence, expression = _licence(distribution(name))
        except PackageNotFoundError:
            licence, expression = ELSEWHERE, False
        yield Package(name, version, found, licence, expression)


def _licence(installed: Distribution) -> tuple[str, bool]:
    """Return a package's licence, and whether it is stated as an SPDX expression."""
    stated = installed.metadata
    if "License-Expression" in stated:
        return stated["License-Expression"], True
    names = [
        one.removeprefix(_CLASSIFIER)
        for one in stated.get_all("Classifier") or []
        if one.startswith(_CLASSIFIER)
    ]
    short = stated["License"].strip() if "License" in stated else ""
    if not names and short and len(short) <= _LONGEST_NAME:
        names = [short]
    return " and ".join(names) or "not stated", False


def bill(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """Return the bill of materials according to CycloneDX 1.6.

    Parameters
    ----------
    project
        The table ``project`` of ``pyproject.toml``.
    """
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [_component(one) for one in packages(lock)],
    }


def _component(one: Package) -> dict[str, Any]:
    licence: dict[str, Any] = (
        {"expression": one.licence} if one.expression else {"license": {"name": one.licence}}
    )
    return {
        "type": "library",
        "bom-ref": f"{one.name}@{one.version}",
        "name": one.name,
        "version": one.version,
        "purl": f"pkg:pypi/{one.name}@{one.version}",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in one.hashes],
        **({} if one.licence == ELSEWHERE else {"licenses": [licence]}),
    }


def bill_json() -> str:
    """Return the bill of materials of this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return json.dumps(bill(_lock(), project), indent=2) + "\n"


def bill_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience sbom``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience sbom",
        description="List the packages the dashboard runs on, as CycloneDX 1.6 (JSON).",
    )
    own.add_argument("--out", type=Path, metavar="FILE", help="default: the terminal")
    return own


def sbom(argv: list[str]) -> int:
    """Run the command ``sbom``."""
    given = bill_parser().parse_args(argv)
    if given.out is None:
        print(bill_json(), end="")
    else:
        atomic.write_text(given.out, bill_json())
    return 0


def licence_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience licences``."""
    return argparse.ArgumentParser(
        prog="python3 -m resilience licences",
        description="List the packages the dashboard runs on with their licences.",
    )


def licences(argv: list[str]) -> int:
    """Run the command ``licences``."""
    licence_parser().parse_args(argv)
    for one in packages(_lock()):
        print(f"{one.name:<28} {one.version:<16} {one.licence}")
    return 0


def _lock() -> str:
    return (ROOT / RUNTIME_LOCK).read_text("utf-8")
