"""Settlement in designated flood zones."""

from resilience.spec import PERCENT, Awaiting, Clause, Example, Indicator, Text, published

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
    needs=("settlement_in_flood_area",),
    sql=published("settlement_in_flood_area"),
    example=Example(
        given={"settlement_in_flood_area": [("05158020", "2023", 4.5)]},
        expected=[("05158020", "2023", 4.5)],
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
        publisher="Bertelsmann Stiftung",
        table="Wegweiser Kommune, Siedlungslast im Überschwemmungsgebiet",
        url="https://www.wegweiser-kommune.de",
        why=Text(
            de=(
                "Die Werte sind noch nicht abgerufen: python3 -m resilience refresh wegweiser holt "
                "sie, der nächste Bau rechnet damit."
            ),
            en=(
                "The values are not fetched yet: python3 -m resilience refresh wegweiser does it, "
                "and the next build computes with them."
            ),
        ),
    ),
)
