"""Transport land per inhabitant."""

from resilience.spec import (
    SQUARE_METRES_PER_INHABITANT,
    Clause,
    Example,
    Indicator,
    Need,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(de="Verkehrsfläche je Einwohner", en="Transport land per inhabitant"),
    about=Text(
        de="Fläche für Straßen, Wege, Plätze und Schienen je Einwohner.",
        en="Land for roads, ways, squares and railways per inhabitant.",
    ),
    numerator=Text(de="Verkehrsfläche am 31. Dezember", en="transport land on 31 December"),
    denominator=Text(de="Einwohner am 31. Dezember", en="inhabitants on 31 December"),
    unit=SQUARE_METRES_PER_INHABITANT,
    capacity="transformation",
    direction="context",
    reason=Text(
        de=(
            "Wer dicht wohnt, braucht je Kopf weniger Verkehrsfläche: Die Zahl folgt der "
            "Siedlungsdichte, die gewertet wird, und trennt die Städte kaum. Ohne Wertung."
        ),
        en=(
            "Where people live densely, each needs less transport land: the figure follows "
            "settlement density, which is judged, and hardly tells the towns apart. Not judged."
        ),
    ),
    needs=(Need("land_use", categories=("transport",)), "population_update"),
    sql=ratio("land_use", "population_update", per=10000),
    example=Example(
        given={
            "land_use": [
                ("05158020", "2021", "transport", 600.0),
                ("05158020", "2021", "", 4000.0),
            ],
            "population_update": [("05158020", "2021", 60000.0)],
        },
        expected=[("05158020", "2021", 100.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Autobahnen und Landstraßen im Stadtgebiet zählen mit, auch wenn sie dem Durchgang "
            "dienen; dünn besiedelte Gemeinden haben deshalb hohe Werte."
        ),
        en=(
            "Motorways and country roads within the city count even if they serve through "
            "traffic; thinly settled municipalities therefore have high values."
        ),
    ),
    decimals=0,
    frameworks=(Clause("sdg.11.3"), Clause("iso37123.21.2"), Clause("memorandum.mobility")),
    version=2,
)
