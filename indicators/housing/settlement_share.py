"""Share of settlement and transport land."""

from resilience.spec import PERCENT, Clause, Example, Indicator, Text, published

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
    needs=("settlement_transport_share_municipality",),
    sql=published("settlement_transport_share_municipality"),
    example=Example(
        given={"settlement_transport_share_municipality": [("05158020", "2023", 52.6)]},
        expected=[("05158020", "2023", 52.6)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Siedlungsfläche ist nicht gleich versiegelte Fläche, und dichte Städte nutzen Boden "
            "sparsamer. Amtliche Zahl ohne Abbauland, auf 0,1 % gedruckt."
        ),
        en=(
            "Settlement land is not the same as sealed land, and dense cities use land more "
            "sparingly. Official figure without extraction land, printed to 0.1 %."
        ),
    ),
    frameworks=(
        Clause("iso37123.21.2"),
        Clause("bric.environmental.pervious"),
        Clause("sdg.11.3"),
        Clause("undrr.e5"),
    ),
    version=3,
)
