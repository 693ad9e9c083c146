"""Industrial and commercial land per inhabitant."""

from resilience.spec import (
    INHABITANTS,
    SQUARE_METRES_PER_INHABITANT,
    Clause,
    Example,
    Indicator,
    Need,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(
        de="Industrie- und Gewerbefläche je Einwohner",
        en="Industrial and commercial land per inhabitant",
    ),
    about=Text(
        de=(
            "Industrie- und Gewerbefläche je Einwohner am 31. Dezember, ein Teil der "
            "Siedlungsfläche; Flächen für Handel und Dienstleistung sowie Büros gehören nicht "
            "dazu."
        ),
        en=(
            "Industrial and commercial land per inhabitant on 31 December, a part of settlement "
            "land; land for trade and services, and offices, is not in it."
        ),
    ),
    numerator=Text(
        de="Industrie- und Gewerbefläche, in m²", en="industrial and commercial land, in m²"
    ),
    denominator=INHABITANTS,
    unit=SQUARE_METRES_PER_INHABITANT,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Viel Industrie- und Gewerbefläche ist Spielraum für Betriebe und zugleich "
            "versiegelter Boden: ohne Wertung."
        ),
        en=(
            "Much industrial and commercial land is room for firms and also sealed soil: not "
            "judged."
        ),
    ),
    needs=(Need("land_use", categories=("industry_commerce",)), "population_update"),
    sql=ratio("land_use", "population_update", per=10000),
    example=Example(
        given={
            "land_use": [
                ("05158020", "2021", "industry_commerce", 300.0),
                ("05158020", "2021", "", 4000.0),
            ],
            "population_update": [("05158020", "2021", 60000.0)],
        },
        expected=[("05158020", "2021", 50.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Flächen aus dem Liegenschaftskataster, aufbereitet von Dritten; Umwidmungen "
            "erscheinen wie Wandel."
        ),
        en="Land from the cadastre, tidied by others; reclassifications look like change.",
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.21.density"),
        Clause("memorandum.land_policy"),
        Clause("bric.infrastructure.resupply"),
    ),
)
