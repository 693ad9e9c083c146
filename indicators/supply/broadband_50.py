"""Households with broadband of at least 50 Mbit/s."""

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
    name=Text(de="Breitband ab 50 Mbit/s", en="Broadband from 50 Mbit/s"),
    about=Text(
        de="Anteil der Haushalte, die mindestens 50 Mbit/s haben können.",
        en="Share of households that can have at least 50 Mbit/s.",
    ),
    numerator=Text(
        de="Haushalte mit mindestens 50 Mbit/s", en="households with at least 50 Mbit/s"
    ),
    denominator=ALL_HOUSEHOLDS,
    unit=PERCENT,
    capacity="robustness",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Wer noch gar kein brauchbares Netz hat, fällt aus, wenn Schule, Arbeit oder Amt ins "
            "Netz gehen. Der Rest, der fehlt, ist etwas anderes als der Ausbau auf Gigabit."
        ),
        en=(
            "Whoever has no usable connection at all drops out when school, work or public offices "
            "go online. The rest that is lacking is something else than the move to gigabit."
        ),
    ),
    needs=("broadband_50_share",),
    sql=published("broadband_50_share"),
    example=Example(
        given={"broadband_50_share": [("05158020", "2023", 97.3)]},
        expected=[("05158020", "2023", 97.3)],
    ),
    goalposts=Goalposts(town=(92.8, 99.9), large_city=(97.2, 100), year="2023"),
    caveat=Text(
        de=(
            "Verfügbar heißt nicht gebucht. Die Spanne ist schmal: Zwischen 0 und 100 Punkten "
            "liegen wenige Prozent der Haushalte."
        ),
        en=(
            "Available does not mean booked. The range is narrow: between 0 and 100 points lie a "
            "few per cent of the households."
        ),
    ),
    frameworks=(
        Clause("iso37120.18.internet"),
        Clause("cri.9.3"),
        Clause("undrr.e8.communications"),
        Clause("sdg.9.c"),
    ),
)
