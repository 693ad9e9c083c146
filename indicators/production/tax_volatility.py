"""Volatility of tax capacity."""

from resilience.spec import PERCENT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Schwankung der Steuerkraft", en="Volatility of tax capacity"),
    about=Text(
        de="Streuung der jährlichen Veränderung der Steuereinnahmekraft über zehn Jahre.",
        en="Spread of the yearly change in tax capacity over ten years.",
    ),
    numerator=Text(
        de="Standardabweichung der jährlichen Veränderung",
        en="standard deviation of the yearly change",
    ),
    denominator=Text(de="Mittel der zehn Jahre", en="mean of the ten years"),
    unit=PERCENT,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de="Stetige Einnahmen erlauben stetige Ausgaben, auch in der Krise.",
        en="Steady revenue allows steady spending, in a crisis too.",
    ),
    caveat=Text(
        de="Änderungen des Hebesatzes und Nachzahlungen einzelner Betriebe schlagen durch.",
        en="Changes of the tax rate and late payments of single firms show through.",
    ),
    frameworks=(Clause("cri.6.1"), Clause("iso37120.9.own_revenue"), Clause("undrr.e3")),
    awaiting=Awaiting(
        publisher="Statistische Ämter des Bundes und der Länder",
        table="Regionaldatenbank 71231-01-03-5, zehn Jahre",
        url="regionalstatistik.de",
        why=Text(
            de=(
                "Von den zehn Jahren liegen drei nach Gemeinden bei (2022 bis 2024, aus zwei "
                "Ausgaben)."
            ),
            en=(
                "Of the ten years, three are at hand by municipality (2022 to 2024, from two "
                "editions)."
            ),
        ),
    ),
)
