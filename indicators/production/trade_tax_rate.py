"""Rate of the trade tax."""

from resilience.spec import PERCENT, Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Hebesatz der Gewerbesteuer", en="Rate of the trade tax"),
    about=Text(
        de="Hebesatz der Gewerbesteuer, den die Stadt für das Jahr festgesetzt hat.",
        en="Rate of the trade tax that the city set for the year.",
    ),
    numerator=Text(de="Hebesatz der Gewerbesteuer, in %", en="rate of the trade tax, in %"),
    unit=PERCENT,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Ein niedriger Satz zieht Betriebe an, ein hoher bringt Einnahmen: eine Entscheidung "
            "der Stadt, ohne Wertung."
        ),
        en=(
            "A low rate attracts firms, a high one brings revenue: a decision of the city, not "
            "judged."
        ),
    ),
    needs=("trade_tax_rate",),
    sql=published("trade_tax_rate"),
    example=Example(
        given={"trade_tax_rate": [("05158020", "2023", 299.0), ("05158020", "2024", 299.0)]},
        expected=[("05158020", "2023", 299.0), ("05158020", "2024", 299.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Einzelwerte von der Internetseite der Kammer, Stand Mai 2024; spätere Beschlüsse "
            "fehlen. Nur für einige Städte."
        ),
        en=(
            "Single figures from the chamber's web page as of May 2024; later decisions are "
            "missing. For some cities only."
        ),
    ),
    decimals=0,
    frameworks=(Clause("iso37120.9.own_revenue"), Clause("cri.6.4")),
)
