"""Population change over five years."""

from resilience.spec import Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Bevölkerungsentwicklung", en="Population change"),
    about=Text(
        de=(
            "Veränderung der Einwohnerzahl in den fünf Jahren bis zum 31. Dezember, im Mittel je "
            "Jahr."
        ),
        en="Change in inhabitants over the five years to 31 December, mean per year.",
    ),
    numerator=Text(
        de="Einwohner am 31. Dezember abzüglich derer fünf Jahre davor, je Jahr",
        en="inhabitants on 31 December less those five years before, per year",
    ),
    denominator=Text(de="Einwohner fünf Jahre davor", en="inhabitants five years before"),
    unit=Text(de="% je Jahr", en="% per year"),
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Wachsen verlangt Wohnungen, Schrumpfen lässt Netze leer laufen; beides fordert "
            "Anpassung: ohne Wertung."
        ),
        en=(
            "Growth demands dwellings, shrinking leaves networks idle; both demand adaptation: "
            "not judged."
        ),
    ),
    needs=("population_change_5y",),
    sql=published("population_change_5y"),
    example=Example(
        given={"population_change_5y": [("05158020", "2022", 0.3), ("05158032", "2022", -0.1)]},
        expected=[("05158020", "2022", 0.3), ("05158032", "2022", -0.1)],
    ),
    caveat=Text(
        de=(
            "Der Zeitraum kann den Wechsel vom Zensus 2011 auf den Zensus 2022 einschließen; dann "
            "mischt die Zahl Wandel und neue Zählung."
        ),
        en=(
            "The span may include the change from the 2011 to the 2022 census; the figure then "
            "mixes change and a new count."
        ),
    ),
    decimals=2,
    frameworks=(
        Clause("iso37120.13.population"),
        Clause("bric.institutional.stability"),
        Clause("bbsr.shrinking"),
        Clause("bbsr.in_migration"),
    ),
)
