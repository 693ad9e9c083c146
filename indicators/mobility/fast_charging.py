"""Travel time to the nearest fast charging station."""

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
    name=Text(de="Fahrzeit zur Schnellladestation", en="Travel time to a fast charging station"),
    about=Text(
        de="Mittlere Fahrzeit mit dem Pkw zur nächsten öffentlichen Schnellladestation.",
        en="Mean travel time by car to the nearest public fast charging station.",
    ),
    numerator=Text(
        de="Fahrminuten zur nächsten Schnellladestation, über die Bevölkerung gemittelt",
        en="minutes by car to the nearest fast charging station, averaged over inhabitants",
    ),
    unit=MINUTES,
    capacity="transformation",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Dichte Ladenetze zeigen, wie weit der Umstieg auf elektrische Antriebe vor Ort "
            "möglich ist."
        ),
        en="Dense charging networks show how far the switch to electric cars is possible locally.",
    ),
    needs=("car_minutes_to_charging_fast",),
    sql=published("car_minutes_to_charging_fast"),
    example=Example(
        given={"car_minutes_to_charging_fast": [("05158020", "2024", 3.74)]},
        expected=[("05158020", "2024", 3.74)],
    ),
    goalposts=Goalposts(town=(3.7, 8.2), large_city=(3.3, 5.7), year="2024"),
    caveat=CHARGING_MODEL,
    frameworks=(
        Clause("iso37120.19.low_emission"),
        Clause("cri.8.2"),
        Clause("memorandum.mobility"),
    ),
)
