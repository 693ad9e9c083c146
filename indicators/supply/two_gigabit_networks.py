"""Households that two separate gigabit networks reach."""

from resilience.spec import ALL_HOUSEHOLDS, PERCENT, Clause, Example, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Zwei Gigabitnetze", en="Two gigabit networks"),
    about=Text(
        de=(
            "Anteil der Haushalte, die von zwei getrennten Netzen mit 1.000 Mbit/s erreicht "
            "werden: Fernsehkabel und Glasfaser."
        ),
        en=(
            "Share of households that two separate networks reach with 1,000 Mbit/s: television "
            "cable and fibre."
        ),
    ),
    numerator=Text(
        de=(
            "Haushalte mit Kabel und Glasfaser zugleich (Anteil Kabel plus Anteil Glasfaser minus "
            "Anteil aller Leitungen, mindestens null)"
        ),
        en=(
            "Households with both cable and fibre (share of cable plus share of fibre less share "
            "of all wired lines, at least zero)"
        ),
    ),
    denominator=ALL_HOUSEHOLDS,
    unit=PERCENT,
    capacity="redundancy",
    direction="context",
    reason=Text(
        de=(
            "Fällt ein Netz aus, bleibt das zweite. Die Zahlen sind aber von 2021 und gerade dort "
            "unbestätigt, wo sie hoch sind: ohne Wertung."
        ),
        en=(
            "If one network fails, the second remains. But the figures are of 2021 and unconfirmed "
            "just where they are high: not judged."
        ),
    ),
    needs=(Need("gigabit_household_share", categories=("", "cable", "fibre")),),
    sql="""
        SELECT
            ags,
            period,
            CASE
                WHEN count(value) = 3
                THEN greatest(0, sum(CASE WHEN category = '' THEN -value ELSE value END))
            END AS value
        FROM gigabit_household_share
        GROUP BY ags, period
    """,
    example=Example(
        given={
            "gigabit_household_share": [
                ("05158020", "2021-06", "", 70.0),
                ("05158020", "2021-06", "cable", 60.0),
                ("05158020", "2021-06", "fibre", 25.0),
                ("05158012", "2021-06", "", 58.5),
                ("05158012", "2021-06", "cable", 57.0),
                ("05158012", "2021-06", "fibre", 1.0),
                ("05158024", "2021-06", "", 80.0),
                ("05158024", "2021-06", "cable", 75.0),
                ("05158024", "2021-06", "fibre", None),
            ]
        },
        expected=[
            ("05158012", "2021-06", 0.0),
            ("05158020", "2021-06", 15.0),
            ("05158024", "2021-06", None),
        ],
    ),
    caveat=Text(
        de=(
            "Untergrenze, aus drei Anteilen errechnet: Erreicht eine dritte Technik Haushalte "
            "allein, ist die Überschneidung größer. Stand Juni 2021; seither wird viel gebaut. "
            "Auffällige Glasfaserwerte einzelner Städte sind gekennzeichnet. Verfügbar heißt nicht "
            "gebucht, und zwei Netze können denselben Strom, Schacht oder Knoten brauchen."
        ),
        en=(
            "A lower bound worked out from three shares: where a third technology alone reaches "
            "households the overlap is larger. As of June 2021; much has been built since. "
            "Conspicuous fibre figures of single cities are flagged. Available does not mean "
            "subscribed, and two networks may need the same power, duct or node."
        ),
    ),
    frameworks=(
        Clause("iso37123.18.1"),
        Clause("cri.8.3"),
        Clause("cri.9.3"),
        Clause("undrr.e8.communications"),
        Clause("memorandum.critical_infrastructure"),
    ),
)
