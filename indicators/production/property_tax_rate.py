"""Rate of the property tax B."""

from resilience.spec import PERCENT, Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Hebesatz der Grundsteuer B", en="Rate of the property tax B"),
    about=Text(
        de="Hebesatz der Grundsteuer B, den die Stadt für das Jahr festgesetzt hat.",
        en="Rate of the property tax B that the city set for the year.",
    ),
    numerator=Text(de="Hebesatz der Grundsteuer B, in %", en="rate of the property tax B, in %"),
    unit=PERCENT,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Ein hoher Satz belastet Eigentümer und Mieter und zeigt, wie knapp der Haushalt ist:"
            " eine Entscheidung der Stadt, ohne Wertung."
        ),
        en=(
            "A high rate burdens owners and tenants and shows how tight the budget is: a decision"
            " of the city, not judged."
        ),
    ),
    needs=("property_tax_b_rate",),
    sql=published("property_tax_b_rate"),
    example=Example(
        given={"property_tax_b_rate": [("05158020", "2024", 400.0)]},
        expected=[("05158020", "2024", 400.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Einzelwerte von der Internetseite der Kammer, Stand Mai 2024; seit der Reform 2025 "
            "nicht mehr vergleichbar. Nur für einige Städte."
        ),
        en=(
            "Single figures from the chamber's web page as of May 2024; no longer comparable "
            "since the reform of 2025. For some cities only."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.9.own_revenue"),
        Clause("cri.6.4"),
    ),
)
