"""What new figures would change of indicators and scores, against the warehouse in use."""

from __future__ import annotations

from contextlib import closing

import pandas as pd
import pytest

from resilience.cli import newer
from resilience.model.registry import registry
from resilience.settings import ROOT
from resilience.warehouse.effect import effect_of
from resilience.warehouse.opening import open_read_only

LANGENFELD = "05158020"


@pytest.fixture(scope="module")
def pharmacies(warehouse) -> pd.DataFrame:
    """Return Langenfeld's newest figure of the series of an indicator with a scale."""
    with closing(open_read_only(warehouse)) as cursor:
        rows = cursor.execute(
            """SELECT series_id AS series, ags, period, category, value, quality, note
               FROM observation_current JOIN indicator_need USING (series_id)
               WHERE indicator_id = 'supply.pharmacy' AND position = 1 AND ags = ?
               ORDER BY period DESC LIMIT 1""",
            [LANGENFELD],
        ).df()
    assert len(rows) == 1
    return rows


def test_a_revised_figure_is_told_with_old_and_new_value_and_scores(warehouse, pharmacies):
    told = effect_of(warehouse, pharmacies.assign(value=pharmacies["value"] * 1.5), 2026)
    indicator = next(line for line in told if line.startswith("indicator supply.pharmacy"))
    assert "1 changed, 0 entered, 0 left: Langenfeld" in indicator
    assert " -> " in indicator
    assert ", score " in indicator
    (theme,) = (line for line in told if line.startswith("theme score"))
    assert theme.startswith("theme score supply: 1 changed, 0 entered, 0 left: Langenfeld ")


def test_a_figure_that_goes_takes_its_score_with_it(warehouse, pharmacies):
    gone = pharmacies.assign(value=float("nan"), quality="O")
    told = effect_of(warehouse, gone, 2026)
    assert "indicator supply.pharmacy: 0 changed, 0 entered, 1 left" in told[0]


def test_an_indicator_that_awaited_figures_is_told(warehouse, pharmacies):
    name = "supply.child_poverty"
    assert name not in registry().active
    (series,) = registry().indicators[name].indicator.series
    assert effect_of(warehouse, pharmacies.assign(series=series), 2026) == [
        f"indicator {name}: awaited them; the next build computes it"
    ]


def test_figures_at_hand_change_nothing(warehouse, pharmacies, monkeypatch):
    monkeypatch.setattr(newer, "warehouse_path", lambda: warehouse)
    assert newer._effect(ROOT / "data", pharmacies) == [
        "against the last build:",
        "  nothing changes",
    ]


def test_without_a_warehouse_or_of_another_folder_nothing_is_compared(
    tmp_path, pharmacies, monkeypatch
):
    (told,) = newer._effect(tmp_path, pharmacies)
    assert told.endswith("the warehouse is of another folder")
    monkeypatch.setattr(newer, "warehouse_path", lambda: tmp_path / "none.duckdb")
    (told,) = newer._effect(ROOT / "data", pharmacies)
    assert told.startswith("indicators and scores were not compared: ")
