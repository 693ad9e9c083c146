"""Rent as a share of disposable income."""

from resilience.spec import PERCENT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Mietbelastung", en="Rent burden"),
    about=Text(
        de=(
            "Nettokaltmiete einer Wohnung von 70 m² im Jahr, gemessen am verfügbaren Einkommen je "
            "Einwohner."
        ),
        en=("Net rent of a dwelling of 70 m² per year against disposable income per inhabitant."),
    ),
    numerator=Text(de="Nettokaltmiete je m² × 70 m² × 12", en="net rent per m² × 70 m² × 12"),
    denominator=Text(
        de="verfügbares Einkommen je Einwohner", en="disposable income per inhabitant"
    ),
    unit=PERCENT,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wer wenig für die Miete ausgibt, hat Reserven, wenn Energie oder Lebensmittel teurer "
            "werden."
        ),
        en="Whoever spends little on rent has reserves when energy or food become dearer.",
    ),
    caveat=Text(
        de="Bestandsmiete, nicht Angebotsmiete; 70 m² sind eine Annahme.",
        en="Rent of existing tenancies, not of offers; 70 m² are an assumption.",
    ),
    frameworks=(
        Clause("cri.1.1"),
        Clause("iso37120.12.affordability"),
        Clause("iso37123.5.7"),
        Clause("sdg.11.1"),
    ),
    awaiting=Awaiting(
        publisher="Landesbetrieb IT.NRW",
        table="Landesdatenbank NRW 82411-01i: verfügbares Einkommen nach Gemeinden",
        url="landesdatenbank.nrw.de",
        why=Text(
            de=(
                "Das Einkommen je Stadt liegt nur als Mischung mehrerer Datenstände vor; eine "
                "saubere Reihe fehlt."
            ),
            en=(
                "Income by city is at hand only as a mixture of vintages; a clean series is "
                "missing."
            ),
        ),
    ),
)
