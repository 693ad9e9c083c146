"""Change in jobs in the year after the first months of the pandemic."""

from resilience.spec import Clause, Example, Goalposts, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(
        de="Beschäftigung im Jahr nach dem Einbruch 2020",
        en="Jobs in the year after the slump of 2020",
    ),
    about=Text(
        de=(
            "Veränderung der sozialversicherungspflichtig Beschäftigten am Arbeitsort vom 30. Juni "
            "2020 bis zum 30. Juni 2021."
        ),
        en=(
            "Change in employees subject to social insurance by workplace from 30 June 2020 to 30 "
            "June 2021."
        ),
    ),
    numerator=Text(
        de="Beschäftigte am Arbeitsort im Juni 2021 abzüglich derer im Juni 2020",
        en="employees by workplace in June 2021 less those in June 2020",
    ),
    denominator=Text(
        de="Beschäftigte am Arbeitsort im Juni 2020", en="employees by workplace in June 2020"
    ),
    unit=Text(de="% in einem Jahr", en="% in one year"),
    capacity="robustness",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Das einzige Jahr, in dem sich an offenen Zahlen aller Städte ablesen lässt, wie ihre "
            "Wirtschaft aus einem Einbruch kommt."
        ),
        en=(
            "The only year in which open figures of all cities show how their economy comes out of "
            "a slump."
        ),
    ),
    needs=(Need("jobs_at_workplace_bbsr", years_before=1),),
    sql="""
        SELECT later.ags, later.period,
               100 * (later.value / nullif(earlier.value, 0) - 1) AS value
        FROM jobs_at_workplace_bbsr later
        JOIN jobs_at_workplace_bbsr earlier
          ON earlier.ags = later.ags AND earlier.period = '2020' AND later.period = '2021'
    """,
    example=Example(
        given={
            "jobs_at_workplace_bbsr": [
                ("05158020", "2020", 25000.0),
                ("05158020", "2021", 26000.0),
            ],
        },
        expected=[("05158020", "2021", 4.0)],
    ),
    goalposts=Goalposts(town=(-2.1, 5.3), large_city=(0, 4.1), year="2021"),
    caveat=Text(
        de=(
            "Ein einziges Jahr: Der Umzug eines Betriebs kann es bestimmen. Kurzarbeit zählt als "
            "Beschäftigung. Die Zahlen von 2020 sind auf zehn gerundet."
        ),
        en=(
            "A single year: one firm moving can decide it. Short-time work counts as employment. "
            "The figures of 2020 are rounded to tens."
        ),
    ),
    frameworks=(Clause("sdg.8.3"), Clause("cri.2.3"), Clause("bbsr.sector_change")),
)
