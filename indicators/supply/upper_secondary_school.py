"""Travel time to the nearest upper secondary school."""

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
    name=Text(
        de="Fahrzeit zur Schule mit Oberstufe", en="Travel time to an upper secondary school"
    ),
    about=Text(
        de="Mittlere Fahrzeit mit dem Pkw zur nächsten Schule mit Sekundarstufe II.",
        en="Mean travel time by car to the nearest upper secondary school.",
    ),
    numerator=CAR_TIME,
    unit=MINUTES,
    capacity="adaptation",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Nahe weiterführende Bildung hält Familien in der Stadt und lässt Menschen umlernen, "
            "wenn sich die Wirtschaft ändert."
        ),
        en=(
            "Further education close by keeps families in the city and lets people learn anew when "
            "the economy changes."
        ),
    ),
    needs=("car_minutes_to_upper_secondary_school",),
    sql=published("car_minutes_to_upper_secondary_school"),
    example=Example(
        given={
            "car_minutes_to_upper_secondary_school": [
                ("05158020", "2024", 4.72),
                ("05158012", "2024", None),
            ]
        },
        expected=[("05158012", "2024", None), ("05158020", "2024", 4.72)],
    ),
    goalposts=Goalposts(town=(4.6, 9.8), large_city=(4.3, 7), year="2024"),
    caveat=Text(
        de=(
            "Der Weg zum nächsten Standort, nicht freie Plätze, Schulform oder Güte; die meisten "
            "Jugendlichen fahren Bus oder Rad. Standorte aus mehreren Jahren (2021 bis 2024); eine "
            "Schule jenseits der Stadtgrenze zählt mit."
        ),
        en=(
            "The way to the nearest site, not free places, type of school or quality; most young "
            "people go by bus or bicycle. Sites of several years (2021 to 2024); a school beyond "
            "the city limits counts."
        ),
    ),
    frameworks=(
        Clause("cri.11.1"),
        Clause("undrr.e8.education"),
        Clause("sdg.4.1"),
        Clause("bric.infrastructure.schools"),
    ),
)
