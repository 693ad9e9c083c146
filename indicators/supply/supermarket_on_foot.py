"""Straight-line distance to the nearest supermarket; figures awaited."""

from resilience.spec import Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Entfernung zum Supermarkt", en="Distance to a supermarket"),
    about=Text(
        de="Mittlere Entfernung von der Wohnung zum nächsten Supermarkt oder Discounter.",
        en="Mean distance from home to the nearest supermarket or discounter.",
    ),
    numerator=Text(
        de="Luftlinie zum nächsten Supermarkt, über die Bevölkerung gemittelt",
        en="Straight line to the nearest supermarket, averaged over the population",
    ),
    unit=Text(de="m", en="m"),
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de="Was zu Fuß erreichbar ist, bleibt es auch ohne Auto, Strom und Kraftstoff.",
        en="What can be reached on foot stays in reach without a car, power or fuel.",
    ),
    caveat=Text(
        de=(
            "Luftlinie, nicht Fußweg: Bahnlinien, Flüsse und Hänge verlängern ihn. Misst den Weg, "
            "nicht das Angebot; nicht jedes Jahr erhoben."
        ),
        en=(
            "Straight line, not footpath: railways, rivers and slopes make it longer. Measures the "
            "way, not what is offered; not surveyed every year."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("iso37123.20.2"),
        Clause("iso37120.21.access"),
        Clause("cri.1.5"),
        Clause("bric.social.food"),
    ),
    awaiting=Awaiting(
        publisher="Bertelsmann Stiftung (BBSR)",
        table="Wegweiser Kommune, Wohnungsnahe Grundversorgung – Supermarkt",
        url="https://www.wegweiser-kommune.de",
        why=Text(
            de="Die Werte der Gemeinden liegen nicht vor, nur die Fahrzeit mit dem Pkw.",
            en="Figures by municipality are not at hand, only the travel time by car.",
        ),
    ),
)
