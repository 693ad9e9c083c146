"""Jobs per 1,000 inhabitants."""

from resilience.spec import (
    EMPLOYEES_BY_WORKPLACE,
    PER_1000_INHABITANTS,
    THOUSAND_INHABITANTS,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(de="Arbeitsplätze je 1.000 Einwohner", en="Jobs per 1,000 inhabitants"),
    about=Text(
        de="Sozialversicherungspflichtig Beschäftigte am Arbeitsort je 1.000 Einwohner.",
        en="Employees subject to social insurance at the workplace per 1,000 inhabitants.",
    ),
    numerator=EMPLOYEES_BY_WORKPLACE,
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="robustness",
    direction="higher_is_better",
    reason=Text(
        de="Viele Arbeitsplätze vor Ort tragen die Stadt, auch wenn einzelne Betriebe wegfallen.",
        en="Many jobs in the city carry it even when single firms are lost.",
    ),
    needs=("jobs_at_workplace_bbsr", "population_bbsr"),
    sql=ratio("jobs_at_workplace_bbsr", "population_bbsr", per=1000),
    example=Example(
        given={
            "jobs_at_workplace_bbsr": [("05158020", "2021", 28700.0)],
            "population_bbsr": [("05158020", "2021", 57400.0)],
        },
        expected=[("05158020", "2021", 500.0)],
    ),
    goalposts=Goalposts(town=(190, 530), large_city=(310, 580), year="2021"),
    noise="complete",
    caveat=Text(
        de=(
            "Firmensitze zählen, Selbstständige und Beamte nicht. Beschäftigte am 30. Juni, "
            "Bevölkerung am 31. Dezember; 2020 gibt die Quelle in gerundeten Zehnern an."
        ),
        en=(
            "Company seats count, self-employed people and civil servants do not. Employees on 30 "
            "June, population on 31 December; for 2020 the source rounds to tens."
        ),
    ),
    decimals=0,
    frameworks=(Clause("sdg.8.3"), Clause("cri.2.1"), Clause("iso37120.5.employment")),
)
