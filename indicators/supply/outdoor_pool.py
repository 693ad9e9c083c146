"""Travel time to the nearest outdoor or natural pool."""

from resilience.spec import (
    CAR_TIME,
    MINUTES,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Fahrzeit zum Freibad", en="Travel time to an outdoor pool"),
    about=Text(
        de="Mittlere Fahrzeit mit dem Pkw zum nächsten Frei- oder Naturbad.",
        en="Mean travel time by car to the nearest outdoor or natural pool.",
    ),
    numerator=CAR_TIME,
    unit=MINUTES,
    capacity="adaptation",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Orte der Abkühlung helfen, mit Hitze zu leben, vor allem wer keinen Garten hat. Dass "
            "ein Bad dafür steht, ist eine Setzung."
        ),
        en=(
            "Places to cool down help people live with heat, above all those without a garden. "
            "That a pool stands for them is a judgement."
        ),
    ),
    needs=("car_minutes_to_outdoor_pool",),
    sql=published("car_minutes_to_outdoor_pool"),
    example=Example(
        given={
            "car_minutes_to_outdoor_pool": [("05158016", "2024", 4.97), ("05158020", "2024", None)]
        },
        expected=[("05158016", "2024", 4.97), ("05158020", "2024", None)],
    ),
    goalposts=Goalposts(town=(5.4, 13.2), large_city=(6.2, 10.5), year="2024"),
    caveat=Text(
        de=(
            "Ein Bad jenseits der Stadtgrenze zählt mit. Nicht gemessen werden Öffnungszeiten, "
            "Preis, Andrang und der Weg ohne Auto; Hallenbäder, Parks und Brunnen kühlen auch. "
            "Ein Zeitpunkt; einige Gemeinden ohne Wert."
        ),
        en=(
            "A pool beyond the city limits counts. Opening hours, price, crowding and the way "
            "without a car are not measured; indoor pools, parks and fountains cool as well. One "
            "point in time; some municipalities without a value."
        ),
    ),
    frameworks=(
        Clause("iso37120.14.recreation"),
        Clause("sdg.13.1"),
        Clause("memorandum.adaptive"),
        Clause("bbsr.heat"),
    ),
)
