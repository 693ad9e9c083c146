"""Child poverty; computed as soon as figures are fetched."""

from resilience.spec import PERCENT, Awaiting, Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Kinderarmut", en="Child poverty"),
    about=Text(
        de="Anteil der Kinder, die von Grundsicherung leben, wie INKAR ihn angibt.",
        en="Share of children who live on basic income support, as INKAR gives it.",
    ),
    numerator=Text(de="Kinder mit Grundsicherung", en="children on basic income support"),
    denominator=Text(de="alle Kinder", en="all children"),
    unit=PERCENT,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Familien ohne Rücklagen treffen Preissprünge und Ausfälle zuerst, und arme Kinder "
            "haben als Erwachsene seltener Reserven."
        ),
        en=(
            "Families without savings are hit first by price jumps and outages, and poor children "
            "have reserves less often as adults."
        ),
    ),
    needs=("child_poverty_inkar",),
    sql=published("child_poverty_inkar"),
    example=Example(
        given={"child_poverty_inkar": [("05158020", "2023", 14.2)]},
        expected=[("05158020", "2023", 14.2)],
    ),
    caveat=Text(
        de=(
            "Zählt, wer Leistungen erhält, nicht wer arm ist. Geflüchtete aus der Ukraine beziehen "
            "sie seit 2022."
        ),
        en=(
            "Counts who receives support, not who is poor. Refugees from Ukraine have received it "
            "since 2022."
        ),
    ),
    frameworks=(Clause("sdg.1.2"), Clause("iso37123.13.2"), Clause("bbsr.polarisation")),
    awaiting=Awaiting(
        publisher="Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR)",
        table="INKAR, Kinderarmut",
        url="https://www.inkar.de",
        why=Text(
            de=(
                "Die Werte sind noch nicht abgerufen: python3 -m resilience refresh inkar holt "
                "sie, der nächste Bau rechnet damit."
            ),
            en=(
                "The values are not fetched yet: python3 -m resilience refresh inkar does it, and "
                "the next build computes with them."
            ),
        ),
    ),
)
