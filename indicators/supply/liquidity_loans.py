"""Short-term municipal credit per inhabitant; figures awaited."""

from resilience.spec import EURO, INHABITANTS_OF_THE_SAME_YEAR, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(
        de="Liquiditätskredite je Einwohner", en="Short-term municipal credit per inhabitant"
    ),
    about=Text(
        de="Kredite des städtischen Kernhaushalts zur Sicherung der Liquidität je Einwohner.",
        en="Credit that the city's core budget takes to stay liquid per inhabitant.",
    ),
    numerator=Text(
        de="Liquiditätskredite (Kassenkredite) des Kernhaushalts am 31.12.",
        en="Liquidity loans (cash credit) of the core budget on 31 December",
    ),
    denominator=INHABITANTS_OF_THE_SAME_YEAR,
    unit=EURO,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wer laufende Ausgaben auf Kredit zahlt, dem fehlt im Ernstfall das Geld; anders als "
            "bei Investitionen steht dem Kredit kein Wert gegenüber."
        ),
        en=(
            "A city that pays running costs on credit lacks money in an emergency; unlike with "
            "investment, no asset stands against the loan."
        ),
    ),
    caveat=Text(
        de=(
            "Ausgelagerte Aufgaben und Unternehmen fehlen. Übernimmt das Land Altschulden, fällt "
            "der Wert, ohne dass sich der Haushalt gebessert hätte."
        ),
        en=(
            "Outsourced tasks and companies are missing. Where the state takes over old debt the "
            "figure falls although the budget has not improved."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.9.debt"),
        Clause("iso37123.9.7"),
        Clause("cri.6.1"),
        Clause("undrr.e3"),
        Clause("sdg.17.1"),
        Clause("memorandum.finance"),
    ),
    awaiting=Awaiting(
        publisher="Bertelsmann Stiftung (Statistische Ämter, FORA)",
        table="Wegweiser Kommune, Liquiditätskredite",
        url="https://www.wegweiser-kommune.de",
        why=Text(
            de=(
                "Die Werte der Gemeinden liegen nicht vor; vorhanden sind nur Werte der Kreise und "
                "kreisfreien Städte, die die Städte eines Kreises nicht unterscheiden."
            ),
            en=(
                "Figures by municipality are not at hand; there are only those of counties and "
                "county boroughs, which do not tell a county's cities apart."
            ),
        ),
    ),
)
