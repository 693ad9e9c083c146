"""Public charging points per 1,000 cars."""

from resilience.spec import (
    SAME_BORDERS,
    Clause,
    Example,
    Indicator,
    Noise,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Ladepunkte je 1.000 Pkw", en="Charging points per 1,000 cars"),
    about=Text(
        de="Öffentliche Ladepunkte im April 2026 je 1.000 am 1. Januar zugelassene Pkw.",
        en="Public charging points in April 2026 per 1,000 cars registered on 1 January.",
    ),
    numerator=Text(de="öffentliche Ladepunkte", en="public charging points"),
    denominator=Text(de="1.000 zugelassene Pkw", en="1,000 registered cars"),
    unit=Text(de="je 1.000 Pkw", en="per 1,000 cars"),
    capacity="transformation",
    direction="context",
    reason=Text(
        de=(
            "Mehr Ladepunkte erleichtern den Umstieg. Ohne Zahlen für andere Städte in "
            "Nordrhein-Westfalen fehlt aber der Maßstab: ohne Wertung."
        ),
        en=(
            "More charging points ease the switch. But without figures of other towns in North "
            "Rhine-Westphalia there is no yardstick: not judged."
        ),
    ),
    needs=("charging_points", "cars"),
    sql="""
        SELECT p.ags, p.period, 1000 * p.value / nullif(c.value, 0) AS value
        FROM charging_points p JOIN cars c ON c.ags = p.ags AND c.period = left(p.period, 4)
    """,
    example=Example(
        given={
            "charging_points": [("05158020", "2026-04", 90.0), ("05158012", "2026-04", 50.0)],
            "cars": [("05158020", "2026", 36000.0), ("05158012", "2026", None)],
        },
        expected=[("05158012", "2026-04", None), ("05158020", "2026-04", 2.5)],
    ),
    accepted=(SAME_BORDERS,),
    caveat=Text(
        de=(
            "Standorte nach Postleitzahl zugeordnet, daher geschätzt; Säulen an Autobahnen zählen "
            "mit. Wo die Zahl der Pkw fehlt, fehlt der Wert. Nur für einige Städte ausgezählt."
        ),
        en=(
            "Sites assigned by postcode, hence estimated; stations at motorways count. Where the "
            "number of cars is missing, so is the value. Counted for some cities only."
        ),
    ),
    noise=Noise(model="poisson", series="charging_points"),
    frameworks=(Clause("iso37120.19.low_emission"), Clause("sdg.7.2"), Clause("cri.8.2")),
)
