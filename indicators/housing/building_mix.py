"""Diversity of residential building types."""

from resilience.spec import ZERO_TO_ONE, Clause, Example, Goalposts, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Vielfalt der Wohngebäude", en="Diversity of residential buildings"),
    about=Text(
        de=(
            "Gleichmäßigkeit (0 bis 1) der Verteilung auf Gebäude mit einer, zwei und drei oder "
            "mehr Wohnungen."
        ),
        en="Evenness (0 to 1) of buildings with one, two, and three or more dwellings.",
    ),
    numerator=Text(
        de=(
            "normierte Shannon-Entropie der Anteile von Gebäuden mit einer, zwei und drei oder "
            "mehr Wohnungen"
        ),
        en=(
            "normalised Shannon entropy of the shares of buildings with one, two, and three or "
            "more dwellings"
        ),
    ),
    unit=ZERO_TO_ONE,
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de="Ein gemischter Bestand kann sich an andere Haushaltsgrößen und Lebenslagen anpassen.",
        en="A mixed stock can adapt to other household sizes and circumstances.",
    ),
    needs=(
        Need("residential_buildings", categories=("one_dwelling", "two_dwellings", "three_plus")),
    ),
    sql="""
        WITH parts AS (
            SELECT ags, period,
                   value / nullif(sum(value) OVER (PARTITION BY ags, period), 0) AS share
            FROM residential_buildings
        )
        SELECT ags, period,
               -sum(CASE WHEN share > 0 THEN share * ln(share) ELSE 0 END) / ln(3) AS value
        FROM parts
        GROUP BY ags, period
        HAVING count(share) = 3
    """,
    example=Example(
        given={
            "residential_buildings": [
                ("05158020", "2021", "", 300.0),
                ("05158020", "2021", "one_dwelling", 100.0),
                ("05158020", "2021", "two_dwellings", 100.0),
                ("05158020", "2021", "three_plus", 100.0),
            ]
        },
        expected=[("05158020", "2021", 1.0)],
    ),
    goalposts=Goalposts(town=(0.57, 0.92), large_city=(0.8, 0.93), year="2021"),
    noise="complete",
    caveat=Text(
        de=(
            "Normierte Shannon-Entropie über Gebäude, nicht über Wohnungen; Wohnheime bleiben "
            "außen vor."
        ),
        en=(
            "Normalised Shannon entropy over buildings, not dwellings; residential homes are left "
            "out."
        ),
    ),
    decimals=2,
    frameworks=(
        Clause("memorandum.mixed_quarters"),
        Clause("memorandum.adaptive"),
        Clause("iso37120.12.stock"),
    ),
)
