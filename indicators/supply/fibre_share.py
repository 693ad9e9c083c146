"""Households that fibre reaches with gigabit speed."""

from resilience.spec import (
    ALL_HOUSEHOLDS,
    PERCENT,
    Clause,
    Example,
    Indicator,
    Need,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Glasfaser bis ins Haus", en="Fibre to the building"),
    about=Text(
        de=(
            "Anteil der Haushalte, die Glasfaser bis ins Gebäude oder in die Wohnung mit 1.000 "
            "Mbit/s erreicht."
        ),
        en=(
            "Share of households that fibre to the building or dwelling reaches with 1,000 Mbit/s."
        ),
    ),
    numerator=Text(
        de="Haushalte, für die ein Glasfaseranschluss verfügbar ist",
        en="Households for which a fibre connection is available",
    ),
    denominator=ALL_HOUSEHOLDS,
    unit=PERCENT,
    capacity="transformation",
    direction="context",
    reason=Text(
        de=(
            "Glasfaser löst Kupfer und Fernsehkabel ab: ein Maß für den Umbau der Netze. Die "
            "Zahlen sind aber von 2021 und gerade dort unbestätigt, wo sie hoch sind: ohne Wertung."
        ),
        en=(
            "Fibre replaces copper and television cable: a measure of how networks are rebuilt. "
            "But the figures are of 2021 and unconfirmed just where they are high: not judged."
        ),
    ),
    needs=(Need("gigabit_household_share", categories=("fibre",)),),
    sql=published("gigabit_household_share"),
    example=Example(
        given={
            "gigabit_household_share": [
                ("05158020", "2021-06", "", 76.47),
                ("05158020", "2021-06", "fibre", 0.47),
                ("05158024", "2021-06", "fibre", None),
            ]
        },
        expected=[("05158020", "2021-06", 0.47), ("05158024", "2021-06", None)],
    ),
    caveat=Text(
        de=(
            "Stand Juni 2021; seither wird viel gebaut, ein jüngerer Stand je Technik liegt nicht "
            "vor. Sprünge und über Jahre gleiche Werte einzelner Städte sind gekennzeichnet. "
            "Verfügbar heißt nicht gebucht; Kabelanschlüsse mit Gigabit zählen hier nicht."
        ),
        en=(
            "As of June 2021; much has been built since, and newer figures by technology are not "
            "at hand. Jumps, and values that stay the same for years, are flagged for single "
            "cities. Available does not mean subscribed; cable with gigabit does not count here."
        ),
    ),
    frameworks=(
        Clause("iso37120.18.internet"),
        Clause("cri.8.2"),
        Clause("sdg.9.c"),
        Clause("memorandum.digital"),
        Clause("memorandum.transform"),
    ),
)
