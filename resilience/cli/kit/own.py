"""Makes a series of an analyst's own table: figures and a card, from one CSV and a few words."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from datetime import date
from pathlib import Path

import pandas as pd

from etl.bundle import OWN
from etl.tidy import QUALITIES, tidy
from resilience.cli.kit.figures import KitError
from resilience.model.registry import nearest
from resilience.model.sources import load_cards
from resilience.settings import ROOT
from resilience.warehouse.sandbox import PERIOD

REQUIRED = ("ags", "period", "value")
OPTIONAL = ("category", "quality", "note")
KINDS = ("count", "rate", "money", "index")
SERIES_ID = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"


def read_table(path: Path, areas: pd.DataFrame) -> pd.DataFrame:
    """Return an own table as ``ags, period, category, value, quality, note``.

    The file is UTF-8, with commas and decimal points or, as Excel writes it in German, with
    semicolons and decimal commas. Required columns are ``ags, period, value``, optional ones
    ``category, quality, note``. An empty value is missing, a zero is a zero.

    Parameters
    ----------
    areas
        ``ags, short_name`` of all areas there are.

    Raises
    ------
    KitError
        Names line and column, what was found, and what is allowed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KitError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    head = text.splitlines()[0] if text.strip() else ""
    german = ";" in head
    rows = pd.read_csv(path, sep=";" if german else ",", dtype="str", encoding="utf-8-sig")
    rows = rows.rename(columns=str.strip).apply(lambda column: column.str.strip())
    _check_columns(path, rows)
    values = rows["value"].str.replace(".", "").str.replace(",", ".") if german else rows["value"]
    numbers = pd.to_numeric(values, errors="coerce")
    _refuse(path, rows, "value", rows["value"].notna() & numbers.isna(), "a number, or nothing")
    known = areas.set_index("ags")["short_name"]
    _refuse_areas(path, rows, known)
    wellformed = rows["period"].fillna("").str.fullmatch(PERIOD)
    _refuse(path, rows, "period", ~wellformed, "2024, 2024-Q1, 2024-01 or 2024-01-31")
    for column in OPTIONAL:
        rows[column] = rows[column].fillna("") if column in rows else ""
    missing = numbers.isna()
    rows["quality"] = rows["quality"].mask(
        rows["quality"] == "", missing.map({True: "O", False: "A"})
    )
    _refuse(path, rows, "quality", ~rows["quality"].isin(QUALITIES), ", ".join(QUALITIES))
    rows["value"] = numbers
    key = ["ags", "period", "category"]
    twice = rows.duplicated(key, keep="first")
    _refuse(path, rows, "ags", twice, "one line per area, period and category")
    return rows[["ags", "period", "category", "value", "quality", "note"]]


def _check_columns(path: Path, rows: pd.DataFrame) -> None:
    allowed = [*REQUIRED, *OPTIONAL]
    unknown = [column for column in rows.columns if column not in allowed]
    lacking = [column for column in REQUIRED if column not in rows.columns]
    if unknown or lacking:
        what = f"unknown column {unknown[0]!r}{nearest(unknown[0], allowed)}" if unknown else ""
        lack = f"column {lacking[0]!r} is missing" if lacking else ""
        raise KitError(
            f"{path.name}, line 1: {'; '.join(filter(None, (what, lack)))}. Allowed are "
            f"{', '.join(REQUIRED)} and, if you like, {', '.join(OPTIONAL)}"
        )


def _refuse(path: Path, rows: pd.DataFrame, column: str, wrong: pd.Series, allowed: str) -> None:
    if wrong.any():
        at = int(wrong.to_numpy().argmax())
        found = rows[column].iloc[at]
        raise KitError(
            f"{path.name}, line {at + 2}, column {column}: found {found!r}, allowed is {allowed} "
            f"({int(wrong.sum())} line(s) like this)"
        )


def _refuse_areas(path: Path, rows: pd.DataFrame, known: pd.Series) -> None:
    wrong = ~rows["ags"].isin(known.index)
    if wrong.any():
        found = str(rows["ags"][wrong].iloc[0])
        hint = nearest(found.zfill(8), known.index)
        allowed = f"a key of eight digits in the area table{hint}"
        _refuse(path, rows, "ags", wrong, allowed)


def card_text(words: argparse.Namespace, file: Path, today: date) -> str:
    """Return the card of an own series as TOML."""
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
boundary_date = {today:%Y-%m-%d}

[[series]]
id = "{words.series}"
de = {quoted["label_de"]}
en = {quoted["label_en"]}
unit = {quoted["unit"]}
kind = "{words.kind}"
definition_version = 1
breaks = []
"""


def add_series(words: argparse.Namespace, data: Path, today: date) -> pd.DataFrame:
    """Write the figures and the card of an own series and return the figures.

    Parameters
    ----------
    words
        The parsed arguments of the command.
    data
        The ``data`` folder.

    Raises
    ------
    KitError
        The id is taken or malformed, or the file cannot be used; nothing is written then.
    """
    if not re.fullmatch(SERIES_ID, words.series):
        raise KitError(
            f"--series: found {words.series!r}, allowed are lower-case English words joined by _"
        )
    taken = {
        series.id: card.source_id for card in load_cards(data / "sources") for series in card.series
    }
    if words.series in taken and taken[words.series] != OWN + words.series:
        raise KitError(f"--series: {words.series!r} is a series of {taken[words.series]} already")
    areas = pd.read_parquet(data / "geometry" / "areas.parquet", columns=["ags", "short_name"])
    rows = read_table(words.file, areas).assign(series=words.series)
    source = OWN + words.series
    figures = tidy(rows, source=source, snapshot=f"{words.series}-{today:%Y-%m-%d}")
    card = card_text(words, words.file, today)
    figures.to_parquet(data / "observations" / f"{source}.parquet", index=False, compression="zstd")
    (data / "sources" / f"{source}.toml").write_text(card, encoding="utf-8", newline="\n")
    return figures


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience add-series``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience add-series",
        description="Make a series of your own CSV (columns ags, period, value[, category, "
        "quality, note]) and write its card.",
    )
    own.add_argument("file", type=Path, help="the CSV; commas, or semicolons with decimal commas")
    own.add_argument("--series", required=True, help="id, e.g. library_visits")
    own.add_argument("--label-de", required=True, help="German name of the series")
    own.add_argument("--label-en", required=True, help="English name of the series")
    own.add_argument("--unit", required=True, help="e.g. visits, EUR, %%")
    own.add_argument("--kind", required=True, choices=KINDS, help="counts add up, rates do not")
    own.add_argument("--publisher", required=True, help="who stands for the figures")
    own.add_argument("--licence", required=True, help="as stated, e.g. dl-de/by-2-0")
    own.add_argument("--url", default="", help="where they are published")
    return own


def main(argv: list[str]) -> int:
    """Run the command; return 1 with a clear message if the table cannot be used."""
    words = parser().parse_args(argv)
    try:
        figures = add_series(words, ROOT / "data", date.today())
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    periods = sorted(figures["period"].unique())
    print(
        f"{words.series}: {len(figures)} figures of {figures['ags'].nunique()} areas, "
        f"{periods[0]} to {periods[-1]}. Wrote data/observations/own_{words.series}.parquet and "
        f"data/sources/own_{words.series}.toml. Next: python3 -m resilience build"
    )
    return 0
