"""Counts from registers: charging, hospitals, stations, schools, accidents, large emitters."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl import areas
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
"""Kind of school as the register prints it -> category; an unknown kind raises."""


_SEVERITY = {"1": "killed_or_severe", "2": "killed_or_severe", "3": ""}
"""Printed category of an accident -> category here; 3 means slight injuries only."""

_BRANCHES = ("chem_", "metal_", "miner_", "other_")
"""Prefix of the columns that hold the branches of large emitters."""

_INDEX_LEVELS = [str(level) for level in range(1, 10)]
"""Levels of the school social index: 1 few pupils with a difficult start, 9 many."""

_NO_INDEX = "NA"
_PLACES = 4
"""Decimals of a degree: about ten metres, as exact as the outlines."""


def read(root: Path) -> pd.DataFrame:
    """Return the tidy observations of all registers; the column ``source`` distinguishes them."""
    folder = root / _FOLDER
    return pd.concat(
        [
            charging_points(folder / "charging_points_by_municipality.csv"),
            hospital_sites(folder / "hospitals_by_municipality.csv"),
            rail_stations(folder / "rail_stations_by_municipality.csv"),
            schools(folder / "schulen_nrw_2024_25.csv"),
            bicycle_accidents(folder / "radunfaelle_nrw_2019.csv", "2019"),
            bicycle_accidents(folder / "radunfaelle_nrw_2020.csv", "2020"),
            large_emitters(folder / "ets_industry_by_municipality.csv"),
        ],
        ignore_index=True,
    )


@of_file
def charging_points(path: Path) -> pd.DataFrame:
    """Return public charging stations and points; estimates, as a postcode may cross a border."""
    rows = pd.read_csv(path, dtype="str")
    columns = {"charging_stations": "charging_stations", "charging_points": "charging_points"}
    frame = rows.melt("ags", list(columns), var_name="series").assign(
        period="2026-04", quality="E", note=BY_POSTCODE
    )
    return tidy(frame, source="bnetza_charging", snapshot="bnetza_charging-2026-04")


@of_file
def hospital_sites(path: Path) -> pd.DataFrame:
    """Return hospital sites, day clinics included; 0 means none in the register."""
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
    period = str(years[0])[:4]
    own = pd.DataFrame(
        {
            "ags": rows["Amtlicher Gemeindeschlüssel"].str.zfill(8),
            "category": rows["Schulform"].map(_KINDS),
            "schools": 1.0,
            "pupils": pd.to_numeric(rows["Anzahl"]).astype(float),
        }
    )
    frame = school_figures(path.name, own, rows["Sozialindex"].replace(_NO_INDEX, ""))
    rounded = frame["series"] != "schools"
    frame["quality"] = rounded.map({True: "E", False: "A"})
    frame["note"] = rounded.map({True: "rounded to fives per school", False: ""})
    return tidy(frame.assign(period=period), source="nrw_schools", snapshot="nrw_schools-2024-25")


def school_figures(file: str, own: pd.DataFrame, index: pd.Series) -> pd.DataFrame:
    """Return schools and pupils by kind, and pupils by the social index of their school.

    Parameters
    ----------
    file
        Named in errors.
    own
        A school per row: ``ags, category`` (its kind), ``schools`` (1) and ``pupils``.
    index
        The social index as printed, ``"1"`` to ``"9"``, or empty; indexed like ``own``.

    Returns
    -------
    pandas.DataFrame
        ``series, ags, category, value``: sums by municipality.
    """
    levels = _by_social_index(file, own, index.fillna(""))
    return pd.concat([_sums(own, ["schools", "pupils"]), levels], ignore_index=True)


def _by_social_index(file: str, own: pd.DataFrame, index: pd.Series) -> pd.DataFrame:
    """Return pupils by level of their school's social index, of all schools and of primary ones."""
    if unknown := sorted(set(index) - {"", *_INDEX_LEVELS}):
        raise ValueError(f"{file}: Sozialindex: found {unknown}, allowed are 1 to 9 and none")
    given = own[(index != "").to_numpy()]
    level = "index_" + index[index != ""]
    parts = {
        "pupils_by_social_index": given,
        "primary_pupils_by_social_index": given[given["category"] == "primary"],
    }
    return pd.concat(
        [
            _sums(rows.assign(category=level.reindex(rows.index)), ["pupils"]).assign(series=series)
            for series, rows in parts.items()
        ]
    )


def _sums(own: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return sums by municipality and category, and the totals; 0 where there is none."""
    both = pd.concat([own, own.assign(category="")])
    sums = both.groupby(["ags", "category"], as_index=False)[columns].sum()
    wide = sums.set_index(["ags", "category"]).unstack(fill_value=0.0).stack(future_stack=True)
    return wide.reset_index().melt(["ags", "category"], var_name="series")


@of_file
def bicycle_accidents(path: Path, year: str) -> pd.DataFrame:
    """Return bicycle accidents with injuries: all, and with people killed or seriously injured.

    Points are assigned to the municipality whose outline contains them; those outside all outlines
    (on the state's border) are left out.
    """
    rows = pd.read_csv(path, sep=";", dtype="str")
    if unknown := sorted(set(rows["UKATEGORIE"]) - set(_SEVERITY)):
        raise ValueError(f"{path.name}: UKATEGORIE: found {unknown}, allowed are 1, 2 and 3")
    found = pd.DataFrame(
        {"ags": _municipality(rows), "category": rows["UKATEGORIE"].map(_SEVERITY)}
    )
    severe = found[found["category"] != ""]
    towns = areas.table().query("level == 'municipality'")["ags"]
    frame = pd.concat(
        [
            pd.DataFrame({"ags": towns, "category": category, "value": _counted(towns, part)})
            for category, part in {"": found, "killed_or_severe": severe}.items()
        ]
    ).assign(series="bicycle_accidents", period=year)
    frame["note"] = PANDEMIC if year == "2020" else ""
    return tidy(frame, source="unfallatlas_bicycle", snapshot=f"unfallatlas_bicycle-{year}")


def _municipality(rows: pd.DataFrame) -> pd.Series:
    """Return the municipality of each point: by the cities' finer outlines, then by the others."""
    east, north = (
        pd.to_numeric(rows[f"{axis}GCSWGS84"]).round(_PLACES).to_numpy() for axis in "XY"
    )
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(east, north), crs="EPSG:4326")
    fine, coarse = (
        gpd.read_parquet(areas.FOLDER / name)[["ags", "geometry"]]
        for name in ("cities.parquet", "municipalities.parquet")
    )
    found = pd.Series(None, index=points.index, dtype="object")
    for outlines in (fine, coarse[~coarse["ags"].isin(fine["ags"])]):
        inside = points.sjoin(outlines, predicate="within")["ags"]
        found = found.fillna(inside[~inside.index.duplicated()])
    return found.set_axis(rows.index)


def _counted(towns: pd.Series, part: pd.DataFrame) -> pd.Series:
    return towns.map(part["ags"].value_counts()).fillna(0.0)


@of_file
def large_emitters(path: Path) -> pd.DataFrame:
    """Return plants in emissions trading and their CO2 in tonnes, by branch and in total."""
    rows = pd.read_csv(path, dtype="str")
    branches = [name for name in rows.columns if name.startswith(_BRANCHES)]
    tonnes = rows[branches].apply(pd.to_numeric)
    total = pd.to_numeric(rows["co2_t_sum"])
    if ((tonnes.sum(axis=1) - total).abs() > 1).any():
        raise ValueError(f"{path.name}: branches do not add up to co2_t_sum")
    keys = {"ags": rows["ags"], "period": rows["year"]}
    parts = [pd.DataFrame({**keys, "series": "ets_co2", "category": "", "value": total})]
    for branch in _BRANCHES:
        own = tonnes[[name for name in branches if name.startswith(branch)]].sum(axis=1)
        part = {**keys, "series": "ets_co2", "category": branch.rstrip("_"), "value": own}
        parts.append(pd.DataFrame(part))
    plants = pd.to_numeric(rows["count_sum"])
    parts.append(pd.DataFrame({**keys, "series": "ets_plants", "category": "", "value": plants}))
    frame = pd.concat(parts)
    absent = (rows["in_source"] == "0").reindex(frame.index)
    frame["note"] = absent.map({True: "no plant in the source", False: ""})
    return tidy(frame, source="ets_industry", snapshot="ets_industry-2021")


def _count(path: Path, column: str, series: str) -> pd.DataFrame:
    rows = pd.read_csv(path, dtype="str")
    return pd.DataFrame({"series": series, "ags": rows["ags"], "value": rows[column]})
