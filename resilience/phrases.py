"""SQL and texts that many indicators share: shapes of a SELECT, units, quantities, sentences."""

from __future__ import annotations

import re

from resilience.refusal import require
from resilience.words import Accepted, Text

PERCENT = Text(de="%", en="%")
MINUTES = Text(de="Minuten", en="minutes")
EURO = Text(de="EUR", en="EUR")
ZERO_TO_ONE = Text(de="(0–1)", en="(0–1)")
PER_INHABITANT = Text(de="je Einw.", en="per inhabitant")
PER_1000_INHABITANTS = Text(de="je 1.000 Einw.", en="per 1,000 inh.")
PER_10000_INHABITANTS = Text(de="je 10.000 Einw.", en="per 10,000 inh.")
SQUARE_METRES_PER_INHABITANT = Text(de="m² je Einw.", en="m² per inhabitant")
PER_HECTARE = Text(de="je ha", en="per ha")

INHABITANTS = Text(de="Einwohner", en="inhabitants")
THOUSAND_INHABITANTS = Text(de="1.000 Einwohner", en="1,000 inhabitants")
ALL_INHABITANTS = Text(de="alle Einwohner", en="all inhabitants")
INHABITANTS_OF_THE_SAME_YEAR = Text(
    de="Einwohner am 31.12. desselben Jahres", en="Inhabitants on 31 December of the same year"
)
ALL_HOUSEHOLDS = Text(de="Alle Haushalte", en="All households")
ALL_DWELLINGS = Text(de="alle Wohnungen", en="all dwellings")
ALL_CARS = Text(de="alle Pkw", en="all cars")
ALL_BUSINESS_SITES = Text(de="alle Gewerbestandorte", en="all business sites")
EMPLOYEES_BY_RESIDENCE = Text(de="Beschäftigte am Wohnort", en="employees by residence")
EMPLOYEES_BY_WORKPLACE = Text(de="Beschäftigte am Arbeitsort", en="employees by workplace")
CAR_TIME = Text(
    de="Modellierte Fahrzeit mit dem Pkw, über die Bevölkerung gemittelt",
    en="Modelled travel time by car, averaged over the population",
)

SAME_BORDERS = Accepted(
    "territory",
    "no municipality of the state was merged, split or renumbered between these dates",
)

WAY_NOT_OFFER = Text(
    de=(
        "Modellierte Fahrzeit mit dem Pkw, über die Bevölkerung gemittelt; sie misst den Weg, "
        "nicht das Angebot am Ziel."
    ),
    en=(
        "Modelled travel time by car, averaged over the population; it measures the way, not what "
        "is offered at its end."
    ),
)
CHARGING_MODEL = Text(
    de=(
        "Modellierte Fahrzeit; Zahl und Auslastung der Ladepunkte zählen nicht. Zwischen 2023 und "
        "2024 bricht die Reihe: Das Modell ist unbekannt, fast alle Zeiten sinken."
    ),
    en=(
        "Modelled travel time; number and use of charging points do not count. The series breaks "
        "between 2023 and 2024: the model is unknown and nearly all times fall."
    ),
)
CENSUS_BY_OTHERS = Text(
    de="Ein Stichtag, keine Reihe. Aus Zensusergebnissen, von Dritten aufbereitet.",
    en="One date, no series. From census results, tidied by others.",
)
EMPLOYEES_OF_2015 = Text(
    de="Stand 2015. Nur sozialversicherungspflichtig Beschäftigte.",
    en="As of 2015. Only employees subject to social insurance.",
)

FOLLOWS_AGES = Text(
    de=(
        "Folgt dem Altersaufbau der Stadt; sagt voraus, welche Wohnungen und Einrichtungen "
        "gebraucht werden. Lage, nicht Leistung: ohne Wertung."
    ),
    en=(
        "Follows the ages of the inhabitants; foretells which dwellings and facilities will be "
        "needed. A condition, not an achievement: not judged."
    ),
)
EVENTS_TO_2015 = Text(
    de=(
        "Reihe 2008 bis 2015, jüngere Zahlen nach Gemeinden liegen nicht bei; zwischen 2010 und "
        "2011 wechselt die Basis der Einwohner (Zensus 2011)."
    ),
    en=(
        "Series 2008 to 2015, newer figures by municipality are not at hand; between 2010 and 2011 "
        "the base of the inhabitants changes (2011 census)."
    ),
)

SOCIAL_INDEX_LEVELS = tuple(f"index_{level}" for level in range(1, 10))
"""Categories of pupils by the social index of their school; the last character is the level."""


def published(series: str) -> str:
    """Return SQL that takes a series' figures as published."""
    return f"SELECT ags, period, value FROM {_plain(series)}"


def ratio(numerator: str, denominator: str, per: int = 1) -> str:
    """Return SQL that divides one series by another of the same area and period.

    A missing or zero denominator gives a missing value.

    Parameters
    ----------
    numerator, denominator
        Series ids, each declared in ``needs`` with one category only.
    per
        Units of the denominator: 1000 for "per 1,000 inhabitants", 100 for percent.
    """
    factor = "" if per == 1 else f"{per} * "
    return (
        f"SELECT n.ags, n.period, {factor}n.value / nullif(d.value, 0) AS value\n"
        f"FROM {_plain(numerator)} n JOIN {_plain(denominator)} d USING (ags, period)"
    )


def share(series: str, category: str) -> str:
    """Return SQL for a category of a series in percent of its total; missing if either is.

    ``needs`` must declare just these two: ``Need(series, categories=(category, ""))``.
    """
    return (
        "SELECT ags, period,\n"
        f"       100 * sum(value) FILTER (category = '{_plain(category)}')\n"
        "       / nullif(sum(value) FILTER (category = ''), 0) AS value\n"
        f"FROM {_plain(series)}\n"
        "GROUP BY ags, period\n"
        "HAVING count(value) = 2"
    )


def _plain(name: str) -> str:
    require(
        re.fullmatch(r"[a-z0-9_]+", name) is not None,
        f"{name!r} is no id of a series or category: small letters, digits and _ only",
    )
    return name
