"""Vacancy rate of dwellings."""

from resilience.spec import (
    ALL_DWELLINGS,
    PERCENT,
    Accepted,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Leerstandsquote", en="Vacancy rate"),
    about=Text(
        de="Anteil leer stehender Wohnungen an allen Wohnungen am 15. Mai 2022.",
        en="Share of vacant dwellings among all dwellings on 15 May 2022.",
    ),
    numerator=Text(de="leer stehende Wohnungen", en="vacant dwellings"),
    denominator=ALL_DWELLINGS,
    unit=PERCENT,
    capacity="redundancy",
    direction="target_band",
    reason=Text(
        de=(
            "Etwas Leerstand ist Puffer für Umzug und Notfall; sehr wenig heißt Enge, viel heißt "
            "Schrumpfung."
        ),
        en=(
            "Some vacancy is a buffer for moves and emergencies; very little means scarcity, a "
            "lot means shrinkage."
        ),
    ),
    needs=("vacancy_rate",),
    sql=published("vacancy_rate"),
    example=Example(
        given={"vacancy_rate": [("05158020", "2022", 3.1)]}, expected=[("05158020", "2022", 3.1)]
    ),
    goalposts=Goalposts(
        town=(0, 9),
        large_city=(0, 9),
        band=(2, 4),
        judgement=Text(
            de="Setzung: 2 bis 4 % gelten als Puffer; 0 % ist kein Puffer, ab 9 % Schrumpfung",
            en="Judgement: 2 to 4 % count as a buffer; 0 % is none, from 9 % it is shrinkage",
        ),
    ),
    noise="complete",
    accepted=(
        Accepted(
            "ceiling",
            "the towns lie in the band that is called good; what differs inside it is not judged",
        ),
    ),
    caveat=Text(
        de="Ein Stichtag, keine Reihe. Das Zielband ist eine Setzung, kein Messwert.",
        en="One date, no series. The target band is a judgement, not a measurement.",
    ),
    frameworks=(
        Clause("cri.8.3"),
        Clause("bric.infrastructure.temporary_housing"),
        Clause("iso37120.12.stock", extent="full"),
    ),
)
