"""Farmland per inhabitant."""

from resilience.spec import (
    INHABITANTS_OF_THE_SAME_YEAR,
    SQUARE_METRES_PER_INHABITANT,
    Clause,
    Example,
    Indicator,
    Need,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(de="Landwirtschaftsfläche je Einwohner", en="Farmland per inhabitant"),
    about=Text(
        de="Landwirtschaftlich genutzte Fläche im Stadtgebiet je Einwohner.",
        en="Land used for farming within the city limits per inhabitant.",
    ),
    numerator=Text(
        de="Landwirtschaftsfläche nach tatsächlicher Nutzung am 31.12.",
        en="Farmland by actual use on 31 December",
    ),
    denominator=INHABITANTS_OF_THE_SAME_YEAR,
    unit=SQUARE_METRES_PER_INHABITANT,
    capacity="redundancy",
    direction="context",
    reason=Text(
        de=(
            "Örtliche Böden sind eine Reserve für Lebensmittel und Wasser. Die Kennzahl folgt aber "
            "der Siedlungsdichte, die keine Stadt rasch ändert: ohne Wertung."
        ),
        en=(
            "Local soil is a reserve for food and water. But the figure follows the density of "
            "settlement, which no city changes quickly: not judged."
        ),
    ),
    needs=(Need("land_use", categories=("agriculture",)), "population_update"),
    sql=ratio("land_use", "population_update", per=10000),
    example=Example(
        given={
            "land_use": [
                ("05158020", "2021", "agriculture", 1200.0),
                ("05158020", "2021", "forest", 600.0),
                ("05158012", "2021", "agriculture", None),
            ],
            "population_update": [("05158020", "2021", 60000.0), ("05158012", "2021", 26000.0)],
        },
        expected=[("05158012", "2021", None), ("05158020", "2021", 200.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Fläche, nicht Ertrag: Weide, Futter und Brache zählen mit, und wohin die Ernte geht, "
            "sagt die Zahl nicht. In Hektar gerundet; Änderungen können auf Umbuchungen im "
            "Kataster beruhen."
        ),
        en=(
            "Area, not yield: pasture, fodder and fallow count, and the figure does not say where "
            "the harvest goes. Rounded to hectares; changes may stem from reclassification in the "
            "land register."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.20.farming"),
        Clause("cri.1.5"),
        Clause("bric.environmental.food"),
        Clause("sdg.2.4"),
    ),
)
