"""Share of inhabitants aged 75 and over."""

from resilience.spec import ALL_INHABITANTS, PERCENT, Clause, Example, Indicator, Need, Text, share

INDICATOR = Indicator(
    name=Text(de="Anteil der Menschen ab 75", en="Share aged 75 and over"),
    about=Text(
        de="Anteil der Einwohner, die 75 Jahre oder älter sind.",
        en="Share of inhabitants aged 75 or over.",
    ),
    numerator=Text(de="Einwohner ab 75 Jahren", en="inhabitants aged 75 and over"),
    denominator=ALL_INHABITANTS,
    unit=PERCENT,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Sehr alte Menschen trifft Hitze und Stromausfall härter; das ist Empfindlichkeit, "
            "keine Leistung der Stadt: ohne Wertung."
        ),
        en=(
            "Heat and power cuts hit very old people harder; that is sensitivity, not an "
            "achievement of the city: not judged."
        ),
    ),
    needs=(Need("population_by_age", categories=("age_75_plus", "")),),
    sql=share("population_by_age", "age_75_plus"),
    example=Example(
        given={
            "population_by_age": [
                ("05158020", "2015", "age_75_plus", 6000.0),
                ("05158020", "2015", "", 60000.0),
            ]
        },
        expected=[("05158020", "2015", 10.0)],
    ),
    noise="complete",
    caveat=Text(
        de="Stand 2015; jüngere Zahlen nach Gemeinden liegen nicht bei.",
        en="As of 2015; newer figures by municipality are not at hand.",
    ),
    frameworks=(
        Clause("iso37123.13.1"),
        Clause("bric.social.age"),
        Clause("iso37120.13.population"),
    ),
)
