"""Floor area per inhabitant."""

from resilience.spec import (
    INHABITANTS,
    SQUARE_METRES_PER_INHABITANT,
    Clause,
    Example,
    Indicator,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(de="Wohnfläche je Einwohner", en="Floor area per inhabitant"),
    about=Text(
        de="Wohnfläche in Wohngebäuden je Einwohner am 31. Dezember.",
        en="Floor area in residential buildings per inhabitant on 31 December.",
    ),
    numerator=Text(
        de="Wohnfläche in Wohngebäuden, in m²", en="floor area in residential buildings, in m²"
    ),
    denominator=INHABITANTS,
    unit=SQUARE_METRES_PER_INHABITANT,
    capacity="redundancy",
    direction="context",
    reason=Text(
        de=(
            "Viel Wohnfläche ist Reserve für Zuzug und zugleich Fläche, die geheizt und "
            "unterhalten werden muss: ohne Wertung."
        ),
        en=(
            "Much floor area is a reserve for people moving in and also space that must be heated "
            "and maintained: not judged."
        ),
    ),
    needs=("residential_floor_area", "population_update"),
    sql=ratio("residential_floor_area", "population_update"),
    example=Example(
        given={
            "residential_floor_area": [("05158020", "2021", 2700000.0)],
            "population_update": [("05158020", "2021", 60000.0)],
        },
        expected=[("05158020", "2021", 45.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Leer stehende Wohnungen zählen mit; Wohnungen in Bürohäusern und anderen "
            "Nichtwohngebäuden fehlen. Einwohner nach der Fortschreibung auf Basis des Zensus "
            "2011."
        ),
        en=(
            "Vacant dwellings count; dwellings in offices and other non-residential buildings are "
            "missing. Inhabitants by the update based on the 2011 census."
        ),
    ),
    frameworks=(Clause("iso37120.12.stock"), Clause("cri.8.3")),
)
