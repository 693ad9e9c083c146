"""Share of buildings with three or more dwellings."""

from resilience.spec import PERCENT, Clause, Example, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Anteil der Mehrfamilienhäuser", en="Share of multi-dwelling buildings"),
    about=Text(
        de=(
            "Anteil der Wohngebäude mit drei oder mehr Wohnungen an allen Wohngebäuden ohne "
            "Wohnheime."
        ),
        en=(
            "Share of residential buildings with three or more dwellings among all without "
            "residential homes."
        ),
    ),
    numerator=Text(
        de="Wohngebäude mit drei oder mehr Wohnungen",
        en="residential buildings with three or more dwellings",
    ),
    denominator=Text(
        de="Wohngebäude mit einer, zwei und drei oder mehr Wohnungen",
        en="residential buildings with one, two, and three or more dwellings",
    ),
    unit=PERCENT,
    capacity="transformation",
    direction="context",
    reason=Text(
        de=(
            "Mehrfamilienhäuser sparen Fläche und lassen sich gemeinsam sanieren, verlangen aber "
            "Einigung vieler: ohne Wertung."
        ),
        en=(
            "Multi-dwelling buildings save land and can be renovated together, but need many to "
            "agree: not judged."
        ),
    ),
    needs=(
        Need("residential_buildings", categories=("three_plus", "one_dwelling", "two_dwellings")),
    ),
    sql="""
        SELECT ags, period,
               100 * sum(value) FILTER (category = 'three_plus') / nullif(sum(value), 0) AS value
        FROM residential_buildings
        GROUP BY ags, period
        HAVING count(value) = 3
    """,
    example=Example(
        given={
            "residential_buildings": [
                ("05158020", "2021", "one_dwelling", 600.0),
                ("05158020", "2021", "two_dwellings", 200.0),
                ("05158020", "2021", "three_plus", 200.0),
                ("05158020", "2021", "", 1000.0),
            ]
        },
        expected=[("05158020", "2021", 20.0)],
    ),
    noise="complete",
    caveat=Text(
        de=("Zählt Gebäude, nicht Wohnungen; der Anteil der Wohnungen in ihnen ist viel höher."),
        en="Counts buildings, not dwellings; the share of dwellings in them is much higher.",
    ),
    frameworks=(
        Clause("iso37120.12.stock"),
        Clause("iso37120.21.density"),
        Clause("memorandum.mixed_quarters"),
    ),
)
