"""Business sites with gigabit coverage."""

from resilience.spec import (
    ALL_BUSINESS_SITES,
    PERCENT,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Gigabit für Gewerbestandorte", en="Gigabit at business sites"),
    about=Text(
        de=(
            "Anteil der Gewerbestandorte, die leitungsgebunden mindestens 1.000 Mbit/s buchen "
            "können."
        ),
        en="Share of business sites that can book 1,000 Mbit/s or more by fixed line.",
    ),
    numerator=Text(
        de="Gewerbestandorte mit mindestens 1.000 Mbit/s",
        en="business sites with 1,000 Mbit/s or more",
    ),
    denominator=ALL_BUSINESS_SITES,
    unit=PERCENT,
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Schnelle Netze lassen Betriebe ausweichen: auf Arbeit von zu Hause, auf andere "
            "Zulieferer, auf neue Verfahren."
        ),
        en=(
            "Fast networks let firms evade: to work from home, to other suppliers, to new "
            "processes."
        ),
    ),
    needs=("gigabit_business_share",),
    sql=published("gigabit_business_share"),
    example=Example(
        given={"gigabit_business_share": [("05158020", "2021-06", 64.2)]},
        expected=[("05158020", "2021-06", 64.2)],
    ),
    goalposts=Goalposts(town=(4, 82), large_city=(41, 86), year="2021-06"),
    caveat=Text(
        de=(
            "Verfügbar heißt nicht gebucht. Alle leitungsgebundenen Techniken zusammen; jüngere "
            "Stände nach Gewerbestandorten liegen nicht bei."
        ),
        en=(
            "Available is not booked. All fixed technologies together; newer states by business "
            "site are not at hand."
        ),
    ),
    frameworks=(
        Clause("sdg.9.c"),
        Clause("cri.9.3"),
        Clause("iso37120.18.internet"),
        Clause("bric.infrastructure.internet"),
        Clause("undrr.e8.communications"),
    ),
)
