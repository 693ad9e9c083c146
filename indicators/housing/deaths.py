"""Deaths per 1,000 inhabitants."""

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
    name=Text(de="Sterbefälle je 1.000 Einwohner", en="Deaths per 1,000 inhabitants"),
    about=Text(
        de="Gestorbene je 1.000 Einwohner im Jahr.", en="Deaths per 1,000 inhabitants in the year."
    ),
    numerator=Text(de="Gestorbene", en="deaths"),
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="adaptation",
    direction="context",
    reason=FOLLOWS_AGES,
    needs=("deaths", "population_intercensal"),
    sql=ratio("deaths", "population_intercensal", per=1000),
    example=Example(
        given={
            "deaths": [("05158020", "2015", 600.0)],
            "population_intercensal": [("05158020", "2015", 50000.0)],
        },
        expected=[("05158020", "2015", 12.0)],
    ),
    noise="complete",
    caveat=EVENTS_TO_2015,
    frameworks=(Clause("iso37120.13.population"),),
)
