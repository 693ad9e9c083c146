"""Employment rate."""

from resilience.spec import Example, Goalposts, Indicator, Text

INDICATOR = Indicator(
    name=Text(
        de="Beschäftigungsquote",
        en="Employment rate",
    ),
    about=Text(
        de=(
            "Sozialversicherungspflichtig Beschäftigte am Wohnort je 100 Einwohner im "
            "erwerbsfähigen Alter."
        ),
        en="Employees subject to social insurance by residence per 100 inhabitants of working age.",
    ),
    unit=Text(de="%", en="%"),
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de="Wo viele arbeiten, sind Einkommen und Fähigkeiten breiter verteilt.",
        en="Where many work, incomes and skills are spread more widely.",
    ),
    needs=("employment_rate",),
    sql="""
        SELECT ags, period, value FROM employment_rate
    """,
    example=Example(
        given={
            "employment_rate": [("05158020", "2023", 68.78)],
        },
        expected=[("05158020", "2023", 68.78)],
    ),
    goalposts=Goalposts(low=61, high=74, year="2023"),
    caveat=Text(
        de="Selbstständige und Beamte fehlen; Hochschulstädte liegen niedriger.",
        en="Self-employed and civil servants are missing; university towns rank lower.",
    ),
)
