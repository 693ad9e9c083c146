"""Makes a series from an analyst's own table: figures and a card, from a file and arguments."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pandas as pd

from etl.bundle import OWN
from etl.tidy import tidy
from resilience import atomic
from resilience.cli.kit import KitError
from resilience.cli.kit.own_columns import NAMED, known_columns
from resilience.cli.kit.own_file import is_genesis, read_cells
from resilience.cli.kit.own_genesis import read_genesis
from resilience.cli.kit.own_rows import Reading, read_rows
from resilience.cli.kit.table import text_table
from resilience.model.sources import load_cards

SERIES_ID = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
_SHOWN = 3
"""Number of rows shown as interpreted."""


def read_own(words: argparse.Namespace, today: date) -> Reading:
    """Return the analyst's table as interpreted.

    Raises
    ------
    KitError
        The message names file, row and column, what was found, what is allowed and what to do.
    """
    named = {
        column: told
        for column, option in NAMED.items()
        if (told := getattr(words, option.removeprefix("--"))) is not None
    }
    if is_genesis(words.file):
        options = {"--key": words.key, "--period": words.period, "--decimal": words.decimal}
        options |= {"--sheet": words.sheet, "--years-as-columns": words.years_as_columns or None}
        if given := [option for option, told in options.items() if told is not None]:
            raise KitError(
                f"{words.file.name}: is a GENESIS table, which says by itself what {given[0]} "
                "would say; leave that option out"
            )
        return read_genesis(words.file, words.value, today)
    if words.years_as_columns and (words.period is not None or words.value is not None):
        raise KitError("--years-as-columns: the years are the periods and hold the values; leave "
                       "--period and --value out")  # fmt: skip
    cells = read_cells(words.file, words.sheet, lambda head: known_columns(head, named))
    return read_rows(cells, named, words.years_as_columns, words.decimal, today)


def as_understood(reading: Reading) -> str:
    """Return the interpretation as text: notes, and the first rows as a table."""
    columns = ["line", "written", "ags", "name", "period", "category", "value", "quality", "note"]
    rows = reading.rows.head(_SHOWN)
    kept = [c for c in columns if (rows[c].astype("str") != "").any()]
    printed = rows[kept].astype({"value": "object"})
    printed["value"] = ["missing" if v != v else f"{v:.15g}" for v in rows["value"]]
    table = text_table(kept, [list(map(str, row)) for row in printed.itertuples(index=False)], 40)
    return "\n".join(
        [*reading.notes, f"The first of {len(reading.rows)} rows as understood:", table]
    )


def card_text(words: argparse.Namespace, file: Path, newest: str, today: date) -> str:
    """Return the card of an own series as TOML.

    Its figures are taken to be in the borders at the end of the year of the newest period.
    """
    borders = min(date(int(newest[:4]), 12, 31), today)
    told = {
        **vars(words),
        "note_de": f"Eigene Tabelle, aus der Datei {file.name} übernommen.",
        "note_en": f"Own table, taken over from the file {file.name}.",
    }
    quoted = {name: json.dumps(str(text), ensure_ascii=False) for name, text in told.items()}
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return f"""[source]
title_de = {quoted["label_de"]}
title_en = {quoted["label_en"]}
publisher = {quoted["publisher"]}
citation = {quoted["publisher"]}
url = {quoted["url"]}
licence_name = {quoted["licence"]}
licence_url = ""
table_code = ""
update_cycle_de = "einmalig"
update_cycle_en = "once"
note_de = {quoted["note_de"]}
note_en = {quoted["note_en"]}

[[snapshot]]
id = "{words.series}-{today:%Y-%m-%d}"
file_name = {json.dumps(file.name, ensure_ascii=False)}
folder = "own"
sha256 = "{digest}"
retrieved_on = {today:%Y-%m-%d}
boundary_date = {borders:%Y-%m-%d}

[[series]]
id = "{words.series}"
de = {quoted["label_de"]}
en = {quoted["label_en"]}
unit = {quoted["unit"]}
kind = "{words.kind}"
definition_version = 1
breaks = []
"""


def add_series(
    words: argparse.Namespace, data: Path, today: date, report: Callable[[str], None] = print
) -> pd.DataFrame:
    """Write the figures and the card of an own series and return the figures.

    Parameters
    ----------
    words
        The parsed arguments of the command.
    data
        The ``data`` folder.
    report
        Called with the interpretation of the table as text, before anything is written.

    Raises
    ------
    KitError
        The id is taken or malformed, or the file is invalid; nothing is written then.
    """
    if not re.fullmatch(SERIES_ID, words.series):
        raise KitError(
            f"--series: found {words.series!r}, allowed are lower-case English words joined by _"
        )
    taken = {
        series.id: card.source_id for card in load_cards(data / "sources") for series in card.series
    }
    source = OWN + words.series
    if taken.get(words.series, source) != source:
        raise KitError(
            f"--series: found {words.series!r}, which is a series of {taken[words.series]} "
            "already; choose another id"
        )
    reading = read_own(words, today)
    rows = reading.rows.drop(columns=["line", "written", "name"]).assign(series=words.series)
    figures = tidy(rows, source=source, snapshot=f"{words.series}-{today:%Y-%m-%d}")
    card = card_text(words, words.file, max(figures["period"]), today)
    report(f"{words.file.name}: {as_understood(reading)}")
    if not words.dry_run:
        _write(
            {
                data / "observations" / f"{source}.parquet": figures.to_parquet(
                    index=False, compression="zstd"
                ),
                data / "sources" / f"{source}.toml": card.encode(),
            }
        )
    return figures


def _write(files: dict[Path, bytes]) -> None:
    """Write all files under temporary names first, then rename them."""
    with ExitStack() as stack:
        for path, content in files.items():
            stack.enter_context(atomic.replacing(path)).write_bytes(content)
