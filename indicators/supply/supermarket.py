"""Travel time to the nearest supermarket."""

from resilience.spec import (
    CAR_TIME,
    MINUTES,
    WAY_NOT_OFFER,
    Clause,
    Example,
    Goalposts,
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
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wer Lebensmittel in der Nähe findet, ist weniger auf einzelne Standorte und "
            "Verkehrswege angewiesen."
        ),
        en="Where food is close by, people depend less on single sites and roads.",
    ),
    needs=("car_minutes_to_supermarket",),
    sql=published("car_minutes_to_supermarket"),
    example=Example(
        given={"car_minutes_to_supermarket": [("05158020", "2021", 2.57)]},
        expected=[("05158020", "2021", 2.57)],
    ),
    goalposts=Goalposts(town=(2.6, 5.2), large_city=(2.2, 3.5), year="2021"),
    caveat=WAY_NOT_OFFER,
    frameworks=(
        Clause("iso37123.20.2"),
        Clause("iso37120.21.access"),
        Clause("cri.1.5"),
        Clause("bric.social.food"),
        Clause("memorandum.critical_infrastructure"),
    ),
    scenarios=("shrinking", "energy_crisis", "epidemic"),
)
