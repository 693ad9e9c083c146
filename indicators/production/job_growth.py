"""Change in jobs since 2015."""

from resilience.spec import (
    SAME_BORDERS,
    Accepted,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Beschäftigung seit 2015", en="Jobs since 2015"),
    about=Text(
        de=(
            "Veränderung der sozialversicherungspflichtig Beschäftigten am Arbeitsort gegenüber "
            "dem 30. Juni 2015."
        ),
        en=("Change in employees subject to social insurance by workplace against 30 June 2015."),
    ),
    numerator=Text(
        de="Beschäftigte am Arbeitsort am 30. Juni abzüglich derer am 30. Juni 2015",
        en="employees by workplace on 30 June less those on 30 June 2015",
    ),
    denominator=Text(
        de="Beschäftigte am Arbeitsort am 30. Juni 2015",
        en="employees by workplace on 30 June 2015",
    ),
    unit=Text(de="% seit 2015", en="% since 2015"),
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Wo Arbeitsplätze entstehen, fällt es leichter, Verluste in einzelnen Branchen zu "
            "ersetzen."
        ),
        en="Where jobs come into being, losses in single industries are easier to replace.",
    ),
    needs=("jobs_at_workplace_bbsr", "jobs_at_workplace"),
    sql="""
        SELECT b.ags, b.period, 100 * (b.value / nullif(j.value, 0) - 1) AS value
        FROM jobs_at_workplace_bbsr b
        JOIN jobs_at_workplace j ON j.ags = b.ags AND j.period = '2015'
    """,
    example=Example(
        given={
            "jobs_at_workplace_bbsr": [
                ("05158020", "2021", 26400.0),
                ("05158020", "2020", 25200.0),
            ],
            "jobs_at_workplace": [("05158020", "2015", 24000.0)],
        },
        expected=[("05158020", "2020", 5.0), ("05158020", "2021", 10.0)],
    ),
    goalposts=Goalposts(town=(0, 22), large_city=(3, 14), year="2021"),
    noise="complete",
    accepted=(
        SAME_BORDERS,
        Accepted(
            "years",
            "measures the growth since the base year, which its name says",
        ),
    ),
    caveat=Text(
        de=(
            "Zwei Quellen derselben Statistik; die Werte ab 2020 sind vom Bundesinstitut auf "
            "heutige Grenzen umgerechnet. Umzüge einzelner Betriebe bewegen kleine Städte stark. "
            "2020 ist ein Pandemiejahr."
        ),
        en=(
            "Two sources of the same statistics; values from 2020 were converted to today's "
            "boundaries by the federal institute. Single firms moving shift small towns a lot. "
            "2020 is a pandemic year."
        ),
    ),
    frameworks=(
        Clause("sdg.8.3"),
        Clause("cri.2.3"),
        Clause("cri.6.4"),
        Clause("bbsr.sector_change"),
    ),
)
