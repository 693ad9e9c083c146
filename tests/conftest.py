"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from resilience.settings import warehouse_path
from resilience.warehouse.inputs import is_stale

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
# Chosen by --hypothesis-profile=fuzz, for tests/fuzz.
hypothesis.settings.register_profile("fuzz", deadline=None, max_examples=100_000)

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def publisher_files() -> Path:
    """Folder with recorded excerpts of publishers' files, see `tests/etl/record.py`."""
    return REPOSITORY / "tests" / "etl" / "recorded"


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse made of the present inputs: the one in use, if it is, else a new one."""
    if not is_stale(warehouse_path()):
        return warehouse_path()
    from resilience.warehouse.build import build

    made = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    build(made, report=lambda _: None)
    return made
