"""Share of transport land in settlement and transport land."""

from resilience.spec import PERCENT, Clause, Example, Goalposts, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Anteil der Verkehrsfläche", en="Share of transport land"),
    about=Text(
        de=(
            "Anteil von Straßen, Wegen, Plätzen und Schienen an der Siedlungs- und Verkehrsfläche."
        ),
        en="Share of roads, ways, squares and railways in settlement and transport land.",
    ),
    numerator=Text(de="Verkehrsfläche am 31. Dezember", en="transport land on 31 December"),
    denominator=Text(
        de="Siedlungs- und Verkehrsfläche am 31. Dezember",
        en="settlement and transport land on 31 December",
    ),
    unit=PERCENT,
    capacity="transformation",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wer mit wenig Verkehrsfläche auskommt, hat weniger versiegelten Boden und weniger "
            "Straße zu erhalten, und Platz für anderes. Die Richtung ist eine Wertung."
        ),
        en=(
            "Whoever gets by with little transport land has less sealed soil, less road to "
            "maintain and room for other things. The direction is a judgement."
        ),
    ),
    needs=(Need("land_use", categories=("transport", "settlement")),),
    sql="""
        SELECT ags, period,
               100 * sum(value) FILTER (category = 'transport') / nullif(sum(value), 0) AS value
        FROM land_use
        GROUP BY ags, period
        HAVING count(value) = 2
    """,
    example=Example(
        given={
            "land_use": [
                ("05158020", "2021", "transport", 500.0),
                ("05158020", "2021", "settlement", 1500.0),
            ],
        },
        expected=[("05158020", "2021", 25.0)],
    ),
    goalposts=Goalposts(town=(21, 40), large_city=(19.5, 27.9), year="2021"),
    caveat=Text(
        de=(
            "Autobahnen, Landstraßen und Feldwege zählen mit, auch wenn sie dem Durchgang dienen. "
            "Die Siedlungsfläche enthält hier wohl Abbauland; wo das viel ist, gilt der Wert als "
            "unsicher."
        ),
        en=(
            "Motorways, country roads and farm tracks count even if they serve through traffic. "
            "Settlement land presumably includes extraction land here; where that is much, the "
            "value counts as unreliable."
        ),
    ),
    frameworks=(Clause("sdg.11.3"), Clause("iso37123.21.2"), Clause("memorandum.mobility")),
)
