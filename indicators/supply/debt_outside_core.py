"""Share of the integrated debt outside the core budget."""

from resilience.spec import PERCENT, Clause, Example, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Schulden außerhalb des Kernhaushalts", en="Debt outside the core budget"),
    about=Text(
        de=(
            "Anteil der integrierten Schulden, der bei Extrahaushalten und öffentlichen "
            "Unternehmen liegt, nach Beteiligung der Stadt."
        ),
        en=(
            "Share of the integrated debt that lies with extra budgets and public companies, by "
            "the share the city holds."
        ),
    ),
    numerator=Text(
        de="Schulden von Extrahaushalten und öffentlichen Unternehmen am 31.12.",
        en="debt of extra budgets and public companies on 31 December",
    ),
    denominator=Text(de="integrierte Schulden am 31.12.", en="integrated debt on 31 December"),
    unit=PERCENT,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Schulden von Unternehmen stehen Netze und Wohnungen gegenüber, die etwas einbringen; "
            "dafür sieht man sie im Haushalt nicht. Weder gut noch schlecht: ohne Wertung."
        ),
        en=(
            "Behind the debt of companies stand networks and dwellings that earn something; yet it "
            "is not seen in the budget. Neither good nor bad: not judged."
        ),
    ),
    needs=(
        Need(
            "integrated_debt_by_budget",
            categories=("core_budget", "extra_budgets", "public_enterprises"),
        ),
    ),
    sql="""
        SELECT ags, period,
               100 * sum(value) FILTER (category <> 'core_budget') / nullif(sum(value), 0) AS value
        FROM integrated_debt_by_budget
        GROUP BY ags, period
        HAVING count(value) = 3
    """,
    example=Example(
        given={
            "integrated_debt_by_budget": [
                ("05158032", "2024", "core_budget", 50.0),
                ("05158032", "2024", "extra_budgets", 30.0),
                ("05158032", "2024", "public_enterprises", 120.0),
            ]
        },
        expected=[("05158032", "2024", 75.0)],
    ),
    caveat=Text(
        de="Nur einige Städte liegen vor. Der Kreis trägt eigene Schulden zusätzlich.",
        en="Only some cities are at hand. The county carries its own debt in addition.",
    ),
    frameworks=(Clause("iso37120.9.debt"), Clause("cri.6.1"), Clause("memorandum.finance")),
)
