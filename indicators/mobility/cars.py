"""Cars per 1,000 inhabitants."""

from resilience.spec import (
    PER_1000_INHABITANTS,
    SAME_BORDERS,
    THOUSAND_INHABITANTS,
    Accepted,
    Clause,
    Example,
    Indicator,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Pkw je 1.000 Einwohner", en="Cars per 1,000 inhabitants"),
    about=Text(
        de=(
            "Zugelassene Pkw am 1. Januar je 1.000 Einwohner des letzten vorliegenden Jahresendes "
            "davor."
        ),
        en=(
            "Cars registered on 1 January per 1,000 inhabitants at the latest year-end available "
            "before it."
        ),
    ),
    numerator=Text(de="zugelassene Pkw am 1. Januar", en="cars registered on 1 January"),
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Viele Autos bedeuten Beweglichkeit und Abhängigkeit zugleich; Firmenwagen zählen am "
            "Firmensitz: ohne Wertung."
        ),
        en=(
            "Many cars mean mobility and dependence at once; company cars count at the company's "
            "seat: not judged."
        ),
    ),
    needs=("cars", "population_register"),
    sql="""
        SELECT c.ags, c.period, 1000 * c.value / nullif(p.value, 0) AS value
        FROM cars c
        ASOF JOIN population_register p ON c.ags = p.ags AND c.period > p.period
    """,
    example=Example(
        given={
            "cars": [("05158020", "2026", 36000.0), ("05158012", "2026", None)],
            "population_register": [
                ("05158020", "2023", 60000.0),
                ("05158020", "2021", 50000.0),
                ("05158012", "2023", 26000.0),
            ],
        },
        expected=[("05158012", "2026", None), ("05158020", "2026", 600.0)],
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
            "Einzelne Städte fehlen in der vorliegenden Fassung der Quelle. Der Nenner ist bis zu "
            "drei Jahre älter als der Zähler."
        ),
        en=(
            "Single cities are missing from the version of the source at hand. The denominator is "
            "up to three years older than the numerator."
        ),
    ),
    decimals=0,
    frameworks=(Clause("iso37120.19.cars"), Clause("bric.social.vehicle")),
)
