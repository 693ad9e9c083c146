"""Share of settlement and transport land."""

from resilience.spec import PERCENT, Clause, Example, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Siedlungs- und Verkehrsfläche", en="Settlement and transport land"),
    about=Text(
        de="Anteil der Siedlungs- und Verkehrsfläche an der Bodenfläche.",
        en="Share of settlement and transport land in the total area.",
    ),
    numerator=Text(de="Siedlungs- und Verkehrsfläche", en="settlement and transport land"),
    denominator=Text(de="Bodenfläche", en="land area"),
    unit=PERCENT,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Freie Böden nehmen Starkregen auf und kühlen; zugleich ist ein hoher Anteil die "
            "Kehrseite dichter Siedlung, die gewertet wird. Beides zu werten, hebt sich auf: ohne"
            " Wertung."
        ),
        en=(
            "Open soil absorbs heavy rain and cools; at the same time a high share is the other "
            "side of dense settlement, which is judged. Judging both would cancel out: not "
            "judged."
        ),
    ),
    needs=(Need("land_use", categories=("", "settlement", "transport")),),
    sql="""
        SELECT ags, period,
               100 * sum(value) FILTER (category IN ('settlement', 'transport'))
                   / nullif(sum(value) FILTER (category = ''), 0) AS value
        FROM land_use
        GROUP BY ags, period
        HAVING count(value) = 3
    """,
    example=Example(
        given={
            "land_use": [
                ("05158020", "2021", "", 4000.0),
                ("05158020", "2021", "settlement", 1500.0),
                ("05158020", "2021", "transport", 500.0),
                ("05158020", "2021", "forest", 300.0),
            ]
        },
        expected=[("05158020", "2021", 50.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Siedlungsfläche ist nicht gleich versiegelte Fläche, und dichte Städte nutzen Boden "
            "sparsamer. Die Siedlungsfläche enthält hier wohl auch Abbauland, was in Wülfrath ins "
            "Gewicht fällt."
        ),
        en=(
            "Settlement land is not the same as sealed land, and dense cities use land more "
            "sparingly. It seems to include extraction sites here, which matters in Wülfrath."
        ),
    ),
    frameworks=(
        Clause("iso37123.21.2"),
        Clause("bric.environmental.pervious"),
        Clause("sdg.11.3"),
        Clause("undrr.e5"),
    ),
    version=2,
)
