"""The notebook runs from top to bottom, and its points are those of the build."""

from __future__ import annotations

import json
from typing import Any

import pytest

from resilience.settings import ROOT

NOTEBOOK = json.loads((ROOT / "docs" / "figures.ipynb").read_text(encoding="utf-8"))


def test_the_notebook_runs_and_makes_the_points_of_the_build(warehouse, monkeypatch):
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
    named: dict[str, Any] = {}
    for cell in NOTEBOOK["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), named)
    assert len(named["both"]) > 100
    assert named["largest_difference"] == pytest.approx(0, abs=1e-9)
    assert named["high"][0] == pytest.approx(3.6889, abs=1e-4)


def test_the_notebook_is_stored_without_results():
    assert NOTEBOOK["nbformat"] == 4
    assert [c for c in NOTEBOOK["cells"] if c.get("outputs") or c.get("execution_count")] == []
