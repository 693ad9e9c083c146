"""A publisher on this machine, and a session that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.live.http import Session
from tests.etl.publisher import Publisher, serve


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()
    server = serve(made)
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def session(publisher: Publisher, tmp_path: Path) -> Iterator[Session]:
    made = Session(tmp_path / "cache", pause=0, patience=0.01, timeout=2, mirror=publisher.url)
    yield made
    made.close()
