"""Travel time to the nearest normal charging station."""

from resilience.spec import Clause, Example, Goalposts, Indicator, Text

INDICATOR = Indicator(
    name=Text(
        de="Fahrzeit zur Ladestation",
        en="Travel time to a charging station",
    ),
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
    unit=Text(
        de="Minuten",
        en="minutes",
    ),
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
    sql="""
        SELECT ags, period, value FROM car_minutes_to_charging_normal
    """,
    example=Example(
        given={"car_minutes_to_charging_normal": [("05158020", "2024", 2.1)]},
        expected=[("05158020", "2024", 2.1)],
    ),
    goalposts=Goalposts(low=2.2, high=5.5, year="2024"),
    caveat=Text(
        de=(
            "Modellierte Fahrzeit; Zahl und Auslastung der Ladepunkte zählen nicht. Zwischen 2023 "
            "und 2024 bricht die Reihe: Das Modell ist unbekannt, fast alle Zeiten sinken."
        ),
        en=(
            "Modelled travel time; number and use of charging points do not count. The series "
            "breaks between 2023 and 2024: the model is unknown and nearly all times fall."
        ),
    ),
    frameworks=(
        Clause("iso37120.19.low_emission"),
        Clause("cri.8.2"),
        Clause("memorandum.mobility"),
    ),
    scenarios=("energy_crisis",),
)
