"""Travel time by public transport relative to the car."""

from resilience.spec import Clause, Example, Goalposts, Indicator, Text, ratio

INDICATOR = Indicator(
    name=Text(
        de="Reisezeit Bus und Bahn gegen Pkw", en="Travel time by public transport against the car"
    ),
    about=Text(
        de=(
            "Reisezeit ins nächste Mittel- oder Oberzentrum mit dem öffentlichen Verkehr, geteilt "
            "durch die Zeit mit dem Pkw."
        ),
        en=(
            "Travel time to the nearest medium or higher-order centre by public transport, "
            "divided by the time by car."
        ),
    ),
    numerator=Text(
        de="Reiseminuten mit Bus und Bahn ins nächste Zentrum",
        en="minutes by public transport to the nearest centre",
    ),
    denominator=Text(de="Fahrminuten mit dem Pkw", en="minutes by car"),
    unit=Text(de="mal so lang", en="times as long"),
    capacity="adaptation",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Je näher beide Zeiten beieinander liegen, desto leichter können Menschen das "
            "Verkehrsmittel wechseln."
        ),
        en="The closer the two times are, the more easily people can change their mode of travel.",
    ),
    needs=("transit_minutes_to_centre", "car_minutes_to_centre"),
    sql=ratio("transit_minutes_to_centre", "car_minutes_to_centre"),
    example=Example(
        given={
            "transit_minutes_to_centre": [("05158020", "2020", 20.0)],
            "car_minutes_to_centre": [("05158020", "2020", 8.0)],
        },
        expected=[("05158020", "2020", 2.5)],
    ),
    goalposts=Goalposts(town=(2.2, 4.8), large_city=(2.1, 3.3), year="2020"),
    caveat=Text(
        de=(
            "Verhältnis zweier modellierter Zeiten; in Städten mit sehr kurzer Pkw-Zeit wird es "
            "leicht groß."
        ),
        en="Ratio of two modelled times; it grows easily where the time by car is very short.",
    ),
    decimals=2,
    frameworks=(Clause("cri.9.1"), Clause("sdg.11.2"), Clause("memorandum.mobility")),
    scenarios=("energy_crisis",),
)
