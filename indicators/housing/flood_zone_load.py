"""Settlement in designated flood zones."""

from resilience.spec import PERCENT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Siedlung im Überschwemmungsgebiet", en="Settlement in flood zones"),
    about=Text(
        de="Anteil der festgesetzten Überschwemmungsgebiete, der besiedelt ist.",
        en="Share of designated flood zones that is built up.",
    ),
    numerator=Text(
        de="Siedlungs- und Verkehrsfläche in festgesetzten Überschwemmungsgebieten",
        en="settlement and transport land in designated flood zones",
    ),
    denominator=Text(
        de="Fläche der festgesetzten Überschwemmungsgebiete", en="area of designated flood zones"
    ),
    unit=PERCENT,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Was im Überschwemmungsgebiet steht, nimmt bei Hochwasser Schaden und dem Fluss den "
            "Raum."
        ),
        en="What stands in a flood zone is damaged by floods and takes room from the river.",
    ),
    caveat=Text(
        de=(
            "Nur Flusshochwasser, kein Starkregen; Städte ohne Überschwemmungsgebiet haben keinen "
            "Wert, nicht null."
        ),
        en=(
            "River floods only, no heavy rain; cities without a flood zone have no value, not zero."
        ),
    ),
    frameworks=(
        Clause("iso37123.12.6"),
        Clause("iso37123.13.3"),
        Clause("undrr.e4"),
        Clause("bric.environmental.flood_buffers"),
    ),
    awaiting=Awaiting(
        publisher="Bundesanstalt für Gewässerkunde; Land Nordrhein-Westfalen",
        table="Hochwasserrisikokarten (HWRM-RL), festgesetzte Überschwemmungsgebiete",
        url="geoportal.bafg.de",
        why=Text(
            de=(
                "Die Flächen liegen nicht bei; sie müssen geladen und mit der Bodennutzung "
                "verschnitten werden."
            ),
            en=("The areas are not at hand; they have to be loaded and intersected with land use."),
        ),
    ),
)
