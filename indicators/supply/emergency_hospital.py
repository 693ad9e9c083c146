"""Travel time to the nearest emergency hospital."""

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
    name=Text(de="Fahrzeit zur Notaufnahme", en="Travel time to an emergency hospital"),
    about=Text(
        de=(
            "Fahrzeit mit dem Pkw zum nächsten Krankenhaus mit zentraler Notaufnahme oder "
            "Notfallambulanz."
        ),
        en="Travel time by car to the nearest hospital with an emergency department.",
    ),
    numerator=CAR_TIME,
    unit=MINUTES,
    capacity="redundancy",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Im Notfall zählt jede Minute; ein naher Standort hält auch bei gestörtem Verkehr "
            "länger."
        ),
        en=(
            "Every minute counts in an emergency; a near site still works when traffic is "
            "disturbed."
        ),
    ),
    needs=("car_minutes_to_emergency_hospital",),
    sql=published("car_minutes_to_emergency_hospital"),
    example=Example(
        given={"car_minutes_to_emergency_hospital": [("05158020", "2024", 7.7)]},
        expected=[("05158020", "2024", 7.7)],
    ),
    goalposts=Goalposts(town=(6, 17), large_city=(5.1, 9.3), year="2024"),
    caveat=Text(
        de=(
            "Eine Klinik jenseits der Stadtgrenze zählt mit. Standort, nicht Betten; "
            "Krankenhausreform kann Standorte verändern."
        ),
        en=(
            "A hospital beyond the city limits counts. A site, not beds; the hospital reform may "
            "change sites."
        ),
    ),
    frameworks=(
        Clause("iso37120.11.hospital_beds"),
        Clause("cri.3.3"),
        Clause("undrr.e8.health"),
        Clause("bric.infrastructure.medical"),
    ),
)
