"""Travel time to the nearest normal charging station."""

from resilience.spec import (
    CHARGING_MODEL,
    MINUTES,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Fahrzeit zur Ladestation", en="Travel time to a charging station"),
    about=Text(
        de=(
            "Mittlere Fahrzeit mit dem Pkw zur nächsten öffentlichen Ladestation mit Normalladung."
        ),
        en=("Mean travel time by car to the nearest public charging station with normal charging."),
    ),
    numerator=Text(
        de="Fahrminuten zur nächsten Normalladestation, über die Bevölkerung gemittelt",
        en="minutes by car to the nearest normal charging station, averaged over inhabitants",
    ),
    unit=MINUTES,
    capacity="transformation",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wer nicht zu Hause laden kann, braucht Ladepunkte im Quartier; ohne sie kommt der "
            "Umstieg nicht voran."
        ),
        en=(
            "Whoever cannot charge at home needs charging points in the neighbourhood; without "
            "them the switch does not move on."
        ),
    ),
    needs=("car_minutes_to_charging_normal",),
    sql=published("car_minutes_to_charging_normal"),
    example=Example(
        given={"car_minutes_to_charging_normal": [("05158020", "2024", 2.1)]},
        expected=[("05158020", "2024", 2.1)],
    ),
    goalposts=Goalposts(town=(2.3, 5.3), large_city=(1.8, 4), year="2024"),
    caveat=CHARGING_MODEL,
    frameworks=(
        Clause("iso37120.19.low_emission"),
        Clause("cri.8.2"),
        Clause("memorandum.mobility"),
    ),
)
