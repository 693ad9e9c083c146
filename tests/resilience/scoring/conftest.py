"""The two example indices with the reference's results: this project's own, and COINr's ASEM."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from resilience.scoring.coinr import Inputs, read_tables

ASEM = os.environ.get("COINR_ASEM")


@dataclass(frozen=True)
class Example:
    """Input tables and expected results of one example."""

    folder: Path
    inputs: Inputs

    def expected(self, name: str) -> pd.DataFrame:
        """Return a table of results indexed by unit."""
        table = pd.read_csv(
            self.folder / f"{name}.csv", keep_default_na=False, na_values=["", "NA", "NaN"]
        )
        return table.set_index("uCode")


@pytest.fixture(scope="session")
def reference() -> Example:
    """Return the project's own reference index, copied into the tests."""
    folder = Path(__file__).parent / "reference_index"
    return Example(folder, read_tables(folder / "iData.csv", folder / "iMeta.csv"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the comparisons with ASEM out where the folder of COINr's results is not named."""
    if ASEM is None:
        without = [item for item in items if "asem" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


@pytest.fixture(scope="session")
def asem() -> Example:
    """Return COINr's ASEM example, which is not part of this project."""
    assert ASEM is not None
    folder = Path(ASEM)
    data = folder / "data"
    return Example(folder, read_tables(data / "asem_iData.csv", data / "asem_iMeta.csv"))
