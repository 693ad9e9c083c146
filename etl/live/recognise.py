"""Recognises the source of a file saved by hand by its content."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from resilience.model.sources import Card, Live

START = 4000
"""Characters of a file that are examined."""

PARTS = ("xl/workbook.xml",)
"""Files in an archive that are examined besides those ending in ``.csv`` or ``.txt``."""


def opening(path: Path) -> str:
    """Return the beginning of a file; for an archive, its file names and its tables' beginnings."""
    if not zipfile.is_zipfile(path):
        return _text(path.read_bytes()[:START])
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist())
        tables = [n for n in names if n in PARTS or n.lower().endswith((".csv", ".txt"))]
        starts = []
        for name in tables:
            with archive.open(name) as file:
                starts.append(_text(file.read(START)))
        return "\n".join([" ".join(names), *starts])


def sign(card: Card, live: Live) -> str:
    """Return the pattern that identifies files of a source."""
    code = re.escape(card.table_code)
    return live.sign or rf"^(GENESIS-)?Tabelle: {code}\s|^{code}_\S*\.csv"


def recognised(path: Path, pairs: list[tuple[Card, Live]]) -> list[tuple[Card, Live]]:
    """Return the sources whose pattern matches the beginning of a file."""
    start = opening(path)
    return [pair for pair in pairs if re.search(sign(*pair), start, re.MULTILINE)]


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig", "strict" if len(raw) < START else "ignore")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
