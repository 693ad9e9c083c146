"""Inhabitants per hectare of settlement and transport land."""

from resilience.spec import (
    INHABITANTS,
    PER_HECTARE,
    SAME_BORDERS,
    Clause,
    Example,
    Goalposts,
    Indicator,
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
    needs=(
        "population_register",
        "settlement_transport_share_municipality",
        "land_area_register",
    ),
    sql="""
        SELECT p.ags, p.period, p.value / nullif(a.value * s.value, 0) AS value
        FROM population_register p
        JOIN settlement_transport_share_municipality s USING (ags, period)
        JOIN land_area_register a USING (ags, period)
    """,
    example=Example(
        given={
            "population_register": [("05158020", "2023", 60000.0)],
            "settlement_transport_share_municipality": [("05158020", "2023", 50.0)],
            "land_area_register": [("05158020", "2023", 40.0)],
        },
        expected=[("05158020", "2023", 30.0)],
    ),
    goalposts=Goalposts(town=(12, 32), large_city=(24, 45), year="2023"),
    noise="complete",
    accepted=(SAME_BORDERS,),
    caveat=Text(
        de=(
            "Siedlungsfläche enthält auch Gewerbe, Sport- und Grünanlagen, kein Abbauland. Aus dem "
            "auf 0,1 % gedruckten Anteil und der Bodenfläche berechnet."
        ),
        en=(
            "Settlement land also holds industry, sports grounds and parks, no extraction land. "
            "Computed from the share printed to 0.1 % and the land area."
        ),
    ),
    frameworks=(
        Clause("sdg.11.3", extent="full"),
        Clause("iso37120.21.density"),
        Clause("cri.12.3"),
        Clause("memorandum.land_policy"),
    ),
    version=2,
)
