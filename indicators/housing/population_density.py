"""Inhabitants per square kilometre, since 1983."""

from resilience.spec import INHABITANTS, Clause, Example, Indicator, Text, ratio

INDICATOR = Indicator(
    name=Text(de="Einwohnerdichte", en="Population density"),
    about=Text(
        de="Einwohner je Quadratkilometer der Gemeindefläche am 31. Dezember.",
        en="Inhabitants per square kilometre of the municipal area on 31 December.",
    ),
    numerator=INHABITANTS,
    denominator=Text(de="Gemeindefläche, in km²", en="area of the municipality, in km²"),
    unit=Text(de="je km²", en="per km²"),
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Zeigt über vierzig Jahre, wo Menschen zuziehen und wegziehen; dicht ist weder gut "
            "noch schlecht: ohne Wertung."
        ),
        en=(
            "Shows over forty years where people move in and away; dense is neither good nor bad:"
            " not judged."
        ),
    ),
    needs=("population_register", "land_area_register"),
    sql=ratio("population_register", "land_area_register"),
    example=Example(
        given={
            "population_register": [("05158020", "2023", 60000.0)],
            "land_area_register": [("05158020", "2023", 40.0)],
        },
        expected=[("05158020", "2023", 1500.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Dreizehn Zeitpunkte seit 1983; Volkszählung 1987 und Zensus 2011 verschieben die "
            "Einwohner, 2017 die Fläche."
        ),
        en=(
            "Thirteen points in time since 1983; the censuses of 1987 and 2011 shift the "
            "inhabitants, 2017 the area."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.21.density"),
        Clause("iso37120.13.population"),
    ),
)
