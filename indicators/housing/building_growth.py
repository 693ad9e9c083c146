"""Growth of residential buildings over three years."""

from resilience.spec import Clause, Example, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Zuwachs an Wohngebäuden", en="Growth of residential buildings"),
    about=Text(
        de="Veränderung der Zahl der Wohngebäude gegenüber dem Stand drei Jahre davor.",
        en="Change in the number of residential buildings against three years before.",
    ),
    numerator=Text(
        de="Wohngebäude am 31. Dezember abzüglich derer drei Jahre davor",
        en="residential buildings on 31 December less those three years before",
    ),
    denominator=Text(
        de="Wohngebäude drei Jahre davor", en="residential buildings three years before"
    ),
    unit=Text(de="% in drei Jahren", en="% in three years"),
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Zählt Gebäude, nicht Wohnungen, und der Ausgangsstand 2018 wurde an der Quelle von "
            "Hand fortgeschrieben; zudem nimmt Bauen Fläche, die an anderer Stelle gewertet wird:"
            " ohne Wertung."
        ),
        en=(
            "Counts buildings, not dwellings, and its base of 2018 was updated by hand at the "
            "source; building also takes land, which is judged elsewhere: not judged."
        ),
    ),
    needs=(Need("residential_buildings", years_before=3),),
    sql="""
        SELECT later.ags, later.period, 100 * (later.value / nullif(earlier.value, 0) - 1) AS value
        FROM residential_buildings later
        JOIN residential_buildings earlier
          ON earlier.ags = later.ags AND CAST(earlier.period AS INT) = CAST(later.period AS INT) - 3
    """,
    example=Example(
        given={
            "residential_buildings": [("05158020", "2018", 10000.0), ("05158020", "2021", 10150.0)]
        },
        expected=[("05158020", "2021", 1.5)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Zählt Gebäude, nicht Wohnungen: Ein Hochhaus und ein Einfamilienhaus wiegen gleich. "
            "Abriss und Umwidmung sind abgezogen."
        ),
        en=(
            "Counts buildings, not dwellings: a tower block and a detached house weigh the same. "
            "Demolition and change of use are deducted."
        ),
    ),
    frameworks=(Clause("cri.1.1"), Clause("sdg.11.1"), Clause("memorandum.adaptive")),
    version=2,
)
