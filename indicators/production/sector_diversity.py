"""Diversity of sectors."""

from resilience.spec import ZERO_TO_ONE, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Branchenvielfalt", en="Sector diversity"),
    about=Text(
        de=(
            "Eins minus Summe der quadrierten Anteile der Wirtschaftsabschnitte an den "
            "Beschäftigten."
        ),
        en="One minus the sum of squared shares of economic sections in employees.",
    ),
    numerator=Text(
        de="1 − Summe der quadrierten Anteile der Wirtschaftsabschnitte",
        en="1 − sum of squared shares of economic sections",
    ),
    unit=ZERO_TO_ONE,
    capacity="redundancy",
    direction="higher_is_better",
    reason=Text(
        de="Wer nicht an einer Branche hängt, verkraftet deren Krise.",
        en="Whoever does not depend on one sector copes with its crisis.",
    ),
    caveat=Text(
        de="Gesperrte Zellen geben ein Intervall statt eines Wertes.",
        en="Withheld cells give an interval instead of a value.",
    ),
    decimals=2,
    frameworks=(
        Clause("iso37123.5.5", extent="full"),
        Clause("cri.6.3"),
        Clause("bric.economic.diversity"),
        Clause("oecd.economy"),
        Clause("sdg.8.2"),
    ),
    awaiting=Awaiting(
        publisher="Bundesagentur für Arbeit",
        table="Gemeindedaten der Beschäftigten nach Wirtschaftszweigen (gemband)",
        url="statistik.arbeitsagentur.de",
        why=Text(
            de="Die Tabelle nach Gemeinden und Wirtschaftszweigen liegt nicht bei.",
            en="The table by municipality and economic section is not at hand.",
        ),
    ),
)
