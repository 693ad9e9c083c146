"""Rent as a share of disposable income."""

from resilience.spec import (
    PERCENT,
    SAME_BORDERS,
    Clause,
    Example,
    Indicator,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Mietbelastung", en="Rent burden"),
    about=Text(
        de=(
            "Nettokaltmiete einer Wohnung von 70 m² im Jahr, gemessen am verfügbaren Einkommen je "
            "Einwohner."
        ),
        en="Net rent of a dwelling of 70 m² per year against disposable income per inhabitant.",
    ),
    numerator=Text(de="Nettokaltmiete je m² × 70 m² × 12", en="net rent per m² × 70 m² × 12"),
    denominator=Text(
        de="verfügbares Einkommen je Einwohner im selben Jahr",
        en="disposable income per inhabitant in the same year",
    ),
    unit=PERCENT,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Wer wenig für die Miete ausgibt, hat Reserven, wenn Energie oder Lebensmittel teurer "
            "werden. Das Einkommen liegt nur für einige Städte vor; ohne Verteilung im Land gibt "
            "es keine Skala: ohne Wertung."
        ),
        en=(
            "Whoever spends little on rent has reserves when energy or food become dearer. Income "
            "is at hand for some cities only; without a distribution in the state there is "
            "no scale: not judged."
        ),
    ),
    needs=("rent_existing_per_m2", "disposable_income_per_person"),
    sql="""
        SELECT r.ags, r.period, 100 * 12 * 70 * r.value / nullif(i.value, 0) AS value
        FROM rent_existing_per_m2 r JOIN disposable_income_per_person i USING (ags, period)
    """,
    example=Example(
        given={
            "rent_existing_per_m2": [("05158020", "2022", 8.0)],
            "disposable_income_per_person": [("05158020", "2022", 28000.0)],
        },
        expected=[("05158020", "2022", 24.0)],
    ),
    accepted=(SAME_BORDERS,),
    caveat=Text(
        de=(
            "Bestandsmiete, nicht Angebotsmiete; 70 m² sind eine Annahme. Einkommen von 2022 in "
            "einem Rechenstand; das Jahr 2023 gibt es nur für zehn Städte und mit anderer "
            "Einwohnerzahl."
        ),
        en=(
            "Rent of existing tenancies, not of offers; 70 m² are an assumption. Income of 2022 "
            "in one vintage; the year 2023 exists for ten cities only and with another population."
        ),
    ),
    frameworks=(
        Clause("cri.1.1"),
        Clause("iso37120.12.affordability"),
        Clause("iso37123.5.7"),
        Clause("sdg.11.1"),
    ),
    version=2,
)
