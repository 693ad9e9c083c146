"""Small tables that others extracted from publishers' data: land, prices, commuters, counties."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl import signs
from etl.areas import boroughs, keys
from etl.reading import of_file
from etl.tidy import municipality_key, tidy

_FOLDER = "collected"

_Kept = tuple[str, str, float]
"""Series, category, and the factor that converts to the unit of the series."""

_EVERYONE = (
    "Geschlecht=Insgesamt; Nationalität (inkl. insgesamt)=Insgesamt; "
    "Fächergruppe (mit Insgesamt)=Insgesamt"
)
_FORM, _WASTE, _CASES, _LAND = (
    "Art der Lebensform=",
    "Abfallarten von Haushaltsabfällen=",
    "Beantragte Verfahren=",
    "Baulandverkäufe=Insgesamt",
)
_COUNTY: dict[tuple[str, str, str], _Kept] = {
    ("12211-Z-11", "LBFMZ01", _FORM + "Insgesamt"): ("living_forms_county", "", 1000),
    ("12211-Z-11", "LBFMZ01", _FORM + "Alleinstehende"): ("living_forms_county", "single", 1000),
    ("12411-01-01-4", "BEVSTD", "Geschlecht=Insgesamt"): ("population_county", "", 1),
    ("21311-01-01-4-B", "HS-W02", _EVERYONE): ("students_county", "", 1),
    ("32121-01-02-4", "AEW009", _WASTE + "Insgesamt"): ("household_waste_county", "", 1),
    ("32121-01-02-4", "AEW009", _WASTE + "Haus- und Sperrmüll"): (
        "household_waste_county",
        "residual",
        1,
    ),
    ("41312-01-01-4", "TIE003", "Tierarten=Rinder insgesamt"): ("cattle_county", "", 1),
    ("52411-02-01-4", "ISV006", _CASES + "Insgesamt"): ("insolvencies_county", "", 1),
    ("52411-02-01-4", "ISV006", _CASES + "eröffnet"): ("insolvencies_county", "opened", 1),
    ("52411-02-01-4", "ISVNW1", ""): ("insolvency_employees_county", "", 1),
    ("61511-01-03-4", "BAU001", _LAND): ("building_land_sales_county", "", 1),
    ("61511-01-03-4", "BAU004", _LAND): ("building_land_price_county", "", 1),
    ("73111-01-01-4", "LSNW01", ""): ("income_tax_payers_county", "", 1),
    ("73111-01-01-4", "EKF002", ""): ("total_income_county", "", 1000),
}
"""Table, variable and breakdown of a county's figure -> the series it becomes."""

_SAMPLE, _POPULATION, _LAND_TABLE = "12211-Z-11", "12411-01-01-4", "61511-01-03-4"
_TERM = "-10P6M"
"""End of a winter term's period: October and the following six months."""

_AVERAGED = "averaged over classes of building age"


def read(root: Path) -> pd.DataFrame:
    """Return the tidy observations of all tables; the column ``source`` distinguishes them."""
    folder = root / _FOLDER
    return pd.concat(
        [
            settlement_share(folder / "settlement_share_2023_nrw_gemeinden.csv"),
            prices(folder / "gmd_nrw_prices_2024.csv"),
            commuters(folder / "commuters_2024_pendleratlas.csv"),
            *map(counties, sorted(folder.glob("kreis_values_*.csv"))),
            homeless(folder / "sheltered_homeless_2025_nrw_kreise.csv"),
        ],
        ignore_index=True,
    )


@of_file
def settlement_share(path: Path) -> pd.DataFrame:
    """Return the share of settlement and transport land in percent, without extraction land."""
    rows = pd.read_csv(path, dtype="str")
    frame = rows[["ags"]].assign(
        series="settlement_transport_share_municipality",
        period=rows["year"],
        value=rows["settlement_traffic_share_pct"],
    )
    source = "regionalstatistik_ai_n_01_2_5"
    return tidy(frame, source=source, snapshot=f"{source}-2023")


@of_file
def prices(path: Path) -> pd.DataFrame:
    """Return prices in EUR per square metre; prices based on too few sales are not in the table."""
    rows = pd.read_csv(path, dtype="str")
    columns = {
        "new_flat_eur_m2": "flat_price_new",
        "resale_flat_eur_m2": "flat_price_resale",
        "resale_house_eur_m2": "house_price_resale",
    }
    frame = rows.rename(columns=columns | {"year": "period"}).melt(
        ["ags", "period"], list(columns.values()), "series"
    )
    frame = frame.dropna(subset="value")
    made = frame["series"] != "flat_price_new"
    frame["quality"] = made.map({True: "E", False: "A"})
    frame["note"] = made.map({True: _AVERAGED, False: ""})
    return tidy(frame, source="land_market_nrw", snapshot="land_market_nrw-2024")


@of_file
def commuters(path: Path) -> pd.DataFrame:
    """Return in-commuters of those cities of the state that the table covers."""
    rows = pd.read_csv(path, dtype="str")
    rows = rows[rows["ags"].isin(keys())]
    frame = rows[["ags"]].assign(
        series="in_commuters_large_cities", period=rows["year"], value=rows["in_commuters"]
    )
    source = "pendleratlas_large_cities"
    return tidy(frame, source=source, snapshot=f"{source}-2024")


@of_file
def counties(path: Path) -> pd.DataFrame:
    """Return figures of a county and a county borough from tables without a finer level.

    A term's period is the year in which it begins; population is that at the end of the year.
    """
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    keyed = zip(rows["table"], rows["variable"], rows["breakdown"], strict=True)
    kept = pd.Series([_COUNTY.get(key) for key in keyed], index=rows.index).dropna()
    rows = rows.loc[kept.index]
    printed = signs.figures(rows["value_as_served"], path.name)
    sample = rows["table"] == _SAMPLE
    year_end = rows["table"] == _POPULATION
    frame = printed.assign(
        series=kept.str[0],
        category=kept.str[1],
        value=printed["value"] * kept.str[2].astype("float64"),
        quality=printed["quality"].mask(sample, "E"),
        note=printed["note"].mask(sample, "sample, rounded to thousands"),
        ags=[municipality_key(key, boroughs()) for key in rows["kreis"]],
        period=rows["time"].str.removesuffix(_TERM).mask(year_end, rows["time"].str[:4]),
    )
    land = rows["table"] == _LAND_TABLE
    of_land, others = "regionalstatistik_61511_01_03_4", "regionalstatistik_counties"
    return pd.concat(
        [
            tidy(frame[land], source=of_land, snapshot=f"{of_land}-2024"),
            tidy(frame[~land], source=others, snapshot=f"{others}-2026-03-10"),
        ]
    )


@of_file
def homeless(path: Path) -> pd.DataFrame:
    """Return homeless persons in shelters on the reference day, as published rounded to five."""
    rows = pd.read_csv(path, dtype="str")
    frame = pd.DataFrame(
        {
            "series": "sheltered_homeless",
            "ags": [municipality_key(key, boroughs()) for key in rows["kreis"]],
            "period": rows["date"],
            "value": rows["persons_sheltered"],
            "quality": "E",
            "note": "rounded to fives",
        }
    )
    frame = frame[frame["ags"].isin(keys())]
    source = "destatis_22971_0080"
    return tidy(frame, source=source, snapshot=f"{source}-2025-01-31")
