"""Minutes that public transport takes longer than the car."""

from resilience.spec import MINUTES, Clause, Example, Goalposts, Indicator, Text

INDICATOR = Indicator(
    name=Text(
        de="Mehrzeit mit Bus und Bahn gegenüber dem Pkw",
        en="Extra time by public transport against the car",
    ),
    about=Text(
        de=(
            "Reisezeit ins nächste Mittel- oder Oberzentrum mit dem öffentlichen Verkehr, "
            "abzüglich der Zeit mit dem Pkw."
        ),
        en=(
            "Travel time to the nearest medium or higher-order centre by public transport, "
            "less the time by car."
        ),
    ),
    numerator=Text(
        de=(
            "Reiseminuten mit Bus und Bahn ins nächste Zentrum abzüglich der Fahrminuten mit dem "
            "Pkw"
        ),
        en="minutes by public transport to the nearest centre less minutes by car",
    ),
    unit=MINUTES,
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
    sql="""
        SELECT t.ags, t.period, t.value - c.value AS value
        FROM transit_minutes_to_centre t JOIN car_minutes_to_centre c USING (ags, period)
    """,
    example=Example(
        given={
            "transit_minutes_to_centre": [("05158020", "2020", 20.0)],
            "car_minutes_to_centre": [("05158020", "2020", 8.0)],
        },
        expected=[("05158020", "2020", 12.0)],
    ),
    goalposts=Goalposts(town=(6, 22), large_city=(7.4, 12.5), year="2020"),
    caveat=Text(
        de=(
            "Unterschied zweier modellierter Zeiten von 2020; bis Fassung 1 ihr Verhältnis, das "
            "bei "
            "sehr kurzer Pkw-Zeit leicht groß wurde."
        ),
        en=(
            "Difference of two modelled times of 2020; up to version 1 their ratio, which grew "
            "easily where the time by car was very short."
        ),
    ),
    frameworks=(Clause("cri.9.1"), Clause("sdg.11.2"), Clause("memorandum.mobility")),
    version=2,
)
