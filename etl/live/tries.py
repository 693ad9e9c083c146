"""When each source was last fetched and with what outcome; kept on this machine only."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from resilience.atomic import write_text

_NAME = "tries.json"


@dataclass(frozen=True)
class Try:
    """The last attempt to fetch a source."""

    on: str
    outcome: str
    newest: str = ""

    @property
    def told(self) -> str:
        """Return day and outcome for a table."""
        return f"{self.on[:10]}: {self.outcome}" if self.on else self.outcome


NEVER = Try(on="", outcome="never")


def read(folder: Path) -> dict[str, Try]:
    """Return the last attempt for each source; empty where there is no readable record."""
    path = folder / _NAME
    try:
        return {source: Try(**told) for source, told in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError):
        return {}


def note(folder: Path, source: str, outcome: str, newest: str) -> None:
    """Record an attempt; an earlier newest period stays where this one found none."""
    every = read(folder)
    newest = newest or every.get(source, NEVER).newest
    every[source] = Try(datetime.now().isoformat(timespec="seconds"), outcome, newest)
    folder.mkdir(parents=True, exist_ok=True)
    told = {name: asdict(last) for name, last in every.items()}
    write_text(folder / _NAME, json.dumps(told, indent=1, ensure_ascii=False))
