"""Travel time by car to the nearest centre."""

from resilience.spec import MINUTES, Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Fahrzeit ins Zentrum mit dem Pkw", en="Travel time to the centre by car"),
    about=Text(
        de="Mittlere Fahrzeit mit dem Pkw in das nächste Mittel- oder Oberzentrum.",
        en="Mean travel time by car to the nearest medium or higher-order centre.",
    ),
    numerator=Text(
        de=(
            "Fahrminuten mit dem Pkw ins nächste Mittel- oder Oberzentrum, über die Bevölkerung "
            "gemittelt"
        ),
        en=(
            "minutes by car to the nearest medium or higher-order centre, averaged over inhabitants"
        ),
    ),
    unit=MINUTES,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Misst vor allem, wie klein das eigene Zentrum ist: Große Städte haben lange Wege in "
            "ihre Mitte und dennoch das größte Angebot. Ohne Wertung."
        ),
        en=(
            "Measures above all how small the own centre is: large cities have long ways to their"
            " middle and yet offer most. Not judged."
        ),
    ),
    needs=("car_minutes_to_centre",),
    sql=published("car_minutes_to_centre"),
    example=Example(
        given={"car_minutes_to_centre": [("05158020", "2020", 7.5), ("05158032", "2020", None)]},
        expected=[("05158020", "2020", 7.5), ("05158032", "2020", None)],
    ),
    caveat=Text(
        de=(
            "Modellierte Zeit von 2020 ohne Stau und ohne Sperrungen; wer selbst Mittelzentrum "
            "ist, hat kurze Zeiten."
        ),
        en=(
            "Modelled time of 2020 without congestion or closures; a town that is a medium centre "
            "itself has short times."
        ),
    ),
    frameworks=(Clause("cri.9.1"), Clause("undrr.e8.transport")),
    version=2,
)
