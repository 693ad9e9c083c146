"""Railway stations per 10,000 inhabitants."""

from resilience.spec import (
    PER_10000_INHABITANTS,
    SAME_BORDERS,
    Accepted,
    Clause,
    Example,
    Indicator,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Bahnhöfe und Haltepunkte", en="Railway stations"),
    about=Text(
        de="Bahnhöfe und Haltepunkte der Eisenbahn im Juni 2026 je 10.000 Einwohner.",
        en="Railway stations and stops in June 2026 per 10,000 inhabitants.",
    ),
    numerator=Text(de="Bahnhöfe und Haltepunkte der Eisenbahn", en="railway stations and stops"),
    denominator=Text(
        de="10.000 Einwohner des letzten vorliegenden Jahresendes davor",
        en="10,000 inhabitants at the latest year-end available before",
    ),
    unit=PER_10000_INHABITANTS,
    capacity="redundancy",
    direction="context",
    reason=Text(
        de=(
            "Ein Anschluss an die Schiene ist ein zweiter Weg, wenn Straßen ausfallen; wie viele "
            "Haltepunkte eine Stadt braucht, hängt aber an ihrer Form und an Straßenbahnen, die "
            "hier fehlen: ohne Wertung."
        ),
        en=(
            "A rail connection is a second way if roads fail; but how many stops a city needs "
            "depends on its shape and on trams, which are missing here: not judged."
        ),
    ),
    needs=("rail_stations", "population_register"),
    sql="""
        SELECT s.ags, s.period, 10000 * s.value / nullif(p.value, 0) AS value
        FROM rail_stations s
        ASOF JOIN population_register p ON s.ags = p.ags AND s.period > p.period
    """,
    example=Example(
        given={
            "rail_stations": [("05158020", "2026-06", 3.0), ("05158012", "2026-06", 0.0)],
            "population_register": [("05158020", "2023", 60000.0), ("05158012", "2023", 26000.0)],
        },
        expected=[("05158012", "2026-06", 0.0), ("05158020", "2026-06", 0.5)],
    ),
    noise="complete",
    accepted=(
        SAME_BORDERS,
        Accepted(
            "years",
            "no newer population by municipality is at hand; the caveat says so",
        ),
    ),
    caveat=Text(
        de=(
            "Eine Null heißt: kein Eintrag im Verzeichnis; Stadt- und Straßenbahn fehlen darin. "
            "Der Nenner ist bis zu drei Jahre älter. Nur für einige Städte ausgezählt."
        ),
        en=(
            "A zero means no entry in the register; it lacks trams and light rail. The "
            "denominator is up to three years older. Counted for some cities only."
        ),
    ),
    decimals=2,
    frameworks=(
        Clause("cri.9.1"),
        Clause("undrr.e8.transport"),
        Clause("iso37120.19.public_transport"),
    ),
)
