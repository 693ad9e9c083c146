"""Persons in work who commute out; computed as soon as figures are fetched."""

from resilience.spec import PERCENT, Awaiting, Clause, Example, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Auspendlerquote aller Erwerbstätigen", en="Out-commuters among all in work"),
    about=Text(
        de="Anteil der Erwerbstätigen am Wohnort, die in einer anderen Gemeinde arbeiten.",
        en="Share of persons in work, by residence, who work in another municipality.",
    ),
    numerator=Text(
        de="Auspendler, auch Beamte und Selbstständige",
        en="commuters out, civil servants and self-employed included",
    ),
    denominator=Text(
        de="Auspendler und in der Gemeinde Arbeitende",
        en="commuters out and those who work in their municipality",
    ),
    unit=PERCENT,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Wer pendelt, hängt von Straße und Bahn ab, erreicht aber mehr Arbeitsplätze; beides "
            "zählt, darum keine Wertung."
        ),
        en=(
            "Who commutes depends on road and rail but reaches more jobs; both count, hence no "
            "judgement."
        ),
    ),
    needs=("out_commuters_all_work", "inner_commuters_all_work"),
    sql="""
        SELECT o.ags, o.period, 100 * o.value / nullif(o.value + i.value, 0) AS value
        FROM out_commuters_all_work o
        JOIN inner_commuters_all_work i USING (ags, period)
    """,
    example=Example(
        given={
            "out_commuters_all_work": [("05158020", "2024", 24000.0)],
            "inner_commuters_all_work": [("05158020", "2024", 8000.0)],
        },
        expected=[("05158020", "2024", 75.0)],
    ),
    caveat=Text(
        de=(
            "Nicht mit der Quote der sozialversicherungspflichtig Beschäftigten zu vergleichen: "
            "hier zählen alle Erwerbstätigen."
        ),
        en=(
            "Not to be compared with the rate of employees subject to social insurance: all "
            "persons in work count here."
        ),
    ),
    frameworks=(Clause("cri.6.5"), Clause("iso37120.19.commuting")),
    awaiting=Awaiting(
        publisher="Statistische Ämter des Bundes und der Länder",
        table="Pendleratlas",
        url="https://pendleratlas.statistikportal.de",
        why=Text(
            de=(
                "Die Jahre ab 2021 sind noch nicht abgerufen: python3 -m resilience refresh "
                "pendleratlas holt sie, der nächste Bau rechnet damit."
            ),
            en=(
                "The years from 2021 on are not fetched yet: python3 -m resilience refresh "
                "pendleratlas does it, and the next build computes with them."
            ),
        ),
    ),
)
