"""Travel time to the nearest pharmacy."""

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
    name=Text(de="Fahrzeit zur Apotheke", en="Travel time to a pharmacy"),
    about=Text(
        de="Mittlere Fahrzeit mit dem Pkw zur nächsten öffentlichen Apotheke.",
        en="Mean travel time by car to the nearest public pharmacy.",
    ),
    numerator=CAR_TIME,
    unit=MINUTES,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Kurze Wege halten die Versorgung mit Arzneimitteln auch dann aufrecht, wenn eine "
            "Apotheke schließt oder Wege erschwert sind."
        ),
        en=(
            "Short distances keep medicine within reach even when a pharmacy closes or travel is "
            "hampered."
        ),
    ),
    needs=("car_minutes_to_pharmacy",),
    sql=published("car_minutes_to_pharmacy"),
    example=Example(
        given={"car_minutes_to_pharmacy": [("05158020", "2024", 3.2)]},
        expected=[("05158020", "2024", 3.2)],
    ),
    goalposts=Goalposts(town=(2.7, 6.4), large_city=(2.5, 3.9), year="2024"),
    caveat=WAY_NOT_OFFER,
    frameworks=(
        Clause("iso37120.21.access"),
        Clause("cri.3.2"),
        Clause("undrr.e8.health"),
        Clause("sdg.3.8"),
    ),
)
