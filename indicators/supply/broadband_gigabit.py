"""Households that can have a gigabit connection."""

from resilience.spec import (
    ALL_HOUSEHOLDS,
    PERCENT,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Gigabit-Verfügbarkeit", en="Gigabit availability"),
    about=Text(
        de="Anteil der Haushalte, die mit mindestens 1.000 Mbit/s versorgt werden können.",
        en="Share of households that can be supplied with at least 1,000 Mbit/s.",
    ),
    numerator=Text(
        de="Haushalte, für die leitungsgebunden mindestens 1.000 Mbit/s verfügbar sind",
        en="Households for which 1,000 Mbit/s or more are available by wire",
    ),
    denominator=ALL_HOUSEHOLDS,
    unit=PERCENT,
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Schnelle Netze lassen Arbeit, Schule und Verwaltung ausweichen, wenn Wege oder Orte "
            "ausfallen."
        ),
        en=(
            "Fast networks let work, school and administration move online when roads or "
            "buildings fail."
        ),
    ),
    needs=("broadband_1000_share",),
    sql=published("broadband_1000_share"),
    example=Example(
        given={"broadband_1000_share": [("05158020", "2023", 73.68)]},
        expected=[("05158020", "2023", 73.68)],
    ),
    goalposts=Goalposts(town=(41, 96), large_city=(64, 93), year="2023"),
    caveat=Text(
        de=(
            "Verfügbar heißt nicht gebucht. Zwischen 2022 und 2023 bricht die Reihe; der Grund "
            "ist unbekannt, vermutlich die Erhebung: Rückgänge sind kein belegter Rückbau."
        ),
        en=(
            "Available does not mean subscribed. The series breaks between 2022 and 2023 for an "
            "unknown reason, presumably the survey: decreases are no proof of removal."
        ),
    ),
    frameworks=(
        Clause("iso37120.18.internet"),
        Clause("cri.9.3"),
        Clause("undrr.e8.communications"),
        Clause("bric.infrastructure.internet"),
        Clause("sdg.9.c"),
        Clause("memorandum.digital"),
    ),
)
