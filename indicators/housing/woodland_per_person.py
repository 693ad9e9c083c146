"""Woodland per inhabitant."""

from resilience.spec import (
    INHABITANTS,
    SQUARE_METRES_PER_INHABITANT,
    Clause,
    Example,
    Indicator,
    Need,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Wald und Gehölz je Einwohner", en="Woodland per inhabitant"),
    about=Text(
        de="Wald- und Gehölzfläche im Stadtgebiet je Einwohner.",
        en="Forest and woodland within the city per inhabitant.",
    ),
    numerator=Text(de="Wald- und Gehölzfläche, in m²", en="forest and woodland, in m²"),
    denominator=INHABITANTS,
    unit=SQUARE_METRES_PER_INHABITANT,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Wald kühlt und hält Wasser zurück; doch wie viel davon in den Grenzen liegt, ist "
            "Lage, und im Ballungsraum liegen fast alle Städte am Ende der Skala. Ohne Wertung."
        ),
        en=(
            "Woodland cools and retains water; but how much of it lies within the boundary is a "
            "matter of location, and in a conurbation nearly all towns stand at the end of the "
            "scale. Not judged."
        ),
    ),
    needs=(Need("land_use", categories=("forest", "woodland")), "population_update"),
    sql="""
        SELECT l.ags, l.period, 10000 * sum(l.value) / nullif(any_value(p.value), 0) AS value
        FROM land_use l JOIN population_update p USING (ags, period)
        GROUP BY l.ags, l.period
        HAVING count(l.value) = 2
    """,
    example=Example(
        given={
            "land_use": [
                ("05158020", "2021", "forest", 500.0),
                ("05158020", "2021", "woodland", 100.0),
                ("05158020", "2021", "", 4000.0),
            ],
            "population_update": [("05158020", "2021", 60000.0)],
        },
        expected=[("05158020", "2021", 100.0)],
    ),
    noise="complete",
    caveat=Text(
        de="Erreichbarkeit wird nicht gemessen; Wald am Stadtrand zählt voll, Parks zählen nicht.",
        en="Access is not measured; woodland at the edge counts fully, parks do not count.",
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.21.green"),
        Clause("sdg.15.1"),
        Clause("cri.7.3"),
        Clause("memorandum.open_space"),
        Clause("iso37123.8.8"),
    ),
    version=2,
)
