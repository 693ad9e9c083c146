"""The commands that take in newer figures, with what these change of indicators and scores."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from resilience.settings import ROOT, warehouse_path


def ask(argv: list[str]) -> int:
    """Ask publishers, see `etl.live.refresh.main`."""
    from etl.live.refresh import main

    return main(argv, _effect)


def take_in(argv: list[str]) -> int:
    """Take in saved files, see `etl.live.update.main`."""
    from etl.live.update import main

    return main(argv, _effect)


def _effect(data: Path, figures: pd.DataFrame) -> list[str]:
    """Return what figures change against the warehouse in use, which is of the folder ROOT/data."""
    if data.resolve() != (ROOT / "data").resolve():
        return ["indicators and scores were not compared: the warehouse is of another folder"]
    from resilience.warehouse.effect import effect_of
    from resilience.warehouse.opening import WarehouseError

    try:
        told = effect_of(warehouse_path(), figures, date.today().year)
    except WarehouseError as error:
        return [f"indicators and scores were not compared: {error}"]
    return ["against the last build:", *(f"  {line}" for line in told or ["nothing changes"])]
