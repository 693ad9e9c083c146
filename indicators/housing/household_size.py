"""Persons per household."""

from resilience.spec import CENSUS_BY_OTHERS, Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Haushaltsgröße", en="Household size"),
    about=Text(
        de="Personen je Haushalt am 15. Mai 2022.", en="Persons per household on 15 May 2022."
    ),
    numerator=Text(de="Personen in Haushalten", en="persons in households"),
    denominator=Text(de="Haushalte", en="households"),
    unit=Text(de="Personen", en="persons"),
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Kleine Haushalte brauchen mehr Wohnungen und im Notfall eher Hilfe von außen; eine "
            "bessere Größe gibt es nicht: ohne Wertung."
        ),
        en=(
            "Small households need more dwellings and, in an emergency, help from outside; there "
            "is no better size: not judged."
        ),
    ),
    needs=("household_size_census",),
    sql=published("household_size_census"),
    example=Example(
        given={"household_size_census": [("05158020", "2022", 2.05)]},
        expected=[("05158020", "2022", 2.05)],
    ),
    caveat=CENSUS_BY_OTHERS,
    decimals=2,
    frameworks=(Clause("iso37123.13.1"), Clause("iso37120.13.population")),
)
