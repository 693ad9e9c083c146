"""Births per 1,000 inhabitants."""

from resilience.spec import (
    EVENTS_TO_2015,
    FOLLOWS_AGES,
    PER_1000_INHABITANTS,
    THOUSAND_INHABITANTS,
    Clause,
    Example,
    Indicator,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(de="Geburten je 1.000 Einwohner", en="Births per 1,000 inhabitants"),
    about=Text(
        de="Lebendgeborene je 1.000 Einwohner im Jahr.",
        en="Live births per 1,000 inhabitants in the year.",
    ),
    numerator=Text(de="Lebendgeborene", en="live births"),
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="adaptation",
    direction="context",
    reason=FOLLOWS_AGES,
    needs=("births", "population_intercensal"),
    sql=ratio("births", "population_intercensal", per=1000),
    example=Example(
        given={
            "births": [("05158020", "2015", 500.0)],
            "population_intercensal": [("05158020", "2015", 50000.0)],
        },
        expected=[("05158020", "2015", 10.0)],
    ),
    noise="complete",
    caveat=EVENTS_TO_2015,
    frameworks=(Clause("iso37120.13.population"),),
)
