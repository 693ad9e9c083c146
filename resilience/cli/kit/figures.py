"""An indicator's figures as its file has it now, computed from the series of a built warehouse."""

from __future__ import annotations

import pandas as pd

from resilience.model.registry import Entry, RegistryError, nearest, registry
from resilience.settings import warehouse_path
from resilience.warehouse import queries
from resilience.warehouse.build import BuildError, observations_of
from resilience.warehouse.compute import compute
from resilience.warehouse.opening import Cursor, WarehouseError, open_read_only
from resilience.warehouse.sandbox import IndicatorError


class KitError(ValueError):
    """A command of the kit that cannot do what it was asked; the message says what to change."""


def chosen(indicator_id: str | None) -> tuple[list[Entry], Cursor]:
    """Return the active indicators asked for, all if none is named, and the warehouse.

    Raises
    ------
    KitError
        No warehouse, a file that cannot be loaded, or an id that does not exist.
    """
    try:
        found = registry().indicators
        cursor = open_read_only(warehouse_path())
    except (RegistryError, WarehouseError) as error:
        raise KitError(str(error)) from error
    if indicator_id is None:
        return [entry for entry in found.values() if not entry.indicator.awaiting], cursor
    if indicator_id not in found:
        raise KitError(f"There is no indicator {indicator_id!r}{nearest(indicator_id, found)}")
    return [found[indicator_id]], cursor


def computed_values(entry: Entry, cursor: Cursor) -> pd.DataFrame:
    """Return an indicator's values with ``name`` and ``level`` of their areas.

    Raises
    ------
    KitError
        It awaits its figures, or cannot be computed.
    """
    if entry.indicator.awaiting:
        raise KitError(f"{entry.file}: {entry.indicator_id} awaits its figures")
    try:
        tables = observations_of(cursor, entry)
        values, _ = compute(entry, tables, queries.breaks_of_series(cursor))
    except (IndicatorError, BuildError) as error:
        raise KitError(str(error)) from error
    return values.merge(queries.area_names(cursor), on="ags", how="left")
