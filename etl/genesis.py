"""Regionaldatenbank Deutschland: population, jobs, housing, land, firms, taxes by municipality.

`TABLES` says which column of which publisher's table becomes which series.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pandas as pd

from etl.genesis_table import GenesisTable, read_table
from etl.keys import on_areas, printed_keys
from etl.tidy import tidy

GENESIS_FOLDER = "regionalstatistik"
_ADDRESS = "https://www.regionalstatistik.de/genesisws/downloader/00/tables/{}"

HeaderPath = tuple[str, ...]
Labels = dict[str, str]


@dataclass(frozen=True)
class _Column:
    """A column of a publisher's table (cells above it) and where its figures go.

    ``plus`` names a column to add to it, for a total that the publisher does not print.
    """

    path: HeaderPath
    series: str
    category: str = ""
    plus: HeaderPath | None = None


def _parts(series: str, path: HeaderPath, labels: Labels) -> tuple[_Column, ...]:
    """Declare a series by its parts: category -> last header cell."""
    return tuple(_Column((*path, label), series, category) for category, label in labels.items())


def _split(series: str, path: HeaderPath, labels: Labels) -> tuple[_Column, ...]:
    """Declare a series by its parts and the total beside them."""
    return _parts(series, path, {"": "Insgesamt", **labels})


def _ages(*bounds: int) -> Labels:
    """Return the age groups that begin and end at ``bounds``."""
    between = {f"age_{a}_{b - 1}": f"{a} bis unter {b} Jahre" for a, b in pairwise(bounds)}
    return {
        f"age_0_{bounds[0] - 1}": f"unter {bounds[0]} Jahre",
        **between,
        f"age_{bounds[-1]}_plus": f"{bounds[-1]} Jahre und mehr",
    }


def _employees(series: str) -> tuple[_Column, ...]:
    """Declare employees: all, women, foreigners; the parts overlap."""
    return (
        _Column(("Nationalität", "Insgesamt", "Geschlecht", "Insgesamt"), series),
        _Column(("Nationalität", "Insgesamt", "Geschlecht", "weiblich"), series, "female"),
        _Column(("Nationalität", "Ausländer(innen)", "Geschlecht", "Insgesamt"), series, "foreign"),
    )


_AGES = _ages(3, 6, 10, 15, 18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 75)
AGES_OF_MOVERS = _ages(18, 25, 30, 50, 65)
ROOMS_OF_STOCK = {
    "rooms_1": "Wohnungen mit 1 Raum",
    **{f"rooms_{n}": f"Wohnungen mit {n} Räumen" for n in range(2, 7)},
    "rooms_7_plus": "Wohnungen mit 7 Räumen oder mehr",
}
ROOMS_2011 = {
    "rooms_1": "1 Raum",
    **{f"rooms_{n}": f"{n} Räume" for n in range(2, 7)},
    "rooms_7_plus": "7 und mehr Räume",
}
ROOMS_OF_NEW = {
    "rooms_1_2": "1 oder 2 Räume",
    "rooms_3": "3 Räume",
    "rooms_4": "4 Räume",
    "rooms_5_plus": "5 oder mehr Räume",
}
SIZE_OF_NEW = {
    "dwellings_1": "1 Wohnung",
    "dwellings_2": "2 Wohnungen",
    "dwellings_3_plus": "mit 3 und mehr Wohnungen",
}
CONSTRUCTION_2011 = {
    "built_before_1919": "Baujahr vor 1919",
    **{
        f"built_{start}_{following - 1}": f"Baujahr {start} bis {following - 1}"
        for start, following in pairwise((1919, 1949, 1979, 1987, 1991, 1996, 2001, 2005, 2009))
    },
    "built_2009_and_later": "Baujahr 2009 und später",
}
HEATING_2011 = {
    "district_heating": "Fernheizung (Fernwärme)",
    "single_storey_heating": "Etagenheizung",
    "block_heating": "Blockheizung",
    "central_heating": "Zentralheizung",
    "stoves": "Einzel-oder Mehrraumöfen",
    "no_heating": "keine Heizung im Gebäude",
}
USE_2011 = {
    "owner_occupied": "von Eigentümer/-in bewohnt",
    "rented": "zu Wohnzwecken vermietet (auch mietfrei)",
    "holiday": "Ferien- oder Freizeitwohnung",
    "vacant": "leer stehend",
}
FLOOR_AREA_2011 = {
    "m2_under_40": "unter 40 qm",
    **{f"m2_{low}_{low + 19}": f"{low} - {low + 19} qm" for low in range(40, 200, 20)},
    "m2_200_plus": "200 und mehr qm",
}
UNEMPLOYED = {
    "foreign": "Ausländer",
    "severely_disabled": "schwerbehindert",
    "age_15_19": "15 bis unter 20 Jahre",
    "age_15_24": "15 bis unter 25 Jahre",
    "age_55_64": "55 bis unter 65 Jahre",
    "long_term": "langzeitarbeitslos",
}
LAND_USE: dict[str, HeaderPath] = {
    "": (),
    "settlement_transport": ("Siedlungs- und Verkehrsfläche",),
    "building": ("Gebäude- und Freifläche", "Insgesamt"),
    "building_residential": ("Gebäude- und Freifläche", "Wohnen"),
    "building_commercial": ("Gebäude- und Freifläche", "Gewerbe, Industrie"),
    "operational": ("Betriebsfläche (ohne Abbauland)",),
    "recreation": ("Erholungsfläche", "Insgesamt"),
    "green": ("Erholungsfläche", "Grünanlage"),
    "cemetery": ("Friedhofsfläche",),
    "transport": ("Verkehrsfläche", "Insgesamt"),
    "road": ("Verkehrsfläche", "Straße, Weg, Platz"),
    "agriculture": ("Landwirtschaftsfläche", "Insgesamt"),
    "moor": ("Landwirtschaftsfläche", "Moor"),
    "heath": ("Landwirtschaftsfläche", "Heide"),
    "forest": ("Waldfläche",),
    "water": ("Wasserfläche",),
    "extraction": ("Abbauland",),
    "other": ("Flächen anderer Nutzung (ohne Friedhofsfläche)", "Insgesamt"),
    "wasteland": ("Flächen anderer Nutzung (ohne Friedhofsfläche)", "Unland"),
}

_AGE = ("Insgesamt", "Altersgruppen (unter 3 bis 75 u.m.)")
_MOVERS = ("Geschlecht", "Insgesamt", "Altersgruppe (unter 18 bis 65 u.m.)")
_BUILDINGS_2011 = "Gebäude mit Wohnraum"
_DWELLINGS_2011 = "Wohnungen in Gebäuden mit Wohnraum"
_STOCK = ("Wohngebäude", "Gebäude nach Anzahl der Wohnungen")
_STOCK_ROOMS = ("Wohnungen in Wohn- und Nichtwohngebäuden", "Größe der Wohnung")

TABLES: dict[str, tuple[_Column, ...]] = {
    "12111-01-01-5": (
        _Column(("Bevölkerung", "Insgesamt", "Insgesamt"), "population_census_2011"),
        _Column(
            ("Bevölkerung", "Ausländer(innen)", "Insgesamt"), "population_census_2011", "foreign"
        ),
    ),
    "12411-01-01-5": (_Column(("Insgesamt",), "population_intercensal"),),
    "12411-02-03-5": _split("population_by_age", _AGE, _AGES),
    "12411-07-01-5": (_Column(("Durchschnittsalter der Bevölkerung",), "average_age"),),
    "12612-01-01-5-B": (_Column(("Insgesamt",), "births"),),
    "12613-01-01-5-B": (_Column(("Geschlecht", "Insgesamt"), "deaths"),),
    "12711-01-03-5": (
        *_split("moves_in", ("Zuzüge über die Gemeindegrenzen", *_MOVERS), AGES_OF_MOVERS),
        *_split("moves_out", ("Fortzüge über die Gemeindegrenzen", *_MOVERS), AGES_OF_MOVERS),
    ),
    "13111-01-03-5": _employees("jobs_at_workplace"),
    "13111-02-02-5": _employees("employees_at_residence"),
    "13111-08-02-5": (
        _Column(("Einpendler(innen) über Gemeindegrenze (Arbeitsort)",), "in_commuters"),
        _Column(("Auspendler(innen) über Gemeindegrenzen (Wohnort)",), "out_commuters"),
    ),
    "13211-01-03-5": (
        _Column(("Arbeitslose insgesamt",), "unemployed"),
        *_parts("unemployed", ("Arbeitslose", "und zwar"), UNEMPLOYED),
    ),
    "31111-01-02-5": _split(
        "dwellings_permitted", ("Wohnungen in Wohngebäuden", "in Wohngebäuden"), SIZE_OF_NEW
    ),
    "31111-03-02-5-B": _split(
        "dwellings_permitted_with_conversions", ("Größe der Wohnung",), ROOMS_OF_NEW
    ),
    "31121-01-02-5": _split("dwellings_completed", ("Wohnungen", "in Wohngebäuden"), SIZE_OF_NEW),
    "31121-03-02-5": _split(
        "dwellings_completed_with_conversions", ("Größe der Wohnung",), ROOMS_OF_NEW
    ),
    "31211-03-01-5": _split(
        "buildings_2011_by_construction_year", (_BUILDINGS_2011, "Baujahr"), CONSTRUCTION_2011
    ),
    "31211-04-01-5": _split(
        "buildings_2011_by_heating", (_BUILDINGS_2011, "Art der Heizung"), HEATING_2011
    ),
    "31211-08-01-5": _split(
        "dwellings_2011_by_use", (_DWELLINGS_2011, "Art der Wohnungsnutzung"), USE_2011
    ),
    "31211-09-01-5": _split(
        "dwellings_2011_by_rooms", (_DWELLINGS_2011, "Wohnungen nach Zahl der Räume"), ROOMS_2011
    ),
    "31211-10-01-5": _split(
        "dwellings_2011_by_floor_area",
        (_DWELLINGS_2011, "Wohnungen nach der Wohnfläche"),
        FLOOR_AREA_2011,
    ),
    "31231-01-02-5": (
        *_split("dwellings_by_rooms", _STOCK_ROOMS, ROOMS_OF_STOCK),
        _Column((*_STOCK, "Insgesamt"), "residential_buildings_intercensal"),
        _Column((*_STOCK, "1 Wohnung"), "residential_buildings_intercensal", "dwellings_1"),
        _Column((*_STOCK, "2 Wohnungen"), "residential_buildings_intercensal", "dwellings_2"),
        _Column(("Wohnfläche in Wohngebäuden",), "living_area_intercensal"),
    ),
    "33111-01-01-5": tuple(
        _Column(("Bodenfläche", *path), "land_use_2015_nomenclature", category)
        for category, path in LAND_USE.items()
    ),
    "42111-01-04-5-B": (
        _Column(("Betriebe",), "manufacturing_plants"),
        _Column(("Beschäftigte",), "manufacturing_employees"),
        _Column(("Bruttoentgelte",), "manufacturing_pay"),
    ),
    "45412-01-02-5": (
        _Column(("Geöffnete Beherbergungsbetriebe",), "accommodation_establishments"),
        _Column(("Angebotene Gästebetten",), "guest_beds"),
        _Column(("Gästeübernachtungen",), "overnight_stays"),
        _Column(("Gästeankünfte",), "guest_arrivals"),
    ),
    "46241-01-03-5": (
        _Column(("Unfälle mit Personenschaden",), "road_accidents_injury"),
        _Column(("Getötete Personen",), "road_casualties", plus=("Verletzte Personen",)),
        _Column(("Getötete Personen",), "road_casualties", "killed"),
        _Column(("Verletzte Personen",), "road_casualties", "injured"),
    ),
    "71231-01-02-5": (
        _Column(("Grundsteuer B - Istaufkommen",), "property_tax_b_revenue"),
        _Column(("Gewerbesteuer - Istaufkommen",), "trade_tax_revenue"),
        _Column(("Gemeindeanteil an der Einkommensteuer",), "income_tax_share"),
        _Column(("Gemeindeanteil an der Umsatzsteuer",), "vat_share"),
        _Column(("Grundsteuer B - Hebesatz",), "property_tax_b_rate_real_tax_comparison"),
        _Column(("Gewerbesteuer - Hebesatz",), "trade_tax_rate_real_tax_comparison"),
    ),
    "73111-01-01-5": (
        _Column(("Lohn- und Einkommensteuerpflichtige",), "income_tax_payers"),
        _Column(("Gesamtbetrag der Einkünfte",), "total_income_of_taxpayers"),
        _Column(("Lohn- und Einkommensteuer",), "income_tax_assessed"),
    ),
}
"""Table code -> the columns that are read from it."""


def source_id(code: str) -> str:
    """Return the id of a table's card in ``data/sources``."""
    return f"{GENESIS_FOLDER}_{code.lower().replace('-', '_')}"


def read(root: Path) -> pd.DataFrame:
    """Return all declared series as a tidy table; each publisher's table is a source of its own.

    Raises
    ------
    FileNotFoundError
        A table is not in ``root``; the message says where to get it.
    ValueError
        A file holds another table than its name says, or is not laid out as declared.
    """
    return pd.concat([_read(root, code) for code in TABLES], ignore_index=True)


def _read(root: Path, code: str) -> pd.DataFrame:
    file = root / GENESIS_FOLDER / f"{code}_00.csv"
    if not file.is_file():
        raise FileNotFoundError(f"{file} is missing; get it from {_ADDRESS.format(file.name)}")
    return read_file(file, code)


def read_file(file: Path, code: str) -> pd.DataFrame:
    """Return the declared series of one table file, shaped as by `read`."""
    table = read_table(file, keep=printed_keys())
    if table.code != code:
        raise ValueError(f"{file.name}: holds table {table.code}; expected {code}.")

    frame = pd.concat([_series(table, column) for column in TABLES[code]], ignore_index=True)
    source = source_id(code)
    return tidy(on_areas(frame), source=source, snapshot=f"{source}-{table.published_on}")


def _series(table: GenesisTable, column: _Column) -> pd.DataFrame:
    out = table.values(column.path)
    if column.plus is not None:
        out = _add(out, table.values(column.plus))
    return out.assign(series=column.series, category=column.category)


def _add(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """Return the sum; where a summand has no value, the sum carries its quality and note."""
    gap = right["value"].isna()
    out = left.where(~gap | left["value"].isna(), right)
    out["value"] = left["value"] + right["value"]
    return out
