"""Inhabitants per hectare of settlement and transport land."""

from resilience.spec import (
    INHABITANTS,
    PER_HECTARE,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Need,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Siedlungsdichte", en="Settlement density"),
    about=Text(
        de="Einwohner je Hektar Siedlungs- und Verkehrsfläche am 31. Dezember.",
        en="Inhabitants per hectare of settlement and transport land on 31 December.",
    ),
    numerator=INHABITANTS,
    denominator=Text(
        de="Siedlungs- und Verkehrsfläche, in ha", en="settlement and transport land, in ha"
    ),
    unit=PER_HECTARE,
    capacity="transformation",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Wer auf wenig bebauter Fläche wohnt, schont Boden und Netze; sehr dichte Quartiere "
            "heizen sich dafür auf. Die Richtung ist eine Wertung nach dem Ziel des "
            "Flächensparens."
        ),
        en=(
            "Living on little built-up land spares soil and networks; very dense quarters heat up "
            "in return. The direction is a judgement after the aim of saving land."
        ),
    ),
    needs=("population_update", Need("land_use", categories=("settlement", "transport"))),
    sql="""
        SELECT p.ags, p.period, any_value(p.value) / nullif(sum(l.value), 0) AS value
        FROM population_update p JOIN land_use l USING (ags, period)
        GROUP BY p.ags, p.period
        HAVING count(l.value) = 2
    """,
    example=Example(
        given={
            "population_update": [("05158020", "2021", 60000.0)],
            "land_use": [
                ("05158020", "2021", "settlement", 1500.0),
                ("05158020", "2021", "transport", 500.0),
                ("05158020", "2021", "", 4000.0),
            ],
        },
        expected=[("05158020", "2021", 30.0)],
    ),
    goalposts=Goalposts(town=(11, 31), large_city=(24, 45), year="2021"),
    noise="complete",
    caveat=Text(
        de=(
            "Siedlungsfläche enthält auch Gewerbe, Sport- und Grünanlagen und in der vorliegenden "
            "Aufbereitung wohl Abbauland."
        ),
        en=(
            "Settlement land also holds industry, sports grounds and parks and, in the version at "
            "hand, probably extraction land."
        ),
    ),
    frameworks=(
        Clause("sdg.11.3", extent="full"),
        Clause("iso37120.21.density"),
        Clause("cri.12.3"),
        Clause("memorandum.land_policy"),
    ),
)
