"""Manufacturing jobs per 1,000 inhabitants."""

from resilience.spec import (
    PER_1000_INHABITANTS,
    SAME_BORDERS,
    THOUSAND_INHABITANTS,
    Clause,
    Example,
    Indicator,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(
        de="Industriebeschäftigte je 1.000 Einwohner", en="Manufacturing jobs per 1,000 inhabitants"
    ),
    about=Text(
        de=(
            "Beschäftigte in Betrieben des Verarbeitenden Gewerbes und Bergbaus mit 20 und mehr "
            "Beschäftigten je 1.000 Einwohner."
        ),
        en=(
            "Employees in manufacturing and mining establishments with 20 or more employees per "
            "1,000 inhabitants."
        ),
    ),
    numerator=Text(
        de="Beschäftigte in Betrieben des Verarbeitenden Gewerbes und Bergbaus",
        en="employees in plants of manufacturing and mining",
    ),
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Industrie hilft einer Stadt, sich selbst zu versorgen, und macht sie zugleich "
            "verwundbar: ohne Wertung."
        ),
        en=(
            "Industry helps a city to supply itself and makes it vulnerable at the same time: not "
            "judged."
        ),
    ),
    needs=("manufacturing_employees", "population_intercensal"),
    sql=ratio("manufacturing_employees", "population_intercensal", per=1000),
    example=Example(
        given={
            "manufacturing_employees": [("05158020", "2015", 4000.0)],
            "population_intercensal": [("05158020", "2015", 58000.0)],
        },
        expected=[("05158020", "2015", 68.96551724137932)],
    ),
    noise="complete",
    accepted=(SAME_BORDERS,),
    caveat=Text(
        de="Stand bis 2015; in kleinen Städten teils geheim.",
        en="Up to 2015; partly confidential in small towns.",
    ),
    decimals=0,
    frameworks=(Clause("sdg.9.2", extent="full"), Clause("bric.infrastructure.resupply")),
)
