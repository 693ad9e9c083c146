"""Share of cars registered commercially."""

from resilience.spec import ALL_CARS, PERCENT, Clause, Example, Indicator, Text, ratio

INDICATOR = Indicator(
    name=Text(de="Anteil gewerblicher Pkw", en="Share of commercial cars"),
    about=Text(
        de="Anteil der gewerblich zugelassenen an allen Pkw am 1. Januar.",
        en="Share of commercially registered cars among all cars on 1 January.",
    ),
    numerator=Text(de="gewerblich zugelassene Pkw", en="cars registered commercially"),
    denominator=ALL_CARS,
    unit=PERCENT,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Der Anteil sagt, wie weit Firmenwagen die Zahl der Pkw einer Stadt verzerren: ohne "
            "Wertung."
        ),
        en=("The share tells how far company cars distort a city's number of cars: not judged."),
    ),
    needs=("cars_commercial", "cars"),
    sql=ratio("cars_commercial", "cars", per=100),
    example=Example(
        given={
            "cars_commercial": [("05158020", "2026", 4000.0), ("05158012", "2026", None)],
            "cars": [("05158020", "2026", 40000.0), ("05158012", "2026", None)],
        },
        expected=[("05158012", "2026", None), ("05158020", "2026", 10.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Gewerbliche Pkw zählen am Ort der Zulassung, nicht der Nutzung. Eine Stadt fehlt in "
            "der vorliegenden Fassung der Quelle."
        ),
        en=(
            "Commercial cars count where they are registered, not where they are driven. One city "
            "is missing from the version of the source at hand."
        ),
    ),
    frameworks=(Clause("iso37120.19.cars"),),
)
