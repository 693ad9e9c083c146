"""Travel time to the next centre by public transport."""

from resilience.spec import MINUTES, Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(
        de="Fahrzeit ins Zentrum mit Bus und Bahn", en="Travel time to a centre by public transport"
    ),
    about=Text(
        de="Mittlere Reisezeit mit dem öffentlichen Verkehr zum nächsten Mittel- oder Oberzentrum.",
        en="Mean travel time by public transport to the nearest medium or higher-order centre.",
    ),
    numerator=Text(
        de="Reiseminuten mit Bus und Bahn ins nächste Mittel- oder Oberzentrum",
        en="minutes by public transport to the nearest medium or higher-order centre",
    ),
    unit=MINUTES,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Kurze Reisezeiten halten Ziele erreichbar, folgen aber vor allem der Größe des "
            "Ortes; gewertet wird, was Bus und Bahn länger brauchen als der Pkw. Ohne Wertung."
        ),
        en=(
            "Short travel times keep destinations within reach, but follow above all the size of "
            "the place; what is judged is how much longer public transport takes than the car. "
            "Not judged."
        ),
    ),
    needs=("transit_minutes_to_centre",),
    sql=published("transit_minutes_to_centre"),
    example=Example(
        given={"transit_minutes_to_centre": [("05158020", "2020", 18.5)]},
        expected=[("05158020", "2020", 18.5)],
    ),
    caveat=Text(
        de="Modellierter Fahrplan eines Jahres; Verspätung und Ausfall zählen nicht.",
        en="Modelled timetable of one year; delays and cancellations do not count.",
    ),
    frameworks=(Clause("cri.9.1"), Clause("sdg.11.2"), Clause("iso37120.19.public_transport")),
    version=2,
)
