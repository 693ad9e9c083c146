"""Jobs per hectare of commercial land."""

from resilience.spec import Clause, Example, Goalposts, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(
        de="Arbeitsplätze je Hektar Gewerbefläche",
        en="Jobs per hectare of commercial land",
    ),
    about=Text(
        de=(
            "Sozialversicherungspflichtig Beschäftigte am Arbeitsort je Hektar Industrie-, "
            "Gewerbe- und Dienstleistungsfläche."
        ),
        en="Employees at the workplace per hectare of industrial, commercial and service land.",
    ),
    numerator=Text(
        de="Beschäftigte am Arbeitsort",
        en="employees by workplace",
    ),
    denominator=Text(
        de="Industrie- und Gewerbefläche, in ha",
        en="industrial and commercial land, in ha",
    ),
    unit=Text(de="je ha", en="per ha"),
    capacity="transformation",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Dichte Nutzung („stapeln statt ausdehnen“) schafft Arbeit, ohne freie Flächen zu "
            "verbrauchen."
        ),
        en="Dense use (stacking instead of spreading) creates work without consuming open land.",
    ),
    needs=(
        "jobs_at_workplace_bbsr",
        Need("land_use", categories=("commercial",)),
    ),
    sql="""
        SELECT j.ags, j.period, j.value / nullif(l.value, 0) AS value
        FROM jobs_at_workplace_bbsr j JOIN land_use l USING (ags, period)
    """,
    example=Example(
        given={
            "jobs_at_workplace_bbsr": [("05158020", "2021", 28000.0)],
            "land_use": [
                ("05158020", "2021", "commercial", 400.0),
                ("05158020", "2021", "", 4000.0),
            ],
        },
        expected=[("05158020", "2021", 70.0)],
    ),
    goalposts=Goalposts(low=40, high=180, year="2021"),
    caveat=Text(
        de=(
            "Büros liegen dichter als Fabriken: nur zusammen mit der Wirtschaftsstruktur lesen. "
            "Arbeitsplätze außerhalb von Gewerbeflächen zählen mit."
        ),
        en=(
            "Offices are denser than factories: read together with the economic structure. Jobs "
            "outside commercial land count as well."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("sdg.11.3"),
        Clause("memorandum.land_policy"),
        Clause("cri.12.3"),
    ),
    scenarios=("sector_change",),
)
