"""The one shape every source module returns: a tidy table of observations."""

from __future__ import annotations

import pandas as pd

COLUMNS = (
    "series",
    "ags",
    "period",
    "category",
    "value",
    "quality",
    "note",
    "source",
    "snapshot",
)
"""Columns of a tidy table, in order; the first four and ``snapshot`` are its key."""

KEY = ["series", "ags", "period", "category", "snapshot"]

QUALITIES = ("A", "P", "E", "B", "U", "I", "O", "M", "Q")
"""SDMX observation-status letters in use; ``value`` may be null only with O, M or Q."""

NULLABLE = ("O", "M", "Q")

_STATE = "05"
COUNTY_BOROUGH_LENGTH = 5


def tidy(frame: pd.DataFrame, *, source: str, snapshot: str) -> pd.DataFrame:
    """Complete, order and check a table of observations.

    Parameters
    ----------
    frame
        At least ``series, ags, period, value``; ``category`` defaults to ``""`` (no breakdown),
        ``quality`` to ``A`` where there is a value and ``O`` (missing) where there is none,
        ``note`` to ``""``.
    source, snapshot
        Ids from the source's card in ``data/sources``.

    Returns
    -------
    pandas.DataFrame
        The columns of `COLUMNS`, sorted by `KEY`, so that writing it twice gives the same bytes.

    Raises
    ------
    ValueError
        A missing text, a duplicate key, an unknown quality letter, a null value with a letter that
        requires one, or a value that is not finite.
    """
    out = frame.copy()
    out["value"] = pd.to_numeric(out["value"]).astype("float64")
    if "category" not in out:
        out["category"] = ""
    if "quality" not in out:
        out["quality"] = out["value"].isna().map({True: "O", False: "A"})
    if "note" not in out:
        out["note"] = ""
    out["source"] = source
    if "snapshot" not in out:
        out["snapshot"] = snapshot
    text = [column for column in COLUMNS if column != "value"]
    out[text] = out[text].astype("str")
    out = out[list(COLUMNS)].sort_values(KEY, kind="stable", ignore_index=True)
    _check(out, source)
    return out


def _check(frame: pd.DataFrame, source: str) -> None:
    def fail(what: str, rows: pd.DataFrame, allowed: str) -> None:
        if len(rows):
            shown = rows[["series", "ags", "period", "category", "value", "quality"]].head(5)
            raise ValueError(f"{source}: {what} in {len(rows)} rows; {allowed}.\n{shown}")

    for column in (column for column in COLUMNS if column != "value"):
        missing = frame[frame[column].isna()]
        fail(f"a missing {column}", missing, "write text; '' for the total and for no note")
    fail("duplicate keys", frame[frame.duplicated(KEY, keep=False)], f"one row per {KEY}")
    fail("unknown quality", frame[~frame.quality.isin(QUALITIES)], f"allowed: {QUALITIES}")
    nulls = frame.value.isna()
    bad_null = frame[nulls & ~frame.quality.isin(NULLABLE)]
    fail("a null value", bad_null, f"null needs a quality of {NULLABLE}")
    bad_value = frame[~nulls & frame.quality.isin(("O", "M"))]
    fail("a value marked missing", bad_value, "O and M carry no value")
    fail("an infinite value", frame[frame.value.abs() == float("inf")], "values are finite")


def municipality_key(key: str, boroughs: frozenset[str]) -> str:
    """Return the key of the area table for a publisher's regional key.

    County boroughs (kreisfreie Städte) are printed as 5-digit county rows; the area table holds
    them as municipalities with 8 digits, so that joins treat them like towns.

    Parameters
    ----------
    key
        ``DG``, ``05``, ``05158``, ``05111``, ``05158020`` and the like, leading zeros kept.
    boroughs
        5-digit keys of the county boroughs, see `etl.areas.boroughs`.
    """
    return key + "000" if len(key) == COUNTY_BOROUGH_LENGTH and key in boroughs else key
