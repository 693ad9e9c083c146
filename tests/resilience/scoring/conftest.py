"""The two example indices with the reference's results: this project's own, and COINr's ASEM."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from resilience.scoring.coinr import Inputs, read_tables


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


@pytest.fixture(scope="session")
def asem() -> Example:
    """Return COINr's ASEM example; the test skips where the folder of its results is not named."""
    named = os.environ.get("COINR_ASEM")
    if not named:
        pytest.skip("COINr's ASEM results are not at hand: set COINR_ASEM to their folder")
    folder = Path(named)
    data = folder / "data"
    return Example(folder, read_tables(data / "asem_iData.csv", data / "asem_iMeta.csv"))
