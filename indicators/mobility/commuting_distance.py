"""Mean commuting distance."""

from resilience.spec import (
    EMPLOYEES_BY_RESIDENCE,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Pendeldistanz", en="Commuting distance"),
    about=Text(
        de="Mittlere Entfernung zwischen Wohn- und Arbeitsort der Beschäftigten.",
        en="Mean distance between home and workplace of employees.",
    ),
    numerator=Text(
        de="Summe der Entfernungen zwischen Wohn- und Arbeitsort, in km",
        en="sum of distances between home and workplace, in km",
    ),
    denominator=EMPLOYEES_BY_RESIDENCE,
    unit=Text(de="km", en="km"),
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de="Kurze Arbeitswege machen unabhängiger von Energiepreisen und gesperrten Strecken.",
        en="Short commutes make people less dependent on energy prices and open routes.",
    ),
    needs=("commuting_distance",),
    sql=published("commuting_distance"),
    example=Example(
        given={"commuting_distance": [("05158020", "2023", 15.0)]},
        expected=[("05158020", "2023", 15.0)],
    ),
    goalposts=Goalposts(town=(14.2, 22.9), large_city=(12.9, 18.1), year="2023"),
    caveat=Text(
        de=(
            "Luftlinie, nur sozialversicherungspflichtig Beschäftigte; Homeoffice-Tage zählen als "
            "Pendeln."
        ),
        en=(
            "Straight line, only employees subject to social insurance; days at home count as "
            "commuting."
        ),
    ),
    frameworks=(Clause("iso37120.19.commuting"),),
)
