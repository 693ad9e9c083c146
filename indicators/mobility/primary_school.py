"""Travel time to the nearest primary school."""

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
    name=Text(de="Fahrzeit zur Grundschule", en="Travel time to a primary school"),
    about=Text(
        de="Mittlere Fahrzeit mit dem Pkw zur nächsten Grundschule.",
        en="Mean travel time by car to the nearest primary school.",
    ),
    numerator=CAR_TIME,
    unit=MINUTES,
    capacity="adaptation",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Kurze Wege im Alltag lassen sich zu Fuß und mit dem Rad zurücklegen, wenn das Auto "
            "oder der Bus ausfällt. Die Grundschule steht für solche Ziele."
        ),
        en=(
            "Short everyday ways can be walked or cycled when the car or the bus fails. The "
            "primary school stands for such destinations."
        ),
    ),
    needs=("car_minutes_to_primary_school",),
    sql=published("car_minutes_to_primary_school"),
    example=Example(
        given={"car_minutes_to_primary_school": [("05158020", "2024", 3.33)]},
        expected=[("05158020", "2024", 3.33)],
    ),
    goalposts=Goalposts(town=(2.9, 5.9), large_city=(2.6, 3.8), year="2024"),
    caveat=WAY_NOT_OFFER,
    frameworks=(
        Clause("iso37120.21.access"),
        Clause("undrr.e8.education"),
        Clause("memorandum.mobility"),
    ),
)
