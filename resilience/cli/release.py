"""Makes a release in one step: version, changelog, tag, and the files people download."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from resilience import atomic
from resilience.cli import inventory, sheets
from resilience.settings import ROOT
from resilience.warehouse import build
from resilience.warehouse.opening import open_read_only
from resilience.warehouse.queries import regions

UNRELEASED = "## Unreleased\n"
SUMS = "SHA256SUMS"


class ReleaseError(ValueError):
    """A release cannot be made; the message says what to do."""


def release_parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience release``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience release",
        description="Give the present state a version: changelog, tag, and a folder to publish.",
    )
    own.add_argument("version", type=_version, help="such as 1.2.0")
    own.add_argument(
        "--out", type=Path, metavar="DIR", help="default: build/release/VERSION of the checkout"
    )
    return own


def main(argv: list[str]) -> int:
    """Run ``python3 -m resilience release``; return 1 if it cannot be made."""
    given = release_parser().parse_args(argv)
    out = given.out or ROOT / "build" / "release" / given.version
    try:
        tag = release(ROOT, given.version, out, make_files)
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{tag} is tagged, its files are in {out}; publish both: git push --follow-tags")
    return 0


def release(
    root: Path, version: str, out: Path, make: Callable[[Path], None], day: str = ""
) -> str:
    """Write the version into the checkout, commit, tag it and make the files; return the tag.

    Parameters
    ----------
    root
        A checkout without uncommitted changes.
    out
        Folder for the files; must not hold any.
    make
        Writes the files except the source archive, the changes and the checksums.
    day
        ISO date; today if empty.

    Raises
    ------
    ReleaseError
        The checkout holds changes, the tag exists, nothing changed, or the folder is not empty.
    """
    tag = f"v{version}"
    if _git(root, "status", "--porcelain"):
        raise ReleaseError("The checkout holds changes; commit or discard them, then release.")
    if _git(root, "tag", "--list", tag):
        raise ReleaseError(f"There is a tag {tag} already; give the next version.")
    if out.exists() and any(out.iterdir()):
        raise ReleaseError(f"{out}: not empty; name another folder with --out.")
    log, project = root / "CHANGELOG.md", root / "pyproject.toml"
    told, changes = closed(log.read_text("utf-8"), version, day or str(datetime.date.today()))
    text, count = re.subn(
        r'^version = ".*"$', f'version = "{version}"', project.read_text("utf-8"), flags=re.M
    )
    if count != 1:
        raise ReleaseError(f"{project}: no single line 'version = …' to change.")
    out.mkdir(parents=True, exist_ok=True)
    make(out)  # slow steps that may fail come before anything is written
    atomic.write_text(log, told)
    atomic.write_text(project, text)
    _git(root, "commit", "--quiet", "--message", f"Release {version}", "--", log.name, project.name)
    _git(root, "tag", "--annotate", tag, "--message", changes)
    archive = out / f"{root.name}-{version}.tar.gz"
    _git(root, "archive", "--output", str(archive), "--prefix", f"{root.name}-{version}/", tag)
    atomic.write_text(out / "CHANGES.md", changes)
    atomic.write_text(out / SUMS, checksums(out))
    return tag


def closed(changelog: str, version: str, day: str) -> tuple[str, str]:
    """Return the changelog with its open section named after the version, and that section."""
    before, found, after = changelog.partition(UNRELEASED)
    changes = re.split(r"^## ", after, maxsplit=1, flags=re.MULTILINE)[0].strip() + "\n"
    if not found or not changes.strip():
        raise ReleaseError("CHANGELOG.md: nothing stands under 'Unreleased'; there is no change.")
    return f"{before}{UNRELEASED}\n## {version} ({day})\n{after}", changes


def checksums(folder: Path) -> str:
    """Return a line per file below a folder, as ``sha256sum --check`` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
    )


def make_files(out: Path) -> None:
    """Write warehouse, bill of materials and the sheets of every region in both languages."""
    warehouse = out / "warehouse.duckdb"
    build.build(warehouse)
    atomic.write_text(out / "sbom.json", inventory.bill_json())
    offered = regions(open_read_only(warehouse), "de").query("selectable")["region_id"]
    for region in offered:
        for lang in ("de", "en"):
            folder = str(out / "sheets" / lang / region)
            words = ["all", "--out", folder, "--region", region, "--lang", lang]
            if sheets.sheet(words):
                raise ReleaseError(f"The sheets of {region} could not be printed.")


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True)
    if done.returncode:
        raise ReleaseError(f"git {words[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


def _version(text: str) -> str:
    if not re.fullmatch(r"\d+\.\d+\.\d+", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no version; give three numbers, as 1.2.0")
    return text
