"""Dwellings per 1,000 inhabitants."""

from resilience.spec import PER_1000_INHABITANTS, Clause, Example, Goalposts, Indicator, Text, ratio

INDICATOR = Indicator(
    name=Text(de="Wohnungen je 1.000 Einwohner", en="Dwellings per 1,000 inhabitants"),
    about=Text(
        de="Alle Wohnungen je 1.000 Einwohner nach dem Zensus vom 15. Mai 2022.",
        en="All dwellings per 1,000 inhabitants according to the census of 15 May 2022.",
    ),
    numerator=Text(de="Wohnungen laut Zensus 2022", en="dwellings according to the 2022 census"),
    denominator=Text(
        de="1.000 Einwohner laut Zensus 2022", en="1,000 inhabitants according to the 2022 census"
    ),
    unit=PER_1000_INHABITANTS,
    capacity="redundancy",
    direction="higher_is_better",
    reason=Text(
        de="Mehr Wohnungen je Kopf bedeuten mehr Ausweichmöglichkeiten.",
        en="More dwellings per head mean more alternatives.",
    ),
    needs=("dwellings_census", "population_census"),
    sql=ratio("dwellings_census", "population_census", per=1000),
    example=Example(
        given={
            "dwellings_census": [("05158020", "2022", 28000.0)],
            "population_census": [("05158020", "2022", 56000.0)],
        },
        expected=[("05158020", "2022", 500.0)],
    ),
    goalposts=Goalposts(town=(444, 529), large_city=(498, 558), year="2022"),
    caveat=Text(
        de="Steigt auch durch kleinere Haushalte; sagt nichts über Größe und Zustand.",
        en="Also rises with smaller households; says nothing about size and condition.",
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.12.stock"),
        Clause("cri.8.3"),
        Clause("bric.infrastructure.temporary_housing"),
    ),
)
