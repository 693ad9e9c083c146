"""Which source a file saved by hand is of, told by what is in it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from resilience.model.sources import Card, Live

START = 4000
"""How many characters of a file are looked at."""

PARTS = ("xl/workbook.xml",)
"""Files in an archive whose beginning counts, beside those that end in ``.csv`` or ``.txt``."""


def opening(path: Path) -> str:
    """Return how a file begins; of an archive the names in it, and how its tables begin."""
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
    """Return the pattern by which files of a source are known."""
    code = re.escape(card.table_code)
    return live.sign or rf"^(GENESIS-)?Tabelle: {code}\s|^{code}_\S*\.csv"


def recognised(path: Path, pairs: list[tuple[Card, Live]]) -> list[tuple[Card, Live]]:
    """Return the sources whose sign is in a file."""
    start = opening(path)
    return [pair for pair in pairs if re.search(sign(*pair), start, re.MULTILINE)]


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig", "strict" if len(raw) < START else "ignore")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
