"""An indicator's figures as its file has it now, computed from the series of a built warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd

from resilience.cli.kit import KitError
from resilience.model.registry import Entry, RegistryError, entry_of, registry
from resilience.settings import warehouse_path
from resilience.warehouse import queries
from resilience.warehouse.compute import compute, observations_of
from resilience.warehouse.holdings import series_with_figures
from resilience.warehouse.opening import Cursor, WarehouseError, questions_to
from resilience.warehouse.sandbox import IndicatorError


@contextmanager
def chosen(indicator_id: str | None) -> Iterator[tuple[list[Entry], Cursor]]:
    """Yield the requested active indicators, all if none is named, and a warehouse cursor.

    Raises
    ------
    KitError
        No warehouse, a file that cannot be loaded, or an id that does not exist.
    """
    try:
        with questions_to(warehouse_path()) as cursor:
            series = series_with_figures(cursor)
            if indicator_id is not None:
                yield [entry_of(indicator_id).with_figures(series)], cursor
            else:
                yield list(registry().with_figures(series).active.values()), cursor
    except (RegistryError, WarehouseError) as error:
        raise KitError(str(error)) from error


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
    except IndicatorError as error:
        raise KitError(str(error)) from error
    return values.merge(queries.area_names(cursor), on="ags", how="left")
