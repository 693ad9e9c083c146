"""Counts from registers: charging points, hospital sites, rail stations, schools, accidents."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.reading import of_file
from etl.tidy import tidy

_FOLDER = "registers"
BY_POSTCODE = "assigned by postcode"
PANDEMIC = "pandemic year"
_KINDS = {
    "Grundschule": "primary",
    "PRIMUS-Schule": "primary",
    "Volksschule": "primary",
    "Hauptschule": "lower_secondary",
    "Realschule": "lower_secondary",
    "Sekundarschule": "lower_secondary",
    "Gesamtschule": "upper_secondary",
    "Gymnasium": "upper_secondary",
    "Freie Waldorfschule": "upper_secondary",
    "Berufskolleg": "vocational",
    "Förderschule Berufskolleg": "vocational",
    "Weiterbildungskolleg": "adult",
    "Förderschule Grund-/Hauptschule": "special",
    "Förderschule Realschule/Gymnasium": "special",
}
"""Kind of school as the register prints it -> category; an unknown kind stops the reading."""


def read(root: Path) -> pd.DataFrame:
    """Return the tidy observations of all registers; the column ``source`` tells them apart."""
    folder = root / _FOLDER
    return pd.concat(
        [
            charging_points(folder / "charging_points_by_municipality.csv"),
            hospital_sites(folder / "hospitals_by_municipality.csv"),
            rail_stations(folder / "rail_stations_by_municipality.csv"),
            schools(folder / "schulen_nrw_2024_25.csv"),
            bicycle_accidents(folder / "unfallatlas_bicycle_accidents_by_municipality.csv"),
        ],
        ignore_index=True,
    )


@of_file
def charging_points(path: Path) -> pd.DataFrame:
    """Return public charging stations and points; estimated, as a postcode may cross a border."""
    rows = pd.read_csv(path, dtype="str")
    columns = {"charging_stations": "charging_stations", "charging_points": "charging_points"}
    frame = rows.melt("ags", list(columns), var_name="series").assign(
        period="2026-04", quality="E", note=BY_POSTCODE
    )
    return tidy(frame, source="bnetza_charging", snapshot="bnetza_charging-2026-04")


@of_file
def hospital_sites(path: Path) -> pd.DataFrame:
    """Return sites of hospitals, day clinics included; 0 is none in the register."""
    frame = _count(path, "hospital_sites_2020", "hospital_sites").assign(period="2020-03-08")
    return tidy(frame, source="gisco_hospitals", snapshot="gisco_hospitals-2020-03-08")


@of_file
def rail_stations(path: Path) -> pd.DataFrame:
    """Return railway stations; trams are not in the register."""
    frame = _count(path, "rail_stations", "rail_stations").assign(period="2026-06")
    return tidy(frame, source="db_stations", snapshot="db_stations-2026-06")


@of_file
def schools(path: Path) -> pd.DataFrame:
    """Return schools and pupils by kind of school at the beginning of the school year.

    Pupils are rounded to five per school by the publisher, so sums are estimates.
    """
    rows = pd.read_csv(path, dtype="str")
    if unknown := sorted(set(rows["Schulform"]) - set(_KINDS)):
        raise ValueError(
            f"{path.name}: Schulform: found {unknown}, known are {', '.join(_KINDS)}; add the kind"
        )
    years = rows["Schuljahr"].unique()
    if len(years) != 1:
        raise ValueError(f"{path.name}: Schuljahr must be one year, found {list(years)}")
    own = pd.DataFrame(
        {
            "ags": rows["Amtlicher Gemeindeschlüssel"].str.zfill(8),
            "category": rows["Schulform"].map(_KINDS),
            "schools": 1.0,
            "pupils": pd.to_numeric(rows["Anzahl"]).astype(float),
        }
    )
    both = pd.concat([own, own.assign(category="")])
    sums = both.groupby(["ags", "category"], as_index=False)[["schools", "pupils"]].sum()
    wide = sums.set_index(["ags", "category"]).unstack(fill_value=0.0).stack(future_stack=True)
    frame = wide.reset_index().melt(["ags", "category"], var_name="series")
    rounded = frame["series"] == "pupils"
    frame["quality"] = rounded.map({True: "E", False: "A"})
    frame["note"] = rounded.map({True: "rounded to fives per school", False: ""})
    period = str(years[0])[:4]
    return tidy(frame.assign(period=period), source="nrw_schools", snapshot="nrw_schools-2024-25")


@of_file
def bicycle_accidents(path: Path) -> pd.DataFrame:
    """Return accidents with injured people and a bicycle: all, and with killed or badly injured."""
    rows = pd.read_csv(path, dtype="str")
    parts = ["killed_cat1", "seriously_cat2", "slightly_cat3"]
    counts = rows[parts].apply(pd.to_numeric)
    total = pd.to_numeric(rows["bicycle_accidents_injury"])
    if (counts.sum(axis=1) != total).any():
        wrong = rows.loc[counts.sum(axis=1) != total, ["ags", "year"]].iloc[0].tolist()
        raise ValueError(f"{path.name}: categories do not add up to the total, e.g. {wrong}")
    keys = {"ags": rows["ags"], "period": rows["year"]}
    frame = pd.concat(
        [
            pd.DataFrame({**keys, "category": "", "value": total}),
            pd.DataFrame(
                {**keys, "category": "killed_or_severe", "value": counts[parts[:2]].sum(axis=1)}
            ),
        ]
    ).assign(series="bicycle_accidents")
    frame["note"] = frame["period"].map(lambda year: PANDEMIC if year == "2020" else "")
    return tidy(frame, source="unfallatlas_bicycle", snapshot="unfallatlas_bicycle-2020")


def _count(path: Path, column: str, series: str) -> pd.DataFrame:
    rows = pd.read_csv(path, dtype="str")
    return pd.DataFrame({"series": series, "ags": rows["ags"], "value": rows[column]})
