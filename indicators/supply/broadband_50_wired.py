"""Households with wired broadband of 50 Mbit/s, 2010 to 2018."""

from resilience.spec import ALL_HOUSEHOLDS, PERCENT, Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Breitband ab 50 Mbit/s 2010–2018", en="Broadband from 50 Mbit/s 2010–2018"),
    about=Text(
        de=(
            "Anteil der Haushalte, denen leitungsgebunden mindestens 50 Mbit/s zur Verfügung "
            "stehen."
        ),
        en="Share of households to which at least 50 Mbit/s by wire are available.",
    ),
    numerator=Text(
        de="Haushalte mit mindestens 50 Mbit/s", en="households with at least 50 Mbit/s"
    ),
    denominator=ALL_HOUSEHOLDS,
    unit=PERCENT,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Zeigt, wie rasch eine Stadt ein neues Netz bekam; heute ist die Stufe fast überall "
            "erreicht: ohne Wertung."
        ),
        en=(
            "Shows how fast a city got a new network; today the step is reached nearly "
            "everywhere: not judged."
        ),
    ),
    needs=("broadband_50_wired_share",),
    sql=published("broadband_50_wired_share"),
    example=Example(
        given={"broadband_50_wired_share": [("05158020", "2018", 91.5)]},
        expected=[("05158020", "2018", 91.5)],
    ),
    caveat=Text(
        de="Verfügbar heißt nicht gebucht. 2015 ändert sich das Verfahren der Erhebung.",
        en="Available does not mean booked. In 2015 the way of counting changes.",
    ),
    frameworks=(
        Clause("iso37120.18.internet"),
        Clause("cri.9.3"),
    ),
)
