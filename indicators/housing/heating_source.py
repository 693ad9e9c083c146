"""Dwellings heated with renewables or district heating."""

from resilience.spec import ALL_DWELLINGS, PERCENT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Heizen ohne Gas und Öl", en="Heating without gas and oil"),
    about=Text(
        de=("Anteil der Wohnungen, die mit erneuerbaren Energien oder Fernwärme geheizt werden."),
        en="Share of dwellings heated with renewable energy or district heating.",
    ),
    numerator=Text(
        de="Wohnungen mit erneuerbarem Energieträger oder Fernwärme",
        en="dwellings with a renewable source or district heating",
    ),
    denominator=ALL_DWELLINGS,
    unit=PERCENT,
    capacity="transformation",
    direction="higher_is_better",
    reason=Text(
        de="Wer nicht mit Gas und Öl heizt, ist von deren Preisen weniger abhängig.",
        en="Whoever does not heat with gas and oil depends less on their prices.",
    ),
    caveat=Text(
        de="Nur ein Stichtag, 15. Mai 2022; Fernwärme ist nicht von selbst erneuerbar.",
        en="One date only, 15 May 2022; district heating is not renewable by itself.",
    ),
    frameworks=(
        Clause("sdg.7.2"),
        Clause("sdg.13.2"),
        Clause("bric.environmental.energy"),
        Clause("bbsr.energy_crisis"),
    ),
    awaiting=Awaiting(
        publisher="Statistische Ämter des Bundes und der Länder",
        table="Zensus 2022, Gebäude- und Wohnungszählung: Energieträger der Heizung",
        url="zensus2022.de",
        why=Text(
            de=(
                "Die Tabelle nach Gemeinden liegt nicht bei; ältere Zahlen zeigt der Anteil der "
                "Gebäude mit Fernwärme 2011."
            ),
            en=(
                "The table by municipality is not at hand; older figures are shown by the share "
                "of buildings with district heating in 2011."
            ),
        ),
    ),
)
