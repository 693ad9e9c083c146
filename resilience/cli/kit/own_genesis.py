"""A table file of the GENESIS databases as an analyst's table: one of its quantities."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from etl.genesis_table import GenesisTable, read_table
from etl.keys import on_areas, printed_keys
from resilience.cli.kit import KitError
from resilience.cli.kit.own_keys import area
from resilience.cli.kit.own_rows import OWN_COLUMNS, Reading
from resilience.model.period import first_day


def read_genesis(path: Path, quantity: str | None, today: date) -> Reading:
    """Return one quantity of a table file for the areas of this warehouse.

    Parameters
    ----------
    quantity
        The cells above its column, joined by ``" > "``; needed if a table has several quantities.
    today
        Day of retrieval: no period begins after it.

    Raises
    ------
    KitError
        The file is not laid out as such a table, or holds no figure of an area at hand.
    """
    try:
        table = read_table(path, keep=printed_keys())
        chosen = _chosen(table, quantity)
        values = table.values(chosen).assign(series=" > ".join(chosen), category="")
        rows = on_areas(values).reset_index(drop=True)
        unit = table.unit(chosen)
    except ValueError as error:
        raise KitError(str(error)) from error
    if rows["value"].isna().all():
        raise KitError(
            f"{path.name}: found no figure of {' > '.join(chosen)!r} for an area of this "
            "warehouse; choose a table that goes down to its municipalities"
        )
    for period in rows["period"].unique():
        if first_day(period) > today:
            raise KitError(
                f"{path.name}: found the period {period!r}, which begins after the day of "
                f"retrieval, {today}; allowed are figures of the past: download the table again"
            )
    rows = rows.assign(written=rows["key"].fillna(rows["ags"]), line="")
    rows["name"] = [area(ags).name for ags in rows["ags"]]
    notes = [
        f"read as GENESIS table {table.code} of {table.published_on}, {' > '.join(chosen)!r}",
        f"figures are in {unit}; areas that are not in this warehouse are left out",
    ]
    return Reading(rows[OWN_COLUMNS], notes)


def _chosen(table: GenesisTable, quantity: str | None) -> tuple[str, ...]:
    paths = list(dict.fromkeys(header.path for header in table.headers))
    if quantity is None and len(paths) == 1:
        return paths[0]
    wanted = (quantity or "").casefold()
    found = next((path for path in paths if " > ".join(path).casefold() == wanted), None)
    if found is None:
        what = f"found no quantity {quantity!r}" if quantity else f"found {len(paths)} quantities"
        listed = "; ".join(repr(" > ".join(path)) for path in paths)
        raise KitError(f"{table.where}: {what}; say with --value which one of {listed}")
    return found
