"""Breitbandatlas: share of households and business sites covered by fixed broadband."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.areas import table
from etl.reading import of_file
from etl.tidy import tidy

_FOLDER = "breitband"
_SOURCE = "breitbandatlas"
CATEGORIES = {"wired": "", "ftthb": "fibre", "cable": "cable"}
CUSTOMERS = {"privat": "gigabit_household_share", "gewerbe": "gigabit_business_share"}


def read(root: Path) -> pd.DataFrame:
    """Return the tidy observations of both files; districts of cities are left out."""
    folder = root / _FOLDER
    towns = set(table()["ags"])
    parts = [
        yearly(folder / "broadband_nrw_gemeinden_2010_2018.csv"),
        half_yearly(folder / "broadband_nrw_gemeinden_2018_2021.csv"),
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame[frame["ags"].isin(towns)].reset_index(drop=True)


@of_file
def yearly(path: Path) -> pd.DataFrame:
    """Return the share of households covered with 50 Mbit/s or more, per year."""
    rows = pd.read_csv(path, dtype="str")
    rows = rows[rows["min_mbit_s"] == "50"]
    frame = rows.rename(columns={"year": "period", "share_percent": "value"})
    frame = frame[["ags", "period", "value"]].assign(series="broadband_50_wired_share")
    return tidy(frame, source=_SOURCE, snapshot=f"{_SOURCE}-2018")


@of_file
def half_yearly(path: Path) -> pd.DataFrame:
    """Return the shares covered with 1,000 Mbit/s or more by technology, per half-year.

    The total is what all wired technologies cover together; the parts overlap.
    """
    rows = pd.read_csv(path, dtype="str")
    rows = rows[(rows["min_mbit_s"] == "1000") & rows["technology"].isin(CATEGORIES)]
    unknown = sorted(set(rows["customers"]) - set(CUSTOMERS))
    if unknown:
        allowed = ", ".join(CUSTOMERS)
        raise ValueError(f"{path.name}: customers: found {unknown}, allowed are {allowed}")
    frame = pd.DataFrame(
        {
            "series": rows["customers"].map(CUSTOMERS),
            "ags": rows["ags"],
            "period": rows["period"],
            "category": rows["technology"].map(CATEGORIES),
            "value": rows["share_percent"],
        }
    )
    return tidy(frame, source=_SOURCE, snapshot=f"{_SOURCE}-2021-06")
