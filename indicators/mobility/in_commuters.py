"""Share of jobs held by in-commuters."""

from resilience.spec import (
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
    name=Text(de="Einpendlerquote", en="In-commuter rate"),
    about=Text(
        de="Anteil der Arbeitsplätze, die mit Einpendlern besetzt sind.",
        en="Share of jobs held by people who commute into the municipality.",
    ),
    numerator=Text(de="Einpendler über die Gemeindegrenze", en="commuters into the municipality"),
    denominator=Text(
        de="sozialversicherungspflichtig Beschäftigte am Arbeitsort",
        en="employees subject to social insurance by workplace",
    ),
    unit=PERCENT,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Viele Einpendler heißt: anziehende Betriebe, aber auch Arbeit, die bei gestörtem "
            "Verkehr liegen bleibt: ohne Wertung."
        ),
        en=(
            "Many in-commuters mean attractive firms, but also work that is left undone when "
            "traffic is disturbed: not judged."
        ),
    ),
    needs=("in_commuters", "jobs_at_workplace"),
    sql=ratio("in_commuters", "jobs_at_workplace", per=100),
    example=Example(
        given={
            "in_commuters": [("05158020", "2015", 15000.0)],
            "jobs_at_workplace": [("05158020", "2015", 20000.0)],
        },
        expected=[("05158020", "2015", 75.0)],
    ),
    caveat=EMPLOYEES_OF_2015,
    noise=Noise(model="binomial", series="in_commuters", trials="jobs_at_workplace"),
    frameworks=(Clause("cri.6.5"), Clause("iso37120.19.commuting")),
)
