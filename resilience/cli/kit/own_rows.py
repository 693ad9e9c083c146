"""The rows of an analyst's table: columns identified, every cell checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd

from etl.signs import BRACKETED, SIGNS
from etl.tidy import NULLABLE, QUALITIES
from resilience.cli.kit import KitError
from resilience.cli.kit.own_columns import PERIODS, as_period, find_columns
from resilience.cli.kit.own_file import Cell, Cells, plain
from resilience.cli.kit.own_keys import UnknownKey, area
from resilience.cli.kit.own_numbers import WrongCell, read_values
from resilience.model.period import first_day, is_period
from resilience.model.sources import MISSING

OWN_COLUMNS = ["line", "written", "ags", "name", "period", "category", "value", "quality", "note"]


@dataclass(frozen=True)
class Reading:
    """A table as interpreted: `OWN_COLUMNS`, with notes on what was recognised and left out."""

    rows: pd.DataFrame
    notes: list[str]


def read_rows(
    cells: Cells, named: dict[str, str], wide: bool, decimal: str | None, today: date
) -> Reading:
    """Return the rows of a file as interpreted.

    Parameters
    ----------
    named
        ``ags, period, value`` -> heading of the column, where given.
    wide
        Whether the years are columns, one figure in each.
    decimal
        ``comma`` or ``point``, None if not given.
    today
        Day of retrieval: no period begins after it.

    Raises
    ------
    KitError
        The message names line and column, what was found, what is allowed and what to do.
    """
    where = f"{cells.where}, {cells.word} {cells.head_line}"
    heads = [as_period(head) for head in cells.head]
    years = {n: head for n, head in enumerate(heads) if is_period(head)} if wide else {}
    if wide and not years:
        raise KitError(
            f"{where}: no column is headed by a period ({PERIODS}), found {', '.join(cells.head)}; "
            "leave --years-as-columns out, or head the columns by their years"
        )
    columns, left_out = find_columns(where, cells.head, named, wide)
    places = list(years) if wide else [columns["value"]]
    table = [
        {
            "line": line,
            "column": cells.head[place],
            "written": plain(row[columns["ags"]]),
            "period": years[place] if wide else as_period(plain(row[columns["period"]])),
            "printed": row[place],
            **{c: plain(row[columns[c]]) if c in columns else "" for c in ("category", "note")},
            "letter": plain(row[columns["quality"]]) if "quality" in columns else "",
        }
        for line, row in cells.rows
        for place in places
    ]
    rows = pd.DataFrame(table)
    check = Checks(cells.where, cells.word, rows)
    keys = check.keys(cells.head[columns["ags"]])
    check.periods(None if wide else cells.head[columns["period"]], today)
    word = check.values(decimal)
    check.qualities()
    check.duplicates()
    notes = [f"read as {cells.how}" + (f", decimal {word}" if word else ""), *keys, *check.signs()]
    if left_out:
        notes.append(f"left out: {', '.join(left_out)}")
    return Reading(rows[OWN_COLUMNS], notes)


class Checks:
    """Checks the rows of one file and fills in their meaning, column by column."""

    def __init__(self, where: str, word: str, rows: pd.DataFrame) -> None:
        self.where, self.word, self.rows = where, word, rows

    def _refuse(self, at: int, column: str, message: str, count: int = 1) -> KitError:
        more = f" ({count} rows like this)" if count > 1 else ""
        line = self.rows["line"].iloc[at]
        return KitError(f"{self.where}, {self.word} {line}, column {column}: {message}{more}")

    def keys(self, column: str) -> list[str]:
        """Fill in ``ags`` and ``name``; return what was recognised in keys."""
        known, unknown = {}, {}
        for written in self.rows["written"].unique():
            try:
                known[written] = area(written)
            except UnknownKey as error:
                unknown[written] = str(error)
        wrong = self.rows["written"].isin(list(unknown)).to_numpy()
        if wrong.any():
            at = int(wrong.argmax())
            found = self.rows["written"].iloc[at]
            raise self._refuse(
                at,
                column,
                f"found {found!r}, {unknown[found]}; allowed is the key of an area of this "
                "warehouse, such as the eight digits of a municipality: mend the key, or remove "
                "the row",
                int(wrong.sum()),
            )
        self.rows["ags"] = [known[written].ags for written in self.rows["written"]]
        self.rows["name"] = [known[written].name for written in self.rows["written"]]
        kinds: dict[str, list[str]] = {}
        for written, found in known.items():
            told = f"{written!r} is {found.ags} {found.name}"
            kinds.setdefault(found.recognised, []).append(told)
        return [
            f"{kind}: {len(keys)} key{'s' * (len(keys) > 1)}, e.g. {keys[0]}"
            for kind, keys in kinds.items()
            if kind
        ]

    def periods(self, column: str | None, today: date) -> None:
        """Check that periods exist and do not begin after today; None if they are columns."""
        periods = self.rows["period"]
        real = periods.map(is_period)
        if not real.all():
            at = int((~real).to_numpy().argmax())
            raise self._refuse(
                at,
                column or periods.iloc[at],
                f"found {periods.iloc[at]!r}, allowed is a period that exists, written {PERIODS}",
                int((~real).sum()),
            )
        future = periods.map(first_day) > today
        if future.any():
            at = int(future.to_numpy().argmax())
            raise self._refuse(
                at,
                column or periods.iloc[at],
                f"found {periods.iloc[at]!r}, which begins after the day of retrieval, {today}; "
                "allowed are figures of the past: mend the period, or remove the row",
                int(future.sum()),
            )

    def values(self, decimal: str | None) -> str:
        """Fill in ``value, quality, note`` from what is printed; return the decimal sign's word."""
        printed: list[Cell] = self.rows["printed"].tolist()
        try:
            meanings, word = read_values(printed, decimal)
        except WrongCell as error:
            column = self.rows["column"].iloc[error.at]
            raise self._refuse(error.at, column, str(error)) from error
        self.rows["value"] = pd.Series([value for value, _, _ in meanings], dtype="float64")
        self.rows["quality"] = [quality for _, quality, _ in meanings]
        told = [note for _, _, note in meanings]
        self.rows["note"] = self.rows["note"].where(self.rows["note"] != "", pd.Series(told))
        if self.rows["value"].isna().all():
            raise KitError(
                f"{self.where}, {self.word}s {self.rows['line'].iloc[0]} to "
                f"{self.rows['line'].iloc[-1]}: found no figure in any of {len(self.rows)} cells; "
                "a series needs at least one: look whether the right column is read"
            )
        return word

    def qualities(self) -> None:
        """Use the table's own quality letters, if they are valid."""
        own = self.rows["letter"] != ""
        unknown = own & ~self.rows["letter"].isin(QUALITIES)
        missing = self.rows["value"].isna()
        promised = own & missing & ~self.rows["letter"].isin(NULLABLE)
        denied = own & ~missing & self.rows["letter"].isin(MISSING)
        for wrong, what in (
            (unknown, f"allowed is {', '.join(QUALITIES)}, or nothing"),
            (promised, f"but there is no figure; allowed is {', '.join(NULLABLE)}, or nothing"),
            (denied, "which says that there is no figure, but there is one; allowed is another "
                     f"of {', '.join(QUALITIES)}, or nothing"),
        ):  # fmt: skip
            if wrong.any():
                at = int(wrong.to_numpy().argmax())
                found = self.rows["letter"].iloc[at]
                raise self._refuse(at, "quality", f"found {found!r}, {what}", int(wrong.sum()))
        self.rows["quality"] = self.rows["quality"].mask(own, self.rows["letter"])

    def duplicates(self) -> None:
        """Raise for a second figure of the same area, period and category."""
        key = ["ags", "period", "category"]
        twice = self.rows.duplicated(key)
        if twice.any():
            at = int(twice.to_numpy().argmax())
            same = (self.rows[key] == self.rows[key].iloc[at]).all(axis=1)
            first = int(same.to_numpy().argmax())
            row = self.rows.iloc[at]
            raise self._refuse(
                at,
                row["column"],
                f"found a second figure of {row['ags']} ({row['name']}) for {row['period']}, the "
                f"first is in {self.word} {self.rows['line'].iloc[first]}; allowed is one per "
                "area, period and category: remove one, or tell them apart in a column category",
                int(twice.sum()),
            )

    def signs(self) -> list[str]:
        """Return a sentence per sign in place of a figure: its frequency and its meaning."""
        told: Counter[str] = Counter()
        rows = self.rows[["printed", "value", "note"]]
        for cell, value, note in rows.itertuples(index=False):
            if plain(cell) in ("", *SIGNS):
                meant = "missing" if value != value else f"{value:g}"
                sign = repr(plain(cell)) if plain(cell) else "an empty cell"
                told[f"{sign} is {meant}" + (f" ({note})" * bool(note))] += 1
            elif isinstance(cell, str) and cell.startswith("("):
                told[f"figures in brackets are of quality {BRACKETED}"] += 1
        return [f"{sign}: {count} row{'s' * (count > 1)}" for sign, count in told.items()]
