"""Integrated debt in years of tax capacity."""

from resilience.spec import (
    Accepted,
    Clause,
    Example,
    Indicator,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Schulden in Jahren der Steuereinnahmekraft", en="Debt in years of tax capacity"),
    about=Text(
        de=(
            "Wie viele Jahre die gesamte Steuereinnahmekraft reichen müsste, um die integrierten "
            "Schulden zu tilgen."
        ),
        en="How many years of the whole tax capacity it would take to repay the integrated debt.",
    ),
    numerator=Text(
        de="Integrierte Schulden je Einwohner am 31.12.",
        en="Integrated debt per inhabitant on 31 December",
    ),
    denominator=Text(
        de="Steuereinnahmekraft je Einwohner im selben Jahr",
        en="Tax capacity per inhabitant in the same year",
    ),
    unit=Text(de="Jahre", en="years"),
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Je mehr künftige Einnahmen gebunden sind, desto weniger kann eine Stadt umsteuern; "
            "Schulden stehen aber auch für Anlagen. Ohne landesweite Verteilung nicht bewertet."
        ),
        en=(
            "The more future revenue is bound, the less a city can change course; but debt stands "
            "for assets too. Not judged as no state-wide distribution is at hand."
        ),
    ),
    needs=("integrated_debt_per_person", "tax_capacity_per_person", "tax_capacity_per_person_ha26"),
    sql="""
        WITH capacity AS (
            SELECT ags, period, value FROM tax_capacity_per_person
            UNION ALL
            SELECT h.ags, h.period, h.value
            FROM tax_capacity_per_person_ha26 h
            ANTI JOIN tax_capacity_per_person t USING (ags, period)
        )
        SELECT d.ags, d.period, d.value / nullif(c.value, 0) AS value
        FROM integrated_debt_per_person d JOIN capacity c USING (ags, period)
    """,
    example=Example(
        given={
            "integrated_debt_per_person": [
                ("05158032", "2023", 9000.0),
                ("05158032", "2024", 10000.0),
                ("05158020", "2024", None),
            ],
            "tax_capacity_per_person": [("05158032", "2023", 1500.0)],
            "tax_capacity_per_person_ha26": [
                ("05158032", "2023", 1.0),
                ("05158032", "2024", 2000.0),
                ("05158020", "2024", 2381.2),
            ],
        },
        expected=[("05158020", "2024", None), ("05158032", "2023", 6.0), ("05158032", "2024", 5.0)],
    ),
    noise="complete",
    accepted=(
        Accepted(
            "years",
            "tax capacity of 2024 stands in a second series that the SQL prefers",
        ),
        Accepted(
            "missing_input",
            "tax capacity stands in two series; where one has no value the other one's counts",
        ),
    ),
    caveat=Text(
        de=(
            "Eine Rechengröße, kein Tilgungsplan: Steuern zahlen zuerst Kita, Straße und "
            "Kreisumlage. Schulden städtischer Unternehmen zählen mit, ihre Erlöse nicht. 2024 "
            "wechseln die Einwohnerzahl und die Ausgabe der Steuereinnahmekraft: kein Vergleich "
            "mit 2023. Einzelne Nachzahlungen verschieben den Wert. Nur für wenige Städte."
        ),
        en=(
            "A yardstick, no plan of repayment: taxes first pay for day care, roads and the county "
            "levy. Debt of municipal companies counts, their revenue does not. In 2024 the "
            "population base and the edition of the tax capacity change: no comparison with 2023. "
            "Single back payments move the value. For a few cities only."
        ),
    ),
    frameworks=(
        Clause("iso37120.9.debt"),
        Clause("cri.6.1"),
        Clause("undrr.e3"),
        Clause("sdg.17.1"),
        Clause("memorandum.finance"),
    ),
)
