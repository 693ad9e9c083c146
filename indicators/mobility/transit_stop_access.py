"""Population near a public-transport stop."""

from resilience.spec import (
    ALL_INHABITANTS,
    PERCENT,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Haltestelle in der Nähe", en="Public-transport stop nearby"),
    about=Text(
        de=(
            "Anteil der Bevölkerung mit einer Haltestelle in fußläufiger Entfernung und "
            "Mindestangebot."
        ),
        en="Share of the population with a stop within walking distance and a minimum service.",
    ),
    numerator=Text(
        de="Einwohner nahe einer Haltestelle mit mindestens 20 Abfahrten am Tag",
        en="inhabitants near a stop with at least 20 departures a day",
    ),
    denominator=ALL_INHABITANTS,
    unit=PERCENT,
    capacity="redundancy",
    direction="higher_is_better",
    reason=Text(
        de="Wer eine Haltestelle hat, kommt auch ohne Auto ans Ziel.",
        en="With a stop nearby one arrives without a car as well.",
    ),
    needs=("transit_stop_access_share",),
    sql=published("transit_stop_access_share"),
    example=Example(
        given={"transit_stop_access_share": [("05158020", "2020", 95.0)]},
        expected=[("05158020", "2020", 95.0)],
    ),
    goalposts=Goalposts(town=(79, 100), large_city=(97.2, 99.9), year="2020"),
    caveat=Text(
        de=(
            "Luftlinie zur Haltestelle (600 m Bus, 1.200 m Bahn) mit mindestens 20 Abfahrten am "
            "Tag; nicht, wohin die Linien fahren."
        ),
        en=(
            "Straight-line distance to a stop (600 m bus, 1,200 m rail) with at least 20 "
            "departures a day; not where the lines go."
        ),
    ),
    frameworks=(
        Clause("iso37120.19.public_transport"),
        Clause("cri.9.1"),
        Clause("sdg.11.2", extent="full"),
        Clause("undrr.e8.transport"),
    ),
)
