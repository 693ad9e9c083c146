"""Deutschlandatlas: indicators of municipalities and counties from two editions of its workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from python_calamine import CalamineWorkbook

from etl import areas
from etl.keys import area_key
from etl.reading import of_file
from etl.tidy import tidy

_SOURCE = "deutschlandatlas"
NEWER, EARLIER = "deutschlandatlas-2026-04-22", "deutschlandatlas-2024-12-12"
ATLAS_FILES = {
    NEWER: "deutschlandatlas/Deutschlandatlas-Daten_2026-04-22.xlsx",
    EARLIER: "deutschlandatlas/Deutschlandatlas-Daten_2024-12-12.xlsx",
}

_MISSING = (-9999.0, -99999.0)
"""Placeholders for a missing figure; in tax capacity five nines."""

PRICE_CLASSES = ("preis_miet", "preis_baul")
"""Columns published as verbal classes; not read."""

REPEATED = frozenset({"internal_migration_balance", "external_migration_balance"})
"""Series whose column in the newer edition has a new year but the earlier edition's figures."""


@dataclass(frozen=True)
class _Column:
    """A column of the atlas: series, reporting year in the earlier edition, factor.

    The newer edition prints the year in its header. The earlier one prints it in the overview
    embedded in its cover sheet as a PDF, from which the years here are taken; null where it lacks
    the column.
    """

    series: str
    earlier: str | None
    factor: float = 1.0


ATLAS_COLUMNS = {
    # municipalities
    "bev_dicht": _Column("population_density", "2022"),
    "bev_entw": _Column("population_change_5y", "2022"),
    "p_nelade": _Column("car_minutes_to_charging_normal", "2023"),
    "p_selade": _Column("car_minutes_to_charging_fast", "2023"),
    "p_apo": _Column("car_minutes_to_pharmacy", "2020"),
    "st_einnkr": _Column("tax_capacity_per_person", "2022"),
    "v_breitb50": _Column("broadband_50_share", "2022"),
    "v_breitb1000": _Column("broadband_1000_share", "2022"),
    "pendel": _Column("commuting_distance", "2022"),
    "beschq_insg": _Column("employment_rate", "2023"),
    "beschq_w": _Column("employment_rate_women", "2023"),
    "beschq_m": _Column("employment_rate_men", "2023"),
    "v_gsm": _Column("mobile_gsm_share", "2024"),
    "v_lte": _Column("mobile_lte_share", "2024"),
    "v_5g": _Column("mobile_5g_share", "2024"),
    "p_markt": _Column("car_minutes_to_supermarket", "2021"),
    "p_hbad": _Column("car_minutes_to_indoor_pool", "2024"),
    "p_freibad": _Column("car_minutes_to_outdoor_pool", "2024"),
    "p_notfall": _Column("car_minutes_to_emergency_hospital", "2024"),
    "p_grunds": _Column("car_minutes_to_primary_school", "2024"),
    "p_sek_1": _Column("car_minutes_to_lower_secondary_school", "2024"),
    "p_sek_2": _Column("car_minutes_to_upper_secondary_school", "2024"),
    "p_harzt": _Column("car_minutes_to_gp", "2021"),
    "preis_miet_best": _Column("rent_existing_per_m2", "2022"),
    "reg_energie": _Column("renewable_capacity_per_person", "2023"),  # MW per 1000 = kW per person
    "oenv": _Column("transit_stop_access_share", "2020"),
    "p_ozmz_miv": _Column("car_minutes_to_centre", "2020"),
    "p_ozmz_oev": _Column("transit_minutes_to_centre", "2020"),
    "luftrtng": _Column("air_rescue_minutes", "2016"),
    "p_poli": _Column("police_minutes", "2014"),
    # counties and county boroughs
    "fl_suv": _Column("settlement_transport_share", "2022"),
    "fl_landw": _Column("agriculture_share", "2022"),
    "fl_wald": _Column("forest_share", "2022"),
    "bev_u18": _Column("age_under_18_share", "2022"),
    "bev_18_65": _Column("age_18_to_64_share", "2022"),
    "bev_ue65": _Column("age_65_plus_share", "2022"),
    "bev_ausl": _Column("foreign_share", "2022"),
    "bev_binw": _Column("internal_migration_balance", "2022"),
    "bev_ausw": _Column("external_migration_balance", "2022"),
    "bquali_unifh": _Column("jobs_academic_share", "2023"),
    "bquali_mabschl": _Column("jobs_vocational_share", "2023"),
    "bquali_oabschl": _Column("jobs_unqualified_share", "2023"),
    "erw_wachs": _Column("employment_growth_10y", "2022"),
    "erw_bip": _Column("gdp_per_employed_person", "2021", 1000.0),
    "erw_mini": _Column("marginal_job_only_share", "2022"),
    "erw_minineben": _Column("marginal_side_job_share", "2022"),
    "erw_vol": _Column("labour_volume_change", "2020"),
    "hh_veink": _Column("disposable_income_per_person_atlas", "2021", 1000.0),
    "sozsich": _Column("minimum_income_support_share", "2022"),
    "kinder_bg": _Column("children_in_income_support_share", "2022"),
    "grusi": _Column("old_age_income_support_share", "2022"),
    "grusi_insg": _Column("old_age_income_support_share", None),
    "grusi_w": _Column("old_age_income_support_share_women", None),
    "grusi_m": _Column("old_age_income_support_share_men", None),
    "schulden": _Column("over_indebted_share", "2023"),
    "pfl_ambu": _Column("care_outpatient_share", "2021"),
    "pfl_stat": _Column("care_inpatient_share", "2021"),
    "pfl_geld": _Column("care_allowance_share", "2021"),
    "kbetr_u3": _Column("childcare_under_3_share", "2022"),
    "kbetr_ue3": _Column("childcare_3_to_5_share", "2022"),
    "kbetr_ue6": _Column("childcare_6_to_10_share", "2022"),
    "kbtr_pers": _Column("childcare_places_per_staff", "2022"),
    "schule_oabschl": _Column("school_leavers_without_certificate_share", "2022"),
    "elterng_v": _Column("fathers_parental_allowance_share", "2019"),
    "ko_kasskred": _Column("liquidity_loans_per_person", "2022"),
    "mitgl_sportv": _Column("sports_club_members_per_100", "2023"),
    "ew_sportv": _Column("sports_clubs_per_100000", "2023"),
    "wahl_beteil": _Column("federal_election_turnout", "2021"),
    "wohn_eigen": _Column("owner_household_share", "2022"),
    "wohn_leer": _Column("vacancy_rate_atlas", "2022"),
    "wohn_EZFH": _Column("completions_one_two_family_per_10000", "2022"),
    "wohn_MFH": _Column("completions_multi_family_per_10000", "2022"),
    "heiz_wohn_best": _Column("renewable_heating_stock_share", "2022"),
    "heiz_wohn": _Column("renewable_heating_new_share", "2022"),
    "teilz_insg": _Column("part_time_share", "2022"),
    "teilz_w": _Column("part_time_share_women", "2022"),
    "teilz_m": _Column("part_time_share_men", "2022"),
    "alq": _Column("unemployment_rate", "2023"),
    "auto": _Column("cars_per_1000", "2024"),
    "elade": _Column("charging_points_per_100000", "2023"),
    "eauto": _Column("battery_car_share", "2023"),
    "v_harzt": _Column("gps_per_100000", "2022"),
    "v_karzt": _Column("paediatricians_per_100000_children", "2022"),
    "straft": _Column("crimes_per_100000", "2023"),
    "einbr": _Column("burglaries_per_100000", "2023"),
}
"""Every numeric column of both editions by its code (Indikatorenkürzel)."""

_KEY_HEADER = re.compile(r"(GKZ|VBG|KRS)\d+")
_LABELLED = re.compile(r"Indikatorkürzel: (?P<code>\S+)\s+(?P<text>.+)", re.DOTALL)
_YEAR = re.compile(r"\b(20\d\d)(?:-(\d\d))?\b")
_END = "Ende der Tabelle."
_ASSOCIATION_DIGITS = 9


def read(root: Path) -> pd.DataFrame:
    """Return the figures of both editions for the kept areas, each year once."""
    newer, earlier = (edition(root / ATLAS_FILES[name]) for name in (NEWER, EARLIER))
    return tidy(
        combine_editions(newer.assign(snapshot=NEWER), earlier.assign(snapshot=EARLIER)),
        source=_SOURCE,
        snapshot=NEWER,
    )


@of_file
def edition(path: Path) -> pd.DataFrame:
    """Return the figures of one edition's workbook, shaped as by `observations`."""
    book = CalamineWorkbook.from_path(path)
    sheets = [name for name in book.sheet_names if name.startswith("Deutschlandatlas_")]
    tables = [
        observations(book.get_sheet_by_name(name).to_python(skip_empty_area=False), name)
        for name in sheets
    ]
    return pd.concat(tables, ignore_index=True)


def combine_editions(newer: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Return both editions, with the newer one's figures where both cover the same year.

    Where the newer edition only rounds what the earlier one prints with more digits, the earlier
    figure stays: 0.11 for 0.1058 would be 4 % off.

    A column that repeats all of the earlier edition's figures under another year is not trusted:
    the series in `REPEATED` keep their earlier year.

    Raises
    ------
    ValueError
        The columns that repeat are not those of `REPEATED`.
    """
    key = ["series", "ags"]
    both = newer.merge(earlier, on=key, suffixes=("", "_earlier"))
    both = both[both.period != both.period_earlier]
    same = (both.value == both.value_earlier).groupby(both.series).all()
    repeated = frozenset(same[same].index)
    if repeated != REPEATED:
        raise ValueError(
            f"{_SOURCE}: {sorted(repeated)} hold the figures of {EARLIER} under a new year, "
            f"{sorted(REPEATED)} expected; compare the columns and correct REPEATED"
        )
    believed = newer[~newer.series.isin(repeated)]
    believed = believed[~_only_rounded(believed, earlier)]
    kept = earlier.merge(believed[[*key, "period"]], how="left", indicator=True)
    return pd.concat([believed, kept[kept.pop("_merge") == "left_only"]], ignore_index=True)


def _only_rounded(newer: pd.DataFrame, earlier: pd.DataFrame) -> np.ndarray:
    """Return a mask of the newer edition's figures that only repeat earlier ones with fewer digits.

    Either all or none of a column's figures are marked, never those only the newer edition has.
    """
    key = ["series", "ags", "period"]
    both = newer.merge(earlier, on=key, how="left", suffixes=("", "_earlier"), indicator=True)
    column = [both.series, both.period]
    digits = both.value.map(lambda value: len(f"{value:.6f}".rstrip("0").partition(".")[2]))
    unit = 10.0 ** -digits.groupby(column).transform("max")
    change = (both.value - both.value_earlier).abs()
    revised = (change > unit / 2 + 1e-9).groupby(column).transform("any")
    rounded = (change > 0).groupby(column).transform("any") & ~revised
    held = (both["_merge"] == "both") & (both.value_earlier.notna() | both.value.isna())
    found: np.ndarray = (rounded & held).to_numpy()
    return found


def observations(rows: list[list[Any]], sheet: str) -> pd.DataFrame:
    """Return ``series, ags, period, value, note`` of the kept areas on one sheet of either edition.

    Raises
    ------
    ValueError
        No header row, an unknown column, a header without a year, or text among the figures.
    """
    head = next((i for i, row in enumerate(rows) if _KEY_HEADER.fullmatch(str(row[0]))), None)
    if head is None:
        raise ValueError(f"{sheet}: no header row; its first cell is expected to be like GKZ1224")
    body = [row for row in rows[head + 1 :] if row[0] not in ("", _END)]
    ags = pd.Series(_area_keys([row[0] for row in body]))
    kept = ags.isin(areas.keys())
    columns = []
    for position, title in enumerate(rows[head][2:], start=2):
        code, period = _title(str(title), sheet)
        if code in PRICE_CLASSES:
            continue
        cells = pd.Series([row[position] for row in body])[kept]
        text = cells[~cells.map(lambda cell: isinstance(cell, (int, float)))]
        if len(text):
            raise ValueError(
                f"{sheet}, {code}: {text.iloc[0]!r} found among the figures; if the column is of "
                "classes now, list it in PRICE_CLASSES"
            )
        missing = cells.isin(_MISSING)
        value = cells.astype("float64").mask(missing) * ATLAS_COLUMNS[code].factor
        columns.append(
            pd.DataFrame(
                {
                    "series": ATLAS_COLUMNS[code].series,
                    "ags": ags[kept],
                    "period": period,
                    "value": value.round(6),  # 27.2, where the sheet computed 27.200000000000003
                    "note": missing.map({True: "no figure", False: ""}),
                }
            )
        )
    return pd.concat(columns, ignore_index=True) if columns else pd.DataFrame()


def _title(title: str, sheet: str) -> tuple[str, str]:
    """Return code and reporting year of a column; of several years the last one."""
    labelled = _LABELLED.fullmatch(title.strip())
    code = labelled["code"] if labelled else title.strip()
    if code in PRICE_CLASSES:
        return code, ""
    if code not in ATLAS_COLUMNS:
        raise ValueError(
            f"{sheet}: unknown column {code!r}; declare it in ATLAS_COLUMNS or PRICE_CLASSES"
        )
    if not labelled:
        period = ATLAS_COLUMNS[code].earlier
    else:
        years = [f"20{short}" if short else year for year, short in _YEAR.findall(title)]
        period = years[-1] if years else None
    if period is None:
        raise ValueError(f"{sheet}, {code}: no year known; found the header {title!r}")
    return code, period


def _area_keys(cells: list[object]) -> list[str]:
    """Return keys of the area table for one sheet's key column.

    Keys are numbers that lost their zero, or text. Sheets of associations of municipalities
    (Verbände) have either municipality keys or 9 digits: the association is ``0`` and the
    municipality where the municipality stands alone, as all of the state's do.
    """
    digits = [cell if isinstance(cell, str) else f"{int(cell):d}" for cell in cells]  # type: ignore[call-overload]
    width = max(8, max(map(len, digits), default=8))
    padded = [key.zfill(width) for key in digits]
    if width == _ASSOCIATION_DIGITS:
        padded = [key[:5] + key[6:] if key[5] == "0" else key for key in padded]
    return [area_key(key) for key in padded]
