"""Evenness of municipal tax sources."""

from resilience.spec import ZERO_TO_ONE, Clause, Example, Goalposts, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Vielfalt der Steuerquellen", en="Diversity of tax sources"),
    about=Text(
        de=(
            "Gleichmäßigkeit (0 bis 1) der Einnahmen aus Gewerbesteuer, Grundsteuer B und den "
            "Anteilen an Einkommen- und Umsatzsteuer."
        ),
        en=(
            "Evenness (0 to 1) of revenue from trade tax, property tax B and the shares of income "
            "and value added tax."
        ),
    ),
    numerator=Text(
        de="normierte Shannon-Entropie der vier Steuerquellen",
        en="normalised Shannon entropy of the four tax sources",
    ),
    unit=ZERO_TO_ONE,
    capacity="redundancy",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Wer von mehreren Steuern lebt, verkraftet den Einbruch einer einzigen, vor allem der "
            "Gewerbesteuer."
        ),
        en=(
            "Whoever lives on several taxes copes with the slump of a single one, above all of "
            "the trade tax."
        ),
    ),
    needs=("trade_tax_revenue", "property_tax_b_revenue", "income_tax_share", "vat_share"),
    sql="""
        WITH taxes AS (
            SELECT ags, period, value FROM trade_tax_revenue
            UNION ALL SELECT ags, period, value FROM property_tax_b_revenue
            UNION ALL SELECT ags, period, value FROM income_tax_share
            UNION ALL SELECT ags, period, value FROM vat_share
        ), parts AS (
            SELECT ags, period,
                   value / nullif(sum(value) OVER (PARTITION BY ags, period), 0) AS share
            FROM taxes
        )
        SELECT ags, period,
               -sum(CASE WHEN share > 0 THEN share * ln(share) WHEN share = 0 THEN 0 END) / ln(4)
                   AS value
        FROM parts
        GROUP BY ags, period
        HAVING count(share) = 4 AND min(share) >= 0
    """,
    example=Example(
        given={
            "trade_tax_revenue": [("05158020", "2015", 25.0), ("05158032", "2015", None)],
            "property_tax_b_revenue": [("05158020", "2015", 25.0), ("05158032", "2015", 5.0)],
            "income_tax_share": [("05158020", "2015", 25.0), ("05158032", "2015", 5.0)],
            "vat_share": [("05158020", "2015", 25.0), ("05158032", "2015", 5.0)],
        },
        expected=[("05158020", "2015", 1.0)],
    ),
    goalposts=Goalposts(town=(0.72, 0.88), large_city=(0.77, 0.89), year="2015"),
    noise="complete",
    caveat=Text(
        de=(
            "Stand 2015 und damit zu alt für den Punktwert. Gewerbesteuer vor Abzug der Umlage; "
            "ein negatives Aufkommen nach Rückzahlungen gibt keinen Wert."
        ),
        en=(
            "As of 2015 and thus too old for the score. Trade tax before the levy; negative "
            "revenue after repayments gives no value."
        ),
    ),
    decimals=2,
    frameworks=(
        Clause("cri.6.1"),
        Clause("iso37120.9.own_revenue"),
        Clause("memorandum.finance"),
        Clause("undrr.e3"),
    ),
)
