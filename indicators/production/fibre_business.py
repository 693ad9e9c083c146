"""Business sites with fibre."""

from resilience.spec import (
    ALL_BUSINESS_SITES,
    PERCENT,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Need,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Glasfaser für Gewerbestandorte", en="Fibre at business sites"),
    about=Text(
        de=(
            "Anteil der Gewerbestandorte, die über Glasfaser bis ins Gebäude mindestens 1.000 "
            "Mbit/s buchen können."
        ),
        en=(
            "Share of business sites that can book 1,000 Mbit/s or more over fibre to the building."
        ),
    ),
    numerator=Text(
        de="Gewerbestandorte mit Glasfaser bis ins Gebäude",
        en="business sites with fibre to the building",
    ),
    denominator=ALL_BUSINESS_SITES,
    unit=PERCENT,
    capacity="transformation",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Glasfaser braucht wenig Strom und trägt auch die Datenraten von morgen; der Ausbau "
            "zeigt, wie schnell sich der Standort wandelt."
        ),
        en=(
            "Fibre needs little power and carries tomorrow's data rates too; its roll-out shows "
            "how fast the location changes."
        ),
    ),
    needs=(Need("gigabit_business_share", categories=("fibre",)),),
    sql=published("gigabit_business_share"),
    example=Example(
        given={
            "gigabit_business_share": [
                ("05158020", "2021-06", "fibre", 9.6),
                ("05158020", "2021-06", "", 64.2),
            ]
        },
        expected=[("05158020", "2021-06", 9.6)],
    ),
    goalposts=Goalposts(town=(0, 54), large_city=(0, 39), year="2021-06"),
    caveat=Text(
        de=(
            "Verfügbar heißt nicht gebucht. Einzelne Städte springen binnen eines halben Jahres "
            "oder stehen über Jahre still; die Meldungen der Anbieter sind nicht gleich genau."
        ),
        en=(
            "Available is not booked. Single cities jump within half a year or stand still for "
            "years; the providers' reports are not equally precise."
        ),
    ),
    frameworks=(Clause("sdg.9.c"), Clause("cri.9.3"), Clause("memorandum.digital")),
)
