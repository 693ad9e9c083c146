"""Dwellings completed per 1,000 inhabitants."""

from resilience.spec import (
    PER_1000_INHABITANTS,
    THOUSAND_INHABITANTS,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Noise,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(
        de="Fertiggestellte Wohnungen je 1.000 Einwohner",
        en="Dwellings completed per 1,000 inhabitants",
    ),
    about=Text(
        de="Wohnungen in neuen Wohngebäuden je 1.000 Einwohner im Jahr.",
        en="Dwellings in new residential buildings per 1,000 inhabitants in the year.",
    ),
    numerator=Text(
        de="fertiggestellte Wohnungen in neuen Wohngebäuden",
        en="dwellings completed in new residential buildings",
    ),
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="transformation",
    direction="higher_is_better",
    reason=Text(
        de="Neubau zeigt, ob eine Stadt ihren Wohnungsbestand erneuern und erweitern kann.",
        en="New building shows whether a city can renew and extend its housing.",
    ),
    needs=("dwellings_completed", "population_intercensal"),
    sql=ratio("dwellings_completed", "population_intercensal", per=1000),
    example=Example(
        given={
            "dwellings_completed": [("05158020", "2015", 120.0)],
            "population_intercensal": [("05158020", "2015", 60000.0)],
        },
        expected=[("05158020", "2015", 2.0)],
    ),
    goalposts=Goalposts(town=(0.5, 4.9), large_city=(0.4, 4), year="2015"),
    caveat=Text(
        de=(
            "Ein einzelnes, altes Jahr: in kleinen Städten schwankt die Zahl stark. Wegen des "
            "Alters geht der Wert nicht in den aktuellen Punktwert ein."
        ),
        en=(
            "A single, old year: in small cities the figure fluctuates strongly. Because of its "
            "age the value does not enter the current score."
        ),
    ),
    noise=Noise(model="poisson", series="dwellings_completed"),
    frameworks=(Clause("cri.1.1"), Clause("sdg.11.1"), Clause("iso37120.12.stock")),
)
