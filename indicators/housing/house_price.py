"""Price of houses sold again."""

from resilience.spec import Clause, Example, Goalposts, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Preis gebrauchter Häuser", en="Price of houses sold again"),
    about=Text(
        de=(
            "Kaufpreis gebrauchter Ein- und Zweifamilienhäuser je Quadratmeter Wohnfläche, "
            "gemittelt über alle Verkäufe eines Jahres."
        ),
        en=(
            "Price of one- and two-family houses sold again per square metre of living space, "
            "averaged over all sales of a year."
        ),
    ),
    numerator=Text(de="Kaufpreise, in EUR", en="prices, in EUR"),
    denominator=Text(de="verkaufte Wohnfläche, in m²", en="living space sold, in m²"),
    unit=Text(de="EUR/m²", en="EUR/m²"),
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wo Häuser bezahlbar bleiben, können Familien und Fachkräfte bleiben und verschulden "
            "sich weniger. Hohe Preise zeigen auch Beliebtheit; die Richtung ist eine Wertung."
        ),
        en=(
            "Where houses stay affordable, families and skilled workers can stay and borrow less. "
            "High prices also show that a city is sought after; the direction is a judgement."
        ),
    ),
    needs=("house_price_resale",),
    sql=published("house_price_resale"),
    example=Example(
        given={"house_price_resale": [("05158020", "2024", 3634.0)]},
        expected=[("05158020", "2024", 3634.0)],
    ),
    goalposts=Goalposts(town=(1700, 3500), large_city=(1900, 4800), year="2024"),
    caveat=Text(
        de=(
            "Aus Altersklassen gemittelt, gewichtet mit der Zahl der Verkäufe; wo weniger als zehn "
            "Häuser verkauft wurden, fehlt der Preis. Was verkauft wird, wechselt von Jahr zu "
            "Jahr. Ohne Bezug zum Einkommen."
        ),
        en=(
            "Averaged over classes of age, weighted by the number of sales; missing where fewer "
            "than ten houses were sold. What is sold changes from year to year. Not related to "
            "income."
        ),
    ),
    decimals=0,
    frameworks=(Clause("cri.1.1"), Clause("sdg.11.1"), Clause("iso37120.12.affordability")),
)
