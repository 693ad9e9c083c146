"""Concentration of commuters' destinations."""

from resilience.spec import ZERO_TO_ONE, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Konzentration der Pendlerziele", en="Concentration of commuter destinations"),
    about=Text(
        de="Summe der quadrierten Anteile der Zielgemeinden an allen Auspendlern.",
        en="Sum of the squared shares of destination municipalities among all out-commuters.",
    ),
    numerator=Text(
        de="Summe der quadrierten Zielanteile der Auspendler",
        en="sum of squared shares of destinations of out-commuters",
    ),
    unit=ZERO_TO_ONE,
    capacity="redundancy",
    direction="lower_is_better",
    reason=Text(
        de=("Wer auf ein einziges Ziel pendelt, hängt an einer Strecke und an einem Arbeitsmarkt."),
        en=("Whoever commutes to a single destination depends on one route and one labour market."),
    ),
    caveat=Text(
        de="Ströme unter zehn Personen sind gesperrt; der Wert ist dann eine Untergrenze.",
        en="Flows of fewer than ten people are withheld; the value is then a lower bound.",
    ),
    decimals=2,
    frameworks=(Clause("iso37123.5.5"), Clause("cri.9.1")),
    awaiting=Awaiting(
        publisher="Bundesagentur für Arbeit",
        table="Pendlerverflechtungen der Gemeinden",
        url="statistik.arbeitsagentur.de",
        why=Text(
            de="Die Verflechtung von Gemeinde zu Gemeinde liegt nicht bei.",
            en="The flows from municipality to municipality are not at hand.",
        ),
    ),
)
