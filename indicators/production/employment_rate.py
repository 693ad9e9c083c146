"""Employment rate."""

from resilience.spec import PERCENT, Clause, Example, Goalposts, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Beschäftigungsquote", en="Employment rate"),
    about=Text(
        de=(
            "Sozialversicherungspflichtig Beschäftigte am Wohnort je 100 Einwohner im "
            "erwerbsfähigen Alter."
        ),
        en="Employees subject to social insurance by residence per 100 inhabitants of working age.",
    ),
    numerator=Text(
        de="sozialversicherungspflichtig Beschäftigte am Wohnort",
        en="employees subject to social insurance by residence",
    ),
    denominator=Text(de="Einwohner im erwerbsfähigen Alter", en="inhabitants of working age"),
    unit=PERCENT,
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de="Wo viele arbeiten, sind Einkommen und Fähigkeiten breiter verteilt.",
        en="Where many work, incomes and skills are spread more widely.",
    ),
    needs=("employment_rate",),
    sql=published("employment_rate"),
    example=Example(
        given={"employment_rate": [("05158020", "2023", 68.78)]},
        expected=[("05158020", "2023", 68.78)],
    ),
    goalposts=Goalposts(town=(62, 73), large_city=(58.4, 67.4), year="2023"),
    noise="complete",
    caveat=Text(
        de="Selbstständige und Beamte fehlen; Hochschulstädte liegen niedriger.",
        en="Self-employed and civil servants are missing; university towns rank lower.",
    ),
    frameworks=(
        Clause("sdg.8.5", extent="full"),
        Clause("iso37120.5.employment", extent="full"),
        Clause("bric.economic.employment", extent="full"),
        Clause("cri.2.1"),
    ),
)
