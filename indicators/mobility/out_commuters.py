"""Share of out-commuters."""

from resilience.spec import (
    EMPLOYEES_BY_RESIDENCE,
    EMPLOYEES_OF_2015,
    PERCENT,
    Clause,
    Example,
    Indicator,
    Noise,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(de="Auspendlerquote", en="Out-commuter rate"),
    about=Text(
        de="Anteil der Beschäftigten, die außerhalb ihrer Wohngemeinde arbeiten.",
        en="Share of employees who work outside their municipality of residence.",
    ),
    numerator=Text(de="Auspendler über die Gemeindegrenze", en="commuters out of the municipality"),
    denominator=EMPLOYEES_BY_RESIDENCE,
    unit=PERCENT,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Pendeln heißt Abhängigkeit von Wegen, aber auch Zugang zu vielen Arbeitsplätzen: "
            "ohne Wertung."
        ),
        en="Commuting means depending on routes, but also access to many jobs: not judged.",
    ),
    needs=("out_commuters", "employees_at_residence"),
    sql=ratio("out_commuters", "employees_at_residence", per=100),
    example=Example(
        given={
            "out_commuters": [("05158020", "2015", 15000.0)],
            "employees_at_residence": [("05158020", "2015", 20000.0)],
        },
        expected=[("05158020", "2015", 75.0)],
    ),
    caveat=EMPLOYEES_OF_2015,
    noise=Noise(model="binomial", series="out_commuters", trials="employees_at_residence"),
    frameworks=(Clause("cri.6.5"), Clause("iso37120.19.commuting")),
)
