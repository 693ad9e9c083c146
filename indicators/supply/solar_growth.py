"""Growth of photovoltaics per inhabitant and year."""

from resilience.spec import (
    SAME_BORDERS,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Need,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Zubau an Photovoltaik", en="Growth of photovoltaics"),
    about=Text(
        de=(
            "Zuwachs der installierten Leistung aus Photovoltaik seit dem vorigen Stand, je "
            "Einwohner und Jahr."
        ),
        en=(
            "Increase of installed photovoltaic capacity since the previous date, per inhabitant "
            "and year."
        ),
    ),
    numerator=Text(
        de=(
            "Installierte Leistung am 31.12. minus Leistung am vorigen Stichtag, durch die Jahre "
            "dazwischen"
        ),
        en=(
            "Installed capacity on 31 December less that at the previous date, divided by the "
            "years between"
        ),
    ),
    denominator=Text(
        de="Einwohner am 31.12. des jüngeren Jahres",
        en="Inhabitants on 31 December of the later year",
    ),
    unit=Text(de="W je Einw. und Jahr", en="W per inhabitant and year"),
    capacity="transformation",
    direction="higher_is_better",
    reason=Text(
        de="Nicht der Bestand, sondern das Tempo zeigt, ob der Umbau der Energieversorgung läuft.",
        en="Not the stock but the pace shows whether the energy supply is being rebuilt.",
    ),
    needs=(Need("renewable_capacity", categories=("pv",), years_before=2), "population_register"),
    sql="""
        SELECT
            n.ags,
            n.period,
            1000 * (n.value - o.value) / (n.period::INTEGER - o.period::INTEGER)
                / nullif(p.value, 0) AS value
        FROM renewable_capacity n
        ASOF JOIN renewable_capacity o ON n.ags = o.ags AND n.period > o.period
        JOIN population_register p ON n.ags = p.ags AND n.period = p.period
    """,
    example=Example(
        given={
            "renewable_capacity": [
                ("05158020", "2021", "pv", 12000.0),
                ("05158020", "2023", "pv", 18000.0),
                ("05158012", "2021", "pv", None),
                ("05158012", "2023", "pv", 9000.0),
            ],
            "population_register": [("05158020", "2023", 60000.0), ("05158012", "2023", 26000.0)],
        },
        expected=[("05158012", "2023", None), ("05158020", "2023", 50.0)],
    ),
    goalposts=Goalposts(town=(60, 240), large_city=(24, 99), year="2023"),
    noise="complete",
    accepted=(SAME_BORDERS,),
    caveat=Text(
        de=(
            "Nur zwei Stände, Ende 2021 und Ende 2023, also ein Wert. Einzelne Großanlagen "
            "bestimmen ihn in kleinen Städten; dicht bebaute Städte haben weniger Dach je "
            "Einwohner. Leistung ist nicht Erzeugung, und Nachmeldungen im Register zählen als "
            "Zubau. Ein auffälliger Zuwachs ist gekennzeichnet."
        ),
        en=(
            "Two dates only, the ends of 2021 and 2023, hence one value. Single large plants "
            "decide it in small cities; densely built cities have less roof per inhabitant. "
            "Capacity is not output, and late entries in the register count as growth. A "
            "conspicuous increase is flagged."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.7.renewables"),
        Clause("cri.1.2"),
        Clause("undrr.e8.energy"),
        Clause("sdg.7.2"),
        Clause("memorandum.transform"),
    ),
)
