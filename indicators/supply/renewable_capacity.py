"""Renewable electricity capacity per inhabitant."""

from resilience.spec import (
    INHABITANTS_OF_THE_SAME_YEAR,
    SAME_BORDERS,
    Clause,
    Example,
    Indicator,
    Need,
    Text,
)

INDICATOR = Indicator(
    name=Text(
        de="Erneuerbare Stromleistung je Einwohner",
        en="Renewable electricity capacity per inhabitant",
    ),
    about=Text(
        de=(
            "Installierte Leistung aus Photovoltaik, Windkraft an Land und Wasserkraft je "
            "Einwohner."
        ),
        en="Installed capacity of photovoltaics, onshore wind and hydropower per inhabitant.",
    ),
    numerator=Text(
        de="Installierte Leistung aus Photovoltaik, Wind an Land und Wasser am 31.12.",
        en="Installed capacity of photovoltaics, onshore wind and hydropower on 31 December",
    ),
    denominator=INHABITANTS_OF_THE_SAME_YEAR,
    unit=Text(de="kW je Einw.", en="kW per inhabitant"),
    capacity="transformation",
    direction="context",
    reason=Text(
        de=(
            "Eigene Erzeugung zeigt den Stand des Umbaus; je Einwohner folgt sie aber der freien "
            "Fläche, und im Ballungsraum lägen fast alle Städte am Ende der Skala. Gewertet wird "
            "der Zubau an Photovoltaik. Ohne Wertung."
        ),
        en=(
            "Local generation shows how far the rebuilding is; but per inhabitant it follows open"
            " land, and in a conurbation nearly all towns would stand at the end of the scale. "
            "What is judged is the growth of photovoltaics. Not judged."
        ),
    ),
    needs=(
        Need("renewable_capacity", categories=("pv", "wind_onshore", "hydro")),
        "population_register",
    ),
    sql="""
        WITH capacity AS (
            SELECT ags, period, sum(value) AS kw
            FROM renewable_capacity
            GROUP BY ags, period
            HAVING count(value) = 3
        )
        SELECT c.ags, c.period, c.kw / nullif(p.value, 0) AS value
        FROM capacity c JOIN population_register p USING (ags, period)
    """,
    example=Example(
        given={
            "renewable_capacity": [
                ("05158020", "2023", "pv", 30000.0),
                ("05158020", "2023", "wind_onshore", 0.0),
                ("05158020", "2023", "hydro", 0.0),
                ("05158020", "2023", "biomass", 500.0),
            ],
            "population_register": [("05158020", "2023", 60000.0)],
        },
        expected=[("05158020", "2023", 0.5)],
    ),
    noise="complete",
    accepted=(SAME_BORDERS,),
    caveat=Text(
        de=(
            "Leistung ist nicht Erzeugung, und dicht bebaute Städte haben wenig Fläche für Wind. "
            "Ohne Biomasse, deren Registerangaben für einzelne Städte unplausibel sind."
        ),
        en=(
            "Capacity is not output, and densely built cities have little room for wind. Without "
            "biomass, whose register entries are implausible for single cities."
        ),
    ),
    decimals=2,
    frameworks=(
        Clause("iso37120.7.renewables"),
        Clause("cri.1.2"),
        Clause("undrr.e8.energy"),
        Clause("sdg.7.2"),
        Clause("bbsr.energy_crisis"),
    ),
    version=2,
)
