"""Transport land per inhabitant."""

from resilience.spec import (
    SQUARE_METRES_PER_INHABITANT,
    Clause,
    Example,
    Goalposts,
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
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wer mit weniger Verkehrsfläche auskommt, hat weniger zu unterhalten und mehr Raum "
            "für Grün und Wohnen; das ist eine Wertung."
        ),
        en=(
            "Whoever needs less transport land has less to maintain and more room for green and "
            "housing; this is a judgement."
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
    goalposts=Goalposts(town=(70, 330), large_city=(51, 111), year="2021"),
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
    scenarios=("heavy_rain", "heat"),
)
