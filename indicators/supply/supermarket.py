"""Travel time to the nearest supermarket."""

from resilience.spec import (
    CAR_TIME,
    MINUTES,
    WAY_NOT_OFFER,
    Clause,
    Example,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Fahrzeit zum Supermarkt", en="Travel time to a supermarket"),
    about=Text(
        de="Mittlere Fahrzeit mit dem Pkw zum nächsten Supermarkt oder Discounter.",
        en="Mean travel time by car to the nearest supermarket or discounter.",
    ),
    numerator=CAR_TIME,
    unit=MINUTES,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Nahe Lebensmittel machen unabhängiger von einzelnen Wegen; die Fahrzeit sagt aber "
            "fast dasselbe wie die zur Apotheke, die gewertet wird, und zählte sonst doppelt. "
            "Ohne Wertung."
        ),
        en=(
            "Food close by makes less dependent on single ways; but the travel time says nearly "
            "the same as that to a pharmacy, which is judged, and would otherwise count twice. "
            "Not judged."
        ),
    ),
    needs=("car_minutes_to_supermarket",),
    sql=published("car_minutes_to_supermarket"),
    example=Example(
        given={"car_minutes_to_supermarket": [("05158020", "2021", 2.57)]},
        expected=[("05158020", "2021", 2.57)],
    ),
    caveat=WAY_NOT_OFFER,
    frameworks=(
        Clause("iso37123.20.2"),
        Clause("iso37120.21.access"),
        Clause("cri.1.5"),
        Clause("bric.social.food"),
        Clause("memorandum.critical_infrastructure"),
    ),
    version=2,
)
