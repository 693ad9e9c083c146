"""Accidents with bicycles per 10,000 inhabitants."""

from resilience.spec import (
    PER_10000_INHABITANTS,
    SAME_BORDERS,
    Clause,
    Example,
    Indicator,
    Noise,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Unfälle mit Fahrrad", en="Accidents with bicycles"),
    about=Text(
        de="Unfälle mit Personenschaden und Fahrradbeteiligung je 10.000 Einwohner im Jahr.",
        en=(
            "Accidents with injury in which a bicycle took part per 10,000 inhabitants in the year."
        ),
    ),
    numerator=Text(
        de="Unfälle mit Personenschaden und Fahrradbeteiligung",
        en="accidents with injury in which a bicycle took part",
    ),
    denominator=Text(
        de="10.000 Einwohner am Jahresende, für 2019 am Jahresende 2020",
        en="10,000 inhabitants at year-end, for 2019 at the end of 2020",
    ),
    unit=PER_10000_INHABITANTS,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Weniger Unfälle wären besser, doch die Zahl steigt auch, wo viel Rad gefahren wird, "
            "und die Wege auf dem Rad sind nicht bekannt: ohne Wertung."
        ),
        en=(
            "Fewer accidents would be better, but the number also rises where people cycle a lot, "
            "and how much they cycle is not known: not judged."
        ),
    ),
    needs=("bicycle_accidents", "population_bbsr"),
    sql="""
        SELECT b.ags, b.period, 10000 * b.value / nullif(p.value, 0) AS value
        FROM bicycle_accidents b
        JOIN population_bbsr p ON p.ags = b.ags AND p.period = greatest(b.period, '2020')
    """,
    example=Example(
        given={
            "bicycle_accidents": [("05158020", "2019", 60.0), ("05158036", "2019", 8.0)],
            "population_bbsr": [("05158020", "2020", 60000.0), ("05158036", "2020", 20000.0)],
        },
        expected=[("05158020", "2019", 10.0), ("05158036", "2019", 4.0)],
    ),
    accepted=(SAME_BORDERS,),
    caveat=Text(
        de=(
            "Kleine Städte haben wenige Fälle, daher mit Intervall; 2020 ist ein Pandemiejahr. Der "
            "Lage nach den Gemeinden zugeordnet."
        ),
        en=(
            "Small cities have few cases, hence with an interval; 2020 is a pandemic year. "
            "Assigned to the municipalities by position."
        ),
    ),
    noise=Noise(model="poisson", series="bicycle_accidents"),
    frameworks=(
        Clause("iso37120.19.road_safety"),
        Clause("iso37120.19.cycling"),
        Clause("sdg.3.6"),
    ),
    version=2,
)
